import ETLPipeline
import Foundation

/// Articles in files of their own: `.txt`, `.html`, `.htm`, and `.gz` of each.
struct FilesInput: StageOptions {
  static let description = StageDescription(
    name: "files", summary: "Articles in files of their own: .txt, .html, .htm, plain or .gz.",
    options: [
      OptionDescription("paths", "Files, directories and patterns (* ? [a-z] **)."),
      OptionDescription("source", "The publisher of all of them."),
      OptionDescription(
        "timezone", "The IANA zone of times without one, such as Africa/Cairo."),
    ])

  /// What a directory is searched for.
  static let extensions: Set<String> = ["txt", "html", "htm"]

  var paths: [OptionPath] = []
  var source = ""
  var timezone = ""

  func inputPaths() -> [OptionPath] { paths }

  func problems() -> [OptionProblem] {
    InputProblems.find(paths: paths, timezone: timezone)
  }
}

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
    if !timezone.isEmpty, TimeZone(identifier: timezone) == nil {
      problems.append(
        OptionProblem(key: "timezone", message: "must be an IANA zone such as Asia/Riyadh"))
    }
    return problems
  }
}
