import ETLModel
import QuoteTagging
import Testing

@Suite struct SeedArticleTests {
  /// The quote whose content starts with `words`.
  private func quote(_ words: String, in tagged: TaggedDocument) throws -> Quote {
    try #require(
      tagged.statements.first { tagged.string($0.content)?.hasPrefix(words) == true }, "\(words)")
  }

  @Test func `a statement speaks, and a spokesman without a name describes`() throws {
    let tagged = try TaggerFixture.tag(TaggerFixture.article("000"))
    let statement = try quote("“نشعر بقلق بالغ إزاء", in: tagged)
    #expect(statement.kind == .mixed)
    #expect(tagged.string(statement.source) == "البيان")
    #expect(statement.segments.filter(\.isVerbatim).count == 2)
    let description = try quote("“أكبر إجراء منسق", in: tagged)
    #expect(description.kind == .mixed)
    #expect(description.rule == QuoteRule.describeAs.id)
    #expect(tagged.speakerName(description) == "متحدث باسم وزارة الخارجية الأمريكية")
    let speaker = try #require(description.speaker)
    #expect(tagged.speakers[speaker].kind == .anonymous)
    let same = try quote("إننا نحث البلدين", in: tagged)
    #expect(same.speaker == description.speaker)
    #expect(same.resolution == .definite)
  }

  @Test func `a spokesman speaks through the first paragraphs`() throws {
    let tagged = try TaggerFixture.tag(TaggerFixture.article("002"))
    for words in [
      "الولايات المتحدة تشعر بالقلق", "واشنطن تحث بيونج يانج", "وزير الدفاع الروسي سيرجي شويجو",
      "نحث كوريا الديمقراطية", "أي صفقة أسلحة", "الرئيس الروسي فلاديمير بوتين",
    ] {
      #expect(tagged.speakerName(try quote(words, in: tagged)) == "جون كيربي", "\(words)")
    }
    #expect(try quote("واشنطن تحث", in: tagged).resolution == .participle)
    #expect(try quote("نحث كوريا", in: tagged).kind == .direct)
    #expect(try quote("نحث كوريا", in: tagged).resolution == .dropped)
  }

  @Test func `an ambassador goes on in the next sentence`() throws {
    let tagged = try TaggerFixture.tag(TaggerFixture.article("003"))
    let first = try quote("من المثير للقلق", in: tagged)
    let second = try quote("نعتقد أن موسكو", in: tagged)
    #expect(tagged.speakerName(first) == "ليندا توماس غرينفيلد")
    #expect(second.speaker == first.speaker)
    #expect(first.role == "السفيرة الأميركية لدى الأمم المتحدة")
    let other = try quote("أن التعاون الروسي", in: tagged)
    #expect(tagged.speakerName(other) == "فاسيلي نيبينزيا")
  }
}
