/// What a cue tells of how something is said, as far as the grammar asks: a lexicon may name others.
enum Stance: String, Sendable {
  case accuse, add, admit, announce, answer, appeal, ask, assert, boilerplate, claim, complain,
    condemn, criticise, demand, deny, describe, doubt, explain, express, fear, frame, idiom,
    inform, opine, oppose, order, praise, promise, propose, recommend, regret, reject, relay,
    report, reveal, support, testify, threaten, urge, warn, wish
  case accordingTo = "according_to"
  case anonymousSource = "anonymous_source"
  case discourseAdd = "discourse_add"
  case docSays = "doc_says"
  case neutralSay = "neutral_say"
  case pastPerfect = "past_perfect"
  case pointOut = "point_out"
  case scareTitle = "scare_title"
  /// One that no rule asks for.
  case other

  init(_ name: String) { self = Stance(rawValue: name) ?? .other }
}
