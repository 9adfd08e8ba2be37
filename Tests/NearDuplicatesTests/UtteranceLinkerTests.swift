import ETLModel
import ETLTestSupport
import NearDuplicates
import Testing

/// An article that reports sayings.
struct Report {
  var id: String
  var day: String? = "2026-03-01"
  var sayings: [Saying]

  struct Saying {
    var speaker: String?
    var kind = Speaker.Kind.person
    var members: [String] = []
    var polarity = Quote.Polarity.asserted
    var text: String

    init(
      _ speaker: String?, _ text: String, kind: Speaker.Kind = .person, members: [String] = [],
      polarity: Quote.Polarity = .asserted
    ) {
      self.speaker = speaker
      self.kind = kind
      self.members = members
      self.polarity = polarity
      self.text = text
    }
  }

  init(_ id: String, on day: String? = "2026-03-01", _ sayings: Saying...) {
    self.id = id
    self.day = day
    self.sayings = sayings
  }

  var tagged: TaggedDocument {
    var body: [UInt8] = []
    var tagged = TaggedDocument(
      segmented: SegmentedDocument(document: document(id, "", on: day), sentences: []),
      quotes: [], speakers: [])
    for saying in sayings {
      let start = body.count
      body += Array(saying.text.utf8)
      var quote = Quote(
        kind: .indirect, content: TextSpan(start, body.count), rule: "test", confidence: 1)
      quote.polarity = saying.polarity
      if let speaker = saying.speaker {
        quote.speaker = tagged.speakers.count
        tagged.speakers.append(Speaker(key: speaker, name: speaker, kind: saying.kind))
      }
      for member in saying.members {
        quote.participants.append(
          QuoteParticipant(part: .speaker, span: quote.content, speaker: tagged.speakers.count))
        tagged.speakers.append(Speaker(key: member, name: member, kind: .state))
      }
      tagged.quotes.append(quote)
      body.append(0x0A)
    }
    tagged.segmented.document.body = body
    return tagged
  }
}

struct UtteranceLinkerTests {
  private let linker = UtteranceLinker(options: .init())

  /// The utterances as lists of `article.quote`, sorted.
  private func utterances(
    _ reports: [Report], copies: [[String]] = []
  ) -> [[String]] {
    let duplicates = copies.flatMap { ids in
      ids.map { id in
        DuplicateVerdict(
          article: ArticleKey(input: "invented", externalID: id),
          membership: ClusterMembership(
            representative: ArticleKey(input: "invented", externalID: ids[0]), relation: .near))
      }
    }
    let verdicts = linker.verdicts(
      for: reports.map { linker.sayings(of: $0.tagged) }, copies: duplicates)
    var found: [QuoteReference: [String]] = [:]
    for verdict in verdicts {
      for link in verdict.links {
        found[link.representative, default: []].append(
          "\(verdict.article.externalID).\(link.quote)")
      }
    }
    return found.values.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func areLinked(_ first: Report.Saying, _ second: Report.Saying) -> Bool {
    utterances([Report("a", first), Report("b", second)]) == [["a.0", "b.0"]]
  }

  // MARK: The same saying in other words

  @Test(arguments: [
    // Two translations.
    (
      "نحن قلقون للغاية من تعميق التعاون العسكري بين ليمونيا وزعترستان، وندعوهما إلى وقف شحن الصواريخ فورا",
      "نشعر بقلق بالغ إزاء التعاون العسكري المتزايد بين زعترستان وليمونيا، وندعو البلدين إلى وقف نقل الصواريخ"
    ),
    // Direct and indirect speech.
    (
      "لن نفتح بوابات السد قبل انحسار الفيضان عن القرى الشمالية",
      "بوابات السد لن تفتح قبل أن ينحسر الفيضان عن القرى الواقعة في الشمال"
    ),
    // A summary.
    (
      "الجسر المعلق سيغلق أمام الشاحنات ثلاثة أسابيع لاستبدال الكابلات المتآكلة، على أن تحول حركة السير إلى النفق القديم",
      "الجسر المعلق سيغلق أمام الشاحنات لاستبدال الكابلات"
    ),
    // Other spellings and marks.
    (
      "أرصفة الميناء امتلأت بالحاويات المتأخّرة", "ارصفة الميناء امتلات بالحاويات «المتأخرة»."
    ),
  ])
  func `a saying is recognized in other words`(first: String, second: String) {
    #expect(areLinked(.init("person:س", first), .init("person:س", second)))
  }

  // MARK: Other sayings

  @Test(arguments: [
    // The same topic.
    (
      "السد امتلأ بعد أمطار غزيرة هطلت على الوادي الشرقي",
      "السد يحتاج إلى صيانة عاجلة لأن جداره الغربي تشقق"
    ),
    // A template with other numbers.
    (
      "المستوصف المتنقل استقبل 412 مراجعا وصرف 380 وصفة",
      "المستوصف المتنقل استقبل 97 مراجعا وصرف 61 وصفة"
    ),
    // A telegram to another head of state.
    (
      "عن أصدق التهاني وأطيب التمنيات بالصحة والسعادة لفخامته ولشعب ليمونيا الصديق اطراد التقدم والازدهار",
      "عن أصدق التهاني وأطيب التمنيات بالصحة والسعادة لجلالته ولشعب زعترستان الشقيق اطراد التقدم والازدهار"
    ),
    // Too short to say which.
    ("نعم", "نعم"), ("ذلك ممكن", "ذلك ممكن"),
    // One rare word.
    ("البلدية ستفتتح المتحف", "المتحف مغلق"),
  ])
  func `other sayings of the same speaker stay apart`(first: String, second: String) {
    #expect(!areLinked(.init("person:س", first), .init("person:س", second)))
  }

  private static let text = "بوابات السد لن تفتح قبل انحسار الفيضان عن القرى الشمالية"

  @Test func `the same words of another speaker are another saying`() {
    #expect(!areLinked(.init("person:س", Self.text), .init("person:ص", Self.text)))
    #expect(!areLinked(.init(nil, Self.text), .init(nil, Self.text)))
  }

  @Test func `who denies it does not say it`() {
    #expect(
      !areLinked(
        .init("person:س", Self.text), .init("person:س", Self.text, polarity: .denied)))
  }

  @Test func `a description that fits many needs more of the same words`() {
    let first = "فيضان الوادي جرف محاصيل البطيخ وأغرق طرقات زراعية"
    let second = "فيضان الوادي جرف خيام الرعاة وأغرق آليات البلدية"
    #expect(areLinked(.init("person:س", first), .init("person:س", second)))
    #expect(
      !areLinked(
        .init("anonymous:مصدر", first, kind: .anonymous),
        .init("anonymous:مصدر", second, kind: .anonymous)))
    #expect(
      !areLinked(
        .init("الشركة", first, kind: .organization), .init("الشركة", second, kind: .organization)))
    #expect(
      areLinked(
        .init("anonymous:مصدر", first, kind: .anonymous),
        .init("anonymous:مصدر", first, kind: .anonymous)))
  }

  // MARK: Joint statements

  @Test func `a group counts for its members and for a group of the same members`() {
    func joint(_ key: String, _ members: [String]) -> Report.Saying {
      .init(key, Self.text, kind: .group, members: members)
    }
    let both = joint("group:س وص", ["state:س", "state:ص"])
    #expect(areLinked(both, joint("group:ص وس", ["state:ص", "state:س"])))
    #expect(areLinked(both, .init("state:س", Self.text, kind: .state)))
    #expect(!areLinked(both, joint("group:س وع", ["state:س", "state:ع"])))
    #expect(!areLinked(both, .init("state:ع", Self.text, kind: .state)))
  }

  // MARK: Days

  @Test(arguments: [("2026-03-08", true), ("2026-03-09", false)])
  func `articles further apart than the window are not linked`(day: String, expected: Bool) {
    let saying = Report.Saying("person:س", Self.text)
    let found = utterances([Report("a", saying), Report("b", on: day, saying)])
    #expect(found.isEmpty == !expected)
  }

  @Test func `a sentence said every week does not become one saying`() {
    let saying = Report.Saying("person:س", Self.text)
    let days = ["01", "05", "09", "13", "17", "21"]
    let found = utterances(days.map { Report("a\($0)", on: "2026-03-\($0)", saying) })
    #expect(found == [["a01.0", "a05.0"], ["a09.0", "a13.0"], ["a17.0", "a21.0"]])
  }

  @Test func `without a day the same words are linked, others only in copies`() {
    let saying = Report.Saying("person:س", Self.text)
    let other = Report.Saying(
      "person:س", "لن نفتح بوابات السد قبل أن ينحسر الفيضان عن القرى في الشمال")
    let same = [Report("a", saying), Report("b", on: nil, saying)]
    #expect(utterances(same) == [["a.0", "b.0"]])
    let reports = [Report("a", saying), Report("b", on: nil, other)]
    #expect(utterances(reports).isEmpty)
    #expect(utterances(reports, copies: [["a", "b"]]) == [["a.0", "b.0"]])
  }

  // MARK: Articles

  @Test func `quotes of one article make no utterance alone`() {
    let saying = Report.Saying("person:س", Self.text)
    #expect(utterances([Report("a", saying, saying)]).isEmpty)
    // Said twice by one article, and by another: all of it.
    #expect(
      utterances([Report("a", saying, saying), Report("b", saying)]) == [["a.0", "a.1", "b.0"]])
  }

  @Test func `what an article tells apart is not joined by another`() {
    let halves = [
      "بوابات السد لن تفتح قبل انحسار الفيضان عن القرى الشمالية",
      "سكان القرى الشمالية نقلوا إلى خيام قرب السد قبل الفيضان",
    ]
    let whole = halves.joined(separator: "، و")
    let found = utterances([
      Report("a", .init("person:س", halves[0]), .init("person:س", halves[1])),
      Report("b", .init("person:س", whole)),
    ])
    #expect(found.count <= 1 && found.allSatisfy { $0.count == 2 })
  }

  @Test func `copies of an article share their quotes whoever they name`() {
    let reports = [
      Report("a", .init("person:س", Self.text)), Report("b", .init(nil, Self.text)),
      Report("c", .init("unknown:ناطق", Self.text, kind: .unknown)),
    ]
    #expect(utterances(reports).isEmpty)
    #expect(utterances(reports, copies: [["a", "b", "c"]]) == [["a.0", "b.0", "c.0"]])
  }

  @Test func `the earliest quote with a speaker stands for the others`() throws {
    let reports = [
      Report("a", on: nil, .init("person:س", Self.text)),
      Report("b", on: "2026-03-02", .init("person:س", Self.text)),
      Report("c", on: "2026-03-01", .init(nil, Self.text)),
    ]
    let copies = ["a", "b", "c"].map {
      DuplicateVerdict(
        article: ArticleKey(input: "invented", externalID: $0),
        membership: ClusterMembership(
          representative: ArticleKey(input: "invented", externalID: "a"), relation: .near))
    }
    let verdicts = linker.verdicts(
      for: reports.map { linker.sayings(of: $0.tagged) }, copies: copies)
    let links = verdicts.flatMap(\.links)
    #expect(links.count == 3)
    #expect(links.allSatisfy { $0.representative.article.externalID == "b" })
    #expect(links.allSatisfy { $0.similarity == 1 })
  }

  @Test func `of several articles with one key the last takes part`() {
    let saying = Report.Saying("person:س", Self.text)
    let found = utterances([
      Report("a", .init("person:س", "وصل الوفد إلى الميناء")), Report("b", saying),
      Report("a", saying),
    ])
    #expect(found == [["a.0", "b.0"]])
  }

  @Test func `nothing gives nothing`() {
    #expect(linker.verdicts(for: [], copies: []).isEmpty)
    #expect(utterances([Report("a")]).isEmpty)
    #expect(utterances([Report("a", .init("person:س", "…")), Report("b")]).isEmpty)
  }
}

/// What holds whatever is said.
struct UtterancePropertyTests {
  /// Reports of few speakers who repeat each other's few sayings with changes.
  private func reports(seed: UInt64) -> [Report] {
    var news = InventedNews(seed: seed)
    let sayings = (0..<12).map { _ in news.words(Int.random(in: 2...25, using: &news.random)) }
    return (0..<80).map { number in
      let day = Int.random(in: 1...28, using: &news.random)
      let isDated = Int.random(in: 0..<10, using: &news.random) > 0
      var report = Report(
        "a\(number)", on: isDated ? "2026-03-\(day < 10 ? "0" : "")\(day)" : nil)
      for _ in 0..<Int.random(in: 0...4, using: &news.random) {
        let saying = sayings[Int.random(in: 0..<sayings.count, using: &news.random)]
        let words = news.edited(saying, oneIn: Int.random(in: 2...30, using: &news.random))
        let speaker = Int.random(in: 0..<3, using: &news.random)
        report.sayings.append(
          .init(speaker == 2 ? nil : "person:\(speaker)", words.joined(separator: " ")))
      }
      return report
    }
  }

  /// Copies, in pairs.
  private let copies = (0..<40).flatMap { pair in
    [2 * pair, 2 * pair + 1].map {
      DuplicateVerdict(
        article: ArticleKey(input: "invented", externalID: "a\($0)"),
        membership: ClusterMembership(
          representative: ArticleKey(input: "invented", externalID: "a\(2 * pair)"),
          relation: .near))
    }
  }

  @Test(arguments: 0..<12)
  func `the order of the articles does not matter, and utterances are a partition`(seed: UInt64) {
    let linker = UtteranceLinker(options: .init())
    let reports = reports(seed: seed)
    let sayings = reports.map { linker.sayings(of: $0.tagged) }
    let verdicts = linker.verdicts(for: sayings, copies: copies)
    #expect(verdicts == linker.verdicts(for: sayings, copies: copies), "seed \(seed)")
    var random = SplitMix64(seed: seed)
    let shuffled = linker.verdicts(
      for: sayings.shuffled(using: &random), copies: copies.shuffled(using: &random))
    #expect(
      shuffled.sorted { $0.article < $1.article } == verdicts.sorted { $0.article < $1.article },
      "seed \(seed)")

    var members: [QuoteReference: [QuoteReference]] = [:]
    for (verdict, report) in zip(verdicts, reports) {
      #expect(verdict.article.externalID == report.id)
      let places = verdict.links.map(\.quote)
      #expect(places == Set(places).sorted())
      #expect(places.allSatisfy { report.sayings.indices.contains($0) })
      for link in verdict.links {
        members[link.representative, default: []].append(
          QuoteReference(article: verdict.article, quote: link.quote))
        #expect(link.similarity >= 0 && link.similarity <= 1)
      }
    }
    for (representative, quotes) in members {
      #expect(quotes.contains(representative))
      #expect(Set(quotes.map(\.article)).count > 1)
    }
    #expect(!members.isEmpty, "seed \(seed)")
  }
}
