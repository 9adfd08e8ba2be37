import ETLTestSupport
import Testing

@testable import ArticleInput

struct UTF8RepairTests {
  /// Bytes that often make, and often break, sequences.
  private static func bytes(_ random: inout SplitMix64) -> [UInt8] {
    let leads: [UInt8] = [
      0x41, 0x80, 0xBF, 0xC0, 0xC2, 0xD8, 0xDF, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF3, 0xF4, 0xF5,
      0xFF,
      0x9F, 0xA0, 0x8F, 0x90,
    ]
    return (0..<Int.random(in: 0...40, using: &random)).map { _ in
      leads[Int.random(in: 0..<leads.count, using: &random)]
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `repair agrees with the standard library`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let bytes = Self.bytes(&random)
      let repaired = UTF8Repair.repaired(bytes)
      #expect(repaired.bytes == Array(String(decoding: bytes, as: UTF8.self).utf8), "\(bytes)")
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      #expect(UTF8Repair.isValid(bytes) == isValid, "\(bytes)")
      #expect((repaired.replacedCount == 0) == isValid, "\(bytes)")
    }
  }

  @Test func `long ASCII is passed over to the byte that breaks`() {
    for count in 0..<40 {
      let bytes = [UInt8](repeating: 0x61, count: count) + [0xFF, 0x61]
      #expect(bytes.withUnsafeBufferPointer { UTF8Repair.validPrefix(of: $0) } == count)
    }
  }

  @Test func `the tables keep ASCII's order and have 128 entries`() {
    let tables = [
      SingleByteTables.windows1256, SingleByteTables.iso88596, SingleByteTables.windows1252,
    ]
    #expect(tables.allSatisfy { $0.count == 128 })
    #expect(SingleByteTables.windows1256[0xC7 - 0x80] == 0x627)
    #expect(SingleByteTables.windows1256[0x80 - 0x80] == 0x20AC)
    #expect(SingleByteTables.iso88596[0xAC - 0x80] == 0x60C)
    #expect(SingleByteTables.iso88596[0xA1 - 0x80] == 0xFFFD)
    #expect(SingleByteTables.windows1252[0xE9 - 0x80] == 0xE9)
    #expect(SingleByteTables.windows1252[0x81 - 0x80] == 0x81)
  }
}
