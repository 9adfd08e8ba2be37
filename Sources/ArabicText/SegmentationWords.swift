/// The words that decide about sentence boundaries, folded once.
struct SegmentationWords: Sendable {
  static let shared = SegmentationWords()

  /// A set of folded words.
  struct WordSet: Sendable {
    private var table = ByteTable<Bool>()

    init(_ words: String) {
      for word in words.split(whereSeparator: \.isWhitespace) {
        table[Normalizer.folded(String(word))] = true
      }
    }

    func contains(_ folded: [UInt8]) -> Bool { table[folded[...]] ?? false }
  }

  /// Abbreviations of more than one letter that stand before a name or a number.
  let titles = WordSet("أد دكتور تلف فاكس")

  /// Latin abbreviations that stand before a name.
  let latinTitles = WordSet("dr mr mrs ms prof st jr sr vs no inc ltd co gen col sen rep gov")

  /// Endings of web addresses, as Arabic texts write them.
  let domains = WordSet("نت كوم أورغ اورج com net org gov edu info tv")

  /// Names of Latin letters in Arabic, as in `جون إف. كينيدي` and `سي. إن. إن.`.
  let letterNames = WordSet(
    """
    إيه ايه أيه بي سي دي إي اي إف اف جي جيه إتش اتش آي أي جاي كي كيه إل ال إم ام إن ان أو او كيو
    آر ار إس اس تي يو في دبليو دابليو إكس اكس واي زد زي
    """)

  /// Words behind dots that begin a subordinate clause or a fragment.
  let subordinates = WordSet(
    """
    الذي التي الذين اللذان اللتان اللذين اللواتي اللاتي أن لأن لأنه لأنها لأنهم بأن أو أم باستثناء
    قبل بعد ما لكي كي حتى كما وهو وهي وهم إلخ الخ بل مثل خاصة خصوصا لاسيما حيث بسبب رغم إذ بحيث
    من في على إلى عن مع بين دون ضد نحو حول
    """)

  /// Words that make what stands before the dots a subordinate clause or a label.
  let subordinateStarts = WordSet(
    "ولأن لأن وإذا إذا ولو لو وعندما عندما ولما لما وبينما بينما وحين حين ولذلك لذلك ومنذ ورغم")

  /// Words that begin a clause of their own.
  let clauseStarts = WordSet(
    """
    قال قالت أضاف أضافت أكد أكدت أعلن أعلنت كان كانت كانوا ليس ليست لن لم لا قد لقد سوف هل لماذا
    كيف متى أين ماذا لكن لكنه لكنها إلا أما فيما بينما ثم إن إنه إنها هذا هذه هؤلاء ذلك تلك هناك
    هو هي هم نحن أنا يجب يمكن ينبغي يبقى تبقى يبدو تبدو جاء جاءت وصل وصلت عاد عادت بدأ بدأت
    """)

  /// Verbs that attribute what stands before them, without و or ف.
  let attributionVerbs = WordSet(
    """
    قال قالت قالوا يقول تقول سأل سألت يسأل تسأل تساءل تساءلت يتساءل تتساءل أجاب أجابت هتف هتفت صاح
    صاحت صرخ صرخت علق علقت كتب كتبت رد ردت
    """)

  /// Circumstantial participles that go on with the sentence around them.
  let participles = WordSet(
    """
    مضيفا مضيفة مؤكدا مؤكدة مشيرا مشيرة مبرزا مبرزة موضحا موضحة متسائلا متسائلة قائلا قائلة معتبرا
    معتبرة لافتا لافتة مشددا مشددة مبينا مبينة داعيا داعية محذرا محذرة مطالبا مطالبة مردفا مستطردا
    متابعا مجيبا مجيبة ردا معلقا معلقة مستغربا مستنكرا منوها كاشفا معربا معربة
    """)

  /// Words behind a closed quotation or bracket that go on with the sentence around it.
  let continuations = WordSet(
    """
    أو في من على إلى عن مع بين حول ضد لدى عند خلال بحسب حسب وفق وفقا نقلا حسبما كما وذلك الذي التي
    الموجه الموجهة الصادر الصادرة للكاتب للشاعر للمخرج للمؤلف لمؤلفه لمؤلفها بعد قبل منذ أن إن ليس
    هي هو كان كانت هكذا بهذه بهذا بتلك لكنه عبر ضمن بمشاركة بحضور بقيادة برئاسة بمناسبة
    """)
}
