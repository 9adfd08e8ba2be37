/// A half-open range of UTF-8 code units of one text.
///
/// Spans begin and end on scalar borders. The database counts Unicode code points instead; see
/// ``CodePointIndex`` for the way from one to the other.
public struct TextSpan: Hashable, Sendable {
  /// The offset of the first byte.
  public var start: Int
  /// The offset behind the last byte.
  public var end: Int

  /// Creates the span from `start` to `end`.
  ///
  /// - Precondition: `0 <= start <= end`.
  public init(_ start: Int, _ end: Int) {
    precondition(0 <= start && start <= end, "a span's start must not lie behind its end")
    self.start = start
    self.end = end
  }

  /// The number of bytes.
  public var count: Int { end - start }

  /// Whether the span covers no byte.
  public var isEmpty: Bool { start == end }

  /// The span as a range, to subscript an array of bytes with.
  public var range: Range<Int> { start..<end }

  /// Whether `other` lies wholly inside this span.
  public func contains(_ other: TextSpan) -> Bool { start <= other.start && other.end <= end }

  /// Whether the two spans share at least one byte.
  public func overlaps(_ other: TextSpan) -> Bool { start < other.end && other.start < end }
}

extension TextSpan: Comparable {
  /// Orders spans by where they start, the shorter first.
  public static func < (left: TextSpan, right: TextSpan) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}

extension String {
  /// Creates a string from the bytes of `text` that `span` covers.
  public init(_ span: TextSpan, of text: [UInt8]) {
    self.init(decoding: text[span.range], as: UTF8.self)
  }
}
