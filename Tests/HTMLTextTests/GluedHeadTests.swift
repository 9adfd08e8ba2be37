import ETLModel
import HTMLText
import Testing

/// What ran into the first line of a report: its author, a caption, a title with its date.
struct GluedHeadTests {
  private static let lead =
    "أعلنت بلدية وادي السنديان صباح الخميس افتتاح سوق مغطى للخضار بعد أعمال استمرت عشرة أشهر."
  private static let paragraphs = [
    "وقال رئيس البلدية نديم الصباغ إن السوق يضم ثمانين محلا وموقفا واسعا للسيارات.",
    "وأوضح الصباغ أن إيجار المحل الواحد لن يزيد على خمسين دينارا في الشهر.",
    "من جهتهم، طالب باعة البلدة بتخصيص مكان مظلل لأصحاب البسطات الصغيرة.",
    "ويتوقع أن تنتقل البسطات القديمة إلى السوق قبل نهاية الشهر المقبل.",
  ]
  private static let rest = paragraphs.joined(separator: "\n")
  private static let body = lead + "\n" + rest
  private static let heading = "سوق جديد للخضار في وادي السنديان"

  // MARK: - Authors

  @Test(arguments: [
    ("خالد المرادي- سبق- المرج: ", "خالد المرادي"),
    ("المرج - خالد المرادي ", "خالد المرادي"),
    ("خالد المرادي – المرج ", "خالد المرادي"),
    ("خالد المرادي – عين اليوم ", "خالد المرادي"),
    ("سعاد المرادي (المرج) murj_news@", "سعاد المرادي"),
    ("كتب خالد المرادي: ", "خالد المرادي"),
    ("كتبت- سعاد المرادي:", "سعاد المرادي"),
    ("المرج - واع - نور المرادي ", "نور المرادي"),
    ("هادي آل مراد- سبق- المرج: ", "هادي آل مراد"),
    ("سعاد المرادي- سبق (تصوير: خالد الصباغ)- المرج: ", "سعاد المرادي"),
  ])
  func `an author in front of the first sentence leaves and is known`(
    _ byline: String, _ author: String
  ) throws {
    let document = try cleanText(byline + Self.body)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
    #expect(document.byline == author)
  }

  @Test func `the place that a report begins with stays behind its author`() throws {
    let document = try cleanText("كتب خالد المرادي المرج - " + Self.body)
    #expect(document.bodyText == "المرج - " + Self.body, "\(document.residueLines)")
    #expect(document.byline == "خالد المرادي")
  }

  @Test func `a quotation mark behind the author stays with the text`() throws {
    let text = "\"سوق وادي السنديان\" اسم عرفه سكان البلدة منذ ثمانين عاما وأكثر.\n" + Self.rest
    let document = try cleanText("خالد المرادي - سبق - المرج: " + text)
    #expect(document.bodyText == text, "\(document.residueLines)")
  }

  @Test(arguments: [
    // Places and agencies belong to the sentence.
    "المرج (أ ف ب) - ", "المرج - سبق - ", "سبق- المرج: ",
    // People of whom the report speaks.
    "خالد المرادي ", "صادق المجلس (البلدي) على مشروع قديم، ثم ", "قال خالد المرادي: ",
    "مر خالد المرادي (45 عاما) من هنا، و",
    "خالد المرادي: انتظرت السوق سنوات. ",
    "خالد المرادي (45 عاما) يعمل في السوق القديم، و", "سعاد المرادي (طبيبة) تقول إن السوق قريب، و",
    "محمد المرادي (النادي) سجل هدفين، و", "علي المرادي - النادي - سجل هدف المباراة، و",
    "خالد المرادي - رئيس البلدية - أعلن أمس خطة، و", "جمال الصباغ - الذي حكم طويلا - أعلن خطة، و",
    "كتب محمد الصباغ تاريخا جديدا، و", "كتبت سلمى المرادي يومياتها هنا، و",
    "خالد المرادي: رفع الأسعار لم يكن قرارنا، و", "الكاتب خالد المرادي: لا أكتب هنا، و",
    "المرج 14 يونيو حزيران (رويترز) - ", "على متن الطائرة الرئاسية (رويترز) - ",
    "14/06/2023 ثم شارك وزير المياه وقال: ",
    "تقام المباراة الجمعة 14 يونيو 2024 الساعة 21:00 على ملعب المرج، و",
  ])
  func `what is no author stays`(_ opening: String) throws {
    let document = try cleanText(opening + Self.body)
    #expect(document.bodyText == opening + Self.body, "\(document.residueLines)")
  }

  @Test(arguments: [
    "خالد المرادي – المرج", "المرج - خالد المرادي:", "عين اليوم – المرج (الساحل)",
    "المرج: خالد المرادي", "خالد المرادي:", "سبق – المرج – ضرغام المرادي:",
    "Author, خالد المرادي", "Reporting from, المرج",
  ])
  func `a line of an author above the text leaves`(_ line: String) throws {
    let document = try cleanText("\(line)\n\(Self.body)")
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test func `a list of people with their places stays`() throws {
    let list = "خالد المرادي (المرج)\nسعاد الصباغ (الساحل)\nنادر الخطيب (الوادي)"
    let text = "وضمت لجنة السوق ثلاثة أعضاء:\n\(list)\n\(Self.body)"
    #expect(try cleanText(text).bodyText == text)
  }

  // MARK: - Dates, captions and titles

  @Test(arguments: [
    "\(heading) نشر بتاريخ: 14/06/2023 (آخر تحديث: 15/06/2023 الساعة: 08:14) شارك\n",
    "الأربعاء 14-06-2023 15:42 كتب: خالد المرادي\n",
    "admin يونيو 14, 2023 أخبار محلية اضف تعليق 348 زيارة\n",
    "سكاي نيوز عربية - أبوظبي14 يونيو 2023 - 09:14 بتوقيت أبوظبي\n",
    "المرج نت - قسم الأخبار الأربعاء 14 يونيو 2023 07:51 مـ 25 ذو القعدة 1444 هـ\n",
  ])
  func `lines with a date among other things leave`(_ head: String) throws {
    let document = try cleanText(head + Self.body)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
    #expect(document.publication.on == "2023-06-14")
  }

  @Test(arguments: [
    "\(heading) الأربعاء 14 يونيو 2023 - 16:21 ",
    "نشرت في: 14/06/2023 - 18:07 باعة يرتبون بضاعتهم، في 13 يونيو 2023. © أ ف ب ",
    "15:42 GMT 14.06.2023 (محدثة 15:50 GMT 14.06.2023) انسخ الرابط حصري © Sputnik . Samer Haddad ",
    "14/06/2023 - 18:07 نص: فرانس24 2 دقائق ",
    "01:17 م الأربعاء 14 يونيو 2023كتب- خالد المرادي:",
    "\(heading) نشر في يوم الأربعاء 14 يونيو 2023 (22:47) ",
    "\(heading) نشر في: 14 يونيو 2023, 5:46 مساءً",
    "\(heading) 2023-06-14 حجم الخط ",
    "\(heading) الأربعاء 14-06-2023 13:26 باعة السوق - صورة أرشيفية تصوير : آخرون ",
  ])
  func `the head of a page that ran into the lead leaves`(_ head: String) throws {
    let document = try cleanText(head + Self.body)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test(arguments: 0..<8)
  func `a caption that is cut within a letter ends`(_ shift: Int) throws {
    let filler = String(repeating: "x", count: shift)
    let words =
      "صورة تظهر باعة البلدة وهم يرتبون بضاعتهم قبل ساعات من افتتاح السوق الجديد شمال المرج "
    let text =
      "14/06/2023 - 18:07 \(filler) \(words)\(words)- والسنديانيون يحتفلون \(Self.body)"
    #expect(try cleanText(text).bodyText.hasSuffix(Self.rest))
  }

  @Test func `a caption in front of place and agency leaves`() throws {
    let report = "المرج، الساحل (CNN) -- " + Self.body
    let document = try cleanText("باعة يرتبون بضاعتهم قبل الافتتاح " + report)
    #expect(document.bodyText == report, "\(document.residueLines)")
  }

  @Test func `a title that ran into its repetition leaves`() throws {
    let document = try cleanText("\(Self.heading)\(Self.heading) " + Self.body)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test func `cells between tabs are parts of a page`() throws {
    let document = try cleanText(
      "\(Self.heading)\t14 - يونيو - 2023\tحجم الخط\tشارك\t\(Self.lead)\t"
        + "\(Self.paragraphs.joined(separator: "\t"))\tكلمات مفتاحية\tالسوق")
    #expect(document.title == Self.heading)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test func `a line whose pairs of spaces part dates and labels is a page`() throws {
    let head = "\(Self.heading)  الأربعاء، 14 يونيو 2023 07:35 م  باعة في السوق  كتب خالد المرادي"
    let tail = "الموضوعات المتعلقة  جسر جديد في المرج  الثلاثاء، 13 يونيو 2023 04:10 م"
    let paragraphs = ([Self.lead] + Self.paragraphs).joined(separator: "  ")
    let document = try cleanText("\(head)  مشاركة  \(paragraphs)  \(tail)")
    #expect(document.title == Self.heading)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test(arguments: [
    "علوم وبيئة\nآخر تحديث : الأربعاء 14 يونيو 2023 - 1:07 مساء", "صدر الصورة، النور",
  ])
  func `a long question above the text is its title`(_ below: String) throws {
    let title = "ما الذي نعرفه عن السوق الذي سيفتح أبوابه في البلدة مساء الخميس؟"
    let document = try cleanText("\(title)\n\(below)\n\(Self.body)")
    #expect(document.title == title)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
    // Without anything between them it may be how the text begins.
    let essay = "\(title)\n\(Self.body)"
    #expect(try cleanText(essay).bodyText == essay)
  }

  @Test func `a caption below the date, or between a summary and its lead, leaves`() throws {
    let caption = "باعة البلدة يرتبون بضاعتهم"
    let dated = try cleanText("\(Self.heading)\n14 يونيو 2023 - 10:20\n\(caption)\n\(Self.body)")
    #expect(dated.bodyText == Self.body, "\(dated.residueLines)")
    let summary = "بلدية وادي السنديان تعلن افتتاح سوق مغطى للخضار بعد أشهر من الأعمال."
    let report = try cleanText("المصدر: وكالات\n\(summary)\n\(caption)\n\(Self.body)")
    #expect(report.bodyText == "\(summary)\n\(Self.body)", "\(report.residueLines)")
  }

  @Test func `a wrapped line that begins with an agency is no title`() throws {
    let text =
      "وطنية - المرج - شهدت بلدة وادي السنديان منذ ساعات الفجر حريقا\nكبيرا في السوق القديم.\n\(Self.rest)"
    #expect(try cleanText(text).bodyText == text)
  }
}
