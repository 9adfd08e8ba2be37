/// Converts UTF-8 offsets of one text into Unicode code point offsets.
///
///     let index = CodePointIndex(Array("قال: نعم".utf8))
///     index.codePoints(before: 6)   // 3
///
/// One checkpoint is kept for every 64 bytes, so a look-up reads at most 63 bytes.
///
/// - Complexity: O(*n*) to create, O(1) to ask.
public struct CodePointIndex: Sendable {
  private static let stride = 64
  private let text: [UInt8]
  private let checkpoints: [Int32]

  /// Indexes `text`, which is valid UTF-8.
  public init(_ text: [UInt8]) {
    self.text = text
    var checkpoints: [Int32] = []
    checkpoints.reserveCapacity(text.count / Self.stride + 1)
    var count: Int32 = 0
    for (offset, byte) in text.enumerated() {
      if offset % Self.stride == 0 { checkpoints.append(count) }
      if byte & 0xC0 != 0x80 { count += 1 }
    }
    if text.count % Self.stride == 0 { checkpoints.append(count) }
    self.checkpoints = checkpoints
  }

  /// The number of code points that begin before the UTF-8 offset `offset`.
  ///
  /// - Precondition: `0 <= offset <= text.count`.
  public func codePoints(before offset: Int) -> Int {
    let checkpoint = offset / Self.stride
    var count = Int(checkpoints[checkpoint])
    for index in checkpoint * Self.stride..<offset where text[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
