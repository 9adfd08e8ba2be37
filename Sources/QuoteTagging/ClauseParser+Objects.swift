import ArabicText
import ETLModel

/// Cues without an introducer: what they report stands before them, or is their object.
extension ClauseParser {
  /// Stances whose object may be reported without a clause.
  private static let acts: Set<Stance> = [
    .condemn, .criticise, .praise, .accuse, .express, .deny, .reject, .assert, .appeal,
    .urge, .warn,
  ]

  /// How many words in marks tell that a cue of `stance` reports them even without a clause.
  private static func fewestWords(_ stance: Stance) -> Int {
    switch stance {
    case .describe, .accuse: 1
    case .express: 2
    case .demand, .order, .recommend, .propose, .promise, .threaten, .claim, .admit, .wish,
      .regret, .fear, .complain, .support, .oppose, .pointOut, .docSays, .frame:
      3
    default: acts.contains(stance) ? 3 : 6
    }
  }

  /// Reads a cue that nothing introduces a content of: one behind its content, or an act and its object.
  mutating func withoutIntroducer(
    _ found: inout Attribution, from next: Int, _ site: Site
  ) -> Bool {
    if let end = quotationBefore(cleftStart(found.clauseStart)), !isClaimed(end),
      found.subject != nil,
      site.cue.patterns.contains(.colon) || site.cue.patterns.contains(.marks),
      !site.match.clitics.contains(.conjunction), site.cue.strength == .always
    {
      setClaimed(end)
      found.rule = .postposedVerb
      found.introducer = .before
      found.contentStart = end + 1
      return true
    }
    if isComparison(before: found.cue.lowerBound, site), let subject = found.subject,
      !site.cue.patterns.contains(.object) && text.mark(found.cue.lowerBound - 2) == .comma
        || endsClause(subject.tokens.upperBound, site.limit)
    {
      found.rule = .postposedAccordingTo
      found.introducer = .before
      found.contentStart = found.clauseStart
      return true
    }
    let isAct =
      site.cue.patterns.contains(.object) || site.cue.patterns.contains(.marks)
    guard site.cue.strength == .always,
      found.subject != nil || found.isCoordinated || followsRelativeMa(found.cue.lowerBound),
      isAct && Self.acts.contains(site.cue.stance)
        || hasQuotation(from: next, site.limit, fewest: Self.fewestWords(site.cue.stance))
    else { return false }
    found.rule = .actObject
    found.introducer = .object
    found.contentStart = next
    return true
  }

  /// How far behind a cue quoted words may stand that are its object.
  private static let objectReach = 14

  /// Whether words in quotation marks that are no name stand soon behind `start`:
  /// `طالبت بإجراء "تحقيق سريع وموثوق"`.
  func hasQuotation(from start: Int, _ limit: Int, fewest: Int) -> Bool {
    var token = start
    while token < min(limit, start + Self.objectReach) {
      switch text.mark(token) {
      case .none:
        if text.isComplementizer(token) { return false }
        if let cue = text.cue(token)?.cue, text.title(token) == nil,
          cue.category == .participle || cue.category == .verb && cue.strength == .always
        {
          return false
        }
      case .quote:
        guard let span = text.marks.span(at: token), span.isClosed else { return false }
        let isDescribed = fewest > 1 || text.isLoneBa(token - 1)
        if text.wordCount(span.inside) >= fewest, isDescribed, !text.isLabel(span) { return true }
        token = span.close
      case .comma, .openParenthesis, .closeParenthesis: break
      default: return false
      }
      token += 1
    }
    return false
  }

  /// Whether a clause ends at `index` but for when and where: `كما أعلنت الوزارة أمس`.
  private func endsClause(_ index: Int, _ limit: Int) -> Bool {
    index >= limit || text.mark(index) != .none || text.boundary(index) != nil
  }

  /// Whether the cue at `index` stands in `ما وصفته بـ«…»`, the object of what its subject does.
  private func followsRelativeMa(_ index: Int) -> Bool {
    text.reads(index - 1, anyOf: "ما عما مما بما لما")
      && text.info(index).cue.clitics.contains(.pronoun)
  }

  /// Whether the cue at `index` says who tells what stands before it: `، كما قال الوزير`. Without the
  /// comma only a verb that announces does.
  private func isComparison(before index: Int, _ site: Site) -> Bool {
    // `كما زاد التضخم`
    guard text.particle(index - 1) == .comparison, site.cue.stance != .add else { return false }
    return text.mark(index - 2) == .comma
      || site.cue.stance == .announce && text.reads(index - 1, "كما")
        && index - 2 > text.units[site.unit].tokens.lowerBound + 3
  }

  /// Where `هذا ما قاله` or `وهو ما قاله` starts, when the verb at `index` stands in it.
  private func cleftStart(_ index: Int) -> Int {
    guard index > 1, text.reads(index - 1, "ما"),
      text.reads(index - 2, anyOf: "هذا وهذا وهو ذلك هو")
    else { return index }
    return index - 2
  }

  /// The closing mark that a cue at `index` follows, with or without a comma between.
  private func quotationBefore(_ index: Int) -> Int? {
    var token = index - 1
    if text.mark(token) == .filler { token -= 1 }
    if text.mark(token) == .comma { token -= 1 }
    if text.mark(token) == .filler { token -= 1 }
    guard text.mark(token) == .quote else { return nil }
    let closes = text.marks.span(closingAt: token).map { text.wordCount($0.inside) > 2 } ?? false
    return closes ? token : nil
  }
}

/// Verbs that are something else where they stand.
extension ClauseParser {
  /// Whether `عبر` is the preposition, not the verb: an outlet stands behind it (`عبر تويتر`).
  func isAcross(_ site: Site) -> Bool {
    site.cue.lemma == .express && !site.match.clitics.contains(.conjunction)
      && (text.knownName(site.end)?.name.category.isOutlet == true
        || text.title(site.end)?.category == .outlet)
  }

  /// Whether a strange word behind the cue shows that it is none: `وبين جماهيره`, `تنقل فكرة`.
  func isHomograph(_ found: Attribution, _ site: Site) -> Bool {
    // `لأي حوار مثمر بين الدول`
    if site.cue.lemma == .clarify, !site.match.clitics.contains(.conjunction),
      text.isWord(site.index - 1), text.mark(site.index - 1) == .none, found.introducer == .object,
      text.particle(site.index - 1) != .perfect, text.particle(site.index - 1) != .comparison
    {
      return true
    }
    guard let subject = found.subject, isGuess(subject) else { return false }
    return site.cue.lemma == .clarify && subject.head == .description
      && !text.info(subject.tokens.lowerBound).isDefinite
      || site.cue.stance == .relay && found.rule != .relay && !subject.isDefinite
  }
}
