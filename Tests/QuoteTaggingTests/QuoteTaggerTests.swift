import ETLModel
import ETLTestSupport
import QuoteTagging
import Testing

@Suite struct QuoteTaggerTests {
  @Test func `who is told is no speaker but an addressee`() throws {
    let tagged = try TaggerFixture.tag("وقال سامر الحلبي لوكالة رويترز إن المصنع سيفتح غدا.")
    let quote = try #require(tagged.statements.first)
    #expect(tagged.speakerName(quote) == "سامر الحلبي")
    #expect(quote.participants.map(\.part) == [.addressee])
    #expect(quote.participants.map { tagged.string($0.span) } == ["لوكالة رويترز"])
  }

  @Test func `joint speakers are a group and its members`() throws {
    let tagged = try TaggerFixture.tag("وقالت روسيا وفرنسا إن السفينة وصلت.")
    let quote = try #require(tagged.statements.first)
    #expect(quote.participants.map(\.part) == [.speaker, .speaker])
    let members = quote.participants.compactMap(\.speaker).map { tagged.speakers[$0].name }
    #expect(members == ["روسيا", "فرنسا"])
  }

  @Test func `who passes a statement on is a conduit`() throws {
    let tagged = try TaggerFixture.tag(
      "وقال سامر الحلبي إن السفينة وصلت، بحسب وكالة رويترز.")
    let quote = try #require(tagged.statements.first)
    #expect(tagged.statements.count == 1)
    #expect(quote.participants.map(\.part) == [.conduit])
  }

  @Test func `a denied statement keeps its polarity, and an act without a clause is reported`()
    throws
  {
    let tagged = try TaggerFixture.tag(
      "ونفى سامر الحلبي أن السفينة غرقت.\nونفت وزارة النقل الاتهامات الأخيرة.")
    #expect(tagged.quotes.map(\.kind) == [.indirect, .reported])
    #expect(tagged.quotes.map(\.polarity) == [.denied, .denied])
    #expect(tagged.quotes.map(\.rule) == ["verb-clause", "act-object"])
  }

  @Test func `a quote knows its cue, its role and how sure it is`() throws {
    let tagged = try TaggerFixture.tag("وأكد وزير النقل سامر الحلبي أن السفينة وصلت.")
    let quote = try #require(tagged.quotes.first)
    #expect(quote.cueLemma == "أكد")
    #expect(quote.stance == "assert")
    #expect(tagged.string(quote.cue) == "أكد")
    #expect(quote.role == "وزير النقل")
    #expect(quote.resolution == .explicit)
    let sure = QuoteRule.verbClause.confidence * QuoteRule.speakerConfidence(.explicit)
    #expect(quote.confidence == sure)
  }

  @Test func `a speaker of the lexicon carries its identity and spellings`() throws {
    let tagged = try TaggerFixture.tag("وقال سيرجي شويجو إن السفينة وصلت.")
    let speaker = try #require(tagged.speakers.first)
    #expect(speaker.name == "سيرغي شويغو")
    #expect(speaker.key == "person:سيرغي شويغو")
    #expect(speaker.country == "RU")
    #expect(speaker.aliases.contains { $0.text == "سيرجي شويجو" })
  }

  @Test func `every rule has an explanation and an example that it finds`() throws {
    for rule in QuoteRule.allCases {
      #expect(rule.explanation.hasSuffix("."))
      let tagged = try TaggerFixture.tag(rule.example)
      #expect(
        tagged.quotes.contains { $0.rule == rule.id }, "\(rule.id): \(tagged.quotes.map(\.rule))")
    }
  }

  private func check(_ example: QuoteCase) throws {
    let marked = MarkedText(example.marked)
    let tagged = try TaggerFixture.tag(marked.text)
    let quotes = tagged.statements
    #expect(quotes.map { tagged.string($0.content) } == marked.strings("Q"))
    let found = quotes.map { quote in
      let speaker = quote.speaker.map { tagged.speakers[$0] }
      return "\(quote.kind) \(speaker.map { "\($0.kind):\($0.name)" } ?? "-")"
    }
    #expect(found == example.expected)
    if !marked.spans("C").isEmpty {
      #expect(quotes.compactMap(\.cue).sorted() == marked.spans("C"))
    }
    if !marked.spans("S").isEmpty {
      #expect(quotes.compactMap { tagged.string($0.source) } == marked.strings("S"))
    }
  }

  @Test(arguments: directCases)
  func `a direct quote`(example: QuoteCase) throws { try check(example) }

  @Test(arguments: indirectCases)
  func `an indirect quote`(example: QuoteCase) throws { try check(example) }

  @Test(arguments: mixedCases)
  func `a mixed quote`(example: QuoteCase) throws { try check(example) }

  @Test(arguments: sourceCases)
  func `a quote with its source before or behind it`(example: QuoteCase) throws {
    try check(example)
  }

  @Test(arguments: speakerCases)
  func `a speaker found elsewhere in the article`(example: QuoteCase) throws {
    try check(example)
  }

  @Test(arguments: silentCases)
  func `a text without quotes`(example: QuoteCase) throws { try check(example) }

  private static let directCases = [
    QuoteCase(
      "⟦C:قال⟧ ⟦S:سامر الحلبي⟧: \"⟦Q:لن نغلق المصنع هذا العام⟧\".", "direct person:سامر الحلبي"),
    QuoteCase(
      "و⟦C:قال⟧ ⟦S:سامر الحلبي⟧: «⟦Q:لن نغلق المصنع هذا العام⟧».", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي: “⟦Q:لن نغلق المصنع هذا العام⟧”.", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي: ”⟦Q:لن نغلق المصنع هذا العام⟧“.", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي: »⟦Q:لن نغلق المصنع هذا العام⟧«.", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي: „⟦Q:لن نغلق المصنع هذا العام⟧”.", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي: ‹⟦Q:لن نغلق المصنع هذا العام⟧›.", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي: ''⟦Q:لن نغلق المصنع هذا العام⟧''.", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي: \" ⟦Q:لن نغلق المصنع هذا العام⟧ \".", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي \"⟦Q:لن نغلق المصنع هذا العام⟧\".", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي: ⟦Q:لن نغلق المصنع هذا العام⟧.", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي إن «⟦Q:المصنع باق في مكانه⟧».", "direct person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي “⟦Q:إن المصنع باق في مكانه⟧”.", "direct person:سامر الحلبي"),
    QuoteCase(
      "وقال وزير الزراعة سامر الحلبي -خلال زيارة للحقول- \"⟦Q:لن نستورد القمح بعد اليوم⟧\".",
      "direct person:سامر الحلبي"),
    QuoteCase(
      "وقال سامر الحلبي: \"⟦Q:هذه أول خطوة. وستليها خطوات⟧\".", "direct person:سامر الحلبي"),
    QuoteCase(
      "وقال سامر الحلبي: \"⟦Q:هذه أول خطوة.\nوستليها خطوات⟧\".", "direct person:سامر الحلبي"),
    QuoteCase(
      "«⟦Q:لن نغلق المصنع هذا العام⟧»، ⟦C:قال⟧ ⟦S:سامر الحلبي⟧.", "direct person:سامر الحلبي"),
    QuoteCase(
      "ورد سامر الحلبي ⟦C:قائلا⟧: «⟦Q:لن نغلق المصنع هذا العام⟧».", "direct person:سامر الحلبي"),
    QuoteCase("وزير الزراعة: ⟦Q:لن نستورد القمح هذا العام⟧", "direct anonymous:وزير الزراعة"),
    QuoteCase(
      "وقال سامر الحلبي خلال مهرجان «ليالي الميناء» أمس: «⟦Q:سنفتح المصنع غدا⟧».",
      "direct person:سامر الحلبي"),
    QuoteCase(
      "وأبدى أمير المنطقة سعادته بنجاح الحفل، قائلا: «⟦Q:سعيد بهذا الافتتاح الجميل⟧».",
      "direct anonymous:أمير المنطقة"),
    QuoteCase(
      "وقال المتحدث باسم الجيش كيم دان سول «⟦Q:لن نترك مواقعنا⟧».", "direct person:كيم دان سول"),
  ]

  private static let indirectCases = [
    QuoteCase(
      "⟦C:قال⟧ ⟦S:سامر الحلبي⟧ إن ⟦Q:المصنع سيفتح أبوابه غدا⟧.", "indirect person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي، إن ⟦Q:المصنع سيفتح أبوابه غدا⟧.", "indirect person:سامر الحلبي"),
    QuoteCase("وأكد سامر الحلبي أن ⟦Q:المصنع سيفتح أبوابه غدا⟧.", "indirect person:سامر الحلبي"),
    QuoteCase("وأكدت ليلى حداد ⟦Q:أنها ستفتح المصنع غدا⟧.", "indirect person:ليلى حداد"),
    QuoteCase("وصرح سامر الحلبي بأن ⟦Q:المصنع سيفتح أبوابه غدا⟧.", "indirect person:سامر الحلبي"),
    QuoteCase(
      "و⟦C:أشار⟧ ⟦S:سامر الحلبي⟧ إلى أن ⟦Q:المصنع سيفتح أبوابه غدا⟧.", "indirect person:سامر الحلبي"
    ),
    QuoteCase(
      "وشدد سامر الحلبي على أن ⟦Q:المصنع سيفتح أبوابه غدا⟧.", "indirect person:سامر الحلبي"),
    QuoteCase("وحذر سامر الحلبي من أن ⟦Q:المصنع سيغلق أبوابه غدا⟧.", "indirect person:سامر الحلبي"),
    QuoteCase(
      "وقال سامر الحلبي في مؤتمر صحفي أمس الأحد إن ⟦Q:المصنع سيفتح أبوابه⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "قال ⟦S:وزير الزراعة الأردني سامر الحلبي⟧ اليوم السبت إن ⟦Q:القمح يكفي عامين⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "قال ⟦S:سامر الحلبي المتحدث باسم وزارة الزراعة⟧ إن ⟦Q:القمح يكفي عامين⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "قال ⟦S:سامر الحلبي، رئيس غرفة التجارة⟧، إن ⟦Q:القمح يكفي عامين⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "قال ⟦S:رئيس غرفة التجارة، سامر الحلبي⟧، إن ⟦Q:القمح يكفي عامين⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "وقالت ⟦S:وزارة الصحة الأردنية⟧ إن ⟦Q:اللقاح متوفر⟧.",
      "indirect organization:وزارة الصحة الأردنية"),
    QuoteCase("وقال ⟦S:مصدر أمني⟧ إن ⟦Q:الطريق فتح صباحا⟧.", "indirect anonymous:مصدر أمني"),
    QuoteCase(
      "⟦S:المخابرات الأمريكية⟧ ⟦C:تقول⟧ إن ⟦Q:السفينة غرقت⟧",
      "indirect organization:المخابرات الأمريكية"),
    QuoteCase(
      "وكانت ⟦S:شرطة المدينة⟧ قد ⟦C:أعلنت⟧ أن ⟦Q:الطريق مغلق⟧.",
      "indirect organization:شرطة المدينة"),
    QuoteCase("وأعلنت موسكو أن ⟦Q:السفينة وصلت⟧.", "indirect state:روسيا"),
    QuoteCase("وقال سيرجي شويجو إن ⟦Q:السفينة وصلت⟧.", "indirect person:سيرغي شويغو"),
    QuoteCase(
      "ونقلت وكالة رويترز عن ⟦S:وزير الزراعة سامر الحلبي⟧ قوله إن ⟦Q:القمح يكفي عامين⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase("وجاء في ⟦S:البيان⟧ أن ⟦Q:القمح يكفي عامين⟧.", "indirect document:البيان"),
    QuoteCase(
      "وأبلغ سامر الحلبي مجلس الأمن أن ⟦Q:القمح يكفي عامين⟧.", "indirect person:سامر الحلبي"),
    QuoteCase(
      "والتقى الوزير سامر الحلبي، الذي ⟦C:قال⟧ إن ⟦Q:القمح يكفي عامين⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:القمح يكفي عامين⟧، و⟦C:أضاف⟧ أن ⟦Q:الأرز يكفي عاما⟧."
        .replacing("وقال", with: "و⟦C:قال⟧"),
      "indirect person:سامر الحلبي", "indirect person:سامر الحلبي"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:القمح يكفي عامين⟧، مشيرا إلى أن ⟦Q:الأرز يكفي عاما⟧.",
      "indirect person:سامر الحلبي", "indirect person:سامر الحلبي"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:القمح يكفي عامين⟧، في إشارة إلى مخزون الدولة.",
      "indirect person:سامر الحلبي"),
    QuoteCase("ووصف سامر الحلبي القرار بأنه ⟦Q:خطوة إلى الوراء⟧.", "indirect person:سامر الحلبي"),
    QuoteCase(
      "وقال سامر الحلبي بعد مهرجان «الورد» أمس إن ⟦Q:المصنع سيفتح غدا⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "وأبان سامر الحلبي خلال الاجتماع الذي عقده بمقر الوزارة, أن ⟦Q:المصنع سيفتح غدا⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "وقال السفير سامر الحلبي سفير الدولة لدى مصر إن ⟦Q:المصنع سيفتح غدا⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "وقال سامر الحلبي عميد كلية الزراعة إن ⟦Q:المصنع سيفتح غدا⟧.", "indirect person:سامر الحلبي"),
  ]

  private static let mixedCases = [
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:المصنع «باق في مكانه مهما حدث» رغم الخسائر⟧.",
      "mixed person:سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي ⟦Q:إنه \"لن يغادر المدينة\"⟧.", "mixed person:سامر الحلبي"),
    QuoteCase(
      "وقال البيان ⟦Q:«نشعر بقلق بالغ إزاء الحرائق» في «تجاهل واضح» للقوانين⟧.",
      "mixed document:البيان"),
    QuoteCase(
      "وأدانت وزارة الصحة الهجوم ⟦Q:«الجبان على المستشفى»⟧.", "mixed organization:وزارة الصحة"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:مجلة «فوربس» نشرت الخبر⟧.", "indirect person:سامر الحلبي"),
    QuoteCase(
      "ورفضت وزارة النقل ما ⟦C:وصفته⟧ بـ⟦Q:«التهديد الواضح»⟧ للمصنع.",
      "mixed organization:وزارة النقل"),
    QuoteCase(
      "ودخلت القافلة بعد ما وصفه سامر الحلبي بأنه ⟦Q:«تأخير طويل»⟧ في الميناء.",
      "mixed person:سامر الحلبي"),
  ]

  private static let sourceCases = [
    QuoteCase(
      "⟦Q:وصلت السفينة إلى الميناء⟧، ⟦C:بحسب⟧ ⟦S:وزارة النقل⟧.", "indirect organization:وزارة النقل"
    ),
    QuoteCase("⟦Q:وصلت السفينة إلى الميناء⟧، حسبما ذكرت صحيفة الغد.", "indirect outlet:صحيفة الغد"),
    QuoteCase(
      "⟦Q:وصلت السفينة إلى الميناء⟧، وفق ما أعلنت وزارة النقل.", "indirect organization:وزارة النقل"
    ),
    QuoteCase(
      "⟦C:وبحسب⟧ ⟦S:وزارة النقل⟧، ⟦Q:وصلت السفينة إلى الميناء⟧.",
      "indirect organization:وزارة النقل"),
    QuoteCase(
      "ووفقا لوزارة النقل فإن ⟦Q:السفينة وصلت إلى الميناء⟧.", "indirect organization:وزارة النقل"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، نقلا عن رويترز.", "indirect person:سامر الحلبي"),
    QuoteCase(
      "⟦Q:وصلت السفينة إلى الميناء⟧ ⟦C:بحسب ما أفادت⟧ به ⟦S:وزارة النقل⟧.",
      "indirect organization:وزارة النقل"),
    QuoteCase(
      "⟦Q:وصلت السفينة إلى الميناء⟧، وذلك بحسب ما كشفت وزارة النقل يوم الاثنين.",
      "indirect organization:وزارة النقل"),
    QuoteCase("⟦Q:وصلت السفينة إلى الميناء⟧ بحسب ما ذكرت «السنبلة».", "indirect outlet:السنبلة"),
  ]

  private static let speakerCases = [
    QuoteCase(
      "قال سامر الحلبي إن ⟦Q:القمح يكفي عامين⟧.\nوأضاف أن ⟦Q:الأرز يكفي عاما⟧.",
      "indirect person:سامر الحلبي", "indirect person:سامر الحلبي"),
    QuoteCase(
      """
      قالت ليلى حداد إن ⟦Q:القمح يكفي عامين⟧.
      وقال سامر الحلبي إن ⟦Q:القمح لا يكفي⟧.
      وأضافت أن ⟦Q:الأرز يكفي عاما⟧.
      """,
      "indirect person:ليلى حداد", "indirect person:سامر الحلبي", "indirect person:ليلى حداد"),
    QuoteCase(
      "زار الوزير سامر الحلبي المصنع.\nوقال الحلبي إن ⟦Q:العمل سيبدأ غدا⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "زار وزير الصناعة سامر الحلبي المصنع.\nوقال الوزير إن ⟦Q:العمل سيبدأ غدا⟧.",
      "indirect person:سامر الحلبي"),
    QuoteCase(
      "قال متحدث باسم وزارة الصناعة إن ⟦Q:العمل سيبدأ غدا⟧.\nوقال المتحدث \"⟦Q:ننتظر الموافقة⟧\".",
      "indirect anonymous:متحدث باسم وزارة الصناعة", "direct anonymous:متحدث باسم وزارة الصناعة"),
    QuoteCase(
      "قال مصدر أمني إن ⟦Q:الطريق فتح⟧.\nوأوضح المصدر ذاته أن ⟦Q:السير عاد⟧.",
      "indirect anonymous:مصدر أمني", "indirect anonymous:مصدر أمني"),
    QuoteCase(
      "أعلن الجيش اللبناني في بيان أن ⟦Q:الطريق فتح⟧.\nوأكد البيان أن ⟦Q:السير عاد⟧.",
      "indirect organization:الجيش اللبناني", "indirect organization:الجيش اللبناني"),
    QuoteCase(
      "وقالت كوريا الجنوبية وبريطانيا إن ⟦Q:السفينة وصلت⟧.",
      "indirect group:كوريا الجنوبية وبريطانيا"),
    QuoteCase("وأضاف أن ⟦Q:الطريق فتح⟧.", "indirect -"),
    QuoteCase("وقال د. سامر الحلبي إن ⟦Q:الطريق فتح⟧.", "indirect person:سامر الحلبي"),
    QuoteCase("وقال الأمير علي بن سامر إن ⟦Q:الطريق فتح⟧.", "indirect person:علي بن سامر"),
    QuoteCase(
      "زار الأمير خالد بن سامر المدينة.\nوقال سموه إن ⟦Q:الطريق فتح⟧.",
      "indirect person:خالد بن سامر"),
    QuoteCase(
      "زار اللواء سامر التركي المدينة.\nوقال اللواء التركي إن ⟦Q:الطريق فتح⟧.",
      "indirect person:سامر التركي"),
    QuoteCase(
      "أعلنت شركة النور للبناء أن ⟦Q:البرج اكتمل⟧.\nوأضافت الشركة أن ⟦Q:السكان وصلوا⟧.",
      "indirect organization:شركة النور للبناء", "indirect organization:شركة النور للبناء"),
    QuoteCase(
      "قالت ليلى حداد إن ⟦Q:القمح يكفي⟧.\nوقال إن ⟦Q:الأرز لا يكفي⟧.",
      "indirect person:ليلى حداد", "indirect -"),
    QuoteCase(
      "ولم يشر السفير سامر الحلبي إلى الحادث.\nوتابع: \"⟦Q:نريد السلام⟧\".",
      "direct person:سامر الحلبي"),
  ]

  private static let silentCases = [
    QuoteCase("ولم يقل سامر الحلبي إن المصنع سيغلق."),
    QuoteCase("ومن المتوقع أن يعلن سامر الحلبي استقالته."),
    QuoteCase("وسيعلن سامر الحلبي غدا أن المصنع سيغلق."),
    QuoteCase("ويذكر أن المصنع بني قبل مئة عام."),
    QuoteCase("وبدأت مناورات «درع الخليج» صباح الأحد."),
    QuoteCase("ونشرت مجلة «فوربس» قائمتها."),
    QuoteCase("ونفت وزارة الصحة الاتهامات."),
    QuoteCase("وارتفعت الأسعار وفق القانون الجديد."),
    QuoteCase("إذا قال سامر الحلبي إن المصنع سيغلق فسوف نرحل."),
    QuoteCase("وصل الوزير سامر الحلبي إلى المدينة."),
    QuoteCase("وتبين أن المصنع مغلق."),
    QuoteCase("وتوفي الرجل، داعين الله أن يرحمه."),
    QuoteCase("وجاءت ألوان الفريق وفق ما يلي: «القميص الأول» أبيض."),
    QuoteCase("وقررت الدولتان تعزيز تعاونهما في الزراعة، كما أيدت تونس حق جارتها في المياه."),
  ]
}
