import ArticleInput
import ETLPipeline

/// Pages in WARC archives, as crawlers and web archives keep them.
struct WARCInput: StageOptions {
  static let description = StageDescription(
    name: "warc", summary: "Web pages in WARC archives (ISO 28500), plain or .gz.",
    options: [
      .paths,
      .source,
      .timezone,
    ])

  /// What a directory is searched for.
  static let extensions: Set<String> = ["warc"]

  var paths: [OptionPath] = []
  var source = ""
  var timezone = ""

  func inputPaths() -> [OptionPath] { paths }

  func problems() -> [OptionProblem] {
    InputProblems.find(paths: paths, timezone: timezone)
  }
}
