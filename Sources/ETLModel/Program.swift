/// What the program calls itself, to servers and in what it writes.
public enum Program {
  public static let name = "etl"
  public static let version = "0.1.0"
}
