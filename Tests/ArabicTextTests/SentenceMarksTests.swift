import ArabicText
import ETLTestSupport
import Testing

struct SentenceMarksTests {
  @Test func `the places found are those of a search byte by byte`() {
    let marks: Set<UInt8> = [0x21, 0x2E, 0x3A, 0x3F, 0x9F, 0xE2]
    var random = SplitMix64(seed: 11)
    for _ in 0..<400 {
      let count = Int.random(in: 0...40, using: &random)
      let text = (0..<count).map { _ in
        Int.random(in: 0...3, using: &random) > 0
          ? UInt8.random(in: 0xD8...0xD9, using: &random)
          : UInt8.random(in: 0...255, using: &random)
      }
      let expected = text.indices.filter { marks.contains(text[$0]) }
      let found = text.withUnsafeBufferPointer { bytes in
        var found: [Int] = []
        var offset = SentenceMarks.next(in: bytes, from: 0)
        while offset < bytes.count {
          found.append(offset)
          offset = SentenceMarks.next(in: bytes, from: offset + 1)
        }
        return found
      }
      #expect(found == expected, "seed 11: \(text)")
    }
  }
}
