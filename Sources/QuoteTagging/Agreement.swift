/// Grammatical gender; nil in an ``Agreement`` where it is not known.
enum Gender: String, Sendable, CaseIterable {
  case masculine = "m"
  case feminine = "f"
}

/// Grammatical number.
enum GrammaticalNumber: Sendable {
  case singular, dual, plural
}

/// The gender and number that a verb or noun shows.
struct Agreement: Hashable, Sendable {
  var gender: Gender?
  var number: GrammaticalNumber = .singular

  /// Whether a verb of this agreement without a subject may speak of `other`.
  ///
  /// What is not human and plural takes a feminine singular, which is why its noun is entered so.
  func fits(_ other: Agreement) -> Bool {
    // What is not human takes a feminine singular however many it is.
    if gender == .feminine, number == .singular, other.gender == .feminine { return true }
    guard number == other.number || (number != .singular && other.number != .singular) else {
      return false
    }
    if number != .singular { return true }
    guard let gender, let otherGender = other.gender else { return true }
    return gender == otherGender
  }
}

/// What a finite verb form shows of its subject and time.
struct VerbFeatures: Sendable {
  var agreement: Agreement
  var isPresent: Bool

  /// Reads the features off the shape of `form`, which belongs to the verb `lemma` (third person
  /// masculine singular past); both are folded.
  ///
  ///     VerbFeatures(form: "يقولون", lemma: "قال")   // plural, present
  init(form: [UInt8], lemma: [UInt8]) {
    func ends(_ suffix: String) -> Bool { form.count > suffix.utf8.count && hasSuffix(suffix) }
    func hasSuffix(_ suffix: String) -> Bool {
      form.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
    let ya = Array("ي".utf8)
    let ta = Array("ت".utf8)
    let isMasculine = form.starts(with: ya) && !lemma.starts(with: ya)
    let isFeminine =
      form.starts(with: ta) && (!lemma.starts(with: ta) || form.starts(with: Array("تت".utf8)))
    isPresent = isMasculine || isFeminine
    agreement = Agreement(gender: isFeminine ? .feminine : .masculine)
    guard form != lemma else { return }
    if ends("وا") || ends("ون") {
      agreement.number = .plural
    } else if isPresent {
      if ends("ان") || ends("ا") { agreement.number = .dual }
      if ends("ن") && !ends("ان") && form.count > lemma.count + 2 { agreement.number = .plural }
    } else if ends("تا") {
      agreement = Agreement(gender: .feminine, number: .dual)
    } else if ends("ت") {
      agreement.gender = .feminine
    } else if ends("ن") {
      agreement = Agreement(gender: .feminine, number: .plural)
    } else if ends("ا") {
      agreement.number = .dual
    }
  }
}
