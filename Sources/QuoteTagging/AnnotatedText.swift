import ArabicText
import ETLModel

/// The longest phrase of one kind that starts at a token.
struct PhraseMatch: Sendable {
  /// The form's index in its lexicon; negative for no match.
  var value: Int32 = -1
  /// The token behind the phrase.
  var end: Int32 = 0
  /// What is attached to the first word.
  var clitics: Clitics = []
}

/// What is known of one token before any sentence is parsed.
struct TokenInfo: Sendable {
  var cue = PhraseMatch()
  var title = PhraseMatch()
  var name = PhraseMatch()
  var boundary = PhraseMatch()
  var particle = PhraseMatch()
  var nisba = PhraseMatch()
  var givenName = PhraseMatch()
  var clauseTaker = PhraseMatch()
  var mark = MarkKind.none
  /// Whether the word begins an object and is no name: `وصول`, `استعداد`.
  var isObjectNoun = false
  /// Whether a preposition is attached to the article: `للوزير`, `بالبيت`.
  var isPrepositional = false
  /// Whether the word has the article, with or without a clitic before it.
  var isDefinite = false

  /// Whether a title or a name of the lexicons begins here.
  var isNominal: Bool { title.value >= 0 || name.value >= 0 || givenName.value >= 0 }
}

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
  let infos: [TokenInfo]
  let marks: QuoteMarks
  let units: [Unit]
  /// The surnames of the people that the article introduces, folded and without article.
  let surnames: ByteTable<Bool>

  init(
    text: TokenizedText, tables: LexiconTables, infos: [TokenInfo], marks: QuoteMarks,
    units: [Unit], surnames: ByteTable<Bool> = ByteTable()
  ) {
    self.text = text
    self.tables = tables
    self.infos = infos
    self.marks = marks
    self.units = units
    self.surnames = surnames
  }

  /// The same text with the surnames of its people.
  func with(surnames: ByteTable<Bool>) -> AnnotatedText {
    AnnotatedText(
      text: text, tables: tables, infos: infos, marks: marks, units: units, surnames: surnames)
  }

  var count: Int { infos.count }

  /// The information of a token; of nothing when there is no such token.
  func info(_ index: Int) -> TokenInfo {
    index >= 0 && index < infos.count ? infos[index] : TokenInfo()
  }

  func mark(_ index: Int) -> MarkKind {
    index >= 0 && index < infos.count ? infos[index].mark : .newline
  }

  func isWord(_ index: Int) -> Bool {
    index >= 0 && index < infos.count && infos[index].mark == .none
  }

  /// The cue at a token, its form and what stands before it; nil when there is none.
  func cue(_ index: Int) -> (cue: Cue, form: CueForm, match: PhraseMatch)? {
    guard index >= 0, index < infos.count, infos[index].cue.value >= 0 else { return nil }
    let match = infos[index].cue
    let form = tables.cues.forms[Int(match.value)]
    return (tables.cues.cues[form.cue], form, match)
  }

  func boundary(_ index: Int) -> Boundary? {
    guard index >= 0, index < infos.count, infos[index].boundary.value >= 0 else { return nil }
    return Boundary.allCases[Int(infos[index].boundary.value)]
  }

  func particle(_ index: Int) -> Particle? {
    guard index >= 0, index < infos.count, infos[index].particle.value >= 0 else { return nil }
    return Particle(rawValue: Int(infos[index].particle.value))
  }

  func title(_ index: Int) -> Title? {
    guard index >= 0, index < infos.count, infos[index].title.value >= 0 else { return nil }
    return tables.title(ofForm: Int(infos[index].title.value))
  }

  /// The known name at a token, and whether it is only a surname.
  func knownName(_ index: Int) -> (name: KnownName, form: NameForm)? {
    guard index >= 0, index < infos.count, infos[index].name.value >= 0 else { return nil }
    let form = tables.persons.forms[Int(infos[index].name.value)]
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
    index >= 0 && index < infos.count && infos[index].isPrepositional
  }

  /// Whether a word is a lone letter and a tatweel before another script: `لـCNN`.
  func hasDetachedLetter(_ index: Int) -> Bool {
    let token = text.tokens[index]
    let (start, end) = (Int(token.start), Int(token.end))
    return end - start > 4 && text.text[start + 2] == 0xD9 && text.text[start + 3] == 0x80
      && text.text[start + 4] < 0x80
  }

  /// Whether a word is written with the vowel sign of an accusative, as no subject is: `بيانًا`.
  func endsInTanwin(_ index: Int) -> Bool {
    guard isWord(index) else { return false }
    let token = text.tokens[index]
    let bytes = text.text[Int(token.start)..<Int(token.end)].suffix(4)
    return bytes.suffix(2).elementsEqual([0xD9, 0x8B])
      || bytes.elementsEqual([0xD9, 0x8B, 0xD8, 0xA7])
  }

  /// Whether a token is the preposition ب by itself, with or without tatweel: `بـ«`.
  func isLoneBa(_ index: Int) -> Bool {
    isWord(index) && text.folded(text.tokens[index]).elementsEqual([0xD8, 0xA8])
  }

  /// Whether a word is the surname of somebody in the article.
  func isSurname(_ index: Int) -> Bool {
    isWord(index) && surnames[bareWord(text.folded(text.tokens[index]))] ?? false
  }

  /// Whether a word begins with ف.
  func startsWithFa(_ index: Int) -> Bool {
    isWord(index) && text.folded(text.tokens[index]).starts(with: [0xD9, 0x81])
  }

  /// Whether a word begins with و or ف, as a conjunction does.
  func hasConjunction(_ index: Int) -> Bool {
    guard isWord(index) else { return false }
    let word = text.folded(text.tokens[index])
    return word.starts(with: [0xD9, 0x88]) || word.starts(with: [0xD9, 0x81])
  }

  /// Whether a token is the preposition ل by itself, with or without tatweel, before a mark: `لـ«`.
  func isLoneLam(_ index: Int) -> Bool {
    isWord(index) && text.folded(text.tokens[index]).elementsEqual([0xD9, 0x84])
  }

  /// Whether a token is the conjunction و by itself: `و قال`.
  func isLoneWaw(_ index: Int) -> Bool {
    isWord(index) && text.folded(text.tokens[index]).elementsEqual([0xD9, 0x88])
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

  /// The folded words of `tokens`, marks left out.
  func words(_ tokens: Range<Int>) -> [String] {
    tokens.filter { isWord($0) }.map { text.foldedString($0) }
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
    if let cue = cue(span.open - 1), cue.cue.stance == "scare_title" { return true }
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
