"""An environment with packages to measure beside."""
import pathlib
import subprocess
import sys


def python(venv, directory, *packages):
    """The interpreter of `venv`, or of a new environment in `directory` with packages of PyPI."""
    if venv:
        return pathlib.Path(venv, "bin", "python")
    place = pathlib.Path(directory, "venv")
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    interpreter = place / "bin" / "python"
    subprocess.run([interpreter, "-m", "pip", "install", "-q", *packages], check=True)
    return interpreter
