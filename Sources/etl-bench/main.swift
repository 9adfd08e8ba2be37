print("see the README")
