import ArabicText
import ArgumentParser
import Foundation
import HTMLText

/// Pages whose article is known, as rows for ``BoostedTrees``.
struct TrainingSet {
  struct Page {
    var site: String
    /// The set that the page belongs to, if the file of articles names one.
    var collection: String
    /// Where the blocks of the page and of its variants stand among all rows.
    var rows: Range<Int>
    var table: BlockTable
    /// Two pages without an article: what is left of this one, and a list of other stories.
    var empty: [BlockTable]
    var words: [[UInt64]]
    var gold: [UInt64]

    /// Pages of one site are never on both sides of a cross-validation.
    var siteHash: UInt64 { Array(site.utf8).withUnsafeBufferPointer { ByteHash.hash($0) } }

    /// The words that `trees` take for an article on each page that has none.
    func inventedWords(by trees: BlockTrees) -> [Int] {
      empty.map { page in
        zip(page.texts, page.chosen(by: trees))
          .reduce(0) { $0 + ($1.1 ? TextWords.hashes($1.0).count : 0) }
      }
    }

    /// The words of the blocks that `trees` take for the article.
    func chosenWords(by trees: BlockTrees) -> [UInt64] {
      zip(words, table.chosen(by: trees)).flatMap { $0.1 ? $0.0 : [] }
    }
  }

  private(set) var pages: [Page] = []
  /// Whether each block belongs to the article.
  private(set) var labels: [Bool] = []
  /// What each block weighs: about its share of the page's article.
  private(set) var weights: [Float] = []
  private(set) var table = BinnedTable([], width: 1)

  private struct GoldLine: Decodable {
    var id: String
    var body: String
    var title: String?
    var bench: String?
  }

  private struct PageLine: Decodable {
    var id: String
    var url: String?
    var htmlBase64: Data

    private enum CodingKeys: String, CodingKey {
      case id, url
      case htmlBase64 = "html_base64"
    }
  }

  /// - Throws: `ValidationError` if a file cannot be read, an error of the decoder if a line is
  ///   none of the expected ones.
  init(pages path: String, gold goldPath: String) throws {
    let decoder = JSONDecoder()
    var gold: [String: GoldLine] = [:]
    for line in try Self.lines(of: goldPath) {
      let row = try decoder.decode(GoldLine.self, from: line)
      gold[row.id] = row
    }
    let cards = TeaserCards(
      gold.values.sorted { $0.id < $1.id }.map { ($0.title, $0.body) })
    var random = Generator(state: 2)
    var values: [Float] = []
    for line in try Self.lines(of: path) {
      let row = try decoder.decode(PageLine.self, from: line)
      guard let known = gold[row.id] else { continue }
      let html = Array(String(decoding: row.htmlBase64, as: UTF8.self).utf8)
      let start = labels.count
      let article = TextWords.hashes(Array(known.body.utf8))
      let table = BlockTable(html)
      let words = table.texts.map(TextWords.hashes)
      append(table, Self.labels(words, article), article.count, weight: 1, &values)
      let list = BlockTable(cards.page(&random))
      if pages.count % 12 == 0 {
        append(list, list.texts.map { _ in false }, 600, weight: Self.remainderWeight, &values)
      }
      let remainder = appendVariants(
        random.next() % 4 == 0 ? html : cards.added(to: html, &random), article, &values)
      pages.append(
        Page(
          site: Self.site(of: row.url) ?? row.id, collection: known.bench ?? "pages",
          rows: start..<labels.count, table: table, empty: [remainder, list], words: words,
          gold: article))
    }
    table = BinnedTable(values, width: BlockColumn.all.count)
  }

  /// What a block of a page that was cut short weighs, beside one of a whole page.
  private static let briefWeight: Float = 0.4
  /// What a block of a page without its article weighs.
  private static let remainderWeight: Float = 0.2

  /// Adds a page with its article cut short, and without its article, which is returned.
  private mutating func appendVariants(
    _ html: [UInt8], _ article: [UInt64], _ values: inout [Float]
  ) -> BlockTable {
    let table = BlockTable(html)
    let words = table.texts.map(TextWords.hashes)
    let own = Self.labels(words, article)
    let brief = Self.cutShort(words, own)
    append(table, own, brief.words, without: brief.isCut, weight: Self.briefWeight, &values)
    append(table, own, article.count, without: own, weight: Self.remainderWeight, &values)
    return table.without(own)
  }

  /// Adds the blocks of a page that are not left out.
  private mutating func append(
    _ table: BlockTable, _ own: [Bool], _ articleWords: Int, without isLeftOut: [Bool]? = nil,
    weight: Float, _ values: inout [Float]
  ) {
    let used = isLeftOut.map { table.without($0) } ?? table
    values += used.values
    labels += own.indices.filter { !(isLeftOut?[$0] ?? false) }.map { own[$0] }
    for text in used.texts {
      let words = Float(TextWords.hashes(text).count)
      weights.append(weight * 8 * min(0.3, (words + 2) / Float(articleWords + 50)))
    }
  }

  /// Which blocks leave so that the article is a brief of about a fifth of its words, and the words
  /// that stay: on a page of the same site, but for its length.
  private static func cutShort(
    _ blocks: [[UInt64]], _ own: [Bool]
  ) -> (isCut: [Bool], words: Int) {
    let whole = blocks.indices.reduce(0) { $0 + (own[$1] ? blocks[$1].count : 0) }
    var words = 0
    let isCut = blocks.indices.map { index in
      guard own[index] else { return false }
      if words >= max(40, whole / 5) { return true }
      words += blocks[index].count
      return false
    }
    return (isCut, words)
  }

  private static func lines(of path: String) throws -> [Data] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("'\(path)' cannot be read")
    }
    return data.split(separator: 0x0A)
  }

  /// A block belongs to the article when at least half of its runs of four words stand in it; of a
  /// shorter block, when any run does that the block has a part in.
  private static func labels(_ blocks: [[UInt64]], _ article: [UInt64]) -> [Bool] {
    let known = Set(ExtractionScore.runs(article).keys)
    let owners = blocks.enumerated().flatMap { index, words in words.map { _ in index } }
    let flat = blocks.flatMap { $0 }
    var hits = [Double](repeating: 0, count: blocks.count)
    var runs = hits
    for start in 0..<max(0, flat.count - 3) {
      let hit: Double = known.contains(ExtractionScore.run(flat, start)) ? 1 : 0
      if owners[start] == owners[start + 3] {
        hits[owners[start]] += 2 * hit
        runs[owners[start]] += 2
      } else {
        // A run over several blocks says less of each.
        for owner in Set(owners[start..<start + 4]) {
          hits[owner] += hit
          runs[owner] += 0.5
        }
      }
    }
    return blocks.indices.map { index in
      blocks[index].count >= 4 ? hits[index] * 2 >= runs[index] && hits[index] > 0 : hits[index] > 0
    }
  }

  /// The registered domain of an address, near enough: `example.com`, `example.co.uk`.
  private static func site(of url: String?) -> String? {
    guard let host = url.flatMap({ URLComponents(string: $0)?.host }) else { return nil }
    let labels = host.lowercased().split(separator: ".")
    guard labels.count > 2 else { return host.lowercased() }
    let isShared = ["co", "com", "org", "net", "gov", "ac", "edu"].contains(
      labels[labels.count - 2])
    return labels.suffix(isShared ? 3 : 2).joined(separator: ".")
  }
}
