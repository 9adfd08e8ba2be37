/// Why a record could not be processed: a closed vocabulary, kept in the `reject` table.
public enum RejectReason: String, Sendable, CaseIterable {
  case unreadable
  case empty
  case binary
  case badCharset = "bad_charset"
  case badJSON = "bad_json"
  case badRecord = "bad_record"
  case badArchive = "bad_archive"
  case tooLarge = "too_large"
  case tooDeep = "too_deep"
  case timeout
  case notAnArticle = "not_an_article"
  case unreachable
  case badStatus = "bad_status"
  case badRedirect = "bad_redirect"
  case badAddress = "bad_address"
  case privateAddress = "private_address"
  case robots
  case badFeed = "bad_feed"

  /// One sentence for the person who finds it in the table.
  public var explanation: String {
    switch self {
    case .unreadable: "the file exists but could not be read; check its permissions"
    case .empty: "the file or field holds no text"
    case .binary: "the bytes are not text (NUL bytes or a binary signature)"
    case .badCharset: "the bytes are valid in none of the character sets that are tried"
    case .badJSON: "the line is not a JSON object"
    case .badRecord: "a field is missing or has the wrong type; the detail names it"
    case .badArchive: "the compressed data is damaged or ends early"
    case .tooLarge: "the record is larger than the limit"
    case .tooDeep: "the page nests deeper than the limit"
    case .timeout: "took longer than the stage's timeout, or a server longer than the input's"
    case .notAnArticle: "nothing on the page is taken for the text of an article: a list, a menu"
    case .unreachable: "the server does not answer, or breaks off; tried again with growing pauses"
    case .badStatus: "the server answers with an error; the detail has its status"
    case .badRedirect: "the address leads on and on, or to no web page"
    case .badAddress: "the address is none of http or https"
    case .privateAddress:
      "the name leads to a private address; `private_addresses: allow` permits it"
    case .robots: "robots.txt of the site asks not to fetch it, or could not be read"
    case .badFeed: "the document is no feed or sitemap"
    }
  }
}
