/// Every exit code of the program: the one table that help, records of runs and tests read.
///
/// The numbers are those of BSD's sysexits.h where it has one, and 128 + signal as shells have it.
public enum ExitCode: Int32, Sendable, CaseIterable {
  case done = 0
  case failed = 1
  case warnings = 2
  case usage = 64
  case refused = 65
  case missingInput = 66
  case unreachable = 69
  case bug = 70
  case cannotCreate = 73
  case inputOutput = 74
  case locked = 75
  case permission = 77
  case pipelineFile = 78
  case timeout = 124
  case interrupted = 130
  case terminated = 143

  /// What the code says, in one line.
  public var explanation: String {
    switch self {
    case .done: "done, or nothing to do"
    case .failed: "a stage failed; nothing was published"
    case .warnings: "done, with warnings or rejects (only with --fail-on warn)"
    case .usage: "bad usage"
    case .refused:
      "a check failed or too many records were rejected, and nothing was published; or `etl check` "
        + "found mistakes"
    case .missingInput: "a path without a wildcard does not exist; the rest was loaded"
    case .unreachable: "every URL of every remote input failed or was refused"
    case .bug: "a bug in the program"
    case .cannotCreate: "the database cannot be created or is none of ours"
    case .inputOutput: "reading or writing failed, for instance on a full disk"
    case .locked: "another run holds the lock"
    case .permission: "no permission"
    case .pipelineFile: "the pipeline file or a lexicon has mistakes"
    case .timeout: "the run took longer than run_timeout, or a query than its timeout"
    case .interrupted: "interrupted (SIGINT)"
    case .terminated: "terminated (SIGTERM)"
    }
  }

  /// The table as text, one code to a line.
  public static var table: String {
    allCases.map { code in
      let number = String(code.rawValue)
      return String(repeating: " ", count: 5 - number.count) + number + "  " + code.explanation
    }.joined(separator: "\n")
  }
}

extension RunReport {
  /// What the process exits with: the one place where a run becomes a number.
  public var exitCode: ExitCode {
    if let failure { return failure.category.exitCode }
    if status == .failed { return .refused }
    if status == .interrupted, let stopReason { return stopReason.exitCode }
    if !missing.isEmpty { return .missingInput }
    if isUnreachable { return .unreachable }
    return status == .warn && failsOnWarnings ? .warnings : .done
  }
}

extension FailureCategory {
  /// What a process that ends with such a failure exits with.
  public var exitCode: ExitCode {
    switch self {
    case .stage: .failed
    case .cannotCreate: .cannotCreate
    case .inputOutput: .inputOutput
    case .locked: .locked
    case .permission: .permission
    case .bug: .bug
    case .timeout: .timeout
    }
  }
}
