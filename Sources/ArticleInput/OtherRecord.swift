/// A record of an archive that holds no page.
public enum OtherRecord: String, Sendable, CaseIterable {
  case revisit
  case notAPage = "not_a_page"
  case notHTML = "not_html"
  case badStatus = "bad_status"

  /// What it is, in a line.
  public var explanation: String {
    switch self {
    case .revisit: "the archive says only that the page is as it was"
    case .notAPage: "the record of the archive is no response, such as a request or a description"
    case .notHTML: "what the address leads to is no web page and no text, by its media type"
    case .badStatus: "the archive holds the answer of a server that had no page"
    }
  }
}
