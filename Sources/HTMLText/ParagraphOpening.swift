import ArabicText

/// How a paragraph begins: as one that goes on from the one before it, or as the first of a story.
///
/// Arabic reports link their paragraphs: `وقال`, `كما أكد`, `من جهته`, `يذكر أن`. The lead of
/// a story begins with a bare verb: `أعلنت وزارة …`.
enum ParagraphOpening {
  /// With a word that links it to what stands before.
  case linked
  /// With a preposition, as paragraphs of both kinds do: `في الثالث من …`.
  case setting
  /// With a bare verb, as the lead of a story.
  case lead
  /// With a bare verb whose subject is known already or that opens a dialogue.
  case reply
  case other

  init(_ piece: TextPiece) {
    let key = piece.key
    guard !key.wordEnds.isEmpty else {
      self = .other
      return
    }
    let first = key.word(0)
    if Self.links[first] != nil {
      self = .linked
    } else if Self.prepositions[first] != nil {
      self = .setting
    } else if Self.isVerb(first) {
      self = Self.isReply(piece) ? .reply : .lead
    } else {
      // و and ف, each two bytes, before a word of at least three letters.
      let isConjunction = first.starts(with: "و".utf8) || first.starts(with: "ف".utf8)
      self = isConjunction && first.count >= 8 && Self.nouns[first] == nil ? .linked : .other
    }
  }

  /// Whether the folded `word` is a verb of reporting, or a feminine perfect by its ending.
  static func isVerb(_ word: ArraySlice<UInt8>) -> Bool {
    if verbs[word] != nil { return true }
    guard word.count >= 10, word.suffix(2).elementsEqual("ت".utf8) else { return false }
    let isNoun = word.starts(with: "ال".utf8) || word.suffix(4).elementsEqual("ات".utf8)
    return !isNoun && !word.starts(with: "و".utf8) && !word.starts(with: "ف".utf8)
  }

  /// Whether a colon opens speech, or the subject is one definite word: `قال الوزير إن`.
  private static func isReply(_ piece: TextPiece) -> Bool {
    if piece.text.prefix(100).contains(0x3A) { return true }
    let key = piece.key
    guard key.wordEnds.count >= 3, key.word(1).starts(with: "ال".utf8) else { return false }
    let third = key.word(2)
    return particles[third] != nil || third.starts(with: "ي".utf8) || third.starts(with: "ت".utf8)
  }

  /// Whether the first letter of a line of a few words need not link it: names such as `فاطمة`
  /// begin with it as well.
  static func mayBeName(_ key: TextKey) -> Bool {
    let word = key.words(0..<min(1, key.wordEnds.count))
    return word.starts(with: "ف".utf8) && links[word] == nil
  }

  /// Whether the folded `word` begins a paragraph that goes on from the one before it, as no word
  /// within a headline does.
  static func opens(_ word: ArraySlice<UInt8>, _ next: ArraySlice<UInt8>) -> Bool {
    if openers[word] != nil { return true }
    if let pair = openingPairs[word] { return pair[next] != nil }
    guard word.starts(with: "و".utf8), word.count >= 8 else { return false }
    let verb = word.dropFirst(2)
    return verbs[verb] != nil && nouns[word] == nil || reports[verb] != nil
  }

  private static let openers = words(
    "بدوره بدورها بدورهم وكان وكانت وكانوا وقد وفي ومن وبحسب ووفق ووفقا وحسب وجاء وجاءت وأضاف وأضافت "
      + "وتابع وتابعت يذكر يشار جدير تجدر وبالتوازي وبالمقابل وخلال وعقب وفيما وبينما ومنذ وحتى وعلى "
      + "وهذا وهذه وذلك وهو وهي ولم ولا ولن وليس وليست ولدى وسبق")

  private static let openingPairs: ByteTable<ByteTable<Bool>> = {
    var table = ByteTable<ByteTable<Bool>>()
    for (first, second) in [
      ("من", "جهته جهتها جهتهم جانبه جانبها جانبهم ناحيته ناحيتها"),
      ("في", "المقابل السياق سياق غضون الأثناء"), ("على", "صعيد الصعيد"),
    ] { table[TextKey(Array(first.utf8)).bytes[...]] = words(second) }
    return table
  }()

  /// Verbs of the present and others, beside ``verbs``.
  private static let reports = words(
    "يقول تقول يضيف تضيف يؤكد تؤكد يوضح توضح يشير تشير يخشى تخشى يأتي تأتي يعتبر تعتبر يعد "
      + "تعد يحذر تحذر يلفت تلفت يذكر تذكر يشكل تشكل يبلغ تبلغ يضم تضم يعمل تعمل يقع تقع يظهر "
      + "تظهر يحتاج تحتاج شملت شمل تضمن تضمنت بين بينت ينتظر تنتظر يتضمن تتضمن")

  private static let particles = words("إن أن إنه أنه إنها أنها إنهم أنهم إننا أننا إنني أنني")

  /// Nouns whose first letter is no conjunction.
  private static let nouns = words(
    "وزير وزيرة وزراء وزارة وزارتا وكالة وكالات وكيل وفد وفود واشنطن وارسو وسط وسطاء وساطة ولاية "
      + "والي وفاة وثائق وثيقة ورشة ورقة وحدة وحدات وسائل وسيلة وصول واقع وظائف وقفة ورثة ولادة "
      + "فرنسا فلسطين فلسطينيون فريق فرق فيلم فنان فنانة فنانون فتاة فتيات فيروس فيضانات فصائل "
      + "فيديو فيينا فنزويلا فنلندا فيسبوك فرقة فصل فوائد فضيحة فساد فلاح فلاحون")

  private static let prepositions = words("من إلى في على عقب بعد قبل خلال منذ مع عند")

  private static let links = words(
    "كما بدوره بدورها بدورهم حين غير لكن أما ثم هذا هذه ذلك كذلك أيضا يذكر يشار جدير "
      + "تجدر بينما فيما يأتي تأتي أضاف أضافت تابع تابعت كان كانت كانا لذلك "
      + "ولم ولا ولن ولو وله ولها ولهم وما ومع وإن وأن وإذ وكل وهم وهن وبه وبها وثمة فقد فإن فلم "
      + "فلا فهو فهي فما لم لن ليس ليست أي "
      + "وفي وقد وكان وكانت وهو وهي ومن وعن بيد إلا إذ حيث بالمقابل بالإضافة بذلك هنا عندها حينها"
  )

  private static let verbs: ByteTable<Bool> = {
    var table = words(defective)
    for verb in sound.split(separator: " ") {
      table[TextKey(Array(verb.utf8)).bytes[...]] = true
      table[TextKey(Array((verb + "ت").utf8)).bytes[...]] = true
    }
    return table
  }()

  /// Verbs whose feminine is made by ت alone.
  private static let sound =
    "أعلن أكد قال ذكر كشف أوضح أشار لفت شدد أدان دان دعم طالب طلب حذر وصل غادر وافق وقع وجه وصف "
    + "وعد وضع واصل رجح توقع انتقد اتهم هاجم رحب رفض قبل استقبل بحث ناقش زار افتتح دشن شهد نشر بث "
    + "أصدر أقر صوت فاز خسر تعادل توج سجل أحرز حقق اعتقل أوقف أقال ضبط قتل أصيب رحل تعرض اندلع "
    + "انفجر تحطم غرق سقط هبط ارتفع تراجع انخفض قفز صعد بلغ أعرب عبر هدد توعد تعهد لوح أمر قرر "
    + "أطلق شن نفذ استهدف سيطر استعاد حكم مثل أفرج اعتبر علق حث نصح أثار أعاد عاد نقل أورد أفاد "
    + "اختتم انطلق بدأ تصدر ظهر خرج دخل فتح أغلق قدم تقدم منح حصل عقد ترأس تسلم عين استقال انتخب "
    + "اختار فرض رفع خفض لامس تجاوز أجاز أحال أحبط أحيا أخلى أسقط أضرب ألغى استبعد استدعى استضاف "
    + "استنكر استهل انضم انسحب برر تسبب تظاهر تعثر تفقد تمكن توصل جدد حدد دافع دمر رصد سلم شارك "
    + "صادق صادر ضرب طرح عثر فجر فشل قاد قام كثف كرم كلف لقن مدد منع نجح نجا نصب نظم وثق وزع "
    + "حصد أنقذ باشر استعرض اطلع حضر اشترى تفاعل أتلف استقطب كرس رعى أدى اهتز فاجأ أشعل شرع زود ودع هز كسر فقد لفظ التهم انتشل حجز"

  /// Verbs whose feminine is spelt apart, and those of the present.
  private static let defective =
    "نفى نفت دعا دعت التقى التقت ألقى ألقت أدلى أدلت تلقى تلقت لقي لقيت توفي توفيت أبدى أبدت "
    + "شكا شكت أوصى أوصت عانى عانت تبنى تبنت احتفى احتفت "
    + "قضى قضت رأى رأت نعى نعت أنهى أنهت تخطى تخطت أجرى أجرت تولى تولت أبقى أبقت نجت ألغت أخلت "
    + "يرى ترى يبدو تبدو يعتزم تعتزم يستعد تستعد يدرس تدرس يسعى تسعى يواصل تواصل يواجه تواجه "
    + "يبحث تبحث يزور تزور يتوقع تتوقع يشهد تشهد يلتقي تلتقي يعقد تعقد تعتقد يعتقد"

  private static func words(_ words: String) -> ByteTable<Bool> {
    var table = ByteTable<Bool>()
    for word in words.split(separator: " ") {
      table[TextKey(Array(word.utf8)).bytes[...]] = true
    }
    return table
  }
}
