import ArabicText
import ETLModel
import ETLTestSupport
import Testing

struct SentenceSegmenterTests {
  @Test(arguments: [
    "⟦S:افتتح المعرض أبوابه أمس.⟧ ⟦S:وزاره ألف شخص.⟧",
    "⟦S:هل تأجل السباق؟⟧ ⟦S:لا أحد يعلم!⟧ ⟦S:ننتظر البيان.⟧",
    "⟦S:توقف الترام عند الجسر…⟧ ⟦S:وعاد الركاب سيرا.⟧",
    "⟦S:قالت المديرة: «أنجزنا الجسر.»⟧ ⟦S:ثم شكرت العمال.⟧",
    "⟦S:قالت المديرة: «أنجزنا الجسر».⟧ ⟦S:ثم شكرت العمال.⟧",
    "⟦S:قال البحار: “رأينا الضوء.⟧ ⟦S:ثم اختفى”.⟧ ⟦S:وصدقه الجميع.⟧",
    "⟦S:«من أطفأ المصباح؟» سأل الحارس.⟧",
    "⟦S:«لن ننتظر!» قالت الطبيبة لزملائها.⟧",
    "⟦S:سأل المدرب: أين الكرة؟ مضيفا أن الوقت ينفد.⟧",
    "⟦S:صدر كتاب «أين البحر؟» في المدينة أمس.⟧",
    "⟦S:رفض النحات الجائزة.. لأن التمثال لم يكتمل.⟧",
    "⟦S:فاز الزورق الأحمر..⟧ ⟦S:وتأخر الزورق الأزرق ساعة كاملة.⟧",
    "⟦S:قال د. سامي نصار إن العينة سليمة.⟧ ⟦S:وأعادها.⟧",
    "⟦S:حضرت أ. د. ليلى عمران الحفل.⟧ ⟦S:وألقت قصيدة.⟧",
    "⟦S:سيغني جاك إف. مارتن الليلة.⟧ ⟦S:والدخول مجاني.⟧",
    "⟦S:بلغ طول النفق 12.75 كيلومترا.⟧ ⟦S:وعرضه ستة أمتار.⟧",
    "⟦S:بلغ طول النفق ١٢.٧٥ كيلومترا.⟧ ⟦S:وعرضه ستة أمتار.⟧",
    "⟦S:صدر التحديث 4.1.7 للتطبيق.⟧ ⟦S:وهو صغير.⟧",
    "⟦S:نشر موقع المدينة.نت صورة الجسر.⟧ ⟦S:ثم حذفها.⟧",
    "⟦S:راسلونا على bridge@example.org قبل الخميس.⟧ ⟦S:وشكرا.⟧",
    "⟦S:وقعت الهزة عام 1790 م.⟧ ⟦S:ولم يبق إلا السور.⟧",
    "⟦S:عنوان المتحف ص.ب. 77 المرفأ.⟧ ⟦S:وهاتفه معطل.⟧",
    "⟦S:أغلق المسرح (رفض المخرج التعليق. لم يشرح السبب.) حتى الربيع.⟧",
    "⟦S:أغلق المسرح.⟧ ⟦S:(لم يشرح المخرج السبب.)⟧ ⟦S:وسيفتح في الربيع.⟧",
    "⟦S:عنوان بلا نقطة⟧\n⟦S:جملة أولى.⟧ ⟦S:جملة ثانية.⟧\n\n⟦S:فقرة أخيرة⟧",
    "⟦S:وصلت السفينة إلى المرفأ،\nوكانت قد تأخرت يومين.⟧",
    "⟦S:1. خبز وملح.⟧\n⟦S:2. ماء وزيت.⟧",
    "⟦S:- خبز وملح⟧\n⟦S:- ماء وزيت⟧",
    "⟦S:انتهى السباق أمس.⟧⟦S:وقال الحكم إنه عادل.⟧",
    "⟦S:فاز الفريق! 🏆⟧ ⟦S:شكرا للجمهور.⟧",
    "⟦S:كتبت بالإنجليزية: The bridge is open.⟧ ⟦S:ثم سافرت.⟧",
    "⟦S:التقى Mr. Brown بالعمدة.⟧ ⟦S:واتفقا.⟧",
    "⟦S:هبت العاصفة، وانقطعت الكهرباء؛ فأشعلوا الشموع⟧",
    "⟦S:قال الشاهد: \"سمعت صفيرا.⟧ ⟦S:ثم انطفأ الضوء.⟧ ⟦S:وعدت إلى البيت.⟧",
    "⟦S:الصياد: ننتظر المد⟧\n⟦S:عاد الصياد مساء.⟧",
    "  ⟦S:سطر أول⟧  \n \n  ⟦S:سطر ثان⟧ \n",
    " \n\t ",
  ])
  func `sentences are cut where readers cut them`(_ source: String) {
    let marked = MarkedText(source)
    let found = SentenceSegmenter().sentences(in: marked.bytes).map {
      String($0.span, of: marked.bytes)
    }
    #expect(found == marked.strings("S"))
  }

  @Test func `paragraphs are counted over lines that hold a sentence`() {
    let body = Array("عنوان\n\nجملة. وجملة.\n\n\nختام".utf8)
    #expect(SentenceSegmenter().sentences(in: body).map(\.paragraph) == [0, 1, 1, 2])
  }

  @Test func `a quotation mark that never closes moves no boundary far from it`() {
    let nouns = ["الميناء", "المصنع", "المتحف", "الملعب", "السوق", "الجسر", "المسرح", "النهر"]
    let sentences = (0..<40).map { number in
      "زار الوفد رقم \(number) \(nouns[number % nouns.count]) وعاد راضيا."
    }
    let text = sentences.joined(separator: " ")
    let plain = ends(text)
    #expect(plain.count == sentences.count)
    var random = SplitMix64(seed: 3)
    for mark in ["\"", "«", "»", "“", "”", "„", "'", "‘", "(", "["] {
      let place = Int.random(in: 0..<sentences.count, using: &random)
      var damaged = sentences
      damaged[place] = mark + damaged[place]
      let size = mark.utf8.count
      let start = sentences[..<place].reduce(0) { $0 + $1.utf8.count + 1 }
      let found = ends(damaged.joined(separator: " "))
      let far = { (end: Int, shift: Int) in abs(end - start - shift) > 700 }
      let wanted = plain.filter { far($0, 0) }.map { $0 < start ? $0 : $0 + size }
      let kept = found.filter { far($0 < start ? $0 : $0 - size, 0) }
      #expect(kept == wanted, "\(mark) before sentence \(place)")
    }
  }

  private func ends(_ text: String) -> [Int] {
    SentenceSegmenter().sentences(in: Array(text.utf8)).map(\.span.end)
  }
}
