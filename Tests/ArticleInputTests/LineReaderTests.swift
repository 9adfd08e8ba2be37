import ArticleInput
import ETLModel
import ETLTestSupport
import Testing

struct LineReaderTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func lines(_ bytes: [UInt8], limit: Int = 32 << 20) throws -> [LineReader.Line] {
    var reader = try LineReader(path: try directory.write("lines", bytes), limit: limit)
    var lines: [LineReader.Line] = []
    while let line = try reader.next() { lines.append(line) }
    return lines
  }

  private func texts(_ text: String) throws -> [String] {
    try lines(Array(text.utf8)).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test(
    arguments: [
      ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]),
      ("a\r\nb\r\n", ["a", "b"]), ("a\rb\n", ["a\rb"]), ("a\r", ["a\r"]), ("\r\n", [""]),
      ("أ\u{2028}ب\u{85}ت\u{B}ث\nج", ["أ\u{2028}ب\u{85}ت\u{B}ث", "ج"]),
      ("\u{FEFF}a\n\u{FEFF}b", ["a", "\u{FEFF}b"]), ("\u{FEFF}", [""]),
    ] as [(String, [String])])
  func `lines end at line feeds only`(text: String, expected: [String]) throws {
    #expect(try texts(text) == expected)
  }

  @Test func `number, offset and length lead back to the bytes`() throws {
    let bytes = Array("\u{FEFF}واحد\r\n\nثلاثة\n  ".utf8)
    let found = try lines(bytes)
    #expect(found.map(\.number) == [1, 2, 3, 4])
    #expect(found.map(\.isBlank) == [false, true, false, true])
    for line in found {
      #expect(Array(bytes[line.offset..<line.offset + line.length]) == line.bytes)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `lines and their ends join to the file, packed or not`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var bytes: [UInt8] = []
    while bytes.count < 600_000 {
      let count = Int.random(in: 0...Int.random(in: 1...200_000, using: &random), using: &random)
      bytes += [UInt8](repeating: UInt8.random(in: 0x20...0x7E, using: &random), count: count)
      bytes.append(0x0A)
    }
    let found = try lines(bytes)
    #expect(found.flatMap { $0.bytes + [0x0A] } == bytes, "seed \(seed)")
    #expect(try lines(Gzip.member(bytes)) == found, "seed \(seed)")
    for line in found {
      #expect(Array(bytes[line.offset..<line.offset + line.length]) == line.bytes)
    }
  }

  @Test func `a line beyond the limit is skipped and the next one is read`() throws {
    let long = [UInt8](repeating: 0x61, count: 700_000)
    let bytes = Array("a\n".utf8) + long + Array("\r\nb\n".utf8)
    let found = try lines(bytes, limit: 699_999)
    #expect(found.map(\.isTooLong) == [false, true, false])
    #expect(found[1].bytes.isEmpty && found[1].length == 700_000 && found[1].offset == 2)
    #expect(found[2].bytes == [0x62] && found[2].number == 3 && found[2].offset == 700_004)
    let fitting = try lines(bytes, limit: 700_000)
    #expect(fitting.map(\.isTooLong) == [false, false, false])
    #expect(fitting[1].bytes == long)
  }

  @Test func `damage is reported behind the last whole line`() throws {
    let packed = Gzip.member(Array("أول\nثان\nمقطوع".utf8))
    let path = try directory.write("cut.gz", Array(packed.dropLast(10)))
    var reader = try LineReader(path: path)
    #expect(try reader.next()?.number == 1)
    #expect(try reader.next()?.number == 2)
    #expect(throws: InputError.self) { try reader.next() }
    #expect(try reader.next() == nil)
  }
}
