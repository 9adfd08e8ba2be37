import ETLModel
import Testing

@Suite struct MentionTests {
  /// Each content with the names of those whom it names, joined by a comma.
  @Test(arguments: cases)
  func `who is named in a quote`(example: QuoteCase) throws {
    try example.check { quote, tagged in
      quote.mentions.map { tagged.speakers[$0.speaker].name }.joined(separator: "، ")
    }
  }

  @Test func `a mention stands at its words, each entity once`() throws {
    let tagged = try TaggerFixture.tag(
      "وقالت ليلى حداد إن روسيا بدأت وإن موسكو ستكمل وإن فرنسا تراقب.")
    let quote = try #require(tagged.statements.first)
    #expect(quote.mentions.map { tagged.string($0.span) } == ["روسيا", "فرنسا"])
    #expect(Set(quote.mentions.map(\.speaker)).count == quote.mentions.count)
  }

  private static let cases: [QuoteCase] = [
    QuoteCase("وقال سامر الحلبي إن ⟦Q:روسيا ستبيع القمح⟧.", "روسيا"),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:القمح يباع لروسيا ولفرنسا⟧.", "روسيا، فرنسا"),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:روسيا وفرنسا تبيعان القمح⟧.", "روسيا، فرنسا"),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:الرئيس كمال منصور لن يحضر⟧.", "كمال منصور"),
    QuoteCase("وقال سامر الحلبي: «⟦Q:موسكو تعرف ذلك⟧».", "روسيا"),
    // Whoever the article quotes is known by the surname.
    QuoteCase(
      "وقالت ليلى حداد إن ⟦Q:الجسر آمن⟧. وقال سامر الحلبي إن ⟦Q:حداد لم تر الجسر⟧.", "",
      "ليلى حداد"),
    // Traps.
    QuoteCase("وقال سامر الحلبي إن ⟦Q:الحلبي لا يكذب⟧.", ""),
    QuoteCase("وقالت روسيا إن ⟦Q:روسيا لن تبيع القمح⟧.", ""),
    QuoteCase("وقالت روسيا وفرنسا إن ⟦Q:روسيا لن تبيع القمح⟧.", ""),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:المعرض سيقام في موسكو⟧.", ""),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:المعرض سيقام بجدة⟧.", ""),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:الوزير سيحضر⟧.", ""),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:القمح يباع في الشرق الأوسط كله⟧.", ""),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:الحكومة ستنظر في الأمر⟧.", ""),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:العمال يحتاجون وقتا أطول⟧.", ""),
    QuoteCase("وقال سامر الحلبي إن ⟦Q:السد آمن⟧.\nوتقع روسيا في الشمال.", ""),
  ]
}
