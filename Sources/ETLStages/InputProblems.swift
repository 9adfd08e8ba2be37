import ETLPipeline
import Foundation

/// What can be wrong with the options that all inputs have.
enum InputProblems {
  static func find(paths: [OptionPath], timezone: String) -> [OptionProblem] {
    var problems: [OptionProblem] = []
    if paths.isEmpty {
      problems.append(OptionProblem(key: "paths", message: "must name at least one path"))
    }
    if paths.contains(where: { $0.written.isEmpty }) {
      problems.append(OptionProblem(key: "paths", message: "must not hold an empty path"))
    }
    return problems + find(timezone: timezone)
  }

  /// What can be wrong with a time zone.
  static func find(timezone: String) -> [OptionProblem] {
    timezone.isEmpty || TimeZone(identifier: timezone) != nil
      ? []
      : [OptionProblem(key: "timezone", message: "must be an IANA zone such as Asia/Riyadh")]
  }
}

extension OptionDescription {
  static let paths = Self("paths", "Files, directories and patterns (* ? [a-z] **).")
  static let source = Self("source", "The publisher of all of them.")
  static let timezone = Self(
    "timezone", "The IANA zone of times without one, such as Africa/Cairo.")
}
