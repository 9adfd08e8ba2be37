import ETLStages
import Testing

struct SearchTermsTests {
  @Test(arguments: [
    ("احمد", #"("احمد" OR "الاحمد")"#),
    ("أحمد", #"("احمد" OR "أحمد" OR "الاحمد" OR "الأحمد")"#),
    ("الوزير", #"("الوزير" OR "وزير")"#),
    ("الله", #"("الله" OR "الالله")"#),
    ("أمريك*", #"("امريك" * OR "أمريك" * OR "الامريك" * OR "الأمريك" *)"#),
    (#""مجلس الأمن" يوم"#, #"("مجلس الامن" OR "مجلس الأمن") AND ("يوم" OR "اليوم")"#),
    (#""مجلس الامن"*"#, #"("مجلس الامن" *)"#),
    ("a\"b", #"("a" OR "الa") AND ("b")"#),
    ("وزير-دولة", #"("وزير دوله" OR "وزير دولة")"#),
    ("NEAR(كتب)", #"("near كتب" OR "NEAR كتب")"#),
  ])
  func `terms become an expression without operators of the user`(text: String, match: String) {
    #expect(SearchTerms(text)?.match == match)
  }

  @Test(arguments: ["", " ", "***", "\"\"", "\"", "-", "ـ", "\u{0}"])
  func `there must be a word`(text: String) {
    #expect(SearchTerms(text) == nil)
  }

  @Test(arguments: [
    ("كتب", "كَتَبَ أحمد", "[كَتَبَ] أحمد"),
    ("كتب احمد", "كَتَبَ أحمد.", "[كَتَبَ أحمد]."),
    ("مجلس", "هو في\nالمجلس", "هو في [المجلس]"),
    ("غائب", "هو هنا", "هو هنا"),
    ("سبعة", "واحد اثنان ثلاثة أربعة خمسة ستة سبعة", "…ثلاثة أربعة خمسة ستة [سبعة]"),
  ])
  func `an excerpt shows what was found as it is written`(
    terms: String, text: String, excerpt: String
  ) {
    #expect(SearchTerms(terms)?.excerpt(of: text) == excerpt)
  }

  @Test func `an excerpt of a long text is short`() {
    let text = Array(repeating: "كلمة", count: 1000).joined(separator: " ")
    #expect(SearchTerms("كلمة")?.excerpt(of: text).split(separator: " ").count == 24)
  }
}
