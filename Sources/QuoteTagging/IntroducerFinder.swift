import ArabicText

/// Looks behind a cue and its subject for what introduces the content: `إن`, a colon or a
/// quotation mark. Between them may stand where, when and to whom it was said.
struct IntroducerFinder {
  let text: AnnotatedText
  /// How many tokens may stand between a cue and its content.
  private static let reach = 60
  /// The most words of a title in marks.
  private static let longestTitle = 10

  /// What was found.
  struct Found {
    var introducer: Introducer
    /// The token that introduces.
    var token: Int
    var contentStart: Int
  }

  /// The introducer behind `start`, where the subject has ended; nil when there is none before
  /// `limit`.
  func find(from start: Int, limit: Int, cue: Cue) -> Found? {
    var scan = Scan(start: start, cue: cue)
    let end = min(limit, start + Self.reach)
    var index = start
    while index < end {
      switch step(at: index, limit: limit, &scan) {
      case .found(let found): return found
      case .skip(let next): index = max(next, index + 1)
      case .stop: return nil
      }
    }
    return nil
  }

  private struct Scan {
    var start: Int
    var cue: Cue
    /// Whether a noun phrase that is no subject has been passed.
    var hasObject = false
    /// Whether what is passed belongs to a preposition, a relative clause or a parenthesis.
    var isAside = false
    var isRelative = false
    /// Whether it is a clause with `وهو`, behind which a colon opens the content.
    var isAppositive = false
    /// Whether the relative clause has a cue of its own.
    var relativeReports = false
  }
  private enum Step {
    case found(Found)
    case skip(Int)
    case stop
  }

  private func step(at index: Int, limit: Int, _ scan: inout Scan) -> Step {
    switch text.mark(index) {
    case .none: return word(at: index, limit: limit, &scan)
    case .newline, .period: return .stop
    case .colon: return colon(at: index, scan)
    case .quote: return quote(at: index, limit: limit, &scan)
    case .comma:
      scan.isAside = false
      scan.isRelative = false
      return .skip(index + 1)
    case .openParenthesis: return .skip(closing(index, .closeParenthesis, within: 14) ?? index)
    case .dash: return .skip(closing(index, .dash, within: 30) ?? index)
    default: return .skip(index + 1)
    }
  }

  private func closing(_ index: Int, _ mark: MarkKind, within reach: Int) -> Int? {
    for next in index + 1..<max(index + 1, min(index + reach, text.count)) {
      if text.mark(next) == .newline { return nil }
      if text.mark(next) == mark { return next + 1 }
    }
    return nil
  }

  private func colon(at index: Int, _ scan: Scan) -> Step {
    var start = index + 1
    while start < text.count, text.mark(start) == .newline { start += 1 }
    let opensMarks = text.marks.span(at: start) != nil
    if text.mark(index + 1) == .newline, !opensMarks { return .stop }
    // `وختم سامر: السد آمن`
    let isSpeech =
      scan.cue.strength == .always || index == scan.start && scan.cue.patterns.contains(.colon)
    guard opensMarks || isSpeech && (!scan.isRelative || scan.isAppositive)
    else { return .stop }
    // `قال: إن` is no verbatim turn.
    if !opensMarks, text.isComplementizer(start), text.mark(index + 1) == .none {
      let keepsPronoun = text.particle(start) == .pronounComplementizer
      return .found(
        Found(introducer: .clause, token: index, contentStart: keepsPronoun ? start : start + 1))
    }
    return .found(Found(introducer: .colon, token: index, contentStart: start))
  }

  private func quote(at index: Int, limit: Int, _ scan: inout Scan) -> Step {
    guard let span = text.marks.span(at: index) else { return .skip(index + 1) }
    let words = text.wordCount(span.inside)
    let next = span.isClosed ? span.close + 1 : span.close
    if text.namesPerson(span) { return .skip(next) }
    if span.isClosed, words <= 4, isName(index, span) || leadsOn(next, limit, scan.cue) {
      return .skip(next)
    }
    // `في بيان عنوانه "…" إن`: the title of what was said in.
    if span.isClosed, scan.isAside, words <= Self.longestTitle, text.isComplementizer(next) {
      return .skip(next)
    }
    if scan.hasObject || scan.isRelative && words < 4 || words < 2 { return .stop }
    if !span.isClosed, index > scan.start { return .stop }
    // Words in marks within a phrase with a preposition are a name unless they are many.
    if scan.isAside, words < 5, text.mark(index - 1) == .none { return .skip(next) }
    guard scan.cue.patterns.contains(.marks) || scan.cue.strength == .always else { return .stop }
    return .found(Found(introducer: .marks, token: index, contentStart: index))
  }

  /// Whether the marked words are the name of what the word before says: `صحيفة «…»`.
  private func isName(_ index: Int, _ span: MarkedSpan) -> Bool {
    if let cue = text.cue(index - 1), cue.cue.stance == .scareTitle { return true }
    if let title = text.title(index - 1) {
      return title.category == .outlet || title.category == .institution
    }
    // `رئيس اللجنة «لجنة الميثاق»`
    let first = span.inside.lowerBound
    if !text.info(first).isDefinite, text.title(first)?.category == .institution { return true }
    return text.knownName(span.inside.lowerBound).map {
      text.info(span.inside.lowerBound).name.end >= span.close && !$0.form.isShort
    } ?? false
  }

  /// Whether a clause or colon follows soon, so that marked words before it are no content.
  private func leadsOn(_ start: Int, _ limit: Int, _ cue: Cue) -> Bool {
    let end = min(start + 16, limit, text.count)
    guard start < end else { return false }
    for index in start..<end {
      switch text.mark(index) {
      case .newline, .period: return false
      case .colon: return true
      case .none:
        if text.isComplementizer(index) { return !text.clauseTakerEnds(before: index) }
        if text.cue(index)?.cue.category == .verb { return false }
      default: continue
      }
    }
    return false
  }

  private func word(at index: Int, limit: Int, _ scan: inout Scan) -> Step {
    let info = text.info(index)
    switch text.particle(index) {
    case .complementizer, .pronounComplementizer:
      return complementizer(at: index, &scan)
    case .interrogative:
      if [.ask, .doubt].contains(scan.cue.stance) || index == scan.start {
        return .found(Found(introducer: .clause, token: index, contentStart: index))
      }
      return .skip(index + 1)
    case .relative:
      scan.isRelative = true
      scan.isAside = true
      return .skip(index + 1)
    case .to, .about, .on, .from:
      return preposition(at: index, &scan)
    case .comparison: return .stop
    default: break
    }
    if let boundary = text.boundary(index) { return self.boundary(boundary, at: index, &scan) }
    if let step = cue(at: index, &scan) { return step }
    let prefixes = info.title.clitics.union(info.name.clitics)
    if !scan.isAside, prefixes.isDisjoint(with: .prepositions) { scan.hasObject = true }
    return .skip(index + 1)
  }

  private func complementizer(at index: Int, _ scan: inout Scan) -> Step {
    let hasConjunction = text.info(index).particle.clitics.contains(.conjunction)
    if hasConjunction || scan.isRelative && scan.relativeReports { return .skip(index + 1) }
    // `إن لم` is a condition.
    if text.particle(index) == .complementizer, text.boundary(index + 1) == .negation,
      text.reads(index + 1, "لم")
    {
      return .stop
    }
    if text.clauseTakerEnds(before: index) { return scan.isAside ? .skip(index + 1) : .stop }
    let followsComma = text.mark(index - 1) == .comma
    if scan.hasObject, !allowsObject(scan.cue), index - scan.start > reach(scan.cue), !followsComma
    {
      return .stop
    }
    // `وصفه بأنه خطوة`: the pronoun is the thing described, not a word of the source.
    let keepsPronoun =
      text.particle(index) == .pronounComplementizer && scan.cue.stance != .describe
    var start = keepsPronoun ? index : index + 1
    while text.mark(start) == .colon || text.mark(start) == .comma { start += 1 }
    return .found(Found(introducer: .clause, token: index, contentStart: start))
  }

  /// How many words of a subject that is not understood may stand before a clause.
  private func reach(_ cue: Cue) -> Int {
    let mustSay: [Stance] = [.neutralSay, .announce, .assert, .add, .explain, .inform, .reveal]
    return cue.strength == .always && mustSay.contains(cue.stance) ? 8 : 4
  }

  private func allowsObject(_ cue: Cue) -> Bool {
    !cue.patterns.isDisjoint(with: [.addressee, .label]) || cue.stance == .express
      || !cue.patterns.contains(.object)
  }

  /// `أشار إلى أن` goes on; `دعا إلى وقف` has its content there, and no clause.
  private func preposition(at index: Int, _ scan: inout Scan) -> Step {
    if text.isComplementizer(index + 1) { return .skip(index + 1) }
    if text.particle(index) != .from, index == scan.start || !scan.isAside,
      scan.cue.patterns.contains(.object), scan.cue.stance != .neutralSay
    {
      scan.hasObject = true
    }
    scan.isAside = true
    return .skip(index + 1)
  }

  private func boundary(_ boundary: Boundary, at index: Int, _ scan: inout Scan) -> Step {
    let end = Int(text.info(index).boundary.end)
    switch boundary {
    case .time, .venue, .addressee, .additive, .shift, .preposition:
      if boundary != .additive { scan.isAside = true }
      // `يوم` and `مساء` end an aside as well as they begin one.
      return .skip(end)
    case .gloss where index == scan.start && text.boundary(index + 1) == nil:
      // `قال في إشارة إلى الأزمة: "…"`
      scan.isAside = true
      return .skip(end)
    case .gloss, .conditional, .modality, .pastPerfect: return .stop
    case .quoteEnd:
      scan.isAside = true
      return .skip(end)
    case .conjunction where isAppositive(index, scan):
      // `وهو خبير في القانون` tells who the subject is.
      scan.isRelative = true
      scan.isAppositive = true
      scan.isAside = true
      return .skip(end)
    case .conjunction where text.mark(end) == .colon:
      // `أشار إلى جانب آخر، حيث: "…"`
      return .skip(end)
    case .conjunction:
      return scan.isRelative ? .skip(end) : .stop
    case .negation, .future, .dash, .clauseTaker, .objectNoun: return .skip(end)
    }
  }

  private func isAppositive(_ index: Int, _ scan: Scan) -> Bool {
    guard index <= scan.start + 1 else { return false }
    return text.reads(index, anyOf: "وهو وهي وهم وهما")
  }

  private func cue(at index: Int, _ scan: inout Scan) -> Step? {
    guard let (cue, form, match) = text.cue(index), text.info(index).title.value < 0,
      text.info(index).givenName.value < 0, text.info(index).name.value < 0
    else { return nil }
    switch cue.category {
    case .verb:
      // `انتقد سامر ما وصفه الوزير بأنه`: what follows belongs to this verb.
      if cue.stance == .describe, match.clitics.contains(.pronoun) { return .stop }
      // `انتقد الوزير تقريرا أشار إلى أن`
      if !scan.isAside, text.title(index - 1)?.category == .document,
        !text.info(index - 1).isDefinite
      {
        return .stop
      }
      if scan.isRelative { scan.relativeReports = true }
      let begins = match.clitics.contains(.conjunction) || text.mark(index - 1) != .none
      if scan.isRelative || !begins {
        return .skip(Int(match.end))
      }
      return .stop
    case .participle where text.endsPreposition(index - 1):
      // `خلال مناقشة`
      return .skip(Int(match.end))
    case .participle:
      // `وأضاف موضحا:` and `وتابع قائلا إن` have one content.
      let isNear = index <= scan.start + 1 && text.mark(index - 1) != .comma
      return isNear && form.agreement.number == .singular ? .skip(Int(match.end)) : .stop
    case .preposition:
      scan.isAside = true
      return .skip(Int(match.end))
    case .noun:
      return .skip(Int(match.end))
    // `خلال مهرجان «الورد» إن`
    case .phrase: return cue.stance == .scareTitle ? .skip(Int(match.end)) : .stop
    }
  }
}
