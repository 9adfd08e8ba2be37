import ETLModel
import ETLTestSupport
import Testing

@testable import NearDuplicates

struct CopySearchTests {
  private func signatures(seed: UInt64, count: Int) -> [DocumentSignature] {
    var news = InventedNews(seed: seed)
    var texts: [[String]] = []
    return (0..<count).map { index in
      let source = texts.randomElement(using: &news.random)
      let words =
        source.flatMap { Bool.random(using: &news.random) ? news.edited($0, oneIn: 7) : nil }
        ?? news.words(Int.random(in: 8...120, using: &news.random))
      texts.append(words)
      let day = Int.random(in: 1...24, using: &news.random)
      return SignatureBuilder.signature(
        of: document(
          "\(index)", words, on: day == 24 ? nil : "2026-03-\(day < 10 ? "0" : "")\(day)"))
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `an index gives the candidates that comparing everything gives`(seed: UInt64) {
    let all = signatures(seed: seed, count: 160)
    let (stored, new) = (all[..<120], Array(all[120...]))
    let finder = NearDuplicateFinder(options: .init())
    let search = finder.search(for: new)
    var found: Set<Int> = []
    for (index, signature) in stored.enumerated() {
      let entry = signature.entry
      let isVisited =
        search.days.map { days in entry.day.map { day in days.contains { $0 ~= day } } ?? true }
        ?? true
      if isVisited && search.isRelated(entry) || entry.words.map(search.words.contains) ?? false {
        found.insert(index)
      }
    }
    var expected: Set<Int> = []
    for pair in finder.comparedPairs(of: all) where pair.first < 120 && pair.second >= 120 {
      expected.insert(pair.first)
    }
    for pair in finder.comparedPairs(of: all) where pair.second < 120 && pair.first >= 120 {
      expected.insert(pair.second)
    }
    let words = Set(new.compactMap { $0.wordSequence?.number })
    for (index, signature) in stored.enumerated()
    where signature.entry.words.map(words.contains) ?? false {
      expected.insert(index)
    }
    #expect(found == expected)
    #expect(!expected.isEmpty)
  }

  @Test func `days far apart are asked for apart`() {
    let signatures = ["2026-03-01", "2026-03-05", "2026-06-01"].map {
      SignatureBuilder.signature(of: document($0, InventedNews.text, on: $0))
    }
    let search = NearDuplicateFinder(options: .init()).search(for: signatures)
    #expect(search.days == [20_506...20_524, 20_598...20_612])
  }

  @Test func `a day that is not known asks for all days`() {
    let signature = SignatureBuilder.signature(of: document("a", InventedNews.text, on: nil))
    #expect(NearDuplicateFinder(options: .init()).search(for: [signature]).days == nil)
  }
}

extension InventedNews {
  fileprivate static let text: [String] = {
    var news = InventedNews(seed: 77)
    return news.words(60)
  }()
}
