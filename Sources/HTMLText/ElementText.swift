/// The text of one element while it is read, with the markup inside it written out again.
struct ElementText {
  let tag: XMLTag
  /// How many elements are open inside the element.
  let depth: Int
  /// The address that references in it start from.
  let base: String
  /// Whether the text is escaped: where markup is part of the XML, `&lt;` shows a `<`. Elsewhere it is
  /// the markup.
  let isXHTML: Bool
  private(set) var bytes: [UInt8] = []
  private(set) var hasElements = false

  /// Starts the text of the element that `reader` is in.
  init(of tag: XMLTag, in reader: XMLReader, isXHTML: Bool = false) {
    self.tag = tag
    self.depth = reader.depth
    self.base = reader.base
    self.isXHTML = isXHTML
  }

  /// The text without white space around it; nil if nothing is left.
  var trimmed: String? {
    let start = bytes.drop { $0 <= 0x20 }
    guard let end = start.lastIndex(where: { $0 > 0x20 }) else { return nil }
    return String(decoding: start[...end], as: UTF8.self)
  }

  mutating func append(_ text: [UInt8]) {
    if isXHTML { appendEscaped(text) } else { bytes += text }
  }

  mutating func open(_ tag: XMLTag) {
    hasElements = true
    bytes.append(0x3C)
    bytes += tag.name.local.utf8
    for (name, value) in tag.attributes where !name.hasPrefix("xmlns") {
      bytes += " \(name)=\"".utf8
      appendEscaped(Array(value.utf8))
      bytes.append(0x22)
    }
    bytes.append(0x3E)
  }

  mutating func close(_ name: XMLName) {
    guard !Self.emptyElements.contains(name.local) else { return }
    bytes += "</\(name.local)>".utf8
  }

  /// Elements that HTML gives no end tag.
  private static let emptyElements: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
  ]

  private mutating func appendEscaped(_ text: [UInt8]) {
    for byte in text {
      switch byte {
      case 0x26: bytes += "&amp;".utf8
      case 0x3C: bytes += "&lt;".utf8
      case 0x22: bytes += "&quot;".utf8
      default: bytes.append(byte)
      }
    }
  }
}
