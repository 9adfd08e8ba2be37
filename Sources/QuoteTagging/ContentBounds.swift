import ArabicText
import ETLModel

/// The words that are reported, in tokens, and how they are given.
struct Content: Sendable {
  var tokens: Range<Int>
  var kind: Quote.Kind
  /// The marked stretches within a mixed content.
  var marked: [MarkedSpan] = []
}

/// Finds where the content of each attribution of a unit begins and ends.
///
/// An indirect content runs to the end of its sentence unless the narrator takes over before: with
/// a cue beside this one, a gloss, or the source of the whole.
struct ContentBounds {
  let text: AnnotatedText
  let unit: Unit
  /// The attributions of the unit, in order.
  let attributions: [Attribution]
  /// The last attribution whose clause starts at each token of the unit, and the one before each
  /// that starts at the same token; -1 for none.
  private var lastStarting: [Int32]
  private var startedBefore: [Int32]
  /// The most tokens of a content without marks; sentences of news are shorter.
  private static let reach = 300

  init(text: AnnotatedText, unit: Unit, attributions: [Attribution]) {
    self.text = text
    self.unit = unit
    self.attributions = attributions
    lastStarting = Array(repeating: -1, count: unit.tokens.count)
    startedBefore = Array(repeating: -1, count: attributions.count)
    for index in attributions.indices where unit.tokens.contains(attributions[index].clauseStart) {
      let token = attributions[index].clauseStart - unit.tokens.lowerBound
      startedBefore[index] = lastStarting[token]
      lastStarting[token] = Int32(index)
    }
  }

  /// The content of the attribution at `index`; nil when there is none after all.
  func content(of index: Int) -> Content? {
    guard let content = bounded(index), !content.tokens.isEmpty else { return nil }
    return content
  }

  private func bounded(_ index: Int) -> Content? {
    let found = attributions[index]
    switch found.introducer {
    case .clause, .after: return clause(from: found.contentStart, index)
    case .colon, .marks: return marked(from: found.contentStart, index)
    case .before: return before(index)
    case .object: return object(from: found.contentStart, index)
    case .absent: return nil
    }
  }

  // MARK: Ends

  /// Where the content that starts at `start` ends, white space and closing marks set aside.
  func end(from start: Int, _ index: Int) -> Int {
    let limit = max(min(unit.tokens.upperBound, start + Self.reach), start)
    var token = start
    while token < limit {
      if let span = text.marks.span(at: token), span.isClosed, span.close < limit {
        token = span.close + 1
        continue
      }
      if token > start, isCut(at: token, start, index) { break }
      token += 1
    }
    return trimmed(start..<min(token, limit))
  }

  private func isCut(at token: Int, _ start: Int, _ index: Int) -> Bool {
    var next = unit.tokens.contains(token) ? lastStarting[token - unit.tokens.lowerBound] : -1
    while next > index {
      if isSibling(attributions[Int(next)], of: attributions[index]) { return true }
      next = startedBefore[Int(next)]
    }
    let followsComma = text.mark(token - 1) == .comma
    if followsComma, goesOnSpeaking(token, index) || tellsWhatFollowed(token) { return true }
    if text.particle(token) == .comparison || text.boundary(token) == .additive,
      let (cue, form, _) = text.cue(token + 1), cue.category == .verb,
      cue.strength == .always || cue.strength == .sometimes && text.title(token + 2) != nil,
      !form.isPresent, text.reads(token, "كما"),
      form.agreement.fits(attributions[index].subject?.agreement ?? attributions[index].agreement)
    {
      return true
    }
    switch text.boundary(token) {
    case .gloss: return followsComma
    case .quoteEnd: return text.cue(token) == nil && text.particle(token) == nil
    default: break
    }
    guard followsComma, text.particle(token) == .thereby, token - start > 3 else { return false }
    return text.boundary(token + 1) == .venue || text.boundary(token + 1) == .time
  }

  /// Whether what the speaker of the attribution at `index` says or does next begins behind a comma
  /// at `token`, with or without content: `، منتقدا التأخير`, `، ورحبوا بالقرار`.
  private func goesOnSpeaking(_ token: Int, _ index: Int) -> Bool {
    let info = text.info(token)
    guard let (cue, form, match) = text.cue(token) else { return false }
    // `، داعيا الله أن يحفظ البلاد`
    if cue.category == .phrase, cue.strength == .never {
      return isAccusative(token)
    }
    guard cue.strength != .never,
      info.title.value < 0 || !info.isDefinite
    else { return false }
    let found = attributions[index]
    let speaker = agreement(of: found)
    let fits = form.agreement.fits(speaker) || form.agreement.fits(found.agreement)
    switch cue.category {
    case .participle:
      return fits && isAccusative(token)
    case .verb:
      return fits && cue.strength == .always && match.clitics.contains(.conjunction)
        && !form.isPresent && form.agreement.number == speaker.number
    default: return false
    }
  }

  /// Whether the narrator tells behind a comma what was said next: `، قبل أن يضيف`.
  private func tellsWhatFollowed(_ token: Int) -> Bool {
    let taker = text.info(token).clauseTaker
    guard taker.value >= 0, text.reads(token, "قبل"),
      text.isComplementizer(Int(taker.end)),
      let (cue, form, _) = text.cue(Int(taker.end) + 1)
    else { return false }
    return cue.category == .verb && cue.strength == .always && form.isPresent
  }

  /// Whether a participle ends as a circumstance does: `مؤكدا`, `مؤكدة`, `مؤكدين`.
  private func isAccusative(_ token: Int) -> Bool {
    text.ends(token, "ا") || text.ends(token, "ه") || text.ends(token, "ين")
      || text.ends(token, "ات")
  }

  /// Whether `next` stands beside `found`, not inside what `found` reports.
  func isSibling(_ next: Attribution, of found: Attribution) -> Bool {
    if next.modality != nil { return false }
    if next.introducer == .object || next.introducer == .absent, isPresent(next),
      !isPresent(found)
    {
      return false
    }
    if next.introducer == .before || next.resolution == .participle { return true }
    // `وجه رسالة مفادها أن`: the message belongs to what is told of it.
    if next.rule == .nounClause { return next.subject == nil && lemma(next) != .meaning }
    if next.resolution == .relative || text.particle(next.clauseStart) == .relative {
      return text.mark(next.clauseStart - 1) == .comma
    }
    guard next.isCoordinated else { return false }
    if next.subject != nil { return true }
    let speaker = agreement(of: found)
    return next.agreement.fits(speaker) || next.agreement.fits(found.agreement)
  }

  /// The agreement of a subject, of which the cue may tell the gender: `إريك` says none.
  private func agreement(of found: Attribution) -> Agreement {
    guard var agreement = found.subject?.agreement else { return found.agreement }
    if agreement.gender == nil, found.subject?.head == .person {
      agreement.gender = found.agreement.gender
    }
    return agreement
  }

  private func lemma(_ found: Attribution) -> Lemma? {
    found.form.map { text.tables.cue(ofForm: $0).lemma }
  }

  private func isPresent(_ found: Attribution) -> Bool {
    found.form.map { text.tables.cues.forms[$0].isPresent } ?? false
  }

  private func trimmed(_ tokens: Range<Int>) -> Int {
    var end = tokens.upperBound
    while end > tokens.lowerBound {
      switch text.mark(end - 1) {
      case .comma, .dash, .colon, .newline: end -= 1
      case .period where !isQuestion(end - 1): end -= 1
      case .quote where !closesWithin(end - 1, from: tokens.lowerBound): end -= 1
      default: return end
      }
    }
    return end
  }

  private func isQuestion(_ token: Int) -> Bool {
    let bytes = text.text.text[text.text.tokens[token].span.range]
    return bytes.elementsEqual("؟".utf8) || bytes.elementsEqual("!".utf8)
  }

  private func closesWithin(_ token: Int, from start: Int) -> Bool {
    text.marks.span(closingAt: token).map { $0.open >= start } ?? false
  }

  // MARK: Contents

  private func clause(from start: Int, _ index: Int) -> Content? {
    let end = end(from: start, index)
    guard start < end else { return nil }
    if let span = text.marks.span(at: start), !span.inside.isEmpty {
      if !span.isClosed {
        let isCut = end < trimmed(start..<max(start, min(unit.tokens.upperBound, span.close)))
        let last = isCut ? end : max(end, unclosedEnd(span, from: start))
        return Content(tokens: span.contentStart..<max(span.contentStart, last), kind: .direct)
      }
      // The words of a description stand within the narrator's clause.
      if stance(index) == .describe {
        return Content(tokens: start..<span.close + 1, kind: .mixed, marked: [span])
      }
      if span.close + 1 >= end { return Content(tokens: span.inside, kind: .direct) }
    }
    return mixedOrIndirect(start..<end)
  }

  private func mixedOrIndirect(_ tokens: Range<Int>) -> Content {
    let marked = markedSpans(in: tokens)
    return Content(tokens: tokens, kind: marked.isEmpty ? .indirect : .mixed, marked: marked)
  }

  /// The stretches in `tokens` that are the source's own words, not names in marks.
  private func markedSpans(in tokens: Range<Int>) -> [MarkedSpan] {
    text.marks.spans(openingIn: tokens).filter {
      $0.isClosed && $0.close < tokens.upperBound && !text.isLabel($0)
    }
  }

  private func marked(from start: Int, _ index: Int) -> Content? {
    guard let span = text.marks.span(at: start) else {
      guard attributions[index].introducer == .colon else { return nil }
      let end = end(from: start, index)
      return start < end ? Content(tokens: start..<end, kind: .direct) : nil
    }
    guard span.isClosed, !span.inside.isEmpty else {
      let end = unclosedEnd(span, from: start)
      return span.contentStart < end
        ? Content(tokens: span.contentStart..<trimmed(span.contentStart..<end), kind: .direct) : nil
    }
    let end = end(from: start, index)
    if text.mark(start - 1) == .colon, beginsContent(span, before: end) {
      return Content(tokens: start..<end, kind: .direct)
    }
    let further = markedSpans(in: span.close + 1..<max(span.close + 1, end))
    if !further.isEmpty, text.mark(span.close + 1) != .period, !turnsAway(span.close + 1) {
      return Content(tokens: start..<end, kind: .mixed, marked: [span] + further)
    }
    return Content(tokens: span.inside, kind: .direct)
  }

  /// Where words end whose closing mark is missing: introduced by a colon or `أن` they go on to the
  /// paragraph's end.
  private func unclosedEnd(_ span: MarkedSpan, from start: Int) -> Int {
    let goesOn = text.mark(start - 1) == .colon || text.particle(start - 1) == .complementizer
    let limit =
      goesOn ? nextReport(in: span.contentStart..<span.close) : unit.tokens.upperBound
    return max(span.contentStart, min(span.close, limit, start + Self.reach))
  }

  /// The most words of a name in marks that a content without marks begins with.
  private static let longestName = 3

  /// Whether the marked words behind a colon are a name, the subject of what is said:
  /// `المدير: "السد" آمن`.
  private func beginsContent(_ span: MarkedSpan, before end: Int) -> Bool {
    let next = span.close + 1
    return text.wordCount(span.inside) <= Self.longestName && next + 2 < end && text.isWord(next)
      && text.boundary(next) == nil && text.cue(next) == nil && text.particle(next) != .relative
      && text.particle(next) != .comparison && !text.hasConjunction(next)
  }

  /// Where a sentence within `tokens` begins with a report of its own, so that words whose closing
  /// mark is missing end before it.
  private func nextReport(in tokens: Range<Int>) -> Int {
    for token in tokens.dropFirst() where text.mark(token - 1) == .period {
      if let (cue, _, match) = text.cue(token), cue.category == .verb, cue.strength == .always,
        match.clitics.contains(.conjunction)
      {
        return token
      }
    }
    return tokens.upperBound
  }

  /// Whether the narrator goes on with a clause of his own behind a quotation: `"…"، إلا أنه رفض`.
  private func turnsAway(_ token: Int) -> Bool {
    guard text.mark(token) == .comma else { return false }
    guard text.boundary(token + 1) == .conjunction || text.particle(token + 1) == .relative else {
      return false
    }
    // `"…"، لكن "…"` goes on with the source's words.
    return text.marks.span(at: Int(text.info(token + 1).boundary.end)) == nil
  }

  private func before(_ index: Int) -> Content? {
    let found = attributions[index]
    var end = found.contentStart
    while end > unit.tokens.lowerBound, text.mark(end - 1) == .comma { end -= 1 }
    if found.rule == .postposedVerb {
      guard let span = text.marks.span(closingAt: end - 1) else {
        return nil
      }
      return Content(tokens: span.inside, kind: .direct)
    }
    var start = max(unit.tokens.lowerBound, end - Self.reach)
    while start < end, text.mark(start) != .none, text.mark(start) != .quote { start += 1 }
    guard start < end, text.wordCount(start..<end) > 2 else { return nil }
    if let rest = goesOnBehind(found, index) { return mixedOrIndirect(start..<rest) }
    if let span = text.marks.span(at: start), span.isClosed, span.close + 1 == end {
      return Content(tokens: span.inside, kind: .direct)
    }
    return mixedOrIndirect(start..<end)
  }

  /// Where the sentence ends that goes on behind a source in parenthesis: `أقفلت الوزارة، وفق المدير،
  /// ثلاثة مصانع`; nil when another clause or nothing follows.
  private func goesOnBehind(_ found: Attribution, _ index: Int) -> Int? {
    guard found.rule == .postposedAccordingTo, let source = found.subject else { return nil }
    let comma = source.tokens.upperBound
    let next = comma + 1
    guard comma + 3 < unit.tokens.upperBound, text.mark(comma) == .comma, text.isWord(next),
      text.boundary(next) == nil || text.boundary(next) == .preposition
        || text.boundary(next) == .venue,
      text.cue(next) == nil, text.particle(next) != .relative,
      !text.hasConjunction(next)
    else { return nil }
    return end(from: next, index)
  }

  private func stance(_ index: Int) -> Stance {
    attributions[index].form.map { text.tables.cue(ofForm: $0).stance } ?? .other
  }

  /// The fewest words in marks that are a source's own behind a cue without a clause.
  private static func fewestWords(_ stance: Stance) -> Int {
    switch stance {
    case .describe, .condemn, .accuse: 1
    case .express, .demand, .deny, .criticise, .praise: 2
    default: 3
    }
  }

  private func object(from start: Int, _ index: Int) -> Content? {
    let end = end(from: start, index)
    guard start < end else { return nil }
    let fewest = Self.fewestWords(stance(index))
    let marked = markedSpans(in: start..<end).filter { text.wordCount($0.inside) >= fewest }
    guard let first = marked.first, let last = marked.map(\.close).max() else {
      return Content(tokens: start..<end, kind: .reported)
    }
    return Content(tokens: first.open..<last + 1, kind: .mixed, marked: marked)
  }
}
