import ArticleInput
import ETLPipeline

/// Articles as lines of JSON.
struct JSONLInput: StageOptions {
  static let description = StageDescription(
    name: "jsonl", summary: "Articles as lines of JSON, plain or .gz.",
    options: [
      .paths,
      OptionDescription("fields", "Where each field stands in a line (RFC 6901 pointers)."),
      OptionDescription("source", "The publisher of all of them, unless a line names its own."),
      .timezone,
    ])

  /// What a directory is searched for.
  static let extensions: Set<String> = ["jsonl", "ndjson"]

  /// The pointers to the fields of a line.
  struct Fields: Codable, Sendable {
    var id = "/id"
    var url = "/url"
    var title = "/title"
    var text = "/text"
    var html = "/html"
    var htmlBase64 = "/html_base64"
    var published = "/date"
    var source = "/source"
    var author = "/author"

    /// The same pointers as the reader takes them.
    var pointers: JSONArticleReader.Fields {
      var pointers = JSONArticleReader.Fields()
      pointers.id = id
      pointers.url = url
      pointers.title = title
      pointers.text = text
      pointers.html = html
      pointers.htmlBase64 = htmlBase64
      pointers.published = published
      pointers.source = source
      pointers.author = author
      return pointers
    }
  }

  var paths: [OptionPath] = []
  var fields = Fields()
  var source = ""
  var timezone = ""

  func inputPaths() -> [OptionPath] { paths }

  func problems() -> [OptionProblem] {
    var problems = InputProblems.find(paths: paths, timezone: timezone)
    for field in fields.pointers.malformed {
      problems.append(
        OptionProblem(
          key: "fields",
          message: "gives '\(field)' no JSON pointer; one starts with '/' (RFC 6901)"))
    }
    return problems
  }
}
