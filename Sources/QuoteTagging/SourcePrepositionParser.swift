import ArabicText
import ETLModel

/// Reads `بحسب الوزارة`, `وفقا لرويترز`, `حسبما ذكرت الصحيفة`, `نقلا عن الوكالة`.
struct SourcePrepositionParser {
  let text: AnnotatedText

  func parse(_ site: ClauseParser.Site) -> Attribution? {
    guard [.accordingTo, .relay].contains(site.cue.stance), site.cue.lemma != .about,
      site.cue.lemma != .asSaid, site.cue.lemma != .justAs
    else { return nil }
    var cue = site.index..<site.end
    var start = site.end
    if site.form.endsWithClitic {
      if text.reads(start, "ل") { start += 1 }
    } else if text.reads(start, "ما") {
      start += 1
      // `بحسب ما يقتضيه الحال` is no report.
      guard text.cue(start)?.cue.category == .verb else { return nil }
    }
    var form: Int? = Int(site.match.value)
    if let verb = text.cue(start),
      verb.cue.category == .verb || verb.cue.category == .noun && start > site.end
        || isSpeechNoun(start)
    {
      cue = site.index..<Int(verb.match.end)
      start = cue.upperBound
      if verb.cue.category == .verb { form = Int(verb.match.value) }
      let isRelative =
        text.particle(start) == .about
        || text.isWord(start)
          && text.reads(start, anyOf: "عنه عنها عنهم")
      // `بحسب ما أفادت به الوزارة`
      let isResumed =
        text.isWord(start)
        && text.reads(start, anyOf: "به بها بهم اليه اليها")
      if isRelative || isResumed { start += 1 }
    }
    let parser = SubjectPhraseParser(text: text)
    guard start < site.limit,
      let source = parser.parse(at: start, limit: site.limit) ?? markedSource(start, site.limit)
    else { return nil }
    var found = place(site, cue, form, source)
    if let inner = text.cue(source.tokens.upperBound), inner.cue.category == .preposition,
      inner.cue.stance == .relay,
      let told = parser.parse(at: Int(inner.match.end), limit: site.limit),
      told.head != .description
    {
      found?.conduits = [source]
      found?.subject = told
    }
    return found
  }

  /// `بحسب «الغد»`: an outlet, named by nothing but words in marks.
  private func markedSource(_ start: Int, _ limit: Int) -> NounPhrase? {
    guard let span = text.marks.span(at: start), span.isClosed, span.close < limit,
      (1...4).contains(text.wordCount(span.inside)), text.cue(span.inside.lowerBound) == nil
    else { return nil }
    var phrase = NounPhrase(tokens: start..<span.close + 1)
    phrase.head = .outlet
    return phrase
  }

  /// `حسب إعلان الوزارة`: the noun belongs to the cue.
  private func isSpeechNoun(_ index: Int) -> Bool {
    guard let cue = text.cue(index), cue.cue.category == .noun else { return false }
    return [.announce, .assert, .neutralSay].contains(cue.cue.stance)
      && !text.info(index).isDefinite && text.title(index) == nil
      && !text.reads(index, "تصريحات")
  }

  private func place(
    _ site: ClauseParser.Site, _ cue: Range<Int>, _ form: Int?, _ source: NounPhrase
  ) -> Attribution? {
    let tokens = text.units[site.unit].tokens
    var found = Attribution(
      rule: .accordingTo, cue: cue, form: form, subject: source, resolution: .explicit,
      introducer: .after, contentStart: source.tokens.upperBound, clauseStart: site.index,
      unit: site.unit)
    found.isCoordinated = true
    let isSpeaking =
      isSource(source)
      && (site.cue.strength == .always || source.head != .person || !source.titles.isEmpty
        || source.knownName != nil || text.isSurname(source.tokens.upperBound - 1)
        || text.info(source.tokens.lowerBound).givenName.value >= 0)
    let end = source.tokens.upperBound
    if opens(site.index, tokens.lowerBound) {
      var start = end
      // `وحسب سامر أن`: behind a bare name it may be a verb.
      if source.head == .person, source.titles.isEmpty, source.knownName == nil,
        text.mark(start) != .comma, !text.startsWithFa(start) || text.boundary(start) != nil
      {
        return nil
      }
      if text.mark(start) == .comma { start += 1 }
      if text.isComplementizer(start) {
        start += text.particle(start) == .complementizer ? 1 : 0
      }
      guard isSpeaking, start < tokens.upperBound, text.mark(start) != .period else { return nil }
      found.contentStart = start
      return found
    }
    let follows =
      text.mark(site.index - 1) == .comma || text.particle(site.index - 1) == .thereby
    let says = form.map { text.tables.cue(ofForm: $0).category == .verb } ?? false
    let ends = end >= tokens.upperBound || text.mark(end) != .none
    guard
      isSpeaking && (follows || (says || ends) && site.cue.strength == .always)
        || follows && ends && site.cue.strength == .always
    else { return nil }
    var start = site.index
    if text.particle(start - 1) == .thereby { start -= 1 }
    found.rule = .postposedAccordingTo
    found.introducer = .before
    found.contentStart = start
    found.clauseStart = start
    return found
  }

  /// Whether the phrase can speak, so that `وفق القانون` is not read as a report.
  private func isSource(_ phrase: NounPhrase) -> Bool {
    switch phrase.head {
    case .description:
      guard let cue = text.cue(phrase.tokens.lowerBound) else { return false }
      return cue.cue.category == .noun
    default: return true
    }
  }

  private func opens(_ index: Int, _ start: Int) -> Bool {
    index == start
      || index <= start + 2
        && (start..<index).allSatisfy {
          text.mark($0) != .none || text.boundary($0) != nil
        }
      || text.mark(index - 1) == .period
      || text.mark(index - 1) == .comma && text.hasConjunction(index)
        && !text.reads(index, anyOf: "وفق وفقا")
  }
}
