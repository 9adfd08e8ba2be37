import ArticleInput
import ETLTestSupport

/// WARC records made by hand.
enum WARCText {
  /// A record whose `Content-Length` is that of its block, or another one.
  static func record(
    _ block: [UInt8], id: String = "1", type: String = "response", version: String = "1.0",
    contentLength: String? = nil, lineEnd: String = "\r\n", more: String = ""
  ) -> [UInt8] {
    let lines = [
      "WARC/\(version)", "WARC-Type: \(type)", "WARC-Record-ID: <urn:invented:\(id)>",
      "WARC-Target-URI: https://example.org/\(id)",
      "Content-Length: \(contentLength ?? String(block.count))",
    ]
    let head = lines.joined(separator: lineEnd) + lineEnd + more + lineEnd
    return Array(head.utf8) + block + Array((lineEnd + lineEnd).utf8)
  }

  /// Records of many sizes, with line ends, gzip magics and words of WARC headers in their blocks.
  static func records(count: Int, seed: UInt64) -> [[UInt8]] {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "خبر ", "<p>", "\r\n\r\n", "WARC/1.0 ", "Content-Length: 3", "\u{1F}\u{8B}\u{8}", "نص\n",
    ]
    return (0..<count).map { number in
      var block: [UInt8] = []
      for _ in 0..<Int.random(in: 0...120, using: &random) {
        block += Array(pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8)
        block.append(UInt8.random(in: 0...255, using: &random))
      }
      // A record that starts within another is one.
      block = block.map { $0 == 0x2F ? 0x2E : $0 }
      let isNew = Bool.random(using: &random)
      return record(block, id: "\(number)", version: isNew ? "1.1" : "1.0")
    }
  }
}

extension WARCReader {
  /// Everything that a file holds.
  static func entries(_ path: String, recordLimit: Int = 50_000_000) throws -> [WARCEntry] {
    var reader = try WARCReader(path: path, recordLimit: recordLimit)
    var entries: [WARCEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    return entries
  }
}

extension WARCEntry {
  var record: WARCRecord? {
    if case .record(let record) = self { record } else { nil }
  }

  var damage: WARCDamage? {
    if case .damaged(let damage) = self { damage } else { nil }
  }
}

extension [WARCEntry] {
  var records: [WARCRecord] { compactMap(\.record) }
  var damages: [WARCDamage] { compactMap(\.damage) }

  /// Whether the entries follow each other from 0 to `end` without gaps.
  func tile(to end: Int? = nil) -> Bool {
    var position = 0
    for entry in self {
      if entry.offset != position { return false }
      position += entry.length
    }
    return end == nil || end == position
  }
}
