/// How often something is tried again after an error that may pass, such as a network file system
/// that does not answer.
public enum Retries {
  /// The number that holds for the work at hand; the runner sets it for a run.
  @TaskLocal public static var current = 3

  /// Milliseconds before attempt `number`, counted from 1: each wait is twice the one before.
  public static func pause(before number: Int) -> Int { 100 << min(number - 1, 6) }
}
