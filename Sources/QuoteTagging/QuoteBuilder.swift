import ArabicText
import ETLModel

/// Turns attributions into quotes: their contents, their speakers, and how they nest.
struct QuoteBuilder {
  /// The text, with the surnames of the people whom it introduces.
  let text: AnnotatedText
  private var speakers: SubjectTracker
  private var quotes: [Quote] = []
  private var table = SpeakerTable()
  private let deadline = Deadline.current

  /// Introduces the people of `text`.
  init(text: AnnotatedText) {
    speakers = SubjectTracker(text: text)
    self.text = speakers.text
  }

  /// The quotes in the order of their contents, and their speakers.
  ///
  /// - Parameter attributions: Those of each unit, in order.
  mutating func build(
    _ attributions: [[Attribution]]
  ) throws(DeadlinePassed) -> ([Quote], [Speaker]) {
    quotes.reserveCapacity(attributions.reduce(0) { $0 + $1.count })
    for unit in text.units.indices {
      speakers.enter(unit: unit)
      try deadline?.check()
      try add(attributions[unit], unit)
    }
    sortAndNest()
    addMentions()
    let list = table.speakers(of: speakers.resolver)
    return (quotes, list)
  }

  private mutating func add(_ found: [Attribution], _ unit: Int) throws(DeadlinePassed) {
    guard !found.isEmpty else { return }
    let bounds = ContentBounds(text: text, unit: text.units[unit], attributions: found)
    var contents: [Content?] = []
    for index in found.indices {
      try deadline?.check()
      contents.append(bounds.content(of: index))
    }
    clip(&contents, found)
    giveWay(&contents, found)
    let leading = leadingConduits(found)
    var built: [(index: Int, quote: Int)] = []
    var reach = 0
    for index in found.indices.sorted(by: {
      (found[$0].clauseStart, $0) < (found[$1].clauseStart, $1)
    }) {
      try deadline?.check()
      if leading[index] != nil { continue }
      let isNested = found[index].cue.lowerBound < reach
      if found[index].introducer != .before, let content = contents[index] {
        reach = max(reach, content.tokens.upperBound)
      }
      let speaker = speakers.speaker(of: found[index], isNested: isNested)
      guard found[index].polarity != .negated, let content = contents[index],
        !(isNested && repeatsSpeaker(found[index]))
      else { continue }
      if found[index].introducer == .before,
        let outer = built.suffix(8).last(where: { covers($0.quote, content, found[index]) })
      {
        if let source = found[index].subject, let speaker {
          add(conduit(source, speaker.entity), to: &quotes[outer.quote])
        }
        continue
      }
      var quote = quote(found[index], content, speaker)
      for (outlet, inner) in leading where inner == index {
        guard let phrase = found[outlet].subject else { continue }
        let entity = speakers.resolver.resolve(phrase, at: phrase.tokens.lowerBound)?.entity
        add(conduit(phrase, entity), to: &quote)
      }
      quotes.append(quote)
      built.append((index, quotes.count - 1))
    }
  }

  /// Whether a cue within a content has no source of its own, so that it says no more of who speaks
  /// than the cue around it: `قال إنه كان يتمنى أن`.
  private func repeatsSpeaker(_ found: Attribution) -> Bool {
    found.subject == nil && found.resolution == .dropped && found.introducer == .clause
      && !found.isCoordinated
  }

  /// The outlets of `وبحسب الصحيفة، قال سامر إن`, each with the attribution it passes on.
  private func leadingConduits(_ found: [Attribution]) -> [Int: Int] {
    var leading: [Int: Int] = [:]
    for index in found.indices where found[index].rule == .accordingTo {
      let start = found[index].contentStart
      let near = max(0, index - 2)..<min(found.count, index + Self.clipReach)
      let inner = near.first {
        $0 != index && (start...start + 2).contains(found[$0].clauseStart)
          && found[$0].subject != nil && found[$0].introducer != .absent
          && found[$0].introducer != .before && found[$0].introducer != .object
      }
      if let inner { leading[index] = inner }
    }
    return leading
  }

  /// How many attributions before one may hold its cue in their content.
  private static let clipReach = 8

  /// Ends the content of a cue that stands in another content where that one ends.
  private func clip(_ contents: inout [Content?], _ found: [Attribution]) {
    for index in found.indices.dropFirst() where found[index].introducer != .before {
      for outer in max(0, index - Self.clipReach)..<index {
        guard let inner = contents[index]?.tokens, let around = contents[outer]?.tokens,
          contents[outer]?.kind == .indirect, found[outer].introducer == .clause,
          around.contains(found[index].cue.lowerBound), inner.lowerBound < around.upperBound,
          inner.upperBound > around.upperBound
        else { continue }
        contents[index]?.tokens = inner.lowerBound..<around.upperBound
        contents[index]?.marked.removeAll { $0.close >= around.upperBound }
      }
    }
  }

  /// Takes back what a cue that often means something else reports, when the sentence ends with its
  /// source: `وأثبتت الدولة أنها قادرة، حسبما قال سامر`.
  private func giveWay(_ contents: inout [Content?], _ found: [Attribution]) {
    for outer in found.indices where found[outer].rule == .postposedAccordingTo {
      guard let around = contents[outer]?.tokens, found[outer].subject != nil,
        found[outer].form.map({ text.tables.cue(ofForm: $0).category }) == .verb
      else { continue }
      for index in max(0, outer - Self.clipReach)..<outer
      where found[index].introducer == .clause && found[index].rule == .verbClause {
        guard let form = found[index].form, text.tables.cue(ofForm: form).strength == .sometimes,
          let inner = contents[index]?.tokens, around.overlaps(inner)
        else { continue }
        contents[index] = nil
      }
    }
  }

  /// Whether the quote already built reports the statement that `content` would report again.
  private func covers(_ quote: Int, _ content: Content, _ found: Attribution) -> Bool {
    found.rule == .postposedAccordingTo
      && text.span(content.tokens).overlaps(quotes[quote].content)
      && quotes[quote].kind != .reported
  }

  private mutating func conduit(_ phrase: NounPhrase, _ entity: Int?) -> QuoteParticipant {
    QuoteParticipant(
      part: .conduit, span: text.span(phrase.tokens), speaker: entity.map { table.index(of: $0) })
  }

  private mutating func quote(
    _ found: Attribution, _ content: Content, _ speaker: SpeakerResolver.Resolved?
  ) -> Quote {
    var rule = found.rule
    if rule == .actObject, content.kind == .mixed { rule = .actMarks }
    var quote = Quote(
      kind: found.modality == nil ? content.kind : .reported, content: text.span(content.tokens),
      rule: rule.id, confidence: rule.confidence)
    quote.modality = found.modality?.rawValue
    if !found.cue.isEmpty { quote.cue = cueSpan(found) }
    if let form = found.form {
      let cues = text.tables.cues
      let cue = cues.forms[form].cue
      quote.cueLemma = cues.lemmas[cue]
      quote.stance = cues.stances[cue]
      if cues.cues[cue].stance == .deny { quote.polarity = .denied }
    }
    let isAddressed = speaker?.resolution == .dropped
    if let subject = found.subject, isAddressed {
      quote.participants.append(
        QuoteParticipant(part: .addressee, span: text.span(subject.tokens)))
    } else if let subject = found.subject, found.resolution != .relative || speaker != nil {
      quote.source = sourceSpan(subject.tokens)
      quote.role = subject.roles.first.map { text.string($0) }
    }
    if let source = speaker?.source { quote.source = text.span(source) }
    if let speaker {
      quote.speaker = table.index(of: speaker.entity)
      quote.resolution = speaker.resolution ?? found.resolution
      addMembers(of: speaker.entity, found, to: &quote)
    }
    for phrase in found.conduits {
      let entity = speakers.resolver.resolve(phrase, at: phrase.tokens.lowerBound)?.entity
      add(conduit(phrase, entity), to: &quote)
    }
    quote.segments = segments(content)
    quote.confidence *= QuoteRule.speakerConfidence(quote.resolution)
    addParticipants(of: found, isAddressed: isAddressed, to: &quote)
    return quote
  }

  /// Adds who was told and who passes on, as they stand between the cue and its content.
  private mutating func addParticipants(
    of found: Attribution, isAddressed: Bool, to quote: inout Quote
  ) {
    let finder = ParticipantFinder(text: text)
    if !isAddressed, let addressee = finder.addressee(of: found) {
      quote.participants.append(
        QuoteParticipant(part: .addressee, span: text.span(addressee)))
    }
    for phrase in finder.conduits(of: found) {
      let entity = speakers.resolver.resolve(phrase, at: phrase.tokens.lowerBound)?.entity
      add(conduit(phrase, entity), to: &quote)
    }
    if let venue = finder.venue(of: found) {
      quote.participants.append(QuoteParticipant(part: .venue, span: text.span(venue)))
    }
  }

  /// Adds a participant that is not there yet.
  private func add(_ participant: QuoteParticipant, to quote: inout Quote) {
    let isThere = quote.participants.contains {
      $0.part == participant.part && $0.span.overlaps(participant.span)
    }
    if !isThere { quote.participants.append(participant) }
  }

  private mutating func addMembers(of entity: Int, _ found: Attribution, to quote: inout Quote) {
    let members = speakers.resolver.members(of: entity)
    guard let phrases = found.subject?.members, phrases.count == members.count else { return }
    for (phrase, member) in zip(phrases, members) {
      quote.participants.append(
        QuoteParticipant(
          part: .speaker, span: text.span(phrase.tokens), speaker: table.index(of: member)))
    }
  }

  /// Adds who is named in each content, beside the speaker and who speaks along.
  private mutating func addMentions() {
    let finder = MentionFinder(speakers.resolver)
    var isQuoted = Array(repeating: false, count: speakers.resolver.memory.entities.count)
    for entity in table.entities { isQuoted[entity] = true }
    for index in quotes.indices {
      var others: [Int] = []
      if let speaker = quotes[index].speaker { others.append(table.entities[speaker]) }
      for participant in quotes[index].participants where participant.part == .speaker {
        if let speaker = participant.speaker { others.append(table.entities[speaker]) }
      }
      let found = finder.mentions(
        in: text.tokens(in: quotes[index].content), of: &speakers.resolver, without: others,
        isQuoted: { $0 < isQuoted.count && isQuoted[$0] })
      quotes[index].mentions = found.map {
        QuoteMention(span: text.span($0.tokens), speaker: table.index(of: $0.entity))
      }
    }
  }

  /// The words that name a speaker, without the ل of `وفقا لبيان`. (What is written with لل has no
  /// span without it.)
  private func sourceSpan(_ tokens: Range<Int>) -> TextSpan {
    let span = text.span(tokens)
    let word = text.text.text[span.range].prefix(4)
    guard text.cue(tokens.lowerBound - 1)?.form.endsWithClitic == true,
      word.starts(with: [0xD9, 0x84]), !word.elementsEqual([0xD9, 0x84, 0xD9, 0x84])
    else { return span }
    return TextSpan(span.start + 2, span.end)
  }

  /// The cue without an attached و or ف.
  private func cueSpan(_ found: Attribution) -> TextSpan {
    let span = text.span(found.cue)
    guard text.info(found.cue.lowerBound).cue.clitics.contains(.conjunction) else { return span }
    return TextSpan(min(span.start + 2, span.end), span.end)
  }

  private func segments(_ content: Content) -> [QuoteSegment] {
    guard content.kind == .mixed else { return [] }
    var segments: [QuoteSegment] = []
    var next = content.tokens.lowerBound
    func plain(_ end: Int) {
      let words = (next..<max(next, end)).filter { text.isWord($0) }
      guard let first = words.first, let last = words.last else { return }
      segments.append(QuoteSegment(span: text.span(first..<last + 1), isVerbatim: false))
    }
    for span in content.marked where span.open >= next {
      plain(span.open)
      if !span.inside.isEmpty {
        segments.append(QuoteSegment(span: text.span(span.inside), isVerbatim: true))
      }
      next = span.close + 1
    }
    plain(content.tokens.upperBound)
    return segments
  }

  /// Orders the quotes and finds for each the smallest one around it.
  private mutating func sortAndNest() {
    quotes.sort { left, right in
      if left.content.start != right.content.start {
        return left.content.start < right.content.start
      }
      if left.content.end != right.content.end { return left.content.end > right.content.end }
      return left.rule < right.rule
    }
    var open: [Int] = []
    for index in quotes.indices {
      let content = quotes[index].content
      while let last = open.last, quotes[last].content.end <= content.start { open.removeLast() }
      quotes[index].parent = open.last { outer in
        quotes[outer].content.contains(content) && quotes[outer].content != content
      }
      open.append(index)
    }
  }
}
