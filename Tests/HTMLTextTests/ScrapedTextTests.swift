import ETLModel
import HTMLText
import Testing

/// What scrapers keep around and in an article, and bodies that look like it.
struct ScrapedTextTests {
  private static let paragraphs = [
    "افتتحت بلدية وادي السنديان صباح الخميس سوقا مغطى للخضار بعد أعمال استمرت عشرة أشهر.",
    "وقال رئيس البلدية نديم الصباغ إن السوق يضم ثمانين محلا وموقفا واسعا للسيارات.",
    "وأوضح الصباغ أن إيجار المحل الواحد لن يزيد على خمسين دينارا في الشهر.",
    "من جهتهم، طالب باعة البلدة بتخصيص مكان مظلل لأصحاب البسطات الصغيرة.",
    "ويتوقع أن تنتقل البسطات القديمة إلى السوق قبل نهاية الشهر المقبل.",
  ]
  private static let heading = "سوق جديد للخضار في وادي السنديان"
  private static let body = paragraphs.joined(separator: "\n")
  private static let glued = paragraphs.joined(separator: " ")

  // MARK: - The head

  @Test(arguments: [
    "صحيفة المرج\nسياسة عربية",
    "1418820",
    "رئيس التحرير نزار الخطيب\nمستشار التحرير لينا الأسعد",
    "جفاف الآبار يقلق مزارعي السهل الغربي\nفريق المرج يفوز بكأس الناشئين",
    "صحيفة المرج | اتصل بنا | من نحن",
  ])
  func `what stands above the title leaves, and the title is found`(_ above: String) throws {
    let document = try cleanText("\(above)\n\(Self.heading)\n\(Self.body)")
    #expect(document.title == Self.heading)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test func `headlines of others in one line above the title leave`() throws {
    let headlines = [
      "جفاف الآبار يقلق مزارعي السهل", "فريق المرج يفوز بكأس الناشئين",
      "معرض للكتاب في الجامعة الأهلية",
      "إغلاق جسر السكة أسبوعا كاملا", "أمطار متوقعة على المرتفعات الغربية",
    ]
    let line = headlines.joined(separator: "     ")
    let document = try cleanText("\(line)\n\n\(Self.heading)\n\(Self.body)")
    #expect(document.title == Self.heading)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
    #expect(document.residue.count { $0.rule == "related.ticker" } == headlines.count)
  }

  @Test func `a title that asks is told when it stands there twice`() throws {
    let title = "من يستفيد من سوق وادي السنديان؟"
    let document = try cleanText("\(title)\n\(title)\n\(Self.body)")
    #expect(document.title == title)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test(arguments: [
    "تاريخ النشر 11:20 14-06-2023 الكاتب: المرج البلد: محلي",
    "ليلى مراد | 14.06.2023 - محدث: 15.06.2023",
    "يونيو 14, 2023 08:12, 264 مشاهدات", "خاص – المرج", "7F3C21A0-5B8E-4E11-9C3A-2D6B7E90AA14",
    "© النور . سامر حداد\nباعة يرتبون بضاعتهم قبل الافتتاح",
    "باعة يرتبون بضاعتهم في السوق الجديد. تصوير: سامر حداد",
    "باعة يرتبون بضاعتهم قبل الافتتاح [المرج]",
    "التعليق على الصورة،\nباعة يرتبون بضاعتهم قبل الافتتاح",
    "Role, مراسلة المرج", "2 دقائق", "جمعة, 16/06/2023 - 10:44",
  ])
  func `a line under the title leaves`(_ line: String) throws {
    let document = try cleanText("\(Self.heading)\n\(line)\n\(Self.body)")
    #expect(document.title == Self.heading)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test func `the date under a summary leaves, the dates of a chronicle stay`() throws {
    let summary = "ثمانون محلا وموقف للسيارات في سوق انتظره سكان البلدة سنوات."
    let document = try cleanText("\(Self.heading)\n\(summary)\n14 يونيو 2023\n\(Self.body)")
    #expect(document.bodyText == "\(summary)\n\(Self.body)", "\(document.residueLines)")
    #expect(document.publication.on == "2023-06-14")
    let chronicle =
      "هنا أبرز محطات السوق منذ اليوم الأول للأعمال.\n3 مارس 2022\nبدأت أعمال الحفر في الساحة القديمة للبلدة.\n9 مايو 2022\nتوقف العمل أسبوعين بسبب الأمطار الغزيرة."
    let dates = try cleanText(chronicle)
    #expect(dates.bodyText == chronicle, "\(dates.residueLines)")
  }

  // MARK: - A line that lost its tags

  @Test(arguments: [
    "المرج: \"سوق جديد\" يفتح أبوابه نزار الخطيب الخميس، 15-06-2023 07:48 م بتوقيت غرينتش",
    "15 حزيران 15:07 المصدر: المرج باعة يرتبون بضاعتهم (وكالات)",
    "نشر الخميس، 15 يونيو / حزيران 2023 2 دقائق قراءة",
  ])
  func `the head leaves that ran into the first sentence`(_ head: String) throws {
    let document = try cleanText("\(head) \(Self.glued)")
    #expect(document.bodyText == Self.glued, "\(document.residueLines)")
    #expect(document.publication.on == "2023-06-15" || head.hasPrefix("15 حزيران"))
  }

  @Test(arguments: [
    "أعلن الدفاع المدني أن الحريق اندلع عند الساعة 14:08 من مساء الجمعة 16 يونيو 2023 وامتد إلى ثلاثة مخازن قريبة.",
    "قالت الشرطة إن الطريق أغلق يوم الجمعة 16-06-2023 19:48 مساء حفاظا على سلامة المسافرين.",
  ])
  func `a sentence with a time of day stays`(_ sentence: String) throws {
    let text = "\(sentence) \(Self.glued)"
    #expect(try cleanText(text).bodyText == text)
  }

  @Test(arguments: [
    "اقرأ أيضا: باعة السهل يشكون ارتفاع الإيجارات", "أخبار ذات صلة بلدية السهل ترمم السوق القديم",
    "شاهد أيضا : بالفيديو.. جولة في السوق القديم", "مادة إعلانية", "البودكاست نهاية",
    "تابعوا آخر أخبار المرج عبر Google News",
  ])
  func `a box inside a line ends where the text goes on`(_ box: String) throws {
    let line = (Self.paragraphs[..<2] + [box] + Self.paragraphs[2...]).joined(separator: " ")
    let document = try cleanText(line)
    #expect(document.bodyText == Self.glued, "\(document.residueLines)")
  }

  @Test func `a label behind a stop without a space is found`() throws {
    let line = Self.glued + "للمزيد: كيف تختار البلديات مواقع الأسواق؟"
    #expect(try cleanText(line).bodyText == Self.glued)
  }

  @Test(arguments: [
    "#الأسواق #وادي_السنديان شارك المقال مقالات ذات صلة ترميم السوق القديم", "--(بترا) ل ق/س ح",
    "(النهاية) ش م ع / ط ب", "شارك من خلال فيسبوك تويتر واتساب المصدر: وكالات",
    "# الأسواق # وادي السنديان # البلديات",
  ])
  func `the end of a line leaves`(_ end: String) throws {
    let document = try cleanText("\(Self.glued) \(end)")
    #expect(document.bodyText == Self.glued, "\(document.residueLines)")
  }

  @Test func `attributes of one tag leave together`() throws {
    let text = "alt=\"السوق من الداخل\" width=\"226\" border=\"0\" /> \(Self.glued)"
    let document = try cleanText(text)
    #expect(document.bodyText == Self.glued)
    #expect(document.residue.map(\.rule) == ["markup.attribute"])
  }

  // MARK: - Between paragraphs

  @Test(arguments: [
    "شارك هذا التحديث\nشارك عبر\nفيسبوك\nتويتر\nنسخ الرابط",
    "اقرأ أيضا ترميم السوق القديم في البلدة",
    "قصص مقترحة نهاية", "end of list", "للاطلاع على المخطط الكامل.. اضغط هنا",
    "تابع قناة المرج على تلغرام", "مقالات قد تهمك أيضا\nترميم السوق القديم في البلدة",
    "اقرأ أيضا\nترميم السوق القديم في البلدة\n23 نوفمبر، 2022\nمعرض للكتاب في الجامعة الأهلية\n21 نوفمبر، 2022",
    "أسواق\nالتحديثات الحية\nترميم السوق القديم في البلدة",
    "تخطى البودكاست وواصل القراءة\nالبودكاست\nحكايات الأسواق، من تقديم لينا الأسعد.\nالبودكاست نهاية",
    "حي السوق بلا باعة. أين ذهبوا؟ #وادي_السنديان pic.twitter.com/aB3xyz",
  ])
  func `a box between paragraphs leaves`(_ box: String) throws {
    let lines = Self.paragraphs[..<2] + [box] + Self.paragraphs[2...]
    let document = try cleanText(lines.joined(separator: "\n"))
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test func `a question behind a box belongs to the text`() throws {
    let box = "مقالات قد تهمك\nترميم السوق القديم في البلدة"
    let question = "وماذا بعد الافتتاح؟"
    let lines = Self.paragraphs[..<2] + [box, question] + Self.paragraphs[2...]
    let kept = Self.paragraphs[..<2] + [question] + Self.paragraphs[2...]
    let document = try cleanText(lines.joined(separator: "\n"))
    #expect(document.bodyText == kept.joined(separator: "\n"), "\(document.residueLines)")
  }

  @Test func `a line that repeats a part of a paragraph leaves`() throws {
    let quote = "السوق يضم ثمانين محلا وموقفا واسعا للسيارات"
    let lines = Self.paragraphs[..<3] + ["«إن \(quote)»"] + Self.paragraphs[3...]
    #expect(try cleanText(lines.joined(separator: "\n")).bodyText == Self.body)
  }

  // MARK: - The end

  @Test(arguments: [
    "سامر حداد", "البلدية\nسوق الخضار\nرئيس البلدية", "فاطمة الصباغ",
    "باعة السوق في يومه الأول\nشارك الخبر",
    "تم إضافة تعليقك سوف يظهر بعد المراجعة", "WhatsApp\nTelegram",
    "شروط الخدمة | بيان الخصوصية | من نحن",
    "السابق ترميم السوق القديم\nالتالي معرض للكتاب في الجامعة",
    "المصدر: المرج\n\nترميم سوق السهل القديم\n\nأعلنت بلدية السهل ترميم السوق القديم بكلفة مليون دينار.",
    "3 تعليقات\n1 - بائع\nوالله السوق القديم كان أفضل من هذا بكثير يا جماعة الخير.",
    "هل ترى أن السوق يكفي البلدة؟ شارك برأيك في الاستفتاء أدناه\nنعم\nلا\nلا أعرف",
    "المرج\nجميع الحقوق محفوظة", "أجرى الحوار: سامر حداد",
    "عدد التعليقات (3 تعليق)\n1 - بائع\nوالله السوق القديم كان أفضل من هذا بكثير يا جماعة الخير.",
  ])
  func `what stands behind the text leaves`(_ end: String) throws {
    let document = try cleanText("\(Self.body)\n\(end)")
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  /// Lines without full stops that belong to the text.
  @Test(arguments: [
    "وضمت لجنة السوق ثلاثة أعضاء:\nسامر حداد\nلينا الأسعد\nنزار الخطيب",
    "وفاز بجائزة البائع المثالي اثنان من باعة السوق\nسامر حداد\nلينا الأسعد",
    "وختم الصباغ حديثه بالقول إن البلدة كلها شريكة في السوق",
    "السوق القديم\nويبقى السوق القديم مفتوحا ثلاثة أشهر.",
    "الخميس 15 يونيو\n8:00 الافتتاح\n9:00 جولة\n10:00 طعام\n11:00 فرقة البلدة\nالجمعة 16 يونيو\n8:00 عرض\n9:00 سحب\n10:00 ختام",
    "المزيد من المحلات\nوتدرس البلدية إضافة عشرين محلا إلى السوق بعد عام واحد من افتتاحه.",
    "ونقلت الإذاعة القرار عن وكالة الأنباء المحلية (واس)",
    "يضم السوق محلات للألبسة (رجال/نساء)",
  ])
  func `lines of the text stay`(_ lines: String) throws {
    let text = "\(Self.body)\n\(lines)"
    let document = try cleanText(text)
    #expect(document.bodyText == text, "\(document.residueLines)")
  }

  @Test(arguments: [
    "اضغط هنا، كان يقول البائع لزبائنه وهو يشير إلى الشاشة.",
    "من يذكر السوق القديم؟ سؤال يتكرر كل يوم.",
    "حقوق النشر محفوظة، هكذا كتب الخطاط على اللوحة ويبتسم.",
  ])
  func `labels that a sentence quotes stay`(_ sentence: String) throws {
    let text = "\(sentence) \(Self.glued)"
    #expect(try cleanText(text).bodyText == text)
  }

  @Test func `what comes again without end takes linear time`() throws {
    let text = String(repeating: "#سوق #بلدة. ", count: 20_000)
    _ = try cleanText("\(Self.body)\n\(text)")
    _ = try cleanText(String(repeating: "سوق.جديد.", count: 20_000))
    _ = try cleanText(String(repeating: "المصدر: وكالات\n", count: 20_000) + Self.body)
    _ = try cleanText(String(repeating: "\(Self.heading)\n", count: 20_000) + Self.body)
  }
}
