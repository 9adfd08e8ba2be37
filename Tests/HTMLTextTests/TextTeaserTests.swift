import ETLModel
import HTMLText
import Testing

/// Paragraphs of other stories without a label, boxes and repeated paragraphs.
struct TextTeaserTests {
  private let paragraphs = [
    "مدينة النور، بلاد الجسور (CNN) -- أعلنت بلدية المدينة اليوم الأحد افتتاح الجسر الجديد.",
    "وقال رئيس البلدية سامر الحداد إن الجسر سيخدم أكثر من خمسين ألف مسافر كل يوم.",
    "وأضاف الحداد أن الأشغال انتهت قبل موعدها بشهرين كاملين رغم صعوبة الطقس.",
    "ومن المقرر أن تبدأ حركة المرور على الجسر مع بداية الأسبوع المقبل بإذن الله.",
    "يذكر أن المدينة شهدت ازدحاما كبيرا خلال السنوات الماضية بسبب ضيق الطرق.",
  ]
  private let teasers = [
    "أعلنت وزارة الصحة في بلاد الجسور تسجيل تراجع كبير في أعداد المصابين بالزكام الموسمي",
    "وصل وزير الزراعة إلى الإقليم الشمالي للاطلاع على أضرار السيول في المزارع والبساتين.",
    "كشف تقرير صادر عن المصرف المركزي نمو الودائع خلال الربع الأول من العام الجاري.",
  ]

  @Test func `leads of other stories behind a linked text leave`() throws {
    let document = try cleanText((paragraphs + teasers).joined(separator: "\n"))
    #expect(document.bodyText == paragraphs.joined(separator: "\n"))
    #expect(document.residue.map(\.rule) == Array(repeating: "related.teaser", count: 3))
  }

  @Test func `leads without full stops leave also when they begin with a name`() throws {
    let bare = [
      "وزارة الصحة في بلاد الجسور تعلن تسجيل تراجع كبير في أعداد المصابين بالزكام",
      "نشر نادي المدينة مقطع فيديو يظهر لحظة وصول اللاعب الجديد إلى الملعب الرئيسي",
    ]
    let document = try cleanText((paragraphs + bare).joined(separator: "\n"))
    #expect(document.bodyText == paragraphs.joined(separator: "\n"), "\(document.residueLines)")
  }

  @Test func `a text whose own paragraphs begin with bare verbs stays`() throws {
    var lines = paragraphs
    lines[2] = "أكد مهندس المشروع كريم سالم أن الأشغال انتهت قبل موعدها بشهرين كاملين."
    let text = (lines + teasers).joined(separator: "\n")
    #expect(try cleanText(text).bodyText == text)
  }

  @Test func `a single bare lead at the end stays`() throws {
    let text = (paragraphs + teasers.prefix(1)).joined(separator: "\n")
    #expect(try cleanText(text).bodyText == text)
  }

  @Test func `answers at the end stay`() throws {
    let answers = [
      "قال الحداد: سنكمل العمل على الطرق المؤدية إلى الجسر خلال الصيف المقبل.",
      "قالت المهندسة إن الأشغال ستبدأ قريبا في الجهة الشرقية من المدينة القديمة.",
    ]
    let text = (paragraphs + answers).joined(separator: "\n")
    #expect(try cleanText(text).bodyText == text)
  }

  @Test func `a second article leaves whose lead says what its headline says`() throws {
    let second = [
      "اقرأ أيضا", "وزارة الصحة تسجل تراجعا كبيرا في أعداد المصابين بالزكام",
      "سجلت وزارة الصحة في الإقليم الشمالي تراجعا كبيرا في أعداد المصابين بالزكام هذا الشهر.",
      "وقال الوزير إن الحملة الوطنية للتطعيم حققت أهدافها قبل نهاية العام الحالي.",
    ]
    let document = try cleanText((paragraphs + second).joined(separator: "\n"))
    #expect(document.bodyText == paragraphs.joined(separator: "\n"), "\(document.residueLines)")
  }

  @Test func `a paragraph that stood before leaves, an entry of a list stays`() throws {
    let document = try cleanText((paragraphs + [paragraphs[1]]).joined(separator: "\n"))
    #expect(document.bodyText == paragraphs.joined(separator: "\n"))
    #expect(document.residue.map(\.rule) == ["duplicate.paragraph"])
    let entry = "1- شهادة هندسة مدنية من جامعة معترف بها مع خبرة لا تقل عن خمسة أعوام في المهنة."
    let list = ["للوظيفة الأولى:", entry, "للوظيفة الثانية:", entry].joined(separator: "\n")
    #expect(try cleanText(list).bodyText == list)
  }

  @Test func `a box above a list of dates leaves with the list and its button`() throws {
    let box = "في الثالث من شباط/فبراير 2021 هبت عاصفة رملية فأغلقت مطارات وموانئ عدة لأسابيع."
    let text =
      paragraphs.joined(separator: "  ") + "  \(box)   3 أيلول   اليوم 03:45   2 أيلول 18:56   "
      + "تصفح المزيد   شبكة النور قناة مستقلة انطلقت من العاصمة.  جميع الحقوق محفوظة"
    let document = try cleanText(text)
    #expect(document.bodyText == paragraphs.joined(separator: " "), "\(document.residueLines)")
    #expect(document.hasResidue("promo.box", box))
  }

  @Test func `dates between paragraphs leave, also where a pair of spaces parts them`() throws {
    let text =
      paragraphs[..<2].joined(separator: "  ") + "  اليوم 12:47   اليوم 12:34  " + paragraphs[2]
    let document = try cleanText(text)
    #expect(!document.bodyText.contains("12:"), "\(document.residueLines)")
  }

  @Test func `a label parted by pairs of spaces takes its headline and no paragraph`() throws {
    let label = "اقرأ أيضاً: مدن أخرى تدرس بناء جسور"
    let text = (paragraphs[..<2] + [label] + paragraphs[2...]).joined(separator: "  ")
    let document = try cleanText(text)
    #expect(document.bodyText == paragraphs.joined(separator: " "), "\(document.residueLines)")
  }

  @Test func `a label that ran into a paragraph takes its headline when that is known to end`()
    throws
  {
    let label = "اقرأ أيضا: مدن أخرى تدرس بناء جسور "
    let line = paragraphs[1] + " " + paragraphs[2]
    let document = try cleanText(
      [paragraphs[0], label + line, paragraphs[3]].joined(separator: "\n"))
    #expect(document.bodyText == [paragraphs[0], line, paragraphs[3]].joined(separator: "\n"))
    // Nothing says where this headline ends.
    let bare = label + paragraphs[1].dropFirst() + " " + paragraphs[2]
    let text = [paragraphs[0], bare, paragraphs[3]].joined(separator: "\n")
    #expect(try cleanText(text).bodyText == text)
  }

  @Test func `a line that links to the article by its title gives the title`() throws {
    let title = "افتتاح الجسر الجديد في مدينة النور"
    let text = paragraphs.joined(separator: "\n")
    let document = try cleanText(text + "\nرابط الخبر بصحيفة النور: " + title)
    #expect(document.title == title)
    #expect(document.bodyText == text)
  }

  @Test func `pairs of spaces inside a sentence tear nothing apart`() throws {
    let text = "قال  الحداد  إن الجسر  افتتح  في  5 مارس 2023  بعد عامين من العمل  المتواصل."
    let document = try cleanText(text)
    #expect(document.bodyText == text.split(separator: " ").joined(separator: " "))
  }

  @Test func `a headline leaves only where the text goes on behind it`() throws {
    let foreign = "تقرير: مدن أخرى تدرس بناء جسور مشابهة خلال العام المقبل"
    let own = "انتهاء الأشغال قبل موعدها بشهرين كاملين رغم صعوبة الطقس والظروف"
    var lines = paragraphs + paragraphs.map { $0 + " وهذا كل ما عرف حتى الآن." }
    lines.insert(foreign, at: 6)
    #expect(
      try cleanText(lines.joined(separator: "\n")).residueLines == ["related.headline: \(foreign)"])
    lines[6] = paragraphs[0]
    lines.insert(own, at: 2)
    #expect(
      try !cleanText(lines.joined(separator: "\n")).residueLines.contains { $0.hasSuffix(own) })
  }

  @Test func `many pairs of spaces and colons take linear time`() throws {
    let line = String(repeating: "كلمة  أخرى: ", count: 50_000)
    #expect(try cleanText(line).wordCount == 100_000)
  }
}
