/// A page that was fetched.
public struct CrawledPage: Hashable, Sendable {
  /// The address that answered, at the end of all redirections.
  public var url: String
  /// When the answer was complete, in seconds since 1970.
  public var fetchedAt: Int
  public var status: Int
  /// The status line and the fields as they were received.
  public var head: [UInt8]
  /// The fields of the head.
  public var fields: [HeaderField]
  /// The body without its codings.
  public var body: [UInt8]

  /// The value of the first field of that name, in whatever case.
  public subscript(name: String) -> String? { fields.value(named: name) }

  /// The head as an archive holds it before a body without codings: what described the body on its
  /// way is kept under other names, as crawlers that store decoded bodies do.
  var archivedHead: [UInt8] {
    var lines: [[UInt8]] = []
    for line in head.split(separator: 0x0A) {
      let text = line.last == 0x0D ? line.dropLast() : line
      guard !text.isEmpty else { continue }
      if lines.isEmpty {
        lines.append(Self.statusLine(text))
        continue
      }
      let name = String(decoding: text.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
        .asciiLowercased
      let isOfTheWay = ["content-encoding", "transfer-encoding", "content-length"].contains(name)
      lines.append((isOfTheWay ? Array("X-Crawler-".utf8) : []) + text)
    }
    lines.append(Array("Content-Length: \(body.count)".utf8))
    return lines.flatMap { $0 + [0x0D, 0x0A] } + [0x0D, 0x0A]
  }

  /// The status line as HTTP/1.1 has it, which all programs read; versions from 2 on have none.
  private static func statusLine(_ line: ArraySlice<UInt8>) -> [UInt8] {
    guard !line.starts(with: "HTTP/1".utf8) else { return Array(line) }
    return Array("HTTP/1.1".utf8) + line.drop { $0 != 0x20 }
  }
}
