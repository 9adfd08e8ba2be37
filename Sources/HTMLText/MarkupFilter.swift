/// Rewrites a page so that the parser sees only what extraction needs: its skeleton.
///
/// One pass over the bytes takes out scripts, styles, drawings, templates and comments (on news
/// pages more than half of all bytes), elements that only change the type, attributes that are
/// never asked for, end tags that close nothing and tags that the parser repeats badly. What the
/// parser would only carry along stays in the page: for a stretch of text it gets a short
/// reference to ``texts``, for the attributes of an element one to ``elements``. So a `<` that
/// starts no tag is never seen by libxml2, which would drop the text up to the next `>`.
struct MarkupFilter {
  /// What the parser gets.
  let output: [UInt8]
  /// Stretches of text of the page, which ``MarkupReference`` stands for.
  let texts: [Range<Int32>]
  /// What the attributes of an element say, which ``MarkupReference`` stands for.
  let elements: [MarkupElement]
  /// The kept values of all ``elements``.
  let values: [MarkupValue]
  /// The JSON-LD that the page carries, one entry per script.
  let jsonLD: [[UInt8]]
  /// The bytes of ``output`` and of all ``texts``.
  var strippedCount: Int { texts.reduce(output.count) { $0 + $1.count } }

  /// Filters `page`, which is valid UTF-8.
  ///
  /// - Complexity: O(*n*): each search that fails is not repeated.
  init(_ page: UnsafeBufferPointer<UInt8>) {
    // The worst page is one of NUL bytes, each of which becomes three.
    let capacity = page.count * 3 + 64
    var scanner: MarkupScanner?
    output = Array(unsafeUninitializedCapacity: capacity) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      var worker = MarkupScanner(page, start)
      worker.run()
      count = worker.length
      scanner = worker
    }
    texts = scanner?.texts ?? []
    elements = scanner?.elements ?? []
    values = scanner?.values ?? []
    jsonLD = scanner?.jsonLD ?? []
  }
}

/// What class, id, role and style of an element say, and where its kept values stand.
struct MarkupElement {
  var hints: Hints = []
  /// A hash of the letters of the class: 0 without one.
  var classes: UInt32 = 0
  /// The first of its values in ``MarkupFilter/values``.
  var firstValue: Int32 = 0
  var valueCount: Int32 = 0
}

/// The value of an attribute, in the bytes of the page.
struct MarkupValue {
  var name: HTMLTree.Attribute
  var range: Range<Int32>
}

/// A reference in the parser's input: a mark and a number in five digits of five bits.
///
/// The mark is DEL, which no text keeps; the scanner drops references of the page to it. One that
/// reaches the parser all the same, under many zeros, does little: references count upwards, so that
/// each text is taken once at most, and what is no digit ends a reference.
enum MarkupReference {
  static let mark: UInt8 = 0x7F
  static let digitCount = 5
  /// The attribute that carries a reference to an element.
  static let attribute: UInt8 = 0x7A

  /// Whether `byte` is one that ``digit(_:_:)`` gives.
  static func isDigit(_ byte: UInt8) -> Bool { byte & 0xE0 == 0x40 }

  static func digit(_ number: Int, _ place: Int) -> UInt8 {
    0x40 | UInt8(truncatingIfNeeded: number >> ((digitCount - 1 - place) * 5) & 0x1F)
  }
}
