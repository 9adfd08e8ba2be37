/// Which cue it is, as far as the grammar asks.
enum Lemma: String, Sendable {
  case say = "قول"
  case bySaying = "بقوله"
  /// `بين` is a preposition too.
  case clarify = "بين"
  /// `عبر` is one too.
  case express = "عبر"
  case convey = "نقل"
  case meaning = "مفاد"
  case about = "عن"
  case asSaid = "كما"
  case justAs = "مثلما"
  case publish = "نشر"
  case carry = "أورد"
  case broadcast = "بث"
  case air = "أذاع"
  case circulate = "تداول"
  /// One that no rule asks for.
  case other

  init(_ name: String) { self = Lemma(rawValue: name) ?? .other }
}
