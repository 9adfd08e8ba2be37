import ETLModel

/// A document with an id, a text, and what else a test is about.
func document(
  _ id: String, _ text: String, on day: String? = "2026-03-01", title: String? = nil,
  agency: String? = nil
) -> Document {
  let capture = Capture(
    via: .file, charset: "utf-8", charsetOrigin: "valid", byteCount: 0, sha256: "")
  var document = Document(
    article: ArticleKey(input: "invented", externalID: id), capture: capture,
    body: Array(text.utf8))
  document.publication.on = day
  document.title = title
  document.agency = agency
  return document
}

/// A document of words.
func document(
  _ id: String, _ words: [String], on day: String? = "2026-03-01", agency: String? = nil
) -> Document {
  document(id, words.joined(separator: " "), on: day, agency: agency)
}
