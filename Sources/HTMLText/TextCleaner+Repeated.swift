import ArabicText
import ETLModel

extension TextCleaner {
  /// Takes out lines that repeat the one before them, and whole paragraphs that stood before.
  ///
  /// A line of a few words may come again on purpose, as a refrain or a heading.
  mutating func removeRepeated() {
    // Up to this length a key holds all words.
    var seen = ByteTable<Bool>(minimumCapacity: pieces.count)
    for index in pieces.indices {
      guard pieces[index].words >= 4, pieces[index].words <= TextKey.maximumWords,
        pieces[index].isKept, pieces[index].leading >= .gap
      else { continue }
      if index > 0, pieces[index].leading >= .line, pieces[index - 1].key == pieces[index].key {
        pieces[index].remove(.duplicate, "duplicate.line")
      } else if !isPage, pieces[index].words >= 12, !Self.isListed(pieces[index]) {
        if seen[pieces[index].key.bytes[...]] != nil {
          pieces[index].remove(.duplicate, "duplicate.paragraph")
        } else {
          seen[pieces[index].key.bytes[...]] = true
        }
      }
    }
  }

  /// Whether the piece is an entry of a list, which may come again under another heading.
  private static func isListed(_ piece: TextPiece) -> Bool {
    guard let first = piece.text.first else { return true }
    return first < 0x80 && first != 0x22 && first != 0x28
  }

  /// Takes out lines that stand in the text a second time as a part of a paragraph: pull quotes.
  mutating func removePullQuotes() {
    guard !isPage else { return }
    var looks = 0
    for index in pieces.indices.dropFirst().dropLast() where looks < Self.maximumLooks {
      let piece = pieces[index]
      // A list of names or titles may stand in the text as well.
      guard pieces[index - 1].words >= 8 || !pieces[index - 1].isKept,
        pieces[index + 1].words >= 8 || !pieces[index + 1].isKept
      else { continue }
      guard piece.isKept, piece.words >= 8, piece.words <= 40, piece.leading >= .line,
        !piece.endsSentence || Self.isQuoted(piece.text) || isAboveButton(index),
        !piece.endsInColon,
        ParagraphOpening(piece) != .linked
      else { continue }
      looks += 1
      let quote = Self.bare(piece.text)
      let isRepeated = pieces.contains {
        $0.isKept && $0.words > piece.words + 3 && Self.holds($0.text, quote)
      }
      if isRepeated { pieces[index].remove(.duplicate, "duplicate.pull_quote") }
    }
  }

  /// The most lines that are looked for in the text.
  private static let maximumLooks = 32

  /// `text` without the marks before its first letter and behind its last.
  private static func bare(_ text: [UInt8]) -> ArraySlice<UInt8> {
    let start = TextOffsets.end(of: 0, in: text)
    let end = TextOffsets.end(of: TextKey(text).wordCount, in: text)
    return text[min(start, end)..<end]
  }

  private func isAboveButton(_ index: Int) -> Bool {
    index + 1 < pieces.count && pieces[index + 1].removal?.kind == .share
  }

  private static func isQuoted(_ text: [UInt8]) -> Bool {
    text.first == 0x22 || text.starts(with: "«".utf8) || text.starts(with: "“".utf8)
      || text.starts(with: "”".utf8)
  }

  private static func holds(_ text: [UInt8], _ part: ArraySlice<UInt8>) -> Bool {
    guard part.count >= 16, text.count >= part.count else { return false }
    return text.withUnsafeBytes { text in
      part.withUnsafeBytes { part in
        let head = part.loadUnaligned(as: UInt64.self)
        return (0...text.count - part.count).contains { offset in
          text.loadUnaligned(fromByteOffset: offset, as: UInt64.self) == head
            && text[offset..<offset + part.count].elementsEqual(part)
        }
      }
    }
  }
}
