import ETLPipeline
import Foundation
import Synchronization

/// Signals as requests to stop: the first SIGINT or SIGTERM drains the run, a second one of either
/// ends the process at once, which the database survives by construction.
enum Signals {
  /// Installs the handlers, and turns a file size limit and a closed pipe into errors of the write
  /// that meets them.
  ///
  /// A signal that the parent process had ignored, as `nohup` does, stays ignored.
  ///
  /// - Returns: The control that the handlers stop.
  static func install() -> RunControl {
    // Touching the globals here makes them, so that no handler has to.
    let control = interruptible
    received.store(0, ordering: .relaxed)
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      sigaction(number, nil, &action)
      guard action.__sigaction_handler.sa_handler == nil else { continue }
      action.__sigaction_handler.sa_handler = handle
      action.sa_flags = SA_RESTART
      sigaction(number, &action, nil)
    }
    return control
  }
}

/// How many signals came.
private let received = Atomic<Int>(0)

/// The control that the handlers stop.
private let interruptible = RunControl()

/// Touches atomics and calls write(2), nothing else: all that is safe in a handler.
private let handle: @convention(c) (Int32) -> Void = { number in
  let isFirst = received.add(1, ordering: .sequentiallyConsistent).oldValue == 0
  guard isFirst else { _exit(128 + number) }
  interruptible.stop(number == SIGINT ? .interrupted : .terminated)
  let message: StaticString =
    "stopping: what is at work is finished and kept; a second signal ends at once\n"
  let code = errno
  _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
  errno = code
}
