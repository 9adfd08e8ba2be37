import ETLModel

/// Two copies of an article beside each other, with the words marked that only one of them has.
struct CopyView {
  /// One piece of a text that is compared: a word, or a sentence when the texts are long.
  private struct Piece {
    var text: Substring
    /// The number of its line.
    var line: Int
  }

  private let copies: ReportCopies
  private let first: [Piece]
  private let second: [Piece]
  private let diff: WordDiff

  init(_ copies: ReportCopies) {
    self.copies = copies
    let first = Self.words(copies.representative.body)
    let second = Self.words(copies.member.body)
    let areLong = max(first.count, second.count) > WordDiff.limit
    let haveSentences = [copies.representative, copies.member].allSatisfy { !$0.sentences.isEmpty }
    if !areLong || !haveSentences {
      self.first = first
      self.second = second
    } else {
      self.first = Self.sentences(copies.representative)
      self.second = Self.sentences(copies.member)
    }
    diff = WordDiff(self.first.map(\.text), self.second.map(\.text))
  }

  /// Both texts, folded under the title unless `isOpen`.
  func markup(isOpen: Bool) -> Markup {
    var output = Markup()
    let shares = copies.jaccard.map { ", Jaccard \(ArticleView.share($0))" } ?? ""
    output.element("details", ["open": isOpen ? "open" : nil]) { output in
      output.element("summary") { output in
        output.element("h3", ["dir": "auto"], text: copies.representative.shownTitle)
        output.element(
          "span", ["class": "counts"],
          text: "\(copies.size) articles; the second is \(copies.relation)\(shares)")
      }
      output.element("div", ["class": "beside"]) { output in
        Self.write(
          copies.representative, "Representative", first, diff.isOnlyInFirst, "del", to: &output)
        Self.write(
          copies.member, "Copy (\(copies.relation))", second, diff.isOnlyInSecond, "ins",
          to: &output)
      }
    }
    output.newLine()
    return output
  }

  private static func write(
    _ article: ReportArticle, _ head: String, _ pieces: [Piece], _ isDifferent: [Bool],
    _ element: String, to output: inout Markup
  ) {
    output.element("section") { output in
      output.element("h4", text: head)
      output.element("p", ["dir": "auto", "class": "title"], text: article.shownTitle)
      output.append(article.facts)
      output.element("div", ["class": "body", "dir": "rtl", "lang": "ar"]) { output in
        for line in pieces.indices.chunked(by: { pieces[$0].line == pieces[$1].line }) {
          output.element("p") { output in
            for run in line.chunked(by: { isDifferent[$0] == isDifferent[$1] }) {
              let text = run.map { String(pieces[$0].text) }.joined(separator: " ")
              if run.startIndex > line.startIndex { output.text(" ") }
              if isDifferent[run.startIndex] {
                output.element(element, text: text)
              } else {
                output.text(text)
              }
            }
          }
          output.newLine()
        }
      }
    }
    output.newLine()
  }

  private static func words(_ body: String) -> [Piece] {
    body.split(separator: "\n").enumerated().flatMap { number, line in
      line.split(whereSeparator: \.isWhitespace).map { Piece(text: $0, line: number) }
    }
  }

  /// The sentences, each on a line of its own.
  private static func sentences(_ article: ReportArticle) -> [Piece] {
    let scalars = article.body.unicodeScalars
    var index = scalars.startIndex
    var position = 0
    return article.sentences.enumerated().compactMap { line, sentence in
      guard position <= sentence.range.lowerBound,
        let start = scalars.index(
          index, offsetBy: sentence.range.lowerBound - position, limitedBy: scalars.endIndex),
        let end = scalars.index(start, offsetBy: sentence.range.count, limitedBy: scalars.endIndex)
      else { return nil }
      index = end
      position = sentence.range.upperBound
      return Piece(text: Substring(scalars[start..<end]), line: line)
    }
  }
}

extension Range<Int> {
  /// The runs of neighbours that belong together.
  fileprivate func chunked(by belong: (Int, Int) -> Bool) -> [Range<Int>] {
    guard let first else { return [] }
    var runs = [first..<first + 1]
    for index in dropFirst() {
      if belong(index - 1, index) {
        runs[runs.count - 1] = runs[runs.count - 1].lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }
}
