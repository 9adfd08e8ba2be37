import ETLModel
import HTMLText
import Testing

/// Residue of many kinds in each place where scraped texts have it, around one invented report.
struct TextResidueTests {
  private static let paragraphs = [
    "أعلنت بلدية مدينة النور اليوم الأحد افتتاح الجسر الجديد بعد عامين من العمل المتواصل.",
    "وقال رئيس البلدية سامر الحداد إن الجسر سيخدم أكثر من خمسين ألف مسافر كل يوم.",
    "وأضاف الحداد أن الأشغال انتهت قبل موعدها بشهرين كاملين رغم صعوبة الطقس.",
    "ومن المقرر أن تبدأ حركة المرور على الجسر مع بداية الأسبوع المقبل بإذن الله.",
    "وكانت المدينة قد شهدت ازدحاما كبيرا خلال السنوات الماضية بسبب ضيق الطرق.",
  ]
  private static let heading = "افتتاح الجسر الجديد في مدينة النور"
  private static let body = paragraphs.joined(separator: "\n")

  @Test(arguments: [
    "اقرأ أيضاً: مدن أخرى تدرس بناء جسور مشابهة", "اقرأ ايضا : هل تنجح خطة المدينة؟",
    "إقرأ أيضاً| مدن أخرى تدرس بناء جسور", "طالع المزيد: مدن أخرى تدرس بناء جسور",
    "قد يهمك أيضًا\nمدن أخرى تدرس بناء جسور\nوزير النقل يزور الموقع غدا",
    "مواضيع ذات صلة\nمدن أخرى تدرس بناء جسور\nهل تنجح خطة المدينة؟\nوزير النقل يزور الموقع",
    "شاهد.. لحظة افتتاح الجسر", "اقرأ أيضا على صحيفة النور: ما الذي نعرفه عن الجسر؟",
    "أمس, 09:15 GMT", "شاهد بالفيديو: لحظة افتتاح الجسر",
    "تخطى قصص مقترحة وواصل القراءة", "مادة إعلانية",
    "يستمر المقال بعد الإعلان", "تابعونا على فيسبوك", "للاشتراك في نشرتنا البريدية اضغط هنا",
    "التعليق على الصورة، عمال على الجسر قبل يوم واحد من الافتتاح.",
    "مصدر الصورة، Getty Images", "صورة أرشيفية للجسر القديم", "جانب من حفل الافتتاح",
    "عمال على الجسر قبل الافتتاح (رويترز)", "عمال على الجسر قبل الافتتاح - الفرنسية",
    "View this post on Instagram", "https://example.com/news/1", "#النور #جسر",
    "The new bridge is open at last. Thank you all! — City (@city) May 5, 2024",
  ])
  func `residue between paragraphs leaves`(_ residue: String) throws {
    var lines = Self.paragraphs
    lines.insert(residue, at: 2)
    let document = try cleanText(lines.joined(separator: "\n"))
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test(arguments: [
    "المصدر: وكالات", "المصدر : النور + رويترز", "المصدر وكالات", "(رويترز)", "أ.ف.ب / رويترز",
    "الكلمات المفتاحية\nجسر\nطرق", "سمات جسر طرق", "#النور", "شارك هذا الخبر على فيسبوك وتويتر",
    "فيسبوك تويتر واتساب", "شارك\nفيسبوك\nتويتر", "جميع الحقوق محفوظة © صحيفة النور 2024",
    "تعليقات (0)", "3 تعليقات", "مشاهدات 120", "التعليقات\nمقال رائع شكرا لكم",
    "اترك تعليقا\nلن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
    "الأكثر قراءة\nمدن أخرى تدرس بناء جسور\nوزير النقل يزور الموقع غدا",
    "الخبر التالي\nمدن أخرى تدرس بناء جسور", "تابعوا قناة النور على تلغرام",
    "تابعوا صحيفة النور عبر Google News", "انضموا إلى قناتنا على واتساب للحصول على الأخبار",
    "// انتهى //", "انتهى/س.ح", "آخر تحديث: 5 مارس 2024 - 10:20 ص", "منذ 3 ساعات", "قبل ساعتين",
    "للتواصل مع الكاتب: writer@example.com", "@writer_name", "* كاتب وباحث في شؤون المدن",
    "المقال يعبر عن رأي صاحبه ولا يعبر بالضرورة عن رأي الصحيفة.",
    "س.ح/ك.ن (رويترز، أ ف ب)", "تابعوا النور على", "* خدمة «نيويورك تايمز»", "طباعة   مشاركة   حفظ",
    "(إعداد ليلى مراد للنشرة العربية)",
    "مقالات ذات صلة\nمدن أخرى تدرس بناء جسور\n5 مارس 2024\nوزير النقل يزور الموقع\n4 مارس 2024",
    "مدن أخرى تدرس بناء جسور\nمنذ 3 ساعات\nوزير النقل يزور الموقع غدا\nمنذ 5 ساعات",
  ])
  func `residue behind the last paragraph leaves`(_ residue: String) throws {
    let document = try cleanText(Self.body + "\n" + residue)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
    let glued = residue.split(separator: "\n").joined(separator: "     ")
    let gapped = try cleanText(Self.paragraphs.joined(separator: "     ") + "     " + glued)
    #expect(gapped.bodyText == Self.body, "\(gapped.residueLines)")
  }

  @Test(arguments: [
    "المصدر: وكالات", "اقرأ أيضا: مدن أخرى تدرس بناء جسور", "كلمات دلالية: جسر، طرق",
    "قد يهمك أيضا: هل تنجح الخطة؟", "جميع الحقوق محفوظة لصحيفة النور", "تابعونا على فيسبوك",
    "المصدر: وكالات الكلمات الدلالية: جسر، طرق مواضيع ذات صلة: مدن أخرى", "تعليقات", "إعلان",
  ])
  func `a label that ran into a line leaves it`(_ residue: String) throws {
    let document = try cleanText(Self.body + " " + residue)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
    var lines = Self.paragraphs
    lines[1] += " " + residue
    let middle = try cleanText(lines.joined(separator: "\n"))
    #expect(middle.bodyText == Self.body, "\(middle.residueLines)")
  }

  @Test(arguments: [
    "الرئيسية > أخبار > محليات", "الرئيسية\nأخبار\nمحليات", "الأحد 5 مارس 2023", "منذ 3 ساعات",
    "3 دقائق قراءة", "استمع للمقال", "A+ A-", "0 تعليق", "Next Previous", "بواسطة سامر حداد",
    "صحيفة النور – المدينة", "AFP PHOTO / Sam Hall", "المدينة 12 مايو 2023 م واس",
    "آخر تحديث قبل 3 ساعات", "فيسبوك تويتر واتساب", "نشر: 05-03-2023 آخر تحديث: 06-03-2023",
    "صورة من الافتتاح",
  ])
  func `residue under the title leaves`(_ residue: String) throws {
    let document = try cleanText("\(Self.heading)\n\(residue)\n\(Self.body)")
    #expect(document.title == Self.heading)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
    let glued = ([Self.heading] + residue.split(separator: "\n").map(String.init) + Self.paragraphs)
    let gapped = try cleanText(glued.joined(separator: "     "))
    #expect(gapped.title == Self.heading)
    #expect(gapped.bodyText == Self.body, "\(gapped.residueLines)")
  }

  @Test func `a few words between title and text leave, a verb with its subject stays`() throws {
    let document = try cleanText("\(Self.heading)\nسامر الحداد\n\(Self.body)")
    #expect(document.residueLines.contains("other.head_line: سامر الحداد"))
    let verb = "افتتح الوزير الجسر"
    #expect(try cleanText("\(Self.heading)\n\(verb)\n\(Self.body)").bodyText.hasPrefix(verb))
  }

  /// Sentences that use the words of labels and belong to the text.
  @Test(arguments: [
    "وقال المصدر: الجسر آمن تماما وسيبقى كذلك.", "تابع الحداد عبر حسابه على تويتر أعمال البناء.",
    "سجل الجسر أعلى نسبة عبور في المدينة خلال أسبوع.", "صورة الجسر في الصحف كانت مختلفة.",
    "المصدر الرئيسي للضجيج كان الآلات القديمة.", "شارك في الحفل مئات من سكان المدينة.",
    "حمل الحداد تطبيق القانون على محمل الجد.", "الأكثر قراءة بين الصحف كانت صحيفة النور.",
    "منذ 3 ساعات توقفت حركة المرور.", "قبل عامين بدأ العمل.", "تعليق العمل استمر شهرا كاملا.",
    "انتهى العمل قبل موعده.", "مشاركة السكان كانت واسعة.", "اقرأ ما كتب على الجسر.",
  ])
  func `a sentence with the words of a label stays`(_ sentence: String) throws {
    var lines = Self.paragraphs
    lines.insert(sentence, at: 3)
    let document = try cleanText(lines.joined(separator: "\n"))
    #expect(document.bodyText == lines.joined(separator: "\n"), "\(document.residueLines)")
  }

  @Test func `a caption that is all there is stays`() throws {
    let text = "سباق القوارب الشراعية في خليج المدينة يجذب آلاف الزوار كل عام. (رويترز)"
    #expect(try cleanText(text).bodyText.contains("سباق القوارب الشراعية"))
    let report =
      "سباق القوارب في خليج المدينة (رويترز)\n\nانطلق السباق صباح الجمعة بمشاركة عشرين قاربا من ست دول، وقال المنظمون إنه يستمر ثلاثة أيام."
    #expect(try !cleanText(report).bodyText.contains("(رويترز)"))
  }
}
