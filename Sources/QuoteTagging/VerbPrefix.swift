import ArabicText
import ETLModel

/// What stands before a verb: whether it reports at all, and where its clause begins.
struct VerbPrefix {
  private(set) var isReport = true
  /// What makes the verb tell of something not said yet or not said at all; nil for a report.
  private(set) var modality: QuoteModality?
  private(set) var polarity = QuotePolarity.asserted
  /// Whether the verb stands in a relative clause about its speaker.
  private(set) var relative = false
  /// Whether a word stands before the verb that no clause begins after, so that the verb needs its
  /// subject there or is no verb.
  private(set) var isDisplaced = false
  /// Where the clause begins, its conjunction and adverbs included.
  private(set) var clauseStart: Int
  /// The first of `كان قد قال`.
  private(set) var verbGroupStart: Int
  /// Whether the clause stands beside the one before.
  private(set) var isCoordinated: Bool

  private static let blocking: Set<Boundary> = [.modality, .conditional, .future]

  init(text: AnnotatedText, site: ClauseParser.Site) {
    let start = text.units[site.unit].tokens.lowerBound
    var index = site.index
    isCoordinated = site.match.clitics.contains(.conjunction) || index == start
    if site.match.clitics.contains(.future) { modality = .future }
    if let boundary = text.boundary(site.index), Self.blocking.contains(boundary) {
      isReport = false
    }
    let describesPronoun =
      site.cue.stance == .describe && site.match.clitics.contains(.pronoun)
    walk: while index > start {
      let before = index - 1
      switch text.particle(before) {
      case .perfect:
        if site.form.isPresent { modality = .possible }
        index = before
        continue walk
      case .auxiliary:
        if text.info(before).particle.clitics.contains(.conjunction) { isCoordinated = true }
        index = before
        continue walk
      case .relative:
        relative = true
        if text.info(before).particle.clitics.contains(.conjunction) { isCoordinated = true }
        index = before
        break walk
      case .to, .about, .on, .from: isReport = false
      case .interrogative:
        isReport = describesPronoun && text.reads(before, "عما")
        relative = isReport
      case .complementizer:
        // `طلب أن يقول` wants it said; nobody says it.
        if site.form.isPresent, index == site.index, text.cue(before - 1)?.cue.category == .verb {
          isReport = false
        }
      default: break
      }
      if text.isLoneWaw(before) {
        isCoordinated = true
        index = before
        continue walk
      }
      guard let (boundary, from) = Self.boundary(endingAt: index, from: start, text) else {
        isDisplaced =
          index == site.index && !isCoordinated && text.isWord(before)
          && !text.isComplementizer(before) && !Self.followsAdverbial(index, from: start, text)
          && !(text.mark(site.end) == .colon && Self.opensWithPreposition(index, start, text))
        break
      }
      switch boundary {
      case .negation:
        // `ما` before a verb is more often a pronoun than a negation.
        if text.reads(from, "ما") {
          // `ما وصفته بـ«…»`
          isReport = describesPronoun
          relative = describesPronoun
          break walk
        }
        // `لا يدعو للقلق` tells of nobody who might have spoken.
        if text.reads(from, "لا") { isReport = false }
        polarity = .negated
        isCoordinated =
          text.info(from).boundary.clitics.contains(.conjunction) || from == start
        index = from
        break walk
      case .modality: modality = .possible
      case .conditional: modality = .hypothetical
      case .future: modality = .future
      case .clauseTaker: isReport = false
      case .preposition, .venue: isReport = false
      case .additive, .shift, .conjunction:
        isCoordinated = true
        index = from
        continue walk
      default: break
      }
      break
    }
    verbGroupStart = index
    clauseStart = index
  }

  /// How many words an adverbial before its verb is looked back over.
  private static let longestAdverbial = 16

  /// Whether the clause begins with a preposition, so that its verb stands before its subject:
  /// `وعن الأسعار قال سامر إن`.
  private static func followsAdverbial(
    _ index: Int, from start: Int, _ text: AnnotatedText
  ) -> Bool {
    var first = index
    let end = max(start, index - longestAdverbial)
    while first > end, text.mark(first - 1) == .none || text.mark(first - 1) == .quote {
      if text.isComplementizer(first - 1) || text.particle(first - 1) == .relative { return false }
      if text.cue(first - 1)?.cue.category == .verb, text.title(first - 1) == nil { return false }
      first -= 1
    }
    guard first == start || text.mark(first - 1) != .none else { return false }
    switch text.boundary(first) {
    case .venue, .preposition, .time: return true
    default: break
    }
    switch text.particle(first) {
    case .about, .on, .to, .from: return true
    default: return text.isPrepositional(first)
    }
  }

  /// Whether the sentence begins with a preposition: `وحول الأسعار التي ارتفعت قال: «…»`.
  private static func opensWithPreposition(
    _ index: Int, _ start: Int, _ text: AnnotatedText
  ) -> Bool {
    guard index - start <= longestAdverbial, text.cue(start) == nil else { return false }
    switch text.particle(start) {
    case .about, .on: return true
    default: return text.boundary(start) == .preposition
    }
  }

  /// The boundary word or phrase that ends right before `index`.
  private static func boundary(
    endingAt index: Int, from start: Int, _ text: AnnotatedText
  ) -> (Boundary, Int)? {
    for first in max(start, index - 4)..<index {
      if let boundary = text.boundary(first), Int(text.info(first).boundary.end) == index {
        return (boundary, first)
      }
    }
    return nil
  }
}
