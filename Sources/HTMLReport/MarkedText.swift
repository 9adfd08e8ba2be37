/// Writes a text in paragraphs with its marks.
///
/// Elements must nest, marks need not: where one ends inside of another, the inner one is closed
/// with it and opened again. So a mark can have several pieces, of which the first has its id.
struct MarkedText {
  private let text: [Unicode.Scalar]
  /// In the order in which they open.
  private let marks: [TextMark]
  private var next = 0
  /// Indexes of the marks that are open, the outermost first.
  private var stack: [Int] = []
  private var output = Markup()

  /// The paragraphs of `text`, which are its lines that are not blank.
  ///
  /// - Parameter marks: Their ranges are cut to the text, and blank ends of them are left out.
  /// - Complexity: O(*n* + *m* log *m* + *m* *d*) for *m* marks of which *d* overlap at most.
  static func paragraphs(_ text: [Unicode.Scalar], _ marks: [TextMark]) -> Markup {
    var writer = MarkedText(text, marks)
    for line in lines(of: text) { writer.write(line) }
    return writer.output
  }

  private init(_ text: [Unicode.Scalar], _ marks: [TextMark]) {
    self.text = text
    self.marks = marks.compactMap { $0.cut(to: text) }.sorted { left, right in
      (left.range.lowerBound, left.layer.rawValue, -left.range.upperBound)
        < (right.range.lowerBound, right.layer.rawValue, -right.range.upperBound)
    }
  }

  private mutating func write(_ line: Range<Int>) {
    output.open("p")
    for mark in stack { openTag(mark, isFirst: false) }
    var position = line.lowerBound
    while position < line.upperBound {
      openMarks(at: position)
      var border = stack.map { marks[$0].range.upperBound }.min() ?? line.upperBound
      if next < marks.count { border = min(border, marks[next].range.lowerBound) }
      border = min(border, line.upperBound)
      output.text(text[position..<border])
      position = border
      closeMarks(at: position)
    }
    for mark in stack.reversed() { output.close(marks[mark].element) }
    output.close("p")
    output.newLine()
  }

  private mutating func openMarks(at position: Int) {
    while next < marks.count, marks[next].range.lowerBound == position {
      openTag(next, isFirst: true)
      stack.append(next)
      next += 1
    }
  }

  private mutating func openTag(_ index: Int, isFirst: Bool) {
    let mark = marks[index]
    output.open(
      mark.element,
      ["class": mark.className, "id": isFirst ? mark.id : nil, "title": mark.title])
    if isFirst { output.append(mark.opening) }
  }

  /// Closes the marks that end at `position`, and opens those again that had to be closed for it.
  private mutating func closeMarks(at position: Int) {
    guard let outermost = stack.firstIndex(where: { marks[$0].range.upperBound == position })
    else { return }
    let closed = stack[outermost...]
    stack.removeSubrange(outermost...)
    for mark in closed.reversed() {
      output.close(marks[mark].element)
      if marks[mark].range.upperBound == position { output.append(marks[mark].closing) }
    }
    for mark in closed where marks[mark].range.upperBound != position {
      openTag(mark, isFirst: false)
      stack.append(mark)
    }
  }

  private static func lines(of text: [Unicode.Scalar]) -> [Range<Int>] {
    text.indices.split { text[$0] == "\n" }.compactMap { line in
      line.allSatisfy { text[$0].properties.isWhitespace }
        ? nil : line.startIndex..<line.endIndex
    }
  }
}
