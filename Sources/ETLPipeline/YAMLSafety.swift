import Yams

/// What is refused in YAML, however valid it is: files that would take long to read.
enum YAMLSafety {
  /// The most bytes a pipeline file has.
  static let largestFile = 1 << 20
  /// The deepest nesting of maps and lists.
  static let deepestNesting = 64

  /// The anchor to complain about before the text is parsed; nil when parsing it is safe.
  ///
  /// Parsing takes time linear in the text, aliases or not, unless a list or map is a key: keys
  /// are hashed with everything that their aliases stand for. So a text with both is refused here
  /// and any other anchor by its node (``anchorMessage``), which text in quotation marks is not.
  static func firstDangerousAnchor(in text: String) -> (line: Int, column: Int)? {
    var anchor: (line: Int, column: Int)?
    var hasCollectionKey = false
    var blockParent: Int?
    for (index, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      let indent = line.prefix { $0 == 0x20 }.count
      if let parent = blockParent, indent > parent || indent == line.count { continue }
      blockParent = blockScalarParent(line)
      let bytes = withoutTexts(line)
      if anchor == nil, let column = anchorColumn(bytes) { anchor = (index + 1, column) }
      hasCollectionKey = hasCollectionKey || mayHoldCollectionKey(bytes)
      if let anchor, hasCollectionKey { return anchor }
    }
    return nil
  }

  /// What is said of an anchored node or an alias, which is a copy of one.
  static func anchorMessage(_ name: String) -> String {
    "anchors and aliases are not supported ('\(name)'); write the value out, or use profiles"
  }

  /// The indentation of what a block scalar belongs to, if a line ends with the head of one.
  private static func blockScalarParent(_ line: Substring.UTF8View) -> Int? {
    let bytes = Array(line)
    var end = bytes.count
    while end > 0, isSpace(bytes[end - 1]) { end -= 1 }
    while end > 0, Array("+-123456789".utf8).contains(bytes[end - 1]) { end -= 1 }
    guard end > 0, [UInt8(ascii: "|"), UInt8(ascii: ">")].contains(bytes[end - 1]),
      end == 1 || isSpace(bytes[end - 2])
    else { return nil }
    var column = bytes.prefix { $0 == 0x20 }.count
    while column + 2 < end, bytes[column] == UInt8(ascii: "-"), bytes[column + 1] == 0x20 {
      // `- key: |` belongs to the key, `- |` to the list.
      let next = bytes[(column + 1)...].firstIndex { $0 != 0x20 } ?? end
      if next >= end - 1 { break }
      column = next
    }
    return column
  }

  /// The line with what stands in quotation marks or a comment blanked out.
  private static func withoutTexts(_ line: Substring.UTF8View) -> [UInt8] {
    var bytes = Array(line)
    var quote: UInt8?
    for index in bytes.indices {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
        bytes[index] = UInt8(ascii: "x")
      } else if index == 0 || startsNode(bytes[index - 1]) {
        if byte == UInt8(ascii: "#") { return Array(bytes[..<index]) }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
      }
    }
    return bytes
  }

  private static func anchorColumn(_ bytes: [UInt8]) -> Int? {
    bytes.indices.dropLast().first { index in
      bytes[index] == UInt8(ascii: "&") && isName(bytes[index + 1])
        && (index == 0 || startsNode(bytes[index - 1]))
    }.map { $0 + 1 }
  }

  /// Whether a line may hold `? `, `]:`, `}:` or `*name :`.
  private static func mayHoldCollectionKey(_ bytes: [UInt8]) -> Bool {
    var previous: UInt8 = 0x20
    var isAlias = false
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "?"), index + 1 == bytes.count || isSpace(bytes[index + 1]) {
        return true
      }
      if byte == UInt8(ascii: ":"), isAlias || previous == 0x5D || previous == 0x7D { return true }
      if byte == UInt8(ascii: "*") {
        isAlias = true
      } else if isAlias, isSpace(previous), !isSpace(byte) {
        isAlias = false
      }
      // White space between a key and its colon does not count.
      if !isSpace(byte) || isAlias { previous = byte }
    }
    return false
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D].contains(byte) }

  private static func startsNode(_ byte: UInt8) -> Bool {
    isSpace(byte) || Array("[{,".utf8).contains(byte)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    !isSpace(byte) && !Array("[]{},&".utf8).contains(byte)
  }
}
