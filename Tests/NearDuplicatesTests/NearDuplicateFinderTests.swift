import ETLModel
import ETLTestSupport
import NearDuplicates
import Testing

struct NearDuplicateFinderTests {
  private let finder = NearDuplicateFinder(options: .init())

  private func verdicts(_ documents: [Document]) -> [DuplicateVerdict] {
    finder.verdicts(for: documents.map { finder.signature(of: $0) })
  }

  /// The ids of the clusters' members, each cluster sorted, the clusters sorted.
  private func partition(_ documents: [Document]) -> [[String]] {
    var clusters: [ArticleKey: [String]] = [:]
    for verdict in verdicts(documents) {
      guard let membership = verdict.membership else { continue }
      clusters[membership.representative, default: []].append(verdict.article.externalID)
    }
    return clusters.values.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static let original = """
    أعلنت بلدية مدينة الزهراء افتتاح جسر المشاة الجديد فوق وادي السدر بعد أعمال دامت أربعة عشر \
    شهرا. وقال رئيس البلدية حازم الورداني إن الجسر يصل حي النخيل بسوق العطارين ويخدم تسعة آلاف \
    عابر كل يوم. وأضاف أن كلفة المشروع بلغت 37 مليون درهم وأن الإنارة تعمل بالطاقة الشمسية. \
    وأشار المهندس نبيل القصار إلى أن الحديد المستعمل مقاوم للصدأ وأن الصيانة تجري كل ستة أشهر. \
    وحضر الافتتاح طلاب مدرسة الفارابي وفرقة الكشافة وعدد من أصحاب المتاجر القريبة.
    """
  private static let unrelated = """
    فاز فريق شباب المنارة على ضيفه اتحاد الساحل بهدفين مقابل هدف في ختام دورة الربيع لكرة اليد. \
    وسجل هدف الفوز اللاعب سامر بركات في الدقيقة 58 من تسديدة بعيدة. وقال المدرب عماد الشطي إن \
    لاعبيه صبروا حتى النهاية، فيما رأى مدرب الساحل أن التعب حسم الشوط الثاني. ويلتقي الفائز في \
    أيلول بطل دورة الخريف على ملعب القلعة المغطى أمام خمسة آلاف متفرج.
    """

  @Test func `nothing gives no verdicts`() {
    #expect(verdicts([]).isEmpty)
  }

  @Test func `one article has no duplicate`() {
    let found = verdicts([document("a", Self.original)])
    #expect(found.map(\.article.externalID) == ["a"])
    #expect(found[0].membership == nil && found[0].pairs.isEmpty)
  }

  @Test func `a copy word for word is exact whatever its marks and spellings`() throws {
    let respelled = Self.original.replacing("أ", with: "ا").replacing(".", with: " !")
      .replacing("37", with: "٣٧")
    let found = verdicts([
      document("a", Self.original), document("b", Self.unrelated), document("c", respelled),
    ])
    #expect(found[0].membership?.relation == .representative)
    #expect(found[0].membership?.jaccard == nil)
    #expect(found[1].membership == nil)
    let copy = try #require(found[2].membership)
    #expect(copy.relation == .exact)
    #expect(copy.representative.externalID == "a")
    #expect(copy.containment == 1)
    let pair = try #require(found[2].pairs.first)
    #expect(pair.relation == .exact && pair.score == 1 && pair.other.externalID == "a")
    #expect(found[0].pairs.isEmpty)
  }

  @Test func `a copy word for word is found years later`() {
    let clusters = partition([
      document("a", Self.original, on: "2019-01-01"),
      document("b", Self.original, on: "2026-03-01"),
    ])
    #expect(clusters == [["a", "b"]])
  }

  @Test func `an edited copy is near`() throws {
    let edited = Self.original.replacing(
      "أعلنت بلدية مدينة الزهراء", with: "الزهراء - متابعات: أعلنت البلدية"
    )
    .replacing("وأشار", with: "ولفت").replacing("دامت", with: "استغرقت")
    let found = verdicts([document("a", Self.original), document("b", edited)])
    let membership = try #require(found[1].membership)
    #expect(membership.relation == .near)
    let pair = try #require(found[1].pairs.first)
    #expect(pair.relation == .near && pair.score > 0.5 && pair.score < 1)
  }

  @Test func `a truncated copy is contained`() throws {
    var news = InventedNews(seed: 7)
    let words = news.words(300)
    let found = verdicts([document("a", words), document("b", Array(words.prefix(150)))])
    let membership = try #require(found[1].membership)
    #expect(membership.relation == .contained)
    #expect(membership.containment == 1)
    let pair = try #require(found[1].pairs.first)
    #expect(pair.relation == .contained)
    #expect(pair.containment == 1 && pair.otherContainment < 0.55)
  }

  @Test func `an edited copy outside the window is not looked for`() {
    var news = InventedNews(seed: 8)
    let words = news.words(200)
    let edited = news.edited(words, oneIn: 20)
    #expect(
      partition([
        document("a", words, on: "2026-03-01"), document("b", edited, on: "2026-03-09"),
      ]).isEmpty)
    #expect(
      partition([
        document("a", words, on: "2026-03-01"), document("b", edited, on: "2026-03-07"),
      ]) == [["a", "b"]])
  }

  @Test func `an article without a day is compared with all`() {
    var news = InventedNews(seed: 9)
    let words = news.words(200)
    let clusters = partition([
      document("a", words, on: nil), document("b", news.edited(words, oneIn: 20)),
      document("c", news.words(200)),
    ])
    #expect(clusters == [["a", "b"]])
  }

  @Test func `templates with other names and numbers stay apart`() {
    var news = InventedNews(seed: 10)
    let frame = news.words(60)
    let bulletins = (0..<5).map { day in
      let words = frame.enumerated().flatMap { position, word -> [String] in
        guard position % 2 == 0 else { return [word] }
        let number = Int.random(in: 100...99_999, using: &news.random)
        return [word, "\(number)", news.word()]
      }
      return document("\(day)", words, on: "2026-03-0\(1 + day)")
    }
    #expect(partition(bulletins).isEmpty)
  }

  @Test func `a chain does not join unlike ends`() {
    var news = InventedNews(seed: 11)
    // Each text shares most words with the next, and the first none with the last.
    let words = news.words(600)
    let links = (0..<7).map { document("\($0)", Array(words[$0 * 60..<$0 * 60 + 200])) }
    for cluster in partition(links) {
      #expect(!(cluster.contains("0") && cluster.contains("4")), "\(cluster)")
      #expect(!(cluster.contains("1") && cluster.contains("6")), "\(cluster)")
    }
  }

  @Test func `a short text needs the same words and the same title`() {
    let text = "صورة من حفل افتتاح المعرض"
    let clusters = partition([
      document("a", text, title: "معرض الزهور"), document("b", text, title: "معرض الكتب"),
      document("c", text + ".", title: "معرضُ الزهور"), document("d", text),
      document("f", text, title: " … "),
      document("e", text + " أمس", title: "معرض الزهور"),
    ])
    #expect(clusters == [["a", "c"], ["d", "f"]])
  }

  @Test func `a text without words is no duplicate`() {
    #expect(partition([document("a", ""), document("b", ""), document("c", "… !")]).isEmpty)
  }

  @Test func `of an article that comes twice the last one counts`() {
    let found = verdicts([
      document("a", Self.original), document("b", Self.original), document("a", Self.unrelated),
    ])
    #expect(found.map(\.article.externalID) == ["a", "b", "a"])
    #expect(found.allSatisfy { $0.membership == nil && $0.pairs.isEmpty })
  }

  @Test(
    arguments: [
      // The earliest day wins, then the agency, then the length, then the key.
      ([("a", "2026-03-02", nil, ""), ("b", "2026-03-01", nil, "")], "b"),
      ([("a", nil, nil, ""), ("b", "2026-03-01", nil, "")], "b"),
      ([("a", "2026-03-01", nil, ""), ("b", "2026-03-01", "واس", "")], "b"),
      ([("a", "2026-03-01", nil, ""), ("b", "2026-03-01", nil, " وانتهى الحفل مساء")], "b"),
      ([("b", "2026-03-01", nil, ""), ("a", "2026-03-01", nil, "")], "a"),
    ] as [([(String, String?, String?, String)], String)])
  func `the representative is the earliest, credited, longest`(
    articles: [(String, String?, String?, String)], expected: String
  ) {
    let documents = articles.map { id, day, agency, tail in
      document(id, Self.original + tail, on: day, agency: agency)
    }
    for verdict in verdicts(documents) {
      #expect(verdict.membership?.representative.externalID == expected)
      let isRepresentative = verdict.article.externalID == expected
      #expect((verdict.membership?.relation == .representative) == isRepresentative)
    }
  }

  @Test func `a pair that comes close is recorded as apart`() throws {
    var news = InventedNews(seed: 12)
    let words = news.words(200)
    var near: [DuplicatePair] = []
    // From rewritten to unchanged: somewhere between stand the near misses.
    for kept in stride(from: 40, through: 200, by: 10) {
      let found = verdicts([
        document("a", words, on: "2026-03-01"),
        document("b", words.prefix(kept) + news.words(200 - kept), on: "2026-03-03"),
      ])
      near += found[1].pairs.filter { $0.relation == .apart }
      for pair in found[1].pairs where pair.relation == .apart {
        #expect(found[1].membership == nil)
        #expect(pair.score >= 0.2 && pair.score < 0.5)
      }
    }
    #expect(!near.isEmpty)
  }

  @Test func `a higher threshold joins less`() {
    var news = InventedNews(seed: 13)
    let words = news.words(200)
    let documents = [document("a", words), document("b", news.edited(words, oneIn: 5))]
    var strict = NearDuplicateFinder.Options()
    strict.threshold = 0.9999
    let strictFinder = NearDuplicateFinder(options: strict)
    let found = strictFinder.verdicts(for: documents.map { strictFinder.signature(of: $0) })
    #expect(found.allSatisfy { $0.membership == nil })
    #expect(partition(documents) == [["a", "b"]])
  }
}

extension NearDuplicateFinderTests {
  /// Families of copies, edited and cut ones, among unrelated articles and templates.
  private static func corpus(seed: UInt64) -> [Document] {
    var news = InventedNews(seed: seed)
    var documents: [Document] = []
    for family in 0..<40 {
      let words = news.words(Int.random(in: 15...250, using: &news.random))
      for member in 0..<Int.random(in: 1...5, using: &news.random) {
        let copy: [String] =
          switch Int.random(in: 0..<3, using: &news.random) {
          case 0: words
          case 1: news.edited(words, oneIn: Int.random(in: 3...30, using: &news.random))
          default: Array(words.prefix(Int.random(in: 5...words.count, using: &news.random)))
          }
        let day = Int.random(in: 1...12, using: &news.random)
        let date = day > 10 ? nil : "2026-03-\(day < 10 ? "0" : "")\(day)"
        documents.append(document("\(family).\(member)", copy, on: date))
      }
    }
    return documents
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `clusters do not depend on the order of the articles`(seed: UInt64) {
    let documents = Self.corpus(seed: seed)
    let expected = partition(documents)
    #expect(expected.count > 10, "seed \(seed)")
    var random = SplitMix64(seed: seed)
    for _ in 0..<3 {
      #expect(partition(documents.shuffled(using: &random)) == expected, "seed \(seed)")
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `clusters are a partition with one representative each`(seed: UInt64) {
    let found = verdicts(Self.corpus(seed: seed))
    var sizes: [ArticleKey: Int] = [:]
    for verdict in found {
      guard let membership = verdict.membership else { continue }
      sizes[membership.representative, default: 0] += 1
      let isRepresentative = membership.representative == verdict.article
      #expect((membership.relation == .representative) == isRepresentative, "seed \(seed)")
    }
    let representatives = found.filter { $0.membership?.relation == .representative }
    #expect(Set(representatives.map(\.article)) == Set(sizes.keys), "seed \(seed)")
    #expect(sizes.values.allSatisfy { $0 > 1 }, "seed \(seed)")
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `evidence names earlier articles once and stays in range`(seed: UInt64) {
    let documents = Self.corpus(seed: seed)
    let order = Dictionary(
      uniqueKeysWithValues: documents.enumerated().map { ($1.article, $0) })
    for (index, verdict) in verdicts(documents).enumerated() {
      let others = verdict.pairs.compactMap { order[$0.other] }
      #expect(others == others.sorted() && Set(others).count == verdict.pairs.count)
      #expect(others.allSatisfy { $0 < index }, "seed \(seed)")
      for pair in verdict.pairs {
        for share in [pair.jaccard, pair.containment, pair.otherContainment, pair.score] {
          #expect((0...1).contains(share), "seed \(seed)")
        }
        #expect(pair.jaccard <= min(pair.containment, pair.otherContainment) + 1e-12)
      }
      for share in [verdict.membership?.jaccard, verdict.membership?.containment] {
        #expect((0...1).contains(share ?? 0), "seed \(seed)")
      }
    }
  }

  @Test func `a second run says the same`() {
    let documents = Self.corpus(seed: 9)
    #expect(verdicts(documents) == verdicts(documents))
  }

  @Test func `many copies of one template end in bounded time`() {
    var news = InventedNews(seed: 14)
    let words = news.words(120)
    let documents = (0..<700).map { document("\($0)", news.edited(words, oneIn: 40)) }
    let sizes = partition(documents).map(\.count)
    #expect(sizes.reduce(0, +) > 600)
  }

  @Test(arguments: [
    "", "\u{640}", "\u{64B}", String(repeating: "ا", count: 50_000), "\u{0}\u{1}",
    String(repeating: "قال ", count: 30_000), "😀 😀 😀",
  ])
  func `odd texts are survived beside others`(text: String) {
    let found = verdicts([
      document("a", text, on: "no date"), document("b", Self.original, on: "0000-01-01"),
      document("c", text, on: "2026-13-40"),
    ])
    #expect(found.count == 3)
    #expect(found[1].membership == nil)
  }

  @Test(arguments: [Int.min, -1, 0, Int.max])
  func `any window is survived`(days: Int) {
    var options = NearDuplicateFinder.Options()
    options.windowDays = days
    let finder = NearDuplicateFinder(options: options)
    var news = InventedNews(seed: 15)
    let words = news.words(100)
    let documents = [
      document("a", words), document("b", news.edited(words, oneIn: 20)),
      document("c", news.edited(words, oneIn: 20), on: "2027-03-01"),
    ]
    let found = finder.verdicts(for: documents.map { finder.signature(of: $0) })
    #expect(found[1].membership != nil)
    #expect((found[2].pairs.isEmpty) == (days != .max))
  }
}
