/// A stretch of a text with the element that shows it. Marks may overlap in any way.
struct TextMark {
  /// What an element is for; the ones that come first stand outside of those that begin with them.
  enum Layer: Int {
    case sentence, quote, words
  }

  var range: Range<Int>
  var layer: Layer
  /// The name of the element.
  var element: String
  var className: String
  /// The id of the first piece.
  var id: String?
  /// What a pointer that rests on the mark is told.
  var title: String?
  /// Written at the start of the first piece.
  var opening = Markup()
  /// Written behind the last piece.
  var closing = Markup()

  /// The mark inside of `text`, without blanks at its ends; nil when nothing is left.
  func cut(to text: [Unicode.Scalar]) -> TextMark? {
    var mark = self
    mark.range = range.clamped(to: 0..<text.count)
    while let first = mark.range.first, text[first].properties.isWhitespace {
      mark.range = first + 1..<mark.range.upperBound
    }
    while let last = mark.range.last, text[last].properties.isWhitespace {
      mark.range = mark.range.lowerBound..<last
    }
    return mark.range.isEmpty ? nil : mark
  }

  /// The marks without those that begin where ``deepest`` others of their layer are open.
  ///
  /// The page grows with the square of the marks that cross each other; in news few do.
  static func thinned(_ marks: [TextMark]) -> [TextMark] {
    var ends: [Layer: [Int]] = [:]
    return marks.sorted { $0.range.lowerBound < $1.range.lowerBound }.filter { mark in
      var open = ends[mark.layer, default: []].filter { $0 > mark.range.lowerBound }
      let hasPlace = open.count < deepest
      if hasPlace { open.append(mark.range.upperBound) }
      ends[mark.layer] = open
      return hasPlace
    }
  }

  /// How many marks of one layer are shown over each other.
  static let deepest = 6
}
