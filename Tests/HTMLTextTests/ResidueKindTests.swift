import ETLModel
import HTMLText
import Testing

/// Single lines around a text, with the rule that takes them out, and lines of texts like them.
struct ResidueKindTests {
  private static let paragraphs = [
    "افتتحت بلدية وادي السنديان صباح الخميس سوقا مغطى للخضار بعد أعمال استمرت عشرة أشهر.",
    "وقال رئيس البلدية نديم الصباغ إن السوق يضم ثمانين محلا وموقفا واسعا للسيارات.",
    "وأوضح الصباغ أن إيجار المحل الواحد لن يزيد على خمسين دينارا في الشهر.",
  ]
  private static let heading = "سوق جديد للخضار في وادي السنديان"
  private static let body = paragraphs.joined(separator: "\n")

  // MARK: - The head

  @Test(arguments: [
    ("باعة السوق يرتبون محلاتهم (الشركة المنفذة)", "caption.credit"),
    ("باعة السوق (أرشيفية - خالد المرادي).", "caption.credit"),
    ("رئيس البلدية خلال جولته في السوق", "caption.lead"),
    ("رئيس البلدية متحدثا إلى الباعة", "caption.lead"),
    ("قراءة: 2 د, 24 ث", "reading_time.line"),
    ("2min", "reading_time.line"),
    ("علي المرادي", "other.head_line"),
    ("منى المرادي صحافية", "byline.post"),
    ("خالد المرادي (المرج) @khalid_m", "byline.post"),
    ("تحرير :\nعمر المرادي", "byline.label"),
    ("حجم الخط A A A", "navigation.control"),
    ("الرئيسية / أخبار / بلديات", "navigation.breadcrumb"),
    ("المرج نت - قسم الأخبار الأربعاء 14 يونيو 2023 07:51 مـ 25 شوال 1444 هـ", "date.post"),
    ("خالد المرادي – المرج", "byline.pair"),
  ])
  func `a line under the title leaves by its rule`(_ line: String, _ rule: String) throws {
    let document = try cleanText("\(Self.heading)\n\(line)\n\(Self.body)")
    #expect(document.title == Self.heading)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
    #expect(document.residue.map(\.rule).contains(rule), "\(document.residueLines)")
  }

  @Test(arguments: [
    ("علي المرادي صحافي", "علي المرادي"), ("كتب:\nعمر المرادي", "عمر المرادي"),
    ("خالد المرادي (المرج) @khalid_m", "خالد المرادي"), ("المرج - خالد المرادي", "خالد المرادي"),
  ])
  func `the author under the title is known`(_ line: String, _ author: String) throws {
    #expect(try cleanText("\(Self.heading)\n\(line)\n\(Self.body)").byline == author)
  }

  @Test(arguments: [
    "ارتفاع المبيعات خلال شهرين إلى الضعف",
    "جولة في السوق الجديد بعد سنوات الانتظار (فيديو)",
    "الصباغ خلال جولته: السوق مفتوح لجميع سكان البلدة",
    "نقاشات طويلة خلال الاجتماع الأول للباعة",
    "الصباغ: السوق مفتوح لجميع سكان البلدة",
  ])
  func `a summary under the title stays`(_ line: String) throws {
    let document = try cleanText("\(Self.heading)\n\(line)\n\(Self.body)")
    #expect(document.bodyText == "\(line)\n\(Self.body)", "\(document.residueLines)")
  }

  @Test func `a notice of the site hides no title`() throws {
    let notice = "يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربة التصفح. موافق"
    let document = try cleanText("\(notice)\n\(Self.heading)\n14 يونيو 2023\n\(Self.body)")
    #expect(document.title == Self.heading)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test func `a short question above its author is the title`() throws {
    let title = "كيف فتح السوق أبوابه؟"
    let document = try cleanText("\(title)\nخالد المرادي - المرج\n\(Self.body)")
    #expect(document.title == title)
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
  }

  @Test func `a title that ran into its repetition is the title`() throws {
    let document = try cleanText("\(Self.heading)\(Self.heading) \(Self.body)")
    #expect(document.title == Self.heading)
    #expect(document.residue.map(\.rule) == ["title.doubled", "title.repeated"])
  }

  @Test func `a second date behind a bar leaves with the first`() throws {
    let head =
      "\(Self.heading) سعاد المرادي نشر في: الأربعاء 14 يونيو 2023 - 2:17 م | آخر تحديث: الأربعاء 14 "
      + "يونيو 2023 - 3:40 م "
    let text = Self.body.replacing("\n", with: " ")
    let document = try cleanText(head + text)
    #expect(document.bodyText == text, "\(document.residueLines)")
    #expect(document.publication.on == "2023-06-14")
  }

  // MARK: - Between paragraphs

  @Test(arguments: [
    ("Getty Images", "caption.credit"), ("السوق الجديد (رويترز)", "caption.credit"),
    ("باعة السوق في يومه الأول - أ ف ب", "caption.credit"),
    ("صورة من: Sam Hall/dpa", "caption.credit"), ("باعة السوق أمس. من المصدر", "caption.credit"),
    ("باعة السوق في يومه الأول حقوق النشر AP Photo", "caption.credit"),
    ("market_01.JPG", "caption.file"),
    ("5f1d7c33-94aa-4d1b-8f6e-0c2b7ad91e54\nباعة السوق يرتبون محلاتهم", "caption.file"),
    ("googletag.cmd.push(function() { googletag.display('x'); });", "markup.script"),
    ("[adrotate banner=\"4\"]", "markup.shortcode"),
    ("[caption id=\"a1\" width=\"60\"]باعة السوق[/caption]", "caption.shortcode"),
    ("**media[5102238]**", "markup.shortcode"), ("لمزيد من مقالات سعاد المرادي", "related.author"),
    ("1 / 2\nباعة السوق في يومه الأول\n2 / 2\nموقف السيارات", "embed.gallery"),
    ("كيف يعمل السوق؟\nTo view this video please enable JavaScript", "embed.title"),
    ("للاطلاع على صور السوق كلها اضغط هنا", "promo.invitation"),
    ("إقرأ أكثر: ترميم السوق القديم", "related.discover"), ("شاهد الصور:", "related.pointer"),
  ])
  func `a line between paragraphs leaves by its rule`(_ line: String, _ rule: String) throws {
    let lines = Self.paragraphs[..<2] + [line] + Self.paragraphs[2...]
    let document = try cleanText(lines.joined(separator: "\n"))
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
    #expect(document.residue.map(\.rule).contains(rule), "\(document.residueLines)")
  }

  @Test(arguments: [
    "[يضحك] لم نكن نعرف أن السوق سيكون بهذا الحجم.", "[1] انظر لائحة الأسواق [2].",
    "وبحسب الصباغ [رئيس البلدية] فإن السوق للجميع.",
  ])
  func `brackets of a text stay`(_ line: String) throws {
    let lines = Self.paragraphs[..<2] + [line] + Self.paragraphs[2...]
    let text = lines.joined(separator: "\n")
    #expect(try cleanText(text).bodyText == text)
  }

  @Test func `references that a scraper left are read`() throws {
    let text = Self.body.replacing("السوق", with: "&quot;السوق&quot;&nbsp;")
    let read = Self.body.replacing("السوق", with: "\"السوق\"")
    #expect(try cleanText(text).bodyText == read)
  }

  // MARK: - The end

  @Test(arguments: [
    "مع أصدق التمنيات.\nخالد بن سامر المرادي", "سجل أهداف اللاعب على تويتر",
    "وحدة الباعة ومستقبل السوق", "صوته الآن مسموع على يوتيوب",
  ])
  func `lines before the last paragraph stay`(_ line: String) throws {
    let text = "\(Self.body)\n\(line)\nوختم الصباغ حديثه إلى الباعة بشكر سكان البلدة جميعا."
    #expect(try cleanText(text).bodyText == text)
  }

  @Test(arguments: [
    ("تويتر: @khalid_m", "contact.address"),
    ("المشاهدات : 1,204", "navigation.counter"), ("2,318 مشاهدة", "navigation.counter"),
    ("تمت قراءته 418 مرة", "reading_time.count"), ("# سوق الخضار", "tags.hashtags"),
    ("آخر تحديث: 12:30", "date.line"), ("====", "other.end_mark"),
    ("27 فبراير 2023 (منذ 3 ساعات) - 14:05", "date.line"),
    ("Click to share on Facebook (Opens in new window)", "share.follow"),
    ("(*) كاتب من المرج", "byline.note"), ("إعلان اقرأ المزيد", "navigation.row"),
    ("للمزيد من أخبار البلدة تابعوا المرج نت", "promo.invitation"),
    ("شكرا على تسجيل اشتراكك في النشرة", "promo.notice"),
    ("التالي\nترميم السوق القديم", "related.step"),
    ("السوق\nالبلدية\nنديم الصباغ\nالخضار\nشارك هذا المقال", "other.last_line"),
    ("ما هو رأيك؟\nاكتب تعليقك", "navigation.comments"),
  ])
  func `a line behind the text leaves by its rule`(_ line: String, _ rule: String) throws {
    let end = rule == "navigation.comments" ? "شارك\n\(line)" : line
    let document = try cleanText("\(Self.body)\n\(end)")
    #expect(document.bodyText == Self.body, "\(document.residueLines)")
    #expect(document.residue.map(\.rule).contains(rule), "\(document.residueLines)")
  }
}
