import ETLTestSupport
import Foundation
import GRDB
import Testing

/// Copies are found day by day as in one run over everything.
struct DailyCopiesTests {
  let workspace = Workspace()

  private struct Article {
    var id: String
    var day: Int?
    var words: [String]
    /// The run that brings it.
    var run: Int
  }

  /// Stories with copies that are whole, edited, cut, undated, early and late, and templates.
  private static func articles(seed: UInt64) -> [Article] {
    var news = InventedNews(seed: seed)
    var articles: [Article] = []
    for story in 0..<14 {
      let words = news.words(Int.random(in: 40...140, using: &news.random))
      let day = Int.random(in: 1...20, using: &news.random)
      func add(_ words: [String], _ day: Int?) {
        articles.append(
          Article(
            id: "s\(story)-\(articles.count)", day: day, words: words,
            run: Int.random(in: 0..<6, using: &news.random)))
      }
      add(words, day)
      for _ in 0..<Int.random(in: 0...4, using: &news.random) {
        let later = day + Int.random(in: 0...9, using: &news.random)
        switch Int.random(in: 0..<5, using: &news.random) {
        case 0: add(words, later)
        case 1: add(Array(words.prefix(words.count * 2 / 3)), later)
        case 2: add(news.edited(words, oneIn: 8), nil)
        case 3: add(news.words(30) + words, later)
        default: add(news.edited(words, oneIn: 10), later)
        }
      }
    }
    return articles
  }

  private func write(_ articles: [Article], through run: Int) throws {
    for number in 0...run {
      let lines = try articles.filter { $0.run == number }.map { article in
        var fields = ["id": article.id, "text": article.words.joined(separator: " ") + "."]
        fields["date"] = article.day.map { String(format: "2026-03-%02d", $0) }
        return String(
          decoding: try JSONSerialization.data(withJSONObject: fields, options: .sortedKeys),
          as: UTF8.self)
      }
      try workspace.directory.write(
        lines.joined(separator: "\n") + "\n", to: "in/day\(number).jsonl")
    }
    // What was written a moment ago is not trusted to stay.
    Thread.sleep(forTimeInterval: 0.15)
  }

  /// Members by cluster, and all evidence, by the ids of the articles.
  private func copies() throws -> [String] {
    let articles = "JOIN article_version v USING (version_id) JOIN article a USING (article_id)"
    return try workspace.query(
      """
      SELECT group_concat(line, ', ') FROM (
        SELECT cluster_id, a.external_id || ' ' || relation || ' ' || coalesce(jaccard, '') AS line
        FROM duplicate_member \(articles) ORDER BY a.external_id)
      GROUP BY cluster_id ORDER BY 1
      """)
      + workspace.query(
        """
        SELECT min(a.external_id, b.external_id), max(a.external_id, b.external_id), relation,
          printf('%.9f', score)
        FROM duplicate_pair p
        JOIN article_version v ON v.version_id = a_version_id JOIN article a USING (article_id)
        JOIN article_version w ON w.version_id = b_version_id
        JOIN article b ON b.article_id = w.article_id ORDER BY 1, 2
        """)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `runs day by day find what one run finds`(seed: UInt64) throws {
    var articles = Self.articles(seed: seed)
    try workspace.writePipeline(["lines: { type: jsonl, paths: [\"in/*.jsonl\"] }"])
    for run in 0..<6 {
      if run == 3 {
        // A text that held copies together becomes another one; one becomes a copy.
        var news = InventedNews(seed: seed + 100)
        articles[0].words = news.words(80)
        articles[4].words = articles[1].words
      }
      try write(articles, through: run)
      let result = try workspace.run()
      #expect(result.code == 0, "\(result.errors)")
    }
    let daily = try copies()
    #expect(daily.count > 8)
    try FileManager.default.removeItem(atPath: workspace.database)
    #expect(try workspace.run().code == 0)
    let whole = try copies()
    #expect(Set(daily).symmetricDifference(whole) == [])
  }

  @Test func `an index that lacks articles is built again from their bodies`() throws {
    let articles = Self.articles(seed: 5)
    try workspace.writePipeline(["lines: { type: jsonl, paths: [\"in/*.jsonl\"] }"])
    try write(articles, through: 4)
    #expect(try workspace.run().code == 0)
    try DatabaseQueue(path: workspace.database).write {
      try $0.execute(sql: "DELETE FROM duplicate_signature")
    }
    let count = try workspace.query("SELECT count(*) FROM duplicate_signature")
    try write(articles, through: 5)
    #expect(try workspace.run().code == 0)
    let daily = try copies()
    #expect(count == ["0"])
    #expect(
      try workspace.query("SELECT count(*) FROM duplicate_signature")
        == workspace.query("SELECT count(*) FROM article"))
    try FileManager.default.removeItem(atPath: workspace.database)
    #expect(try workspace.run().code == 0)
    #expect(try copies() == daily)
  }
}
