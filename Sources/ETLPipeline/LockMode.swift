/// What a run does when another one holds the lock of its database.
public enum LockMode: Hashable, Sendable {
  /// Ends at once, with the exit code for a held lock.
  case fail
  /// Waits this many seconds for the other run to end, then fails.
  case wait(seconds: Int)
  /// Ends at once as if there were nothing to do: the other run is doing it.
  case skip

  /// Reads `fail`, `skip` or `wait=30s`; units are s, m and h.
  ///
  /// - Returns: nil when `text` is none of them.
  public init?(_ text: String) {
    switch text {
    case "fail": self = .fail
    case "skip": self = .skip
    default:
      guard text.hasPrefix("wait="), let unit = Self.units[text.suffix(1)],
        let count = Int(text.dropFirst(5).dropLast()), (0...86_400).contains(count)
      else { return nil }
      self = .wait(seconds: count * unit)
    }
  }

  private static let units: [Substring: Int] = ["s": 1, "m": 60, "h": 3600]

  /// How long the lock is waited for.
  public var secondsToWait: Int {
    if case .wait(let seconds) = self { seconds } else { 0 }
  }
}

/// The lock is held and the run was told to skip: thrown by a sink when it is opened.
public struct SkippedRun: Error, CustomStringConvertible {
  public var description: String

  /// - Parameter description: Who holds which lock.
  public init(_ description: String) { self.description = description }
}
