import ETLModel
import ETLStore
import ETLTestSupport
import GRDB
import Testing

struct ReportRowsTests {
  let fixture = StoreFixture()

  @Test func `figures count current versions only`() throws {
    try fixture.load([rows("a", quotes: 2), rows("b")])
    try fixture.load([rows("a", body: "قال الناطق أمس إن السد امتلأ كله.", quotes: 3), rows("b")])
    let figures = try DatabaseReader(path: fixture.path).reportFigures()
    #expect(figures.articles == 2)
    #expect(figures.sentences == 2)
    #expect(figures.quotes == 4)
    #expect(figures.speakers == [.init("الناطق", 4)])
    #expect(figures.days == [.init("", 4)])
    #expect(figures.residue == [.init("share", 2)])
    #expect(figures.inputs == [.init("test", 2)])
  }

  @Test func `rejects are counted by reason, and the newest come first`() throws {
    let rejects = ["x", "y"].map { id in
      RunOutcomeRows.RejectRow(
        input: "test", externalID: id, stage: "read", reason: "empty", detail: "it is empty")
    }
    try fixture.load([rows("a")], rejects: rejects)
    let figures = try DatabaseReader(path: fixture.path).reportFigures()
    #expect(figures.rejectCounts.map(\.count) == [2])
    #expect(figures.rejects.map(\.externalID) == ["y", "x"])
  }

  @Test func `an article comes with its rows, and long bodies are cut`() throws {
    let body = "قال الناطق " + String(repeating: "نعم ", count: 6_000) + "."
    try fixture.load([rows("a", body: body, title: "عنوان")])
    let articles = try DatabaseReader(path: fixture.path).reportArticles(5, seed: 1)
    let article = try #require(articles.first)
    #expect(article.title == "عنوان")
    #expect(article.source == "saha")
    #expect(article.body.unicodeScalars.count == 20_000)
    #expect(article.bodyLength == body.unicodeScalars.count)
    #expect(article.sentences.map(\.range) == [0..<article.bodyLength])
    #expect(article.quotes.map(\.speaker) == ["الناطق"])
    #expect(article.quotes.map(\.range) == [0..<4])
    #expect(article.residue.map(\.rule) == ["share-line"])
  }

  @Test func `the seed chooses, and no more come than are asked for`() throws {
    try fixture.load((0..<30).map { rows("\($0)", body: "قال الناطق إن السد رقم \($0) امتلأ.") })
    let reader = try DatabaseReader(path: fixture.path)
    let first = try reader.reportArticles(5, seed: 1).map(\.externalID)
    #expect(first.count == 5)
    #expect(try reader.reportArticles(5, seed: 1).map(\.externalID) == first)
    #expect(try reader.reportArticles(5, seed: 2).map(\.externalID) != first)
    #expect(try reader.reportArticles(0, seed: 1).isEmpty)
    #expect(try reader.reportCopies(10, seed: 1).isEmpty)
  }

  @Test func `a range that is none is left out`() throws {
    try fixture.load([rows("a")])
    try DatabaseQueue(path: fixture.path).write { database in
      try database.execute(sql: "UPDATE quote SET cue = 'x', cue_start = 9, cue_end = 2")
    }
    let article = try DatabaseReader(path: fixture.path).reportArticles(1, seed: 1).first
    #expect(article?.quotes.first?.cue == "x")
    #expect(article?.quotes.first?.cueRange == nil)
  }

  @Test func `copies come as the representative and a member that differs`() throws {
    let keys = ["a", "b", "c"].map { ArticleKey(input: "test", externalID: $0) }
    let relations: [ClusterMembership.Relation] = [.representative, .exact, .near]
    let verdicts = zip(keys, relations).map { key, relation in
      DuplicateVerdict(
        article: key, membership: ClusterMembership(representative: keys[0], relation: relation))
    }
    try fixture.load(["a", "b", "c"].map { rows($0) }, verdicts)
    let copies = try DatabaseReader(path: fixture.path).reportCopies(10, seed: 1)
    #expect(copies.map(\.representative.externalID) == ["a"])
    #expect(copies.map(\.member.externalID) == ["c"])
    #expect(copies.map(\.relation) == ["near"])
    #expect(copies.map(\.size) == [3])
  }
}
