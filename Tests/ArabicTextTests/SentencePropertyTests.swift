import ArabicText
import ETLModel
import ETLTestSupport
import Testing

/// What holds for the sentences of any text.
struct SentencePropertyTests {
  private static let letters: [Unicode.Scalar] = [
    "ا", "ب", "د", "م", "و", "ف", "ق", "ل", "ن", "ى", "ة", "ء", "\u{640}", "\u{64B}", "\u{651}",
    "a", "Z", "é", "中", "0", "7", "٣", "۴",
  ]
  private static let marks: [Unicode.Scalar] = [
    ".", "!", "?", "؟", "…", "۔", "،", "؛", ":", ",", ";", "-", "–", "—", "/", "%", "@", "_",
    "\"", "'", "«", "»", "“", "”", "„", "‟", "‘", "’", "‚", "‹", "›", "(", ")", "[", "]", "{", "}",
    "﴾", "﴿", "•", "*", "#", "\u{FFFD}", "🙂", "🏆", "\u{FE0F}", "\u{1F1F8}",
  ]
  private static let blanks: [Unicode.Scalar] = [
    " ", " ", " ", "\n", "\r", "\t", "\u{A0}", "\u{3000}", "\u{2028}", "\u{200B}", "\u{200C}",
    "\u{200E}", "\u{200F}", "\u{202B}", "\u{202C}", "\u{2067}", "\u{FEFF}", "\u{600}", "\u{0}",
  ]
  private static let words = [
    "قال", "قالت", "سأل", "مضيفا", "لأن", "الذي", "إلخ", "إف", "سي", "إن", "د", "ص", "نت", "com",
    "Dr", "وأكد", "فقد", "هل", "2015", "3.5", "...", "..", "؟!", "[...]", ".»", "”.", "؟\"",
  ]

  @Test func `sentences of random soup are ordered, trimmed and leave only white space out`() {
    var random = SplitMix64(seed: 29)
    for round in 0..<6_000 {
      let body = Array(soup(pieces: Int.random(in: 0...60, using: &random), &random).utf8)
      if let problem = problem(with: body) { Issue.record("round \(round): \(problem)") }
    }
  }

  @Test func `a sentence by itself is one sentence, and itself`() {
    var random = SplitMix64(seed: 43)
    for round in 0..<4_000 {
      let body = Array(news(&random).utf8)
      for sentence in SentenceSegmenter().sentences(in: body) {
        let alone = Array(body[sentence.span.range])
        let found = SentenceSegmenter().sentences(in: alone).map(\.span)
        #expect(
          found == [TextSpan(0, alone.count)],
          "round \(round): \(String(decoding: alone, as: UTF8.self))")
      }
    }
  }

  @Test(arguments: ["\"", "«", "»", "“", "”", "„", "'", "‘", "‹"])
  func `a quotation mark before a word that never closes changes no other boundary`(
    _ mark: String
  ) {
    var random = SplitMix64(seed: 47)
    for round in 0..<400 {
      // Behind a verb of saying it tells that speech begins.
      let text = news(&random, withSpeech: false)
      let words = text.split(separator: " ", omittingEmptySubsequences: false)
      let place = Int.random(in: 0..<words.count, using: &random)
      guard words[place].unicodeScalars.first.map({ CharacterClass.of($0.value) }) == .letter else {
        continue
      }
      // Right behind a mark it may be the start of another quotation.
      let last = place > 0 ? words[place - 1].unicodeScalars.last : nil
      if let last, Self.marks.contains(last) || last == "،" { continue }
      let before = words[..<place].reduce(0) { $0 + $1.utf8.count + 1 }
      let damaged = (words[..<place] + [mark + words[place]] + words[(place + 1)...])
        .joined(separator: " ")
      let shifted = ends(text).map { $0 > before ? $0 + mark.utf8.count : $0 }
      #expect(ends(damaged) == shifted, "round \(round): \(damaged.debugDescription)")
    }
  }

  /// A text of invented clauses with the marks that news have behind them, no quotations.
  private func news(_ random: inout SplitMix64, withSpeech: Bool = true) -> String {
    let speech = [
      "قال د. سامي نصار إن الريح اشتدت", "كتبت إتش. جي. كولمان رسالة", "وأضاف المتحدث", "كما قال",
    ]
    let clauses =
      (withSpeech ? speech : []) + [
        "وصلت السفينة إلى المرفأ", "لم يعد أحد", "بلغ العمق 3.5 متر", "أين ذهب الحارس",
        "زار د. سامي نصار المنارة", "الذي أغلق المنارة", "في الميناء القديم", "عام 1436 هـ",
        "زار موقع المرفأ.نت", "شخصيا", "ولأن الموج عال", "غنى جون إف. كولمان",
      ]
    let marks = [". ", ". ", ". ", "؟ ", "! ", ".. ", "... ", "… ", "، ", "؟! ", ".\n", "\n", " ."]
    return (0..<Int.random(in: 1...8, using: &random)).map { _ in
      (clauses.randomElement(using: &random) ?? "") + (marks.randomElement(using: &random) ?? "")
    }.joined()
  }

  private func ends(_ text: String) -> [Int] {
    SentenceSegmenter().sentences(in: Array(text.utf8)).map(\.span.end)
  }

  @Test func `bytes changed at random leave whole scalars to cut`() {
    var random = SplitMix64(seed: 53)
    for round in 0..<3_000 {
      var bytes = Array(news(&random).utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &random), at: place)
        }
      }
      // What is no UTF-8 is repaired when it is read, before any text gets here.
      let body = Array(String(decoding: bytes, as: UTF8.self).utf8)
      if let problem = problem(with: body) { Issue.record("round \(round): \(problem)") }
    }
  }

  @Test func `a line break ends a sentence unless a comma stands before it`() {
    var random = SplitMix64(seed: 31)
    for _ in 0..<2_000 {
      let first = soup(pieces: 8, &random) + "ب"
      let second = "ب" + soup(pieces: 8, &random)
      let body = Array((first + "\n" + second).utf8)
      let split = first.utf8.count
      #expect(
        !SentenceSegmenter().sentences(in: body).contains {
          $0.span.start < split && $0.span.end > split
        }, "\(String(decoding: body, as: UTF8.self))")
    }
  }

  @Test(arguments: [
    "(", "[", "\"", ".", "..", "؟", "«", ")", "-", " ", "\n", "\u{64B}", "🏆", "ا", "(ا", "ا..",
    "«ا.. ",
    "ولأن.. ", "ا ا ا... ",
  ])
  func `a megabyte of one piece is cut in linear time`(_ scalar: String) {
    let text = String(repeating: scalar, count: 1_000_000 / scalar.utf8.count)
    #expect(problem(with: Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    ". ", "\".", "(.", ",.", "?\"", "..\"", ".)", " .", "،\n", "a.", "أ.", "\u{600}.", "…»", "ا..(",
  ])
  func `marks in endless alternation are cut in linear time`(_ piece: String) {
    let text = String(repeating: piece, count: 40_000 / piece.utf8.count)
    for start in ["", "ا"] {
      #expect(problem(with: Array((start + text + " قال").utf8)) == nil)
    }
  }

  @Test(arguments: ["-", " ", "\u{600}", "\"", "("])
  func `abbreviations and dots behind a long stretch without words are cut in linear time`(
    _ piece: String
  ) {
    let stretch = String(repeating: piece, count: 40_000 / piece.utf8.count)
    for rest in ["أ.ب.", "ا ب ج..لأن "] {
      let text = stretch + String(repeating: rest, count: 40_000 / rest.utf8.count)
      #expect(problem(with: Array(text.utf8)) == nil)
    }
    let gaps = "ا ب،" + stretch + "..لأن" + stretch + "- ج."
    #expect(problem(with: Array(gaps.utf8)) == nil)
  }

  /// Pieces of a random text: letters twice as often as anything else.
  private func soup(pieces: Int, _ random: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<pieces {
      let pool =
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1: Self.letters
        case 2, 3: Self.marks
        case 4: Self.blanks
        default: [Unicode.Scalar]()
        }
      if let scalar = pool.randomElement(using: &random) {
        text.unicodeScalars.append(scalar)
      } else {
        text += Self.words.randomElement(using: &random) ?? ""
      }
    }
    return text
  }

  /// What is wrong with the sentences of `body`; nil if nothing is.
  private func problem(with body: [UInt8]) -> String? {
    let sentences = SentenceSegmenter().sentences(in: body)
    if sentences != SentenceSegmenter().sentences(in: body) { return "two passes differ" }
    var end = 0
    var paragraph = 0
    for sentence in sentences {
      let span = sentence.span
      guard end <= span.start, !span.isEmpty, span.end <= body.count else {
        return "disorder at \(span)"
      }
      guard isBlank(body[end..<span.start]) else { return "text left out before \(span)" }
      guard isTrimmed(body[span.range]) else { return "white space or half a scalar at \(span)" }
      guard sentence.paragraph == paragraph || sentence.paragraph == paragraph + 1 else {
        return "paragraph \(sentence.paragraph) at \(span)"
      }
      (end, paragraph) = (span.end, sentence.paragraph)
    }
    return isBlank(body[end...]) ? nil : "text left out behind \(end)"
  }

  private func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
      CharacterClass.of($0.value).isWhiteSpace
    }
  }

  /// Whether `bytes` begin and end with whole scalars that are no white space.
  private func isTrimmed(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self),
      let first = text.unicodeScalars.first, let last = text.unicodeScalars.last
    else { return false }
    return !CharacterClass.of(first.value).isWhiteSpace
      && !CharacterClass.of(last.value).isWhiteSpace
  }
}
