import ETLPipeline

/// Articles in files of their own: `.txt`, `.html`, `.htm`, and `.gz` of each.
struct FilesInput: StageOptions {
  static let description = StageDescription(
    name: "files", summary: "Articles in files of their own: .txt, .html, .htm, plain or .gz.",
    options: [
      .paths,
      .source,
      .timezone,
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
