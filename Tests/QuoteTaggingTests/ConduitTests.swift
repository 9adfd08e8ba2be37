import ETLModel
import Testing

@Suite struct ConduitTests {
  /// Each content with its speaker, and behind `via` who passed it on.
  @Test(arguments: cases)
  func `who passes a statement on is told from who speaks`(example: QuoteCase) throws {
    try example.check { quote, tagged in
      let conduits = quote.participants.filter { $0.part == .conduit }.compactMap { conduit in
        conduit.speaker.map { tagged.speakers[$0].name } ?? tagged.string(conduit.span)
      }
      return ([tagged.speakerName(quote) ?? "-"] + conduits).joined(separator: " via ")
    }
  }

  private static let cases: [QuoteCase] = [
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، بحسب صحيفة الغد.", "سامر الحلبي via صحيفة الغد"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، وفق وكالة النور.", "سامر الحلبي via وكالة النور"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، وفقا لقناة المدى.", "سامر الحلبي via قناة المدى"),
    QuoteCase(
      "وقالت ليلى حداد إن ⟦Q:السفينة وصلت⟧، نقلا عن موقع الساحل.", "ليلى حداد via موقع الساحل"),
    QuoteCase(
      "وقالت ليلى حداد إن ⟦Q:السفينة وصلت⟧، كما ذكرت صحيفة الغد.", "ليلى حداد via صحيفة الغد"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، طبقا لما نشرته صحيفة الغد.",
      "سامر الحلبي via صحيفة الغد"),
    QuoteCase(
      "ونقلت وكالة النور عن سامر الحلبي قوله إن ⟦Q:السفينة وصلت⟧.", "سامر الحلبي via وكالة النور"),
    QuoteCase("ونقلت صحيفة الغد عن مصدر أمني أن ⟦Q:الطريق فتح⟧.", "مصدر أمني via صحيفة الغد"),
    QuoteCase(
      "ونقل موقع الساحل عن ليلى حداد قولها: «⟦Q:لن نرحل من هنا⟧».", "ليلى حداد via موقع الساحل"),
    QuoteCase("وأوردت صحيفة الغد أن ⟦Q:السفينة غرقت⟧.", "صحيفة الغد"),
    QuoteCase("⟦Q:غرقت السفينة أمس⟧، بحسب صحيفة الغد.", "صحيفة الغد"),
    QuoteCase("⟦Q:غرقت السفينة أمس⟧، نقلا عن وكالة النور.", "وكالة النور"),
    QuoteCase("وجلس سامر الحلبي على الكرسي حسب العادة."),
    QuoteCase("وقالت وكالة النور إن ⟦Q:السفينة وصلت⟧.", "وكالة النور"),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، وفقا لرويترز.", "سامر الحلبي via رويترز"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، وفقا لوكالة رويترز.", "سامر الحلبي via رويترز"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، حسب وكالة فرانس برس.",
      "سامر الحلبي via وكالة فرانس برس"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧ بحسب ما أعلنت وكالة النور.",
      "سامر الحلبي via وكالة النور"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، بحسب ما نقلت وكالة النور.",
      "سامر الحلبي via وكالة النور"),
    // Outlets that speak or are told, and the same words with another sense.
    QuoteCase("ونقل عن سامر الحلبي قوله إن ⟦Q:السفينة وصلت⟧.", "سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي لصحيفة الغد إن ⟦Q:السفينة وصلت⟧.", "سامر الحلبي"),
    QuoteCase(
      "وقال سامر الحلبي لقناة المدى إن ⟦Q:السفينة وصلت⟧، بحسب وكالة النور.",
      "سامر الحلبي via وكالة النور"),
    QuoteCase("وارتفعت الأسعار وفق القانون."),
    QuoteCase("ووزعت الحصص بحسب العمر."),
    QuoteCase("ونقلت سيارات الإسعاف المصابين إلى المستشفى."),
    QuoteCase("ونقل سامر الحلبي أثاثه عن طريق البحر."),
    QuoteCase("ووفق سامر الحلبي في الامتحان."),
    QuoteCase("وقسمت الأرض حسب مساحتها."),
    QuoteCase("وحسب سامر الحلبي أن المصنع باق."),
    QuoteCase("وقالت ليلى حداد إن ⟦Q:النار امتدت وفق اتجاه الريح⟧.", "ليلى حداد"),
    QuoteCase("وقالت ليلى حداد إن ⟦Q:المسافرين نقلوا عن طريق البحر⟧.", "ليلى حداد"),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:الأجور ستصرف حسب الأقدمية⟧.", "سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:العمل يسير وفقا للخطة⟧.", "سامر الحلبي"),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:المصنع نقل عن المدينة⟧.", "سامر الحلبي"),
    QuoteCase("«⟦Q:لن نرحل من هنا⟧»، قالت ليلى حداد لوكالة النور.", "ليلى حداد"),
    QuoteCase("وقال مدير صحيفة الغد سامر الحلبي إن ⟦Q:الطباعة توقفت⟧.", "سامر الحلبي"),
    QuoteCase("وقال مراسل وكالة النور إن ⟦Q:النار وصلت إلى الميناء⟧.", "مراسل وكالة النور"),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:صحيفة الغد أغلقت أبوابها⟧.", "سامر الحلبي"),
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، وأكدت وكالة النور أن ⟦Q:الركاب بخير⟧.", "سامر الحلبي",
      "وكالة النور"),
    QuoteCase("ونقلت صحيفة الغد مقرها عن وسط المدينة."),
    QuoteCase("وقال سامر الحلبي لرويترز إن ⟦Q:السفينة وصلت⟧.", "سامر الحلبي"),
    QuoteCase(
      "ونقلت وكالة النور عن بيان لوزارة النقل أن ⟦Q:الطريق فتح⟧.", "وزارة النقل via وكالة النور"),
    QuoteCase("وعن طريق الجبل وصلت ليلى حداد إلى القرية."),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:المخطوط نقل عن نسخة قديمة⟧.", "سامر الحلبي"),
  ]

  /// What is right but not found yet, with what goes wrong. No test runs these.
  private static let openCases: [QuoteCase] = [
    // The outlet is entered twice.
    QuoteCase(
      "وقال سامر الحلبي إن ⟦Q:السفينة وصلت⟧، حسبما ذكرت صحيفة الغد.", "سامر الحلبي via صحيفة الغد"),
    // على ما أفادت does not end the content.
    QuoteCase(
      "وقالت ليلى حداد إن ⟦Q:السفينة وصلت⟧، على ما أفادت وكالة النور.", "ليلى حداد via وكالة النور"),
    // وفق ما نقلت عنه finds no conduit behind a direct quote.
    QuoteCase(
      "وقال سامر الحلبي: «⟦Q:لن نرحل من هنا⟧»، وفق ما نقلت عنه وكالة النور.",
      "سامر الحلبي via وكالة النور"),
    // قوله joins the name of the speaker.
    QuoteCase("ونسبت صحيفة الغد إلى مصدر أمني قوله إن ⟦Q:الطريق فتح⟧.", "مصدر أمني via صحيفة الغد"),
    // The outlet speaks, and the source behind نقلا عن passes on.
    QuoteCase(
      "⟦Q:غرقت السفينة أمس⟧، حسبما أوردت صحيفة الغد نقلا عن مصدر أمني.", "مصدر أمني via صحيفة الغد"),
    // The outlet speaks, and the source between commas passes on.
    QuoteCase(
      "وذكرت وكالة النور، نقلا عن مصدر أمني، أن ⟦Q:الطريق فتح⟧.", "مصدر أمني via وكالة النور"),
    // وفق with a rule is taken for a source.
    QuoteCase("وقال سامر الحلبي إن ⟦Q:الرواتب ستدفع وفق القانون الجديد⟧.", "سامر الحلبي"),
    // بحسب with a measure is taken for a source.
    QuoteCase("وقالت ليلى حداد إن ⟦Q:المقاعد توزع بحسب عدد الأصوات⟧.", "ليلى حداد"),
    // The outlet before a clause with its own speaker speaks in a quote of its own.
    QuoteCase(
      "وبحسب صحيفة الغد، قال سامر الحلبي إن ⟦Q:السفينة وصلت⟧.", "سامر الحلبي via صحيفة الغد"),
    // The outlet behind نقلتها is lost.
    QuoteCase(
      "وقال سامر الحلبي، في تصريحات نقلتها وكالة النور، إن ⟦Q:السفينة وصلت⟧.",
      "سامر الحلبي via وكالة النور"),
    // The outlet behind أوردتها is lost.
    QuoteCase(
      "وقال سامر الحلبي في تصريحات أوردتها صحيفة الغد إن ⟦Q:السفينة وصلت⟧.",
      "سامر الحلبي via صحيفة الغد"),
    // The outlet behind نشرته is lost.
    QuoteCase(
      "وقالت ليلى حداد في بيان نشرته وكالة النور إن ⟦Q:الجسر آمن⟧.", "ليلى حداد via وكالة النور"),
    // The outlet between verb and clause is lost.
    QuoteCase(
      "قال سامر الحلبي إن ⟦Q:السفينة وصلت⟧.\nوأضاف، بحسب وكالة النور، أن ⟦Q:الركاب بخير⟧.",
      "سامر الحلبي", "سامر الحلبي via وكالة النور"),
    // عنه finds no speaker in the sentence before, and the outlet is lost.
    QuoteCase(
      "قال سامر الحلبي إن ⟦Q:السفينة وصلت⟧.\nونقلت عنه وكالة النور قوله إن ⟦Q:الركاب بخير⟧.",
      "سامر الحلبي", "سامر الحلبي via وكالة النور"),
    // The outlet speaks, and the source behind a leading نقلا عن is lost.
    QuoteCase(
      "ونقلا عن سامر الحلبي، قالت صحيفة الغد إن ⟦Q:السفينة وصلت⟧.", "سامر الحلبي via صحيفة الغد"),
    // Who is told behind إلى speaks, and who tells passes on.
    QuoteCase("ونقلت ليلى حداد إلى العمال أن ⟦Q:المصنع باق⟧.", "ليلى حداد"),
    // The outlet speaks, and the source behind بحسب passes on.
    QuoteCase("وقالت صحيفة الغد إن ⟦Q:السفينة غرقت⟧، بحسب مصدر أمني.", "مصدر أمني via صحيفة الغد"),
    // The outlet behind the source is lost.
    QuoteCase(
      "ونقلت عن سامر الحلبي وكالة النور قوله إن ⟦Q:السفينة وصلت⟧.", "سامر الحلبي via وكالة النور"),
  ]
}
