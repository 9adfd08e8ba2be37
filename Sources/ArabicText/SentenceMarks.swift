/// The bytes that colons and the ends of sentences begin with: `.`, `!`, `?`, `:`, `…`, and of the
/// Arabic question mark the second, for the first begins letters too.
package enum SentenceMarks {
  /// The first place from `start` on where such a byte stands; the end of the text if none does.
  ///
  /// The second byte of a letter may be one as well.
  ///
  /// - Complexity: O(*n*), eight bytes at a time where no digit and no other mark of ASCII stands.
  package static func next(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset < text.count {
      while let block = ByteBlock(text, at: offset) {
        let marks = block.sentenceMarks
        guard marks.isEmpty else {
          offset &+= marks.first
          break
        }
        offset &+= ByteBlock.width
      }
      guard offset < text.count, !isMark(text[offset]) else { break }
      offset &+= 1
    }
    return offset
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x2E, 0x3A, 0x3F, 0x9F, 0xE2: true
    default: false
    }
  }
}
