import ETLModel
import Testing

@Suite struct StanceTests {
  /// Each content with what its cue does, as `cues.tsv` names it, and its speaker. Here an act
  /// without a clause counts too: where nothing is marked, nothing at all may be found.
  @Test(arguments: cases)
  func `what the cue does is stored with the quote`(example: QuoteCase) throws {
    try check(example)
  }

  @Test(arguments: openCases)
  func `what is known to be wrong`(example: QuoteCase) {
    withKnownIssue { try check(example) }
  }

  private func check(_ example: QuoteCase) throws {
    try example.check(withActs: true) { quote, tagged in
      "\(quote.stance ?? "-") \(tagged.speakerName(quote) ?? "-")"
    }
  }

  private static let cases: [QuoteCase] = [
    QuoteCase("وقال سامر الحلبي إن ⟦Q:المصنع سيفتح غدا⟧.", "neutral_say سامر الحلبي"),
    QuoteCase("وأضافت ليلى حداد أن ⟦Q:العمال عادوا⟧.", "add ليلى حداد"),
    QuoteCase("ومن الأمور المشتركة بين سامر الحلبي وليلى حداد أنهما ولدا في الشام."),
    QuoteCase("وحذر سامر الحلبي من أن ⟦Q:السد قد ينهار⟧.", "warn سامر الحلبي"),
    QuoteCase("واتهم سامر الحلبي الشركة ⟦Q:بأنها تلوث النهر⟧.", "accuse سامر الحلبي"),
    QuoteCase("وطالب سامر الحلبي بأن ⟦Q:تفتح الطرق فورا⟧.", "demand سامر الحلبي"),
    QuoteCase("وتعهدت ليلى حداد بأن ⟦Q:الرواتب ستدفع⟧.", "promise ليلى حداد"),
    QuoteCase("وتساءلت ليلى حداد: «⟦Q:من يدفع ثمن هذا التأخير؟⟧».", "ask ليلى حداد"),
    QuoteCase("واعتبر سامر الحلبي أن ⟦Q:القرار جاء متأخرا⟧.", "opine سامر الحلبي"),
    QuoteCase("وتوقعت ليلى حداد أن ⟦Q:ترتفع الأسعار⟧.", "forecast ليلى حداد"),
    QuoteCase("وألمح سامر الحلبي إلى أن ⟦Q:المدير سيستقيل⟧.", "hint سامر الحلبي"),
    QuoteCase("وأقرت ليلى حداد بأن ⟦Q:الحساب كان خاطئا⟧.", "admit ليلى حداد"),
    QuoteCase("وزعم سامر الحلبي أن ⟦Q:الوثائق أحرقت⟧.", "claim سامر الحلبي"),
    QuoteCase("وخلص التقرير إلى أن ⟦Q:الجسر غير آمن⟧.", "conclude التقرير"),
    QuoteCase("وتوعد سامر الحلبي بأن ⟦Q:الرد سيكون قاسيا⟧.", "threaten سامر الحلبي"),
    QuoteCase("ونددت ليلى حداد بالهجوم ⟦Q:«الوحشي على المدرسة»⟧.", "condemn ليلى حداد"),
    QuoteCase("ودعت ليلى حداد إلى أن ⟦Q:يعود الجميع إلى العمل⟧.", "urge ليلى حداد"),
    QuoteCase("وأعرب سامر الحلبي عن أمله في أن ⟦Q:يعود العمال قريبا⟧.", "express سامر الحلبي"),
    QuoteCase("وقضت المحكمة بأن ⟦Q:العقد باطل⟧.", "rule المحكمة"),
    QuoteCase(
      "واتفق سامر الحلبي وليلى حداد على أن ⟦Q:يباع المصنع⟧.", "agree سامر الحلبي وليلى حداد"),
    QuoteCase("واقترحت ليلى حداد أن ⟦Q:يباع نصف المصنع⟧.", "propose ليلى حداد"),
    QuoteCase("وذكر سامر الحلبي أن ⟦Q:المصنع بني عام 1950⟧.", "neutral_say سامر الحلبي"),
    // Words with two meanings, and names and titles that look like cues.
    QuoteCase("وكشفت ليلى حداد عن أن ⟦Q:العقد وقع سرا⟧.", "reveal ليلى حداد"),
    QuoteCase("وكشفت السيول عن نقوش قديمة."),
    QuoteCase("وكشفت ليلى حداد عن وجهها أمام الحضور."),
    QuoteCase("وبين سامر الحلبي أن ⟦Q:المصنع لم يبع⟧.", "explain سامر الحلبي"),
    QuoteCase("والفرق بين سامر الحلبي وأخيه أن الأول يعمل."),
    QuoteCase("وصف سامر الحلبي الكتب على الرفوف."),
    QuoteCase("ونقل سامر الحلبي البضائع إلى الميناء."),
    QuoteCase(
      "ونقلت سيارة الإسعاف المصابين إلى المستشفى، وأكد سامر الحلبي أن ⟦Q:حالتهم مستقرة⟧.",
      "assert سامر الحلبي"),
    QuoteCase("ونقلت السفينة عن الميناء حمولة القمح كلها."),
    QuoteCase("وعبر سامر الحلبي النهر سباحة."),
    QuoteCase("وعبر سامر الحلبي عن قناعته بأن ⟦Q:الحل قريب⟧.", "express سامر الحلبي"),
    QuoteCase("ووصل المهاجرون عبر ليلى حداد أن البحر هادئ."),
    QuoteCase("وأضاف سامر الحلبي الهدف الثاني في الدقيقة الأخيرة."),
    QuoteCase("وأضافت ليلى حداد الملح إلى الحساء."),
    QuoteCase(
      "وأضاف سامر الحلبي هدفا ثانيا، وقالت ليلى حداد إن ⟦Q:الفريق استحق الفوز⟧.",
      "neutral_say ليلى حداد"),
    QuoteCase("وكتب سامر الحلبي رواية عن الحرب."),
    QuoteCase("وكتب سامر الحلبي على صفحته: «⟦Q:لن أعود إلى المسرح⟧».", "write سامر الحلبي"),
    QuoteCase("وقال الكاتب سامر الحلبي إن ⟦Q:الرواية انتهت⟧.", "neutral_say سامر الحلبي"),
    QuoteCase("وأعلن سامر الحلبي أن ⟦Q:المصنع سيباع علنا⟧.", "announce سامر الحلبي"),
    QuoteCase("وعلقت ليلى حداد لوحة على الجدار."),
    QuoteCase("وعلقت ليلى حداد على الحكم: «⟦Q:هذا يوم حزين⟧».", "comment ليلى حداد"),
    QuoteCase("وزاد سامر الحلبي رواتب العمال."),
    QuoteCase("وزادت ليلى حداد أن ⟦Q:العقود وقعت⟧.", "add ليلى حداد"),
    QuoteCase("وروى سامر الحلبي حقله من النهر."),
    QuoteCase("وروت ليلى حداد أن ⟦Q:الحارس هرب⟧.", "narrate ليلى حداد"),
    QuoteCase("ورأى سامر الحلبي السفينة تغرق."),
    QuoteCase("وقضى سامر الحلبي يومين في الجبل."),
    QuoteCase("وشهد سامر الحلبي بأن ⟦Q:السائق كان نائما⟧.", "testify سامر الحلبي"),
    QuoteCase("وشهدت المدينة أمطارا غزيرة."),
    QuoteCase("وحمل سامر الحلبي حقيبته وغادر."),
    QuoteCase("وقدر سامر الحلبي أن ⟦Q:الخسائر بلغت مليونا⟧.", "estimate سامر الحلبي"),
    QuoteCase("وعرض سامر الحلبي لوحاته في المتحف."),
    QuoteCase("وفصل سامر الحلبي عشرين عاملا."),
    QuoteCase("وأفاد سامر الحلبي من خبرة أخيه."),
    QuoteCase("وعد سامر الحلبي أوراق المال مرتين."),
    QuoteCase("وأقر البرلمان الموازنة الجديدة."),
    QuoteCase("وحدد سامر الحلبي موعد الزفاف."),
    QuoteCase("وتابع سامر الحلبي المباراة من المدرجات."),
    QuoteCase("وتابعت ليلى حداد: «⟦Q:سنكمل الطريق⟧».", "add ليلى حداد"),
    QuoteCase("ولفت سامر الحلبي الأنظار بقميصه الأحمر."),
    QuoteCase("ولفتت ليلى حداد إلى أن ⟦Q:الأجور لم ترتفع⟧.", "point_out ليلى حداد"),
    QuoteCase("ورد سامر الحلبي الكرة بيده."),
    QuoteCase("وورد في الرسالة أن ⟦Q:الدين سدد كاملا⟧.", "doc_says الرسالة"),
    QuoteCase("وقال المدعي العام سامر الحلبي إن ⟦Q:المتهم هرب⟧.", "neutral_say سامر الحلبي"),
    QuoteCase("وقال الناطق سامر الحلبي إن ⟦Q:الطريق فتح⟧.", "neutral_say سامر الحلبي"),
    QuoteCase("ودون سامر الحلبي على صفحته: «⟦Q:وداعا يا أمي⟧».", "write_social سامر الحلبي"),
    QuoteCase("ومن المؤكد أن المصنع سيباع."),
    QuoteCase("وصرح ثقافي جديد يفتح أبوابه غدا."),
    QuoteCase("وبحسب ليلى حداد، ⟦Q:وصلت السفينة أمس⟧.", "according_to ليلى حداد"),
    QuoteCase("وخرج سامر الحلبي من القاعة محذرا من أن ⟦Q:السد قد ينهار⟧.", "warn سامر الحلبي"),
    QuoteCase("ووصفت ليلى حداد القرار بأنه ⟦Q:فرصة ضائعة⟧.", "describe ليلى حداد"),
    QuoteCase("وقال المتهم سامر الحلبي إن ⟦Q:الشاهد كاذب⟧.", "neutral_say سامر الحلبي"),
    QuoteCase("وقال الداعية سامر الحلبي إن ⟦Q:الصدقة واجبة⟧.", "neutral_say سامر الحلبي"),
    QuoteCase("وقال القاضي سامر الحلبي إن ⟦Q:الجلسة رفعت⟧.", "neutral_say سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي مؤكدا إن ⟦Q:العقد قانوني⟧.", "neutral_say سامر الحلبي"),
    QuoteCase(
      "وأكد سامر الحلبي أن ⟦Q:الوعد تحقق⟧، محذرا من أن ⟦Q:الوقت ضيق⟧.", "assert سامر الحلبي",
      "warn سامر الحلبي"),
    QuoteCase("وأكدت ليلى حداد مجددا أن ⟦Q:العقد قانوني⟧.", "assert ليلى حداد"),
    QuoteCase("رد سامر الحلبي: «⟦Q:لا أعرف شيئا عن العقد⟧».", "answer سامر الحلبي"),
    QuoteCase("وقد رد سامر الحلبي بأن ⟦Q:العقد قانوني⟧.", "answer سامر الحلبي"),
    QuoteCase("وفي تصريح أمس أكدت ليلى حداد أن ⟦Q:الجسر آمن⟧.", "assert ليلى حداد"),
    QuoteCase("وفي مؤتمر صحفي أكدت ليلى حداد أن ⟦Q:الجسر آمن⟧.", "assert ليلى حداد"),
    QuoteCase("وبررت ليلى حداد القرار بأن ⟦Q:الميزانية نفدت⟧.", "justify ليلى حداد"),
    QuoteCase("وقالت أمل حداد إن ⟦Q:الجسر آمن⟧.", "neutral_say أمل حداد"),
    QuoteCase("وقال شاكر العمري إن ⟦Q:الجسر آمن⟧.", "neutral_say شاكر العمري"),
    QuoteCase("وقال مؤيد العمري إن ⟦Q:الجسر آمن⟧.", "neutral_say مؤيد العمري"),
    QuoteCase("وحذر مؤيد العمري من أن ⟦Q:السد قد ينهار⟧.", "warn مؤيد العمري"),
    QuoteCase("وأكدت أمل حداد أن ⟦Q:الجسر آمن⟧.", "assert أمل حداد"),
    QuoteCase("أمل حداد: ⟦Q:الجسر آمن⟧", "- أمل حداد"),
    QuoteCase("وقال مبارك العمري إن ⟦Q:الجسر آمن⟧.", "neutral_say مبارك العمري"),
  ]

  /// What is right but not found yet, with what goes wrong. No test runs these.
  private static let openCases: [QuoteCase] = [
    // Marked words behind the object are called direct, unlike those behind ندد.
    QuoteCase("ورحب سامر الحلبي بالقرار ⟦Q:«الشجاع والمنتظر منذ سنوات»⟧.", "praise سامر الحلبي"),
    // نص is taken into the name of the speaker.
    QuoteCase("ونص القرار على أن ⟦Q:الضريبة تلغى في يناير⟧.", "doc_says القرار"),
    // ذكّر with its shadda reminds and is read as ذكر; the object joins the name.
    QuoteCase("وذكّر سامر الحلبي الحضور بأن ⟦Q:المصنع بني بأموالهم⟧.", "recall سامر الحلبي"),
    // The object joins the name of the subject.
    QuoteCase(
      "وغادر سامر الحلبي القاعة مذكّرا بأن ⟦Q:المصنع بني بأموال الدولة⟧.", "recall سامر الحلبي"),
    QuoteCase("ووصف سامر الحلبي العرض بأنه ⟦Q:فرصة ضائعة⟧.", "describe سامر الحلبي"),
    // The verb of a relative clause without pronoun is lost (حفلا أكدت فيه).
    QuoteCase("وشهدت المدينة حفلا أكدت فيه ليلى حداد أن ⟦Q:المسرح سيعود⟧.", "assert ليلى حداد"),
    // وردت at the start is read as ورد, not as و and رد.
    QuoteCase("وردت ليلى حداد: «⟦Q:لا أعرف شيئا عن العقد⟧».", "answer ليلى حداد"),
    // The object joins the name of the subject.
    QuoteCase("وغادر سامر الحلبي القاعة محذرا من أن ⟦Q:السد قد ينهار⟧.", "warn سامر الحلبي"),
    // A noun of speech as object (أصدرت تحذيرا من أن) finds no clause.
    QuoteCase("وأصدرت وزارة الصحة تحذيرا من أن ⟦Q:الماء ملوث⟧.", "warn وزارة الصحة"),
    // A frame with a pronoun (في تصريح لها) hides the verb behind it.
    QuoteCase("وفي تصريح لها أكدت ليلى حداد أن ⟦Q:الجسر آمن⟧.", "assert ليلى حداد"),
    // A title that looks like a participle (مقرر) hides the name behind it.
    QuoteCase("وقال مقرر اللجنة سامر الحلبي إن ⟦Q:التقرير جاهز⟧.", "neutral_say سامر الحلبي"),
    // A title that looks like a participle (معلق) hides the name behind it.
    QuoteCase("وقال معلق المباراة سامر الحلبي إن ⟦Q:اللاعب أصيب⟧.", "neutral_say سامر الحلبي"),
    // The object between عزا and إلى أن is not skipped.
    QuoteCase("وعزا سامر الحلبي التأخير إلى أن ⟦Q:الطريق مقطوع⟧.", "justify سامر الحلبي"),
    // The clause goes to the participle with an object of its own, not to قال.
    QuoteCase("وقال سامر الحلبي، نافيا التهمة، إن ⟦Q:العقد قانوني⟧.", "neutral_say سامر الحلبي"),
    // A name that looks like a verb (وعد) is no subject.
    QuoteCase("وقالت وعد حداد إن ⟦Q:الجسر آمن⟧.", "neutral_say وعد حداد"),
  ]
}
