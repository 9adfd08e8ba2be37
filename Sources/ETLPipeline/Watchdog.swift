import Foundation

/// Ends a run that takes longer than `limits.run_timeout`, in three steps: it stops the control,
/// a grace later it interrupts what the sinks are doing, and a second grace later it gives up.
///
/// It waits on a thread of its own, because all threads of the pool may be blocked.
final class Watchdog: @unchecked Sendable {
  /// What the watchdog does at each of its steps.
  struct Actions: Sendable {
    /// Asks the run to take no new records.
    var stop: @Sendable () -> Void
    /// Breaks off the statements of the sinks. Called again and again until the run has ended or
    /// the second grace is over, since a call between two statements has no effect.
    var interrupt: @Sendable () -> Void
    /// Ends the process: nothing else is left.
    var giveUp: @Sendable () -> Void
  }

  /// Guards `isOver`, and keeps an interrupt from falling into the end of the run.
  private let condition = NSCondition()
  private var isOver = false

  /// Starts the clock.
  ///
  /// - Parameters:
  ///   - seconds: When the run is stopped.
  ///   - grace: How many seconds each further step waits.
  init(seconds: Double, grace: Double, actions: Actions) {
    let thread = Thread { [self] in
      if waits(seconds) { return }
      actions.stop()
      if waits(grace) { return }
      let end = Date(timeIntervalSinceNow: grace)
      while end.timeIntervalSinceNow > 0 {
        if perform(actions.interrupt) || waits(0.1) { return }
      }
      _ = perform(actions.giveUp)
    }
    thread.name = "etl watchdog"
    thread.start()
  }

  /// Ends the watch: after it returned, no step is begun. To be called before the run publishes,
  /// so that nothing is broken off from then on.
  func cancel() {
    condition.withLock {
      isOver = true
      condition.broadcast()
    }
  }

  /// Waits and returns whether the watch is over.
  private func waits(_ seconds: Double) -> Bool {
    let end = Date(timeIntervalSinceNow: seconds)
    return condition.withLock {
      while !isOver, condition.wait(until: end) {}
      return isOver
    }
  }

  /// Does something unless the watch is over, and returns whether it is.
  private func perform(_ action: () -> Void) -> Bool {
    condition.withLock {
      if !isOver { action() }
      return isOver
    }
  }
}

extension Watchdog.Actions {
  /// The steps that end a run whose `run_timeout` is over.
  static func ending(
    _ sessions: [any SinkSession], _ control: RunControl, _ limit: Int
  ) -> Self {
    // Only `interrupt` is called on them, which is made for other threads.
    nonisolated(unsafe) let sessions = sessions
    return Self(
      stop: { control.stop(.timeout(seconds: limit)) },
      interrupt: { for session in sessions { session.interrupt() } },
      giveUp: {
        let message =
          "error: the run took longer than run_timeout, \(limit) s, and did not end when asked; "
          + "nothing was published\n"
        try? FileHandle.standardError.write(contentsOf: Data(message.utf8))
        // The database is safe however the process ends; waiting for blocked threads is not.
        _exit(ExitCode.timeout.rawValue)
      })
  }
}
