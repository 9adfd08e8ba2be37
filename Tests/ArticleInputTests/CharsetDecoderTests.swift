import ArticleInput
import ETLModel
import ETLTestSupport
import Testing

struct CharsetDecoderTests {
  private static let text = "قال الوزير إن العمل انتهى"
  private static let windows: [UInt8] = [
    0xDE, 0xC7, 0xE1, 0x20, 0xC7, 0xE1, 0xE6, 0xD2, 0xED, 0xD1, 0x20, 0xC5, 0xE4, 0x20, 0xC7, 0xE1,
    0xDA, 0xE3, 0xE1, 0x20, 0xC7, 0xE4, 0xCA, 0xE5, 0xEC,
  ]
  private static let iso: [UInt8] = [
    0xE2, 0xC7, 0xE4, 0x20, 0xC7, 0xE4, 0xE8, 0xD2, 0xEA, 0xD1, 0x20, 0xC5, 0xE6, 0x20, 0xC7, 0xE4,
    0xD9, 0xE5, 0xE4, 0x20, 0xC7, 0xE6, 0xCA, 0xE7, 0xE9,
  ]

  private static func utf16(_ text: String, littleEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return littleEndian ? bytes.reversed() : bytes
    }
  }

  /// The character set, where it was found, and the text.
  private func decode(
    _ bytes: [UInt8], isHTML: Bool = false, declared: String? = nil
  ) throws -> [String] {
    let decoded = try CharsetDecoder.decode(bytes, isHTML: isHTML, declared: declared)
    return [decoded.charset, decoded.origin, String(decoding: decoded.bytes, as: UTF8.self)]
  }

  @Test func `a byte order mark decides`() throws {
    let text = Self.text + " 😀"
    #expect(
      try decode([0xEF, 0xBB, 0xBF] + Array(text.utf8), declared: "windows-1256")
        == ["utf-8", "bom", text])
    #expect(
      try decode([0xFF, 0xFE] + Self.utf16(text, littleEndian: true)) == ["utf-16le", "bom", text])
    #expect(
      try decode([0xFE, 0xFF] + Self.utf16(text, littleEndian: false)) == ["utf-16be", "bom", text])
  }

  @Test(arguments: ["windows-1256", "CP1256", "x-cp1256"])
  func `a declared character set is taken`(label: String) throws {
    #expect(try decode(Self.windows, declared: label) == ["windows-1256", "declared", Self.text])
    #expect(
      try decode(Self.iso, declared: "ISO-8859-6") == ["iso-8859-6", "declared", Self.text])
  }

  @Test(arguments: [
    "<meta charset=windows-1256>", "<META CHARSET='windows-1256' />", "<meta charset = \"cp1256\">",
    "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1256\">",
    "<?xml version=\"1.0\" encoding=\"windows-1256\"?>",
    "<!-- <meta charset=iso-8859-6> --><meta name=x><meta charset=windows-1256>",
  ])
  func `a page declares its character set`(head: String) throws {
    let page = Array(head.utf8) + Self.windows
    #expect(try decode(page, isHTML: true) == ["windows-1256", "meta", head + Self.text])
    #expect(try decode(page)[1] == "detected")
    #expect(try decode(page, isHTML: true, declared: "windows-1256")[1] == "declared")
  }

  @Test(arguments: [
    "<meta charset=>", "<meta charset", "<!--", "<", "<meta charset=\"\">",
    "<meta content=charset>",
    "<meta charset=utf-16>", "<meta charset=koi8-r>",
  ])
  func `a page without a usable declaration is read by its bytes`(head: String) throws {
    let page = Array((head + " " + Self.text).utf8)
    #expect(try decode(page, isHTML: true)[2] == head + " " + Self.text)
  }

  @Test func `a declaration beyond the first bytes is not looked for`() throws {
    let page = String(repeating: " ", count: 4096) + "<meta charset=windows-1256>"
    #expect(try decode(Array(page.utf8), isHTML: true)[1] == "valid")
  }

  @Test(arguments: ["windows-1256", "iso-8859-1", "utf-16", "nonsense"])
  func `valid UTF-8 contradicts another declaration`(label: String) throws {
    let bytes = Array(Self.text.utf8)
    #expect(try decode(bytes, declared: label) == ["utf-8", "valid", Self.text])
  }

  @Test func `UTF-8 that is declared or ASCII is what it is said to be`() throws {
    #expect(try decode(Array(Self.text.utf8), declared: "UTF8")[..<2] == ["utf-8", "declared"])
    #expect(try decode(Array(Self.text.utf8))[..<2] == ["utf-8", "valid"])
    #expect(
      try decode(Array("news".utf8), declared: "cp1256")[..<2] == ["windows-1256", "declared"])
    #expect(try decode(Array("news".utf8), declared: "utf-16")[..<2] == ["utf-8", "valid"])
    #expect(try decode([]) == ["utf-8", "valid", ""])
  }

  @Test(arguments: [true, false])
  func `UTF-16 without a mark is told by its zero bytes`(littleEndian: Bool) throws {
    let text = String(repeating: Self.text + ". ", count: 3)
    let bytes = Self.utf16(text, littleEndian: littleEndian)
    let charset = littleEndian ? "utf-16le" : "utf-16be"
    #expect(try decode(bytes) == [charset, "detected", text])
    #expect(try decode(bytes, declared: charset) == [charset, "declared", text])
  }

  @Test func `Arabic without a declaration is told by its letters`() throws {
    #expect(try decode(Self.windows) == ["windows-1256", "detected", Self.text])
    #expect(try decode(Self.iso) == ["iso-8859-6", "detected", Self.text])
    // What servers declare without having looked does not count against the letters.
    #expect(
      try decode(Self.windows, declared: "iso-8859-1") == ["windows-1256", "detected", Self.text])
    #expect(try decode(Self.windows, declared: "utf-8")[0] == "windows-1256")
  }

  @Test(arguments: [nil, "utf-8", "windows-1256"])
  func `UTF-8 of misread Arabic is decoded as it was meant`(label: String?) throws {
    let misread = "ÞÇá ÇáæÒíÑ Åä ÇáÚãá ÇäÊåì"
    let bytes = Array((misread + ". " + misread).utf8)
    let answer = ["windows-1256", "mojibake", Self.text + ". " + Self.text]
    #expect(try decode(bytes, declared: label) == answer)
    #expect(try decode([0xEF, 0xBB, 0xBF] + bytes, declared: label) == answer)
    let page = Array("<meta charset=utf-8><p>".utf8) + bytes
    #expect(try decode(page, isHTML: true)[..<2] == answer[..<2])
    // Too little to be certain.
    #expect(try decode(Array(misread.utf8), declared: label)[2] == misread)
  }

  @Test func `windows-1252 is read only when it is declared`() throws {
    let bytes: [UInt8] = Array("caf".utf8) + [0xE9] + Array(" d\u{27}".utf8) + [0xE9, 0x74, 0xE9]
    #expect(
      try decode(bytes, declared: "iso-8859-1") == ["windows-1252", "declared", "café d'été"])
    #expect(throws: InputError.self) { try decode(bytes) }
  }

  @Test func `a little damage in UTF-8 is mended and counted`() throws {
    let bytes = Array(String(repeating: Self.text, count: 10).utf8)
    let cut = Array(bytes.dropLast())
    let decoded = try CharsetDecoder.decode(cut, isHTML: false, declared: nil)
    #expect(decoded.charset == "utf-8" && decoded.replacedCount == 1)
    #expect(String(decoding: decoded.bytes, as: UTF8.self).hasSuffix("انته\u{FFFD}"))
  }

  @Test func `a stray byte in ASCII is mended`() throws {
    let bytes = Array(String(repeating: "news ", count: 20).utf8) + [0xA0]
    #expect(try decode(bytes)[2] == String(repeating: "news ", count: 20) + "\u{FFFD}")
  }

  @Test func `bytes of no character set are rejected`() {
    let bytes: [UInt8] = [0x81, 0x61, 0xFF, 0x62, 0x81, 0x63, 0xFE, 0x64, 0x8D]
    let error = #expect(throws: InputError.self) { try decode(bytes) }
    #expect(error?.reason == .badCharset)
  }

  @Test(
    arguments: [
      [0x89, 0x50, 0x4E, 0x47, 0x0D], [0xFF, 0xD8, 0xFF, 0xE0], Array("%PDF-1.7".utf8),
      [0x50, 0x4B, 0x03, 0x04], Array("GIF89a".utf8), [0x61, 0x00, 0x62, 0x63, 0x00, 0x64],
      Array(String(repeating: "خبر ", count: 50).utf8) + [0],
    ] as [[UInt8]])
  func `what is no text is binary`(bytes: [UInt8]) {
    let error = #expect(throws: InputError.self) { try decode(bytes) }
    #expect(error?.reason == .binary)
  }

  @Test func `stray zeros of a page are passed over, many are not`() throws {
    let page = Array("<html><body><p>خبر قصير من سطرين وخاتمة، وما بعدها.</p></body></html>".utf8)
    let damaged = page[..<40] + [0] + page[40...]
    let text = try CharsetDecoder.decode(Array(damaged), isHTML: true, declared: nil)
    #expect(text.bytes == page)
    #expect(text.replacedCount == 1)
    let ruined = page.reduce(into: [UInt8]()) { $0 += [$1, 0, 0] }
    let error = #expect(throws: InputError.self) {
      try CharsetDecoder.decode(ruined, isHTML: true, declared: nil)
    }
    #expect(error?.reason == .binary)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `any bytes are decoded to valid UTF-8 or rejected`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let labels = [nil, "utf-8", "utf-16", "utf-16be", "windows-1256", "iso-8859-6", "latin1"]
    for _ in 0..<400 {
      let high = UInt8.random(in: 0x40...0xFF, using: &random)
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        UInt8.random(in: 1...high, using: &random)
      }
      for label in labels {
        guard
          let decoded = try? CharsetDecoder.decode(bytes, isHTML: true, declared: label)
        else { continue }
        #expect(String(validating: decoded.bytes, as: UTF8.self) != nil, "seed \(seed)")
      }
    }
  }
}
