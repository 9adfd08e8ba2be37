import ETLModel
import HTMLText
import Testing

/// An article as a test needs it: a content and the fields beside it.
func rawArticle(
  _ content: RawArticle.Content, title: String? = nil, author: String? = nil,
  published: String? = nil
) -> RawArticle {
  let capture = Capture(
    via: .file, charset: "utf-8", charsetOrigin: "valid", byteCount: 0, sha256: "")
  var article = RawArticle(
    article: ArticleKey(input: "test", externalID: "1"), content: content, capture: capture)
  article.title = title
  article.author = author
  article.published = published
  return article
}

/// Cleans lines of text.
func cleanText(_ text: String, title: String? = nil) throws -> Document {
  try ArticleCleaner(options: .init()).clean(rawArticle(.text(Array(text.utf8)), title: title))
}

/// Cleans a page.
func cleanPage(_ html: String) throws -> Document {
  try ArticleCleaner(options: .init()).clean(rawArticle(.html(Array(html.utf8))))
}

extension Document {
  var bodyText: String { String(decoding: body, as: UTF8.self) }

  /// The residue as `rule: text` lines.
  var residueLines: [String] { residue.map { "\($0.rule): \($0.text)" } }

  func hasResidue(_ rule: String, _ text: String) -> Bool {
    residue.contains { $0.rule == rule && $0.text == text }
  }
}
