import Synchronization

/// Why a run ends before its inputs do.
public enum StopReason: Hashable, Sendable {
  /// SIGINT: a person pressed Ctrl-C.
  case interrupted
  /// SIGTERM: the machine or a supervisor asks the process to end.
  case terminated
  /// The run took longer than `limits.run_timeout`.
  case timeout(seconds: Int)

  /// What the process exits with after a run that was stopped for this reason.
  public var exitCode: ExitCode {
    switch self {
    case .interrupted: .interrupted
    case .terminated: .terminated
    case .timeout: .timeout
    }
  }
}

/// Asks a run to stop, from any thread and from signal handlers.
///
/// A run that is stopped takes no new records, finishes those at work and publishes what is
/// complete, so that the next run has that much less to do.
public final class RunControl: Sendable {
  /// 0: not stopped, 1: interrupted, 2: terminated, from 3 on: seconds of the timeout plus 3.
  private let state = Atomic<Int>(0)

  /// Creates the control of a run that is not stopped.
  public init() {}

  /// Asks the run to stop. The first reason wins; later ones are ignored.
  ///
  /// Async-signal-safe: one atomic exchange, without memory or locks.
  public func stop(_ reason: StopReason) {
    let value =
      switch reason {
      case .interrupted: 1
      case .terminated: 2
      case .timeout(let seconds): max(0, seconds) + 3
      }
    _ = state.compareExchange(expected: 0, desired: value, ordering: .sequentiallyConsistent)
  }

  /// Why the run is to stop; nil as long as nobody asked.
  public var stopReason: StopReason? {
    switch state.load(ordering: .relaxed) {
    case 0: nil
    case 1: .interrupted
    case 2: .terminated
    case let value: .timeout(seconds: value - 3)
    }
  }
}

extension StopReason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .interrupted: "interrupted"
    case .terminated: "terminated"
    case .timeout(let seconds): "interrupted after run_timeout, \(seconds) s"
    }
  }
}
