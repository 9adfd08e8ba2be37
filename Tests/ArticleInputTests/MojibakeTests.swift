import ETLTestSupport
import Testing

@testable import ArticleInput

struct MojibakeTests {
  private func mended(_ text: String) -> [String]? {
    Mojibake.repaired(Array(text.utf8)).map {
      [$0.charset.rawValue, String(decoding: $0.bytes, as: UTF8.self)]
    }
  }

  // MARK: - What is mended

  @Test(arguments: Self.misread)
  func `misread Arabic is as it was meant`(misread: String, charset: String, text: String) {
    #expect(mended(misread) == [charset, text])
  }

  @Test(arguments: Self.misread)
  func `a page is mended around its markup`(misread: String, charset: String, text: String) {
    let (head, tail) = ("<meta charset=utf-8><p class=\"a\">", " &#1571;&eacute;</p>\n")
    #expect(mended(head + misread + tail) == [charset, head + text + tail])
  }

  @Test(arguments: Self.misread)
  func `a few characters put in later stay`(misread: String, charset: String, text: String) {
    let (long, meant) = (misread + misread + misread, text + text + text)
    #expect(mended("😀 " + long + " → ق") == [charset, "😀 " + meant + " → ق"])
  }

  @Test(arguments: Self.misread)
  func `many characters put in later make it uncertain`(
    misread: String, charset: String, text: String
  ) {
    let count = misread.unicodeScalars.count { $0.value >= 0x80 } / 12
    #expect(mended(misread + String(repeating: "→", count: count)) == nil)
  }

  @Test func `a letter of French in misread UTF-8 stays`() {
    let text = Self.misread[2].misread
    #expect(mended(text + " café")?[1].hasSuffix(" café") == true)
  }

  @Test func `a misread byte order mark is left out`() {
    let row = Self.misread[2]
    #expect(mended("ï»¿" + row.misread) == [row.charset, row.text])
  }

  @Test func `the whole text is mended, and a long start as it should be decides`() {
    let row = Self.misread[0]
    let long = String(repeating: row.misread + "\n", count: 1_000)
    #expect(mended(long)?[1] == String(repeating: row.text + "\n", count: 1_000))
    #expect(mended(String(repeating: row.text, count: 300) + long) == nil)
    #expect(mended(long + String(repeating: row.text, count: 300)) == nil)
  }

  @Test func `every letter of both sets comes back`() throws {
    for charset in [Charset.windows1256, .iso88596] {
      let table = try #require(charset.singleByteTable)
      // Enough of a text around the letters to be recognized.
      let frame =
        Array(repeating: UInt8(0xC7), count: 40)
        + Array(repeating: charset == .windows1256 ? 0xE1 : 0xE4, count: 40)
      for byte in UInt8(0xA0)...0xFF where table[Int(byte) - 0x80] != 0xFFFD {
        let bytes = (frame + [byte])[...]
        let misread = Charset.windows1252.decode(bytes).bytes
        let mended = try #require(Mojibake.repaired(misread))
        #expect(mended.charset == charset && mended.bytes == charset.decode(bytes).bytes)
      }
    }
  }

  // MARK: - What is left alone

  @Test(arguments: Self.untouched)
  func `other text is left alone`(name: String, text: String) {
    #expect(mended(text) == nil)
    let page = String(repeating: "<p>" + text + "</p>\n", count: 40)
    // Little of something is not certain; much of it may be.
    if !name.hasPrefix("too little") { #expect(mended(page) == nil) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `any text is mended to valid UTF-8 or left alone`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let scalars =
      (0x80...0x17F).compactMap(Unicode.Scalar.init)
      + Self.misread.flatMap { Array($0.misread.unicodeScalars) }
    for _ in 0..<300 {
      var text = String.UnicodeScalarView()
      text.append(
        contentsOf: Self.misread.randomElement(using: &random)?.misread.unicodeScalars ?? text)
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        text.append(scalars.randomElement(using: &random) ?? " ")
      }
      let mended = Mojibake.repaired(Array(String(text).utf8))
      #expect(
        mended.map { String(validating: $0.bytes, as: UTF8.self) != nil } ?? true, "seed \(seed)")
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `bytes that are no UTF-8 do no harm`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for row in Self.misread {
      var bytes = Array(row.misread.utf8)
      for _ in 0..<5 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      for end in bytes.count - 4...bytes.count { _ = Mojibake.repaired(Array(bytes[..<end])) }
    }
  }
}
