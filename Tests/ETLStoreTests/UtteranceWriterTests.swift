import ETLModel
import ETLStore
import ETLTestSupport
import Testing

struct UtteranceWriterTests {
  let fixture = StoreFixture()

  private func key(_ id: String) -> ArticleKey { ArticleKey(input: "test", externalID: id) }

  /// Verdicts that make one utterance of the first quotes of all ids, the first one standing for it.
  private func utterance(_ ids: [String], similarity: Double = 0.8) -> [UtteranceVerdict] {
    ids.enumerated().map { index, id in
      UtteranceVerdict(
        article: key(id),
        links: [
          UtteranceLink(
            quote: 0, representative: QuoteReference(article: key(ids[0]), quote: 0),
            similarity: index == 0 ? 1 : similarity)
        ])
    }
  }

  private func alone(_ id: String) -> UtteranceVerdict { UtteranceVerdict(article: key(id)) }

  private let members = """
    SELECT utterance_id, external_id, similarity FROM utterance_quote JOIN quote USING (quote_id)
    JOIN article_version USING (version_id) JOIN article USING (article_id)
    ORDER BY utterance_id, external_id
    """
  private let representatives = """
    SELECT utterance_id, external_id, name FROM utterance
    JOIN quote ON quote_id = representative_quote_id JOIN article_version USING (version_id)
    JOIN article USING (article_id) JOIN speaker ON speaker.speaker_id = utterance.speaker_id
    ORDER BY utterance_id
    """

  @Test func `utterances are written, and an unchanged run changes nothing`() throws {
    let articles = ["a", "b", "c"].map { rows($0) }
    let verdicts = utterance(["b", "a"]) + [alone("c")]
    try fixture.load(articles, utterances: verdicts)
    #expect(try fixture.query(members) == ["1|a|0.8", "1|b|1.0"])
    #expect(try fixture.query(representatives) == ["1|b|الناطق"])
    let before = try fixture.dump()
    #expect(try !fixture.load(articles, utterances: verdicts).hasChanges)
    #expect(try fixture.dump() == before)
  }

  @Test func `an utterance keeps its id while it grows and gets another representative`() throws {
    try fixture.load(
      ["a", "b", "c", "d"].map { rows($0) }, utterances: utterance(["c", "d"]))
    try fixture.load(
      ["a", "b", "c", "d", "e"].map { rows($0) },
      utterances: utterance(["a", "b"]) + utterance(["e", "c", "d"]))
    #expect(
      try fixture.query(members)
        == ["1|c|0.8", "1|d|0.8", "1|e|1.0", "2|a|1.0", "2|b|0.8"])
    #expect(try fixture.query(representatives) == ["1|e|الناطق", "2|a|الناطق"])
  }

  @Test func `utterances that grow together keep the smaller id`() throws {
    let articles = ["a", "b", "c", "d"].map { rows($0) }
    try fixture.load(articles, utterances: utterance(["a", "b"]) + utterance(["c", "d"]))
    try fixture.load(articles, utterances: utterance(["d", "c", "b", "a"]))
    #expect(try fixture.query("SELECT utterance_id FROM utterance") == ["1"])
    #expect(try fixture.query("SELECT count(*) FROM utterance_quote") == ["4"])
  }

  @Test func `an utterance that splits leaves its id to the larger part`() throws {
    let articles = ["a", "b", "c", "d", "e"].map { rows($0) }
    try fixture.load(articles, utterances: utterance(["a", "b", "c", "d", "e"]))
    let split = utterance(["a", "b"]) + utterance(["c", "d", "e"])
    try fixture.load(articles, utterances: split)
    #expect(
      try fixture.query(representatives) == ["1|c|الناطق", "2|a|الناطق"])
    let before = try fixture.dump()
    #expect(try !fixture.load(articles, utterances: split).hasChanges)
    #expect(try fixture.dump() == before)
  }

  @Test func `quotes of articles that a run does not see stay, also when it merges`() throws {
    try fixture.load(
      ["a", "b", "c", "d"].map { rows($0) },
      utterances: utterance(["a", "b"]) + utterance(["c", "d"]))
    try fixture.load(
      ["b", "c", "e"].map { rows($0) }, utterances: utterance(["b", "c", "e"]))
    #expect(try fixture.query("SELECT utterance_id FROM utterance") == ["1"])
    #expect(try fixture.query("SELECT count(*) FROM utterance_quote") == ["5"])
  }

  @Test func `an utterance that falls apart leaves`() throws {
    let articles = ["a", "b"].map { rows($0) }
    try fixture.load(articles, utterances: utterance(["a", "b"]))
    try fixture.load(articles, utterances: [alone("a"), alone("b")])
    #expect(try fixture.query("SELECT * FROM utterance").isEmpty)
    #expect(try fixture.query("SELECT * FROM utterance_quote").isEmpty)
  }

  @Test func `quotes that are written again keep their utterance`() throws {
    try fixture.load(
      ["x", "y", "a", "b"].map { rows($0) },
      utterances: utterance(["x", "y"]) + utterance(["a", "b"]))
    try fixture.load(
      ["a", "b"].map { rows($0) } + ["x", "y"].map { rows($0, analysis: "new") },
      utterances: utterance(["x", "y"]) + utterance(["a", "b"]))
    #expect(try fixture.query(representatives) == ["1|a|الناطق", "2|x|الناطق"])
  }

  @Test func `a new version takes the quotes of the old one out`() throws {
    let verdicts = utterance(["a", "b", "c"])
    try fixture.load(["a", "b", "c"].map { rows($0) }, utterances: verdicts)
    let changed = [rows("a", title: "عنوان"), rows("b"), rows("c")]
    try fixture.load(changed, utterances: verdicts)
    #expect(
      try fixture.query(
        "SELECT DISTINCT is_current FROM utterance_quote JOIN quote USING (quote_id) JOIN article_version USING (version_id)"
      ) == ["1"])
    #expect(try fixture.query(representatives) == ["1|a|الناطق"])
  }

  @Test(arguments: [nil, "new"])
  func `without a stage that links quotes, those written again leave their utterances`(
    analysis: String?
  ) throws {
    try fixture.load(["a", "b", "c"].map { rows($0) }, utterances: utterance(["a", "b", "c"]))
    let title = analysis == nil ? "عنوان" : nil
    try fixture.load([rows("a", title: title, analysis: analysis)])
    #expect(try fixture.query(members) == ["1|b|0.8", "1|c|0.8"])
    #expect(try fixture.query(representatives) == ["1|b|الناطق"])
    try fixture.load([rows("b", title: title, analysis: analysis)])
    #expect(try fixture.query("SELECT * FROM utterance").isEmpty)
    #expect(try fixture.query("SELECT * FROM utterance_quote").isEmpty)
    #expect(try fixture.query("PRAGMA foreign_key_check").isEmpty)
  }

  @Test func `an utterance whose other quotes were not loaded is none`() throws {
    try fixture.load([rows("a")], utterances: utterance(["a", "b"]))
    #expect(try fixture.query("SELECT * FROM utterance").isEmpty)
  }
}
