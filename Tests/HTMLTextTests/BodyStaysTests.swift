import ETLModel
import HTMLText
import Testing

/// Lines of articles that look like what pages put around them.
struct BodyStaysTests {
  private static let title = "الحكومة تعلن خطة جديدة للقرى"
  private static let first =
    "أعلنت الحكومة أمس خطة جديدة لدعم المزارعين في القرى كلها هذا العام."
  private static let second =
    "وأضافت أن الدعم يشمل البذور والسماد وقروضا صغيرة تسدد بعد الحصاد."

  private static func article(_ lines: [String]) -> String { lines.joined(separator: "\n") }

  @Test(arguments: [
    "الشرق الأوسط", "وسائل التواصل الاجتماعي", "المرتبة الخامسة (العربية)",
    "تابع الوزير قائلا:", "تابع الوزير في سلسلة تغريدات على حسابه عبر تويتر:",
    "تابع ملايين المشاهدين الحفل مباشرة على يوتيوب",
    "وقال الخبير إن معظم المواقع يستخدم ملفات تعريف الارتباط لتتبع سلوك الزوار.",
    "وقالت إدارة الصحيفة إن المقال يعبر عن رأي كاتبه ولا يمثل سياستها.",
    "واتفقا على تحسين جودة التبادلات الثقافية بين الجامعات في البلدين الجارين.",
    "1 / 5", "اقرأ أكثر من كتاب في الشهر", "تمت قراءته الأولى في جلسة يوم الأحد الماضي",
    "حرر من طرف القوات سبعة رهائن", "console.log(\"hello\");", "arr[user_id]",
    "adults = [name for name in users if age >= 18]",
  ])
  func `between paragraphs`(line: String) throws {
    let text = Self.article([Self.title, Self.first, line, Self.second])
    let document = try cleanText(text)
    #expect(
      document.bodyText.split(separator: "\n").contains { $0 == line },
      "\(document.residueLines)")
  }

  @Test(arguments: [
    "بنود الاتفاق الموقع بين الحكومة وقوات سوريا الديمقراطية (قسد)",
    "مشروع استغرق ثلاث سنوات وكلف 40 مليون دولار (جسر الأمل)",
    "الرئيس يدعو خلال لقائه السفراء إلى وقف الحرب",
    "رئيس الحكومة يتعهد خلال كلمته أمام النواب خفض الضرائب",
    "الناشط أوقف لدى وصوله إلى المطار قادما من لندن",
  ])
  func `decks below the title`(line: String) throws {
    let document = try cleanText(Self.article([Self.title, line, Self.first, Self.second]))
    #expect(document.bodyText.hasPrefix(line), "\(document.residueLines)")
  }

  @Test(arguments: [
    "عضو واحد فقط امتنع عن التصويت", "شاعر عاش فقيرا ومات غنيا بمحبة الناس",
    "خبير: الأسعار مرشحة للارتفاع أكثر", "مدرب بلا خطة لا يصنع فريقا",
  ])
  func `a last line`(line: String) throws {
    let document = try cleanText(Self.article([Self.title, Self.first, Self.second, line]))
    #expect(document.bodyText.hasSuffix(line), "\(document.residueLines)")
  }

  @Test(arguments: [
    ["تحديث 17.4", "تحديث 17.5", "تحديث 17.6"],
    ["صدر في الرياض في 12 شوال 1446 هـ الموافق 10 أبريل 2025 م"],
    ["المقادير", "بندورة حمراء", "خيار بلدي", "زيت زيتون", "عصير ليمون"],
  ])
  func `lines in front of a button`(lines: [String]) throws {
    let document = try cleanText(
      Self.article([Self.title, Self.first, Self.second] + lines + ["طباعة"]))
    #expect(
      document.bodyText.hasSuffix(lines.joined(separator: "\n")), "\(document.residueLines)")
  }

  @Test func `an ending of a plural is no conjunction`() throws {
    let line =
      "أعلنت الوزارة القبض على متهمين في العاصمة. اقرأ أيضا: القبض على عشرات المطلوبين في "
      + "بغداد وأكدت الوزارة أن الحملة مستمرة حتى القبض على الجميع وأن المتهمين أحيلوا إلى القضاء."
    let document = try cleanText(Self.article([line, Self.second]))
    #expect(!document.bodyText.contains("\nوبين"), "\(document.residueLines)")
  }

  @Test(arguments: [
    "أهم الأخبار قال الوزير نديم الصباغ، إن الاحتياطي يكفي البلاد ثمانية أشهر وذلك بعد بدء الموسم",
    "يدرس في الجامعة قرابة 8200 طالب وطالبة موزعين على 15 كلية وأربعة معاهد إذا كنت تعتقد أن المقال يحوي "
      + "معلومات خاطئة أرسل تصحيحا",
  ])
  func `a sentence that a label or a notice ran into`(sentence: String) throws {
    let sentences = (0..<24).map { "وقال عضو المجلس رقم \($0) إن الخطة تفيد القرى البعيدة كلها." }
    let text = ([Self.first] + sentences + [sentence + "."]).joined(separator: " ")
    #expect(try cleanText(text).bodyText == text)
  }

  @Test func `the title is decoded as the text is`() throws {
    let title = "الوزير: &quot;لن نرفع الأسعار&quot; هذا العام"
    let document = try cleanText(
      Self.article([title, Self.first, Self.second]), title: title)
    #expect(document.title == "الوزير: \"لن نرفع الأسعار\" هذا العام")
    #expect(document.bodyText.hasPrefix(Self.first), "\(document.residueLines)")
  }

  @Test func `a reference in a text leaves its line breaks`() throws {
    let document = try cleanText("أ &amp; ب.\u{0B}وأضاف\u{0C}والسماد")
    #expect(document.bodyText == "أ & ب.\nوأضاف\nوالسماد")
  }

  @Test func `a short line behind headlines is a sub-heading`() throws {
    let lines = [
      Self.title, Self.first, "مختارات", "البنك المركزي يرفع الفائدة للمرة الثالثة هذا العام",
      "80 ألف فدان جديدة", Self.second,
    ]
    let document = try cleanText(Self.article(lines))
    #expect(
      document.bodyText == Self.article([Self.first, lines[4], Self.second]),
      "\(document.residueLines)")
  }

  @Test func `people of a round-up keep their names`() throws {
    let lines = [
      "آراء في الخطة الجديدة للقرى", "خالد المرادي محام", Self.first, "منى الجبلي روائية",
      Self.second,
    ]
    let document = try cleanText(Self.article(lines))
    #expect(document.byline == nil)
    #expect(document.bodyText.contains("منى الجبلي روائية"))
  }

  @Test(arguments: [
    ("اقرأ أيضا السوداني يوجه بصرف مستحقات الفلاحين شارك فيسبوك تويتر فايبر نسخ الرابط", true),
    ("الميزان التجاريالبنوك المحليةشارك المقالالتعليقات6أضف تعليقكجميع الحقول مطلوبة", true),
    ("وشارك الخبر على فيسبوك وتويتر وواتساب آلاف من سكان القرى المجاورة", false),
    ("وأضافت البلدية في بيانها أن التعليقات على القرار كثيرة", false),
  ])
  func `a tail behind the last sentence`(tail: String, leaves: Bool) throws {
    let sentences = (0..<9).map { "وقال عضو المجلس رقم \($0) إن الخطة تفيد القرى البعيدة كلها." }
    let text = ([Self.first] + sentences + [tail]).joined(separator: " ")
    let document = try cleanText(text)
    #expect(document.hasResidue("other.glued_tail", tail) == leaves, "\(document.residueLines)")
    #expect(document.bodyText.hasSuffix(leaves ? "البعيدة كلها." : tail))
  }
}
