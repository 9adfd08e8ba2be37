import ETLModel
import ETLTestSupport
import HTMLText
import Testing

/// Paragraphs of an invented report.
private let first =
  "أعلنت بلدية مدينة النور اليوم الأحد افتتاح الجسر الجديد بعد عامين من العمل المتواصل."
private let second = "وقال رئيس البلدية سامر الحداد إن الجسر سيخدم أكثر من خمسين ألف مسافر كل يوم."
private let third = "وأضاف الحداد أن الأشغال انتهت قبل موعدها بشهرين كاملين رغم صعوبة الطقس."
private let fourth = "ومن المقرر أن تبدأ حركة المرور على الجسر مع بداية الأسبوع المقبل بإذن الله."
private let fifth = "وكانت المدينة قد شهدت ازدحاما كبيرا خلال السنوات الماضية بسبب ضيق الطرق."
private let heading = "افتتاح الجسر الجديد في مدينة النور"

struct TextCleaningTests {
  @Test func `a short first line without a stop is the title and leaves`() throws {
    let document = try cleanText("\(heading)\n\(first)\n\(second)")
    #expect(document.title == heading)
    #expect(document.bodyText == "\(first)\n\(second)")
    #expect(document.hasResidue("title.first_line", heading))
  }

  @Test func `a long first line gives the title and stays`() throws {
    let long = heading + " بعد عامين من العمل المتواصل وخمسة أشهر من الانتظار والجدل في المجلس"
    let document = try cleanText("\(long)\n\(first)\n\(second)")
    #expect(document.title == long)
    #expect(document.bodyText.hasPrefix(long))
  }

  @Test func `a sentence is no title`() throws {
    let document = try cleanText("\(first)\n\(second)")
    #expect(document.title == nil)
    #expect(document.residue.isEmpty)
  }

  @Test func `a given title is taken out of the text where it is repeated`() throws {
    let document = try cleanText("«\(heading)»\n\(first)", title: heading)
    #expect(document.title == heading)
    #expect(document.bodyText == first)
    #expect(document.residue.map(\.rule) == ["title.given"])
  }

  @Test func `a text that is only its title stays`() throws {
    let document = try cleanText(heading, title: heading)
    #expect(document.bodyText == heading)
  }

  @Test(arguments: [
    ("time reading iconدقائق القراءة - 3", "reading_time.line"),
    ("3 دقائق للقراءة", "reading_time.line"),
    ("عمال على الجسر الجديد في مدينة النور - REUTERS", "caption.credit"),
    ("الجسر عند الغروب في صورة من الجو – (أ ف ب)", "caption.credit"),
    ("عمال يرفعون أنقاض الجسر القديم (تصوير: ليلى مراد)", "caption.credit"),
    ("آليات تزيل الصخور من الطريق (صورة متداولة)", "caption.credit"),
    ("صورة: الجسر الجديد", "caption.label"),
    ("النور-رويترز", "byline.agency"),
    ("النور - (د ب أ)", "byline.agency"),
    ("وكالات", "byline.agency"),
    ("كتب: سامر حداد", "byline.author"),
    ("بقلم سامر حداد", "byline.author"),
    ("كتب سامر حداد", "byline.author"),
    ("تاريخ النشر: 9th, November 2023 GMT", "date.line"),
    ("الأحد 5 مارس/آذار 2023، آخر تحديث 10:20 (GMT+0300)", "date.line"),
  ])
  func `a line of the head leaves`(_ line: String, _ rule: String) throws {
    let document = try cleanText("\(heading)\n\(line)\n\(first)\n\(second)")
    #expect(document.bodyText == "\(first)\n\(second)")
    #expect(document.hasResidue(rule, line), "\(document.residueLines)")
  }

  @Test func `the credits of the head are read`() throws {
    let document = try cleanText("\(heading)\nكتبت - ليلى مراد\nالنور - رويترز\n\(first)")
    #expect(document.byline == "ليلى مراد")
    #expect(document.dateline == "النور")
    #expect(document.agency == "رويترز")
  }

  @Test func `a date behind its label is the publication`() throws {
    let document = try cleanText("\(heading)\nآخر تحديث:\n5 مارس/آذار 2023، 06:10 GMT\n\(first)")
    #expect(document.bodyText == first)
    #expect(document.publication.on == "2023-03-05")
    #expect(document.publication.at == "2023-03-05T06:10:00Z")
    #expect(document.publication.origin == "text")
  }

  @Test func `a lead's place and agency are read and stay in the sentence`() throws {
    let lead = "مدينة النور (CNN) -- " + first
    let document = try cleanText("\(lead)\n\(second)")
    #expect(document.dateline == "مدينة النور")
    #expect(document.agency == "CNN")
    #expect(document.bodyText == "\(lead)\n\(second)")
  }

  @Test(arguments: [
    ("المصدر: وكالة النور", "source.label"),
    ("كلمات دلالية: جسر، طرق", "tags.label"),
    ("تصنيفات", "tags.label"),
    ("جميع الحقوق محفوظة لصحيفة النور", "navigation.rights"),
    ("شارك", "share.label"),
    ("تابعوا صحيفة النور على:", "share.invitation"),
    ("تابع أحدث الأخبار عبر تطبيق", "promo.app"),
    ("writer@example.com", "contact.address"),
    ("تابعونا على فيسبوك", "share.follow"),
  ])
  func `a line of the tail leaves`(_ line: String, _ rule: String) throws {
    let document = try cleanText("\(first)\n\(second)\n\(line)")
    #expect(document.bodyText == "\(first)\n\(second)")
    #expect(document.hasResidue(rule, line), "\(document.residueLines)")
  }

  @Test func `behind a label at the end everything leaves`() throws {
    let document = try cleanText("\(first)\n\(second)\nاقرأ أيضاً:\n\(heading)\nخبر آخر قصير")
    #expect(document.bodyText == "\(first)\n\(second)")
    #expect(document.residue.allSatisfy { $0.kind == .related })
  }

  @Test func `a second article behind source and label leaves`() throws {
    let text = "\(first)\n\(second)\nالمصدر: النور\nإقرأ أيضاً:\n\(heading)\n\(third)\n\(fourth)"
    let document = try cleanText(text)
    #expect(document.bodyText == "\(first)\n\(second)")
  }

  @Test func `a source in the middle does not end the text`() throws {
    let text = "\(first)\nالمصدر: البلدية\n\(second)\nاقرأ أيضا:\n\(heading)\n\(third)\n\(fourth)"
    let document = try cleanText(text)
    #expect(document.bodyText == "\(first)\n\(second)\n\(third)\n\(fourth)")
  }

  @Test func `many links in a line take linear time`() throws {
    let line = String(repeating: "كلمة https://t.co/a ", count: 20_000)
    #expect(try cleanText(line).wordCount == 5 * 20_000)
  }

  @Test func `a link in an English sentence stays`() throws {
    let text = "The city published its plan at https://twitter.com/city on Monday morning."
    #expect(try cleanText(text).bodyText == text)
  }

  @Test func `a label in the middle takes only its headlines`() throws {
    let text = "\(first)\n\(second)\nاقرأ أيضا:\n\(heading)\n\(third)\n\(fourth)"
    let document = try cleanText(text)
    #expect(document.bodyText == "\(first)\n\(second)\n\(third)\n\(fourth)")
  }

  @Test func `a label with its headline in one line takes no more`() throws {
    let text = "\(first)\nللمزيد: \(heading)\nعنوان فرعي\n\(second)"
    let document = try cleanText(text)
    #expect(document.bodyText == "\(first)\nعنوان فرعي\n\(second)")
  }

  @Test func `headlines between full paragraphs leave, sub-headings stay`() throws {
    let foreign = "تقرير: مدن أخرى تدرس بناء جسور مشابهة خلال العام المقبل"
    let text = [first, second, third, foreign, fourth, "طقس صعب", fifth, fifth + " " + second]
      .joined(separator: "\n")
    let document = try cleanText(text)
    #expect(document.residueLines == ["related.headline: \(foreign)"])
    #expect(document.bodyText.contains("طقس صعب"))
  }

  @Test func `a text without full stops keeps its lines`() throws {
    let lines = [first, second, third, fourth, fifth].map { String($0.dropLast()) }
    let document = try cleanText(lines.joined(separator: "\n"))
    #expect(document.bodyText == lines.joined(separator: "\n"))
  }

  @Test func `remnants of attributes leave a glued line`() throws {
    let document = try cleanText("\(first)   content=\"وصف الصفحة\" />   \(second)")
    #expect(document.bodyText == "\(first)\n\(second)")
    #expect(document.hasResidue("markup.attribute", "content=\"وصف الصفحة\" />"))
  }

  @Test func `a post leaves with its link and signature`() throws {
    let post =
      "The new bridge is open at last! #bridge pic.twitter.com/Ab12 — City (@city) May 5, 2024"
    let document = try cleanText("\(first) \(post) \(second)")
    #expect(document.bodyText == "\(first) \(second)")
    #expect(document.hasResidue("embed.post", post))
  }

  @Test func `menus and the repeated title leave a glued page`() throws {
    let menu = "الرئيسية    أخبار    رياضة    اقتصاد    صحة    منوعات"
    let text =
      "موقع النور - المدينة - \(heading)     \(menu)    \(heading)    \(first)    \(second)"
    let document = try cleanText(text)
    #expect(document.title == heading)
    #expect(document.bodyText == "\(first)\n\(second)")
  }

  @Test func `nothing leaves when residue stays, but all is known`() throws {
    var options = ArticleCleaner.Options()
    options.removesResidue = false
    let text = "\(heading)\nالنور-رويترز\n\(first)\nالمصدر: النور"
    let document = try ArticleCleaner(options: options).clean(rawArticle(.text(Array(text.utf8))))
    #expect(document.bodyText == text)
    #expect(document.residue.isEmpty)
    #expect(document.title == heading)
    #expect(document.agency == "رويترز")
  }

  @Test func `fields win over what stands in the text`() throws {
    let text = "\(heading)\nكتب: سامر حداد\nتاريخ النشر: 5 مارس 2023\n\(first)"
    let article = rawArticle(
      .text(Array(text.utf8)), title: "عنوان آخر", author: "ليلى مراد", published: "2023-04-06")
    let document = try ArticleCleaner(options: .init()).clean(article)
    #expect(document.title == "عنوان آخر")
    #expect(document.byline == "ليلى مراد")
    #expect(document.publication.on == "2023-04-06")
    #expect(document.publication.origin == "field")
  }

  @Test func `words are counted in the body`() throws {
    #expect(try cleanText("قال الوزير 3.5 مرات.").wordCount == 4)
    #expect(try cleanText(" \n ").wordCount == 0)
  }

  @Test func `too large a content is rejected without quoting it`() {
    var options = ArticleCleaner.Options()
    options.maximumBytes = 10
    #expect(throws: CleaningError.self) {
      try ArticleCleaner(options: options).clean(rawArticle(.text(Array(first.utf8))))
    }
  }

  @Test func `a verb with its subject is no credit`() throws {
    let text = "\(heading)\nكتب الوزير رسالة\n\(first)"
    #expect(try cleanText(text).bodyText == "كتب الوزير رسالة\n\(first)")
  }

  @Test func `a paragraph that is repeated stays once`() throws {
    let document = try cleanText("\(first)\n\(second)\n\(second)\n\(second)\n\(third)")
    #expect(document.bodyText == "\(first)\n\(second)\n\(third)")
  }

  @Test func `a list of words without a sentence stays`() throws {
    let words = "تفاح    موز    تمر    رمان    تين    عنب"
    #expect(try cleanText(words).residue.isEmpty)
  }

  @Test func `any lines clean to valid text that loses no word`() throws {
    let pool = [
      first, second, heading, "اقرأ أيضا:", "المصدر: x", "/>", "a=\"b\" />", "t.co/x", "—", "ـ",
      "شارك تويتر", "5 مارس 2023", "    ", "\n", "\t", "كلمة", "رويترز", "(", "pic.twitter.com/a",
    ]
    var random = SplitMix64(seed: 5)
    for _ in 0..<400 {
      let parts = (0..<Int.random(in: 0...14, using: &random)).compactMap { _ in
        pool.randomElement(using: &random)
      }
      let text = parts.joined(separator: Bool.random(using: &random) ? "\n" : "    ")
      let document = try cleanText(text)
      #expect(String(validating: document.body, as: UTF8.self) != nil)
      let kept = document.bodyText + document.residue.map(\.text).joined()
      #expect(letters(kept) == letters(text), "seed 5: \(parts)")
    }
  }

  private func letters(_ text: String) -> Int {
    text.unicodeScalars.count { $0.properties.isAlphabetic && $0 != "\u{640}" }
  }
}
