import ETLModel
import Testing

@Suite struct PolarityTests {
  /// Each content with its polarity and its speaker.
  @Test(arguments: cases)
  func `a source says so, denies it, or makes no statement`(example: QuoteCase) throws {
    try check(example)
  }

  @Test(arguments: openCases)
  func `what is known to be wrong`(example: QuoteCase) {
    withKnownIssue { try check(example) }
  }

  private func check(_ example: QuoteCase) throws {
    try example.check { quote, tagged in
      "\(quote.polarity) \(tagged.speakerName(quote) ?? "-")"
    }
  }

  private static let cases: [QuoteCase] = [
    QuoteCase("وطلب القاضي من الشاهد أن ⟦Q:يقول إن العقد مزور⟧.", "asserted القاضي"),
    QuoteCase("ونفى سامر الحلبي أن ⟦Q:يكون المصنع قد بيع⟧.", "denied سامر الحلبي"),
    QuoteCase("وأنكرت ليلى حداد ⟦Q:أنها وقعت العقد⟧.", "denied ليلى حداد"),
    QuoteCase("وتنفي شركة النور أن ⟦Q:تكون قد لوثت النهر⟧.", "denied شركة النور"),
    QuoteCase("ونفت ليلى حداد نفيا قاطعا أن ⟦Q:يكون المصنع قد بيع⟧.", "denied ليلى حداد"),
    QuoteCase("وكان سامر الحلبي قد نفى أن ⟦Q:يكون المصنع قد بيع⟧.", "denied سامر الحلبي"),
    QuoteCase("وزارة النقل: ⟦Q:لم نغلق الطريق⟧", "asserted وزارة النقل"),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:المصنع لن يباع⟧.", "asserted سامر الحلبي"),
    QuoteCase(
      "وأكد سامر الحلبي أن ⟦Q:المصنع باق⟧، ونفى أن ⟦Q:يكون قد بيع⟧.", "asserted سامر الحلبي",
      "denied سامر الحلبي"),
    QuoteCase("وخرج سامر الحلبي من القاعة نافيا أن ⟦Q:يكون قد استقال⟧.", "denied سامر الحلبي"),
    // What is no report, and what looks negated, asked or planned but is one.
    QuoteCase("ولم يقل سامر الحلبي إن المصنع سيغلق."),
    QuoteCase("ولم تذكر وزارة النقل أن الطريق مغلق."),
    QuoteCase("وغادر سامر الحلبي القاعة دون أن يذكر أن المصنع سيغلق."),
    QuoteCase("وغادرت ليلى حداد القاعة من دون أن تقول إن المصنع سيباع."),
    QuoteCase("ولا يقول سامر الحلبي إن المصنع خاسر."),
    QuoteCase("ورفض سامر الحلبي التعليق."),
    QuoteCase("وليس صحيحا أن المصنع سيباع."),
    QuoteCase("وقال سامر الحلبي ⟦Q:إنه ليس صحيحا أن المصنع سيباع⟧.", "asserted سامر الحلبي"),
    QuoteCase("إذا قال سامر الحلبي إن المصنع سيغلق فسنرحل."),
    QuoteCase("ولو أعلنت ليلى حداد أنها ستستقيل لخرج العمال."),
    QuoteCase("وفي حال أكدت وزارة الصحة أن اللقاح آمن ستبدأ الحملة."),
    QuoteCase("وسواء قال سامر الحلبي إن المصنع خاسر أم سكت فالنتيجة واحدة."),
    QuoteCase("وسيعلن سامر الحلبي غدا أن المصنع سيغلق."),
    QuoteCase("ومن المتوقع أن تعلن ليلى حداد أن المصنع سيفتح."),
    QuoteCase("وسوف يؤكد سامر الحلبي أن القرار نهائي."),
    QuoteCase("ومن المقرر أن يكشف سامر الحلبي أن العقد وقع."),
    QuoteCase("ولن تقول ليلى حداد إن الأرقام خاطئة."),
    QuoteCase("ويستعد سامر الحلبي ليعلن أن المصنع بيع."),
    QuoteCase("وقد يقول سامر الحلبي إن المصنع خاسر."),
    QuoteCase("وقد قال سامر الحلبي إن ⟦Q:المصنع خاسر⟧.", "asserted سامر الحلبي"),
    QuoteCase("وربما قال سامر الحلبي إن المصنع خاسر."),
    QuoteCase("ويجب أن يقول سامر الحلبي إن المصنع خاسر."),
    QuoteCase("وكاد سامر الحلبي يقول إن المصنع خاسر."),
    QuoteCase("وأكدت ليلى حداد ⟦Q:أنها لم توقع العقد⟧.", "asserted ليلى حداد"),
    QuoteCase("وقالت ليلى حداد: «⟦Q:لا، لم أقل ذلك⟧».", "asserted ليلى حداد"),
    QuoteCase(
      "ولم تعلق وزارة النقل على الخبر، لكن ليلى حداد قالت إن ⟦Q:الطريق سيغلق⟧.",
      "asserted ليلى حداد"),
    QuoteCase("وما قال سامر الحلبي إن المصنع سيباع."),
    QuoteCase("ولم يعد سامر الحلبي يقول إن المصنع خاسر."),
    QuoteCase("ولا صحة للقول إن المصنع سيباع."),
    QuoteCase("ولا شك في أن المصنع خاسر."),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:الوزارة لم تعلن أن الطريق مغلق⟧.", "asserted سامر الحلبي"),
    QuoteCase(
      "ولم ترد ليلى حداد على السؤال، لكنها أوضحت أن ⟦Q:العقد قانوني⟧.", "asserted ليلى حداد"),
    QuoteCase("وتمنت ليلى حداد لو قال سامر الحلبي إن المصنع باق."),
    QuoteCase("وليته قال إن المصنع خاسر."),
    QuoteCase("ولم تؤكد وزارة الصحة أو تنف أن اللقاح آمن."),
    QuoteCase("ولم تقل ليلى حداد: «سنبيع المصنع»."),
    QuoteCase("ونفت وزارة الصحة الاتهامات، وأكدت أن ⟦Q:العقد قانوني⟧.", "asserted وزارة الصحة"),
    QuoteCase("ونفت ليلى حداد هذه الاتهامات، وأكدت أن ⟦Q:العقد قانوني⟧.", "asserted ليلى حداد"),
    QuoteCase("وأكدت ليلى حداد أن ⟦Q:الشركة لم توقع العقد⟧.", "asserted ليلى حداد"),
    QuoteCase("وأكدت ليلى حداد ⟦Q:أنها وقعت العقد⟧.", "asserted ليلى حداد"),
    QuoteCase("وقالت ليلى حداد ⟦Q:إنها لم توقع العقد⟧.", "asserted ليلى حداد"),
    QuoteCase("وأكدت ليلى حداد ⟦Q:أنها لن تبيع المصنع⟧.", "asserted ليلى حداد"),
    QuoteCase("وقالت ليلى حداد إن ⟦Q:المصنع لم يبع⟧.", "asserted ليلى حداد"),
    QuoteCase("وقال سامر الحلبي ⟦Q:إنه لا يبيع المصنع⟧.", "asserted سامر الحلبي"),
    QuoteCase("هل قالت ليلى حداد إن المصنع سيباع؟"),
    QuoteCase(
      "ولم يقل سامر الحلبي إن المصنع سيغلق، بل قال إن ⟦Q:الإنتاج سينخفض⟧.", "asserted سامر الحلبي"),
    QuoteCase("ولم يكتف سامر الحلبي بالصمت، بل أكد أن ⟦Q:المصنع باق⟧.", "asserted سامر الحلبي"),
    QuoteCase("ولم يلبث سامر الحلبي أن قال إن ⟦Q:المصنع سيباع⟧.", "asserted سامر الحلبي"),
  ]

  /// What is right but not found yet, with what goes wrong. No test runs these.
  private static let openCases: [QuoteCase] = [
    // The words of the denial itself, behind a colon, are called denied.
    QuoteCase("وزارة النقل تنفي: ⟦Q:لم نغلق الطريق⟧", "asserted وزارة النقل"),
    // القول joins the name, and the refusal to say something becomes a report.
    QuoteCase("ورفضت ليلى حداد القول إن المصنع خاسر."),
    // The refusal to comment on something becomes a report.
    QuoteCase("ورفضت وزارة النقل التعليق على أن الطريق مغلق."),
    // لم يستبعد is read as no report; not to rule out is a statement.
    QuoteCase("ولم يستبعد سامر الحلبي أن ⟦Q:يباع المصنع⟧.", "asserted سامر الحلبي"),
    // لم يخف is no cue; not to hide is a statement.
    QuoteCase("ولم يخف سامر الحلبي أن ⟦Q:المصنع خاسر⟧.", "asserted سامر الحلبي"),
    // استبعد is called asserted; the source denies what the clause says.
    QuoteCase("واستبعد سامر الحلبي أن ⟦Q:يباع المصنع⟧.", "denied سامر الحلبي"),
    // إن that opens a condition is not seen.
    QuoteCase("وإن قال سامر الحلبي إن المصنع خاسر فلن يصدقه أحد."),
    // يعتزم is parted by its subject from the verb that it blocks.
    QuoteCase("وتعتزم وزارة النقل أن تعلن أن الطريق مغلق."),
    // ما إن … حتى is read as a negation.
    QuoteCase("وما إن وصل سامر الحلبي حتى قال إن ⟦Q:المصنع سيباع⟧.", "asserted سامر الحلبي"),
    // لا تزال is read as a negation.
    QuoteCase("ولا تزال ليلى حداد تقول إن ⟦Q:المصنع رابح⟧.", "asserted ليلى حداد"),
    // ما زال is read as a negation.
    QuoteCase("وما زال سامر الحلبي يؤكد أن ⟦Q:المصنع باق⟧.", "asserted سامر الحلبي"),
    // What the denial says was not said becomes a report.
    QuoteCase("ونفت ليلى حداد أن ⟦Q:يكون سامر الحلبي قد قال إن المصنع خاسر⟧.", "denied ليلى حداد"),
    // The object joins the name of the subject.
    QuoteCase("ونفت ليلى حداد الاتهامات وأكدت أن ⟦Q:العقد قانوني⟧.", "asserted ليلى حداد"),
    // ألا is not read as أن with لا; what is not to be said becomes a report.
    QuoteCase("وطلبت ليلى حداد من سامر الحلبي ⟦Q:ألا يقول إن المصنع خاسر⟧.", "asserted ليلى حداد"),
  ]
}
