import ArabicText
import ETLModel

/// A stretch of tokens that is parsed as one sentence: a sentence of the document, or several
/// when a quotation runs over their borders.
struct Unit: Sendable {
  var tokens: Range<Int>
  var startsParagraph: Bool
}

/// A body cut into tokens, with the phrases, quotation marks and sentences found in it.
///
/// A class, because every parser holds it and copying the arrays of a struct would count them.
final class AnnotatedText: Sendable {
  let text: TokenizedText
  let tables: LexiconTables
  /// The number of each token in the vocabulary, as it is written; negative for none.
  let numbers: [Int32]
  /// What is known of each token, and one more of nothing, which stands for those that are not there.
  private let infos: [TokenInfo]
  /// What each token is, and one line break more.
  private let kinds: [MarkKind]
  let marks: QuoteMarks
  let units: [Unit]
  /// The surnames of the people that the article introduces.
  let surnames: SurnameSet

  init(
    text: TokenizedText, tables: LexiconTables, numbers: [Int32], kinds: [MarkKind],
    infos: [TokenInfo], marks: QuoteMarks, units: [Unit], surnames: SurnameSet = SurnameSet()
  ) {
    self.text = text
    self.tables = tables
    self.numbers = numbers
    self.infos = infos
    self.kinds = kinds
    self.marks = marks
    self.units = units
    self.surnames = surnames
  }

  /// The same text with the surnames of its people.
  func with(surnames: SurnameSet) -> AnnotatedText {
    AnnotatedText(
      text: text, tables: tables, numbers: numbers, kinds: kinds, infos: infos, marks: marks,
      units: units, surnames: surnames)
  }

  var count: Int { infos.count - 1 }

  /// Where the information of a token stands: that of nothing when there is no such token.
  @inline(__always)
  private func place(_ index: Int) -> Int { index >= 0 && index < count ? index : count }

  /// The information of a token; of nothing when there is no such token.
  @inline(__always)
  func info(_ index: Int) -> TokenInfo { infos[place(index)] }

  /// What a token is that is no word; a line break when there is no such token.
  @inline(__always)
  func mark(_ index: Int) -> MarkKind { kinds[place(index)] }

  @inline(__always)
  func isWord(_ index: Int) -> Bool { mark(index) == .none }

  /// The cue at a token, its form and what stands before it; nil when there is none.
  func cue(_ index: Int) -> (cue: Cue, form: CueForm, match: PhraseMatch)? {
    let match = info(index).cue
    guard match.value >= 0 else { return nil }
    let form = tables.cues.forms[Int(match.value)]
    return (tables.cues.cues[form.cue], form, match)
  }

  func boundary(_ index: Int) -> Boundary? {
    let match = info(index).boundary
    return match.value < 0 ? nil : Boundary.all[Int(match.value)]
  }

  func particle(_ index: Int) -> Particle? {
    let match = info(index).particle
    return match.value < 0 ? nil : Particle(rawValue: Int(match.value))
  }

  func title(_ index: Int) -> Title? {
    let match = info(index).title
    return match.value < 0 ? nil : tables.title(ofForm: Int(match.value))
  }

  /// The known name at a token, and whether it is only a surname.
  func knownName(_ index: Int) -> (name: KnownName, form: NameForm)? {
    let match = info(index).name
    guard match.value >= 0 else { return nil }
    let form = tables.persons.forms[Int(match.value)]
    return (tables.persons.names[form.name], form)
  }

  /// Whether a word that is written like a title is a verb, as the title behind it shows:
  /// `وطالب الأمين العام`.
  func isVerbBeforeTitle(_ index: Int) -> Bool {
    cue(index)?.cue.category == .verb && info(index + 1).isDefinite
      && title(index + 1)?.category.isPersonal == true
  }

  /// Whether a preposition stands at `index`, behind which `مناقشة` is a noun and no participle.
  func endsPreposition(_ index: Int) -> Bool {
    switch particle(index) {
    case .to, .about, .on, .from: return true
    default: return boundary(index) == .venue || boundary(index) == .preposition
    }
  }

  /// Whether a token is a complementizer that opens a clause of its own.
  func isComplementizer(_ index: Int) -> Bool {
    switch particle(index) {
    case .complementizer, .pronounComplementizer: true
    default: false
    }
  }

  /// Whether a word begins with لل, بال or كال.
  func isPrepositional(_ index: Int) -> Bool {
    info(index).isPrepositional
  }

  /// Whether a phrase that takes `أن` as its own complement ends before `index`.
  func clauseTakerEnds(before index: Int) -> Bool {
    for start in max(0, index - 3)..<max(0, index) {
      let match = infos[start].clauseTaker
      if match.value >= 0, Int(match.end) == index { return true }
    }
    return false
  }

  /// The bytes from the first to the last of `tokens`.
  func span(_ tokens: Range<Int>) -> TextSpan {
    guard !tokens.isEmpty else { return TextSpan(0, 0) }
    return TextSpan(
      Int(text.tokens[tokens.lowerBound].start), Int(text.tokens[tokens.upperBound - 1].end))
  }

  /// The tokens that start in `span`.
  ///
  /// - Complexity: O(log *n*).
  func tokens(in span: TextSpan) -> Range<Int> {
    let start = text.tokens.partitioningIndex { Int($0.start) >= span.start }
    return start..<max(start, text.tokens.partitioningIndex { Int($0.start) >= span.end })
  }

  func string(_ tokens: Range<Int>) -> String {
    tokens.isEmpty ? "" : String(span(tokens), of: text.text)
  }

  /// The number of words among `tokens`.
  func wordCount(_ tokens: Range<Int>) -> Int {
    tokens.reduce(0) { $0 + (isWord($1) ? 1 : 0) }
  }

  /// The folded form of a token; empty when there is no such token.
  func foldedString(_ index: Int) -> String {
    index >= 0 && index < count ? text.foldedString(index) : ""
  }

  /// Whether nothing stands between a token and the next one.
  func isAdjacent(_ index: Int) -> Bool {
    index >= 0 && index + 1 < text.tokens.count
      && text.tokens[index].end == text.tokens[index + 1].start
  }

  /// Whether marked words are somebody's name: `المشرف "الدكتور سامر الحلبي"`.
  func namesPerson(_ span: MarkedSpan) -> Bool {
    let start = span.inside.lowerBound
    guard span.isClosed, wordCount(span.inside) <= 8,
      info(start).title.value >= 0 || info(start).givenName.value >= 0,
      let phrase = SubjectPhraseParser(text: self).parse(at: start, limit: span.close)
    else { return false }
    return phrase.name != nil && phrase.tokens.upperBound == span.close
  }

  /// Whether marked words are a name: `مجلة «…»`, `مناورات «…»`, `«داعش»`.
  func isLabel(_ span: MarkedSpan) -> Bool {
    let words = wordCount(span.inside)
    if words == 0 { return true }
    if words > 5 { return false }
    if let cue = cue(span.open - 1), cue.cue.stance == .scareTitle { return true }
    if let title = title(span.open - 1) {
      let isNaming = title.category == .outlet || title.category == .institution
      if isNaming, !info(span.open - 1).isDefinite || words < 3 { return true }
    }
    let info = info(span.inside.lowerBound)
    if let title = title(span.inside.lowerBound),
      title.category == .institution || title.category == .outlet
    {
      return true
    }
    return info.name.value >= 0 && Int(info.name.end) >= span.close
  }
}
