import ArabicText

/// Words of the grammar that the parser knows by itself.
enum Particle: Int, CaseIterable, Sendable {
  /// `إن`, `أن`, with or without attached ب.
  case complementizer
  /// `إنه`, `بأنهم`: the clause begins with the pronoun.
  case pronounComplementizer
  /// `عما إذا`, `كيف`, `لماذا`: the clause is a question.
  case interrogative
  case relative
  /// `كما`, `حسبما`: opens an attribution behind its content.
  case comparison
  /// `قد`, `لقد`.
  case perfect
  /// `كان` and its forms.
  case auxiliary
  /// `جاء`, `أصبح`: verbs that report nothing and end what stands before them.
  case narrative
  /// `بن`, `أبو`, `آل`: joins the parts of a name.
  case nameLink
  case to, about, on, from
  /// `فيها`, `خلاله`: points back to the speech or text that a verb before it belongs to.
  case resumptive
  /// `وذلك`: what follows belongs to the act of speaking.
  case thereby
  /// `كل` in `كل من`.
  case each
  /// `نفسه`, `ذاته`: the same one as before.
  case same

  private var forms: String {
    switch self {
    case .complementizer: "أن بأن"
    case .pronounComplementizer:
      """
      أنه أنها أنهم أنهما أنهن أننا أنني أني بأنه بأنها بأنهم بأنهما بأنهن بأننا بأنني
      """
    case .interrogative: "عما كيف لماذا متى هل"
    case .relative: "الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللاتي"
    case .comparison: "كما مثلما حسبما وفقما"
    case .perfect: "قد لقد"
    case .auxiliary: "كان كانت كانا كانتا كانوا مضى مضت"
    case .narrative:
      """
      جاء جاءت صار صارت أصبح أصبحت بات باتت ظلت مازال مازالت بدأ بدأت بدأوا عادت يعد تعد وصلت غادر
      غادرت انتهى انتهت يبدو تبدو تم تمت يتم تتم جرت وقعت حدثت قامت التقى التقت استقبل استقبلت
      يستقبل ناقش ناقشت اتفقت وافق وافقت أدت ظهرت توفي توفيت نجحت فشلت أطلقت حصل حصلت انطلقت
      اندلعت توقفت استمرت تمكن تمكنت حاول حاولت هربت سقطت شارك شاركت شاركوا تولى تولت ترأس ترأست
      افتتح افتتحت زارت حضر حضرت
      """
    case .nameLink: "بن ابن بنت أبو أبي أم آل ولد عبد"
    case .to: "إلى الي"
    case .about: "عن"
    case .on: "على"
    case .from: "من"
    case .resumptive: "فيها فيه فيهما خلالها خلاله عبرها عبره"
    case .thereby: "ذلك"
    case .each: "كل كلا كلتا"
    case .same: "نفسه نفسها ذاته ذاتها عينه أنفسهم ذاتهم نفسهم"
    }
  }

  /// Enters all particles into `trie`.
  static func insertAll(into trie: inout PhraseTrieBuilder) {
    for particle in allCases {
      for form in particle.forms.split(whereSeparator: \.isWhitespace) {
        trie.insert(
          PhraseTrie.words(of: String(form)), kind: .particle, value: particle.rawValue)
      }
    }
  }
}
