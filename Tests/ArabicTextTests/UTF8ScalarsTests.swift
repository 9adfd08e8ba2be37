import ArabicText
import Testing

struct UTF8ScalarsTests {
  @Test func `every scalar is written and read as the standard library does`() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      var bytes: [UInt8] = []
      UTF8Scalars.append(value, to: &bytes)
      let isSame = bytes.elementsEqual(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      let isRead = bytes.withUnsafeBufferPointer { buffer in
        UTF8Scalars.decode(buffer, at: 0) == (value, bytes.count)
          && UTF8Scalars.decode(buffer, before: bytes.count) == (value, bytes.count)
      }
      if !isSame || !isRead { Issue.record("U+\(String(value, radix: 16))") }
    }
  }

  @Test func `a text is read forwards and backwards`() {
    let text = "aب中🙂\u{64E}\n"
    let scalars = text.unicodeScalars.map(\.value)
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var forwards: [UInt32] = []
      var offset = 0
      while offset < bytes.count {
        let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
        forwards.append(scalar)
        offset += length
      }
      var backwards: [UInt32] = []
      while offset > 0 {
        let (scalar, length) = UTF8Scalars.decode(bytes, before: offset)
        backwards.append(scalar)
        offset -= length
      }
      #expect(forwards == scalars)
      #expect(backwards == Array(scalars.reversed()))
    }
  }
}
