import ETLModel
import ETLPipeline
import ETLStages
import ETLTestSupport
import Foundation
import Logging
import Synchronization
import Testing

/// What every stage of the catalog promises, whatever it does.
struct StageContractTests {
  static let entries = StageCatalog.all.stages
  static let names = entries.map(\.description.name)

  private func entry(_ name: String) throws -> StageEntry {
    try #require(Self.entries.first { $0.description.name == name })
  }

  @Test func `names are unique`() {
    #expect(Set(Self.names).count == Self.names.count)
  }

  @Test(arguments: names)
  func `a name is a verb in snake_case and spells the file of its type`(name: String) throws {
    let isSnakeCase = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
    #expect(isSnakeCase)
    let files = try FileManager.default.contentsOfDirectory(
      atPath: ProjectFiles.root + "/Sources/ETLStages")
    let file = name.replacing("_", with: "") + ".swift"
    #expect(files.contains { $0.lowercased() == file })
  }

  @Test(arguments: names)
  func `a stage describes itself and each of its options`(name: String) throws {
    let entry = try entry(name)
    let summary = entry.description.summary
    #expect(summary.hasSuffix(".") && summary.count > 10)
    #expect(entry.description.version >= 1)
    #expect(entry.description.options.map(\.name).sorted() == entry.defaults.keys.sorted())
    for option in entry.description.options { #expect(option.summary.hasSuffix(".")) }
  }

  @Test(arguments: names)
  func `a stage runs with its defaults, which the plan shows`(name: String) throws {
    let entry = try entry(name)
    let harness = try StageHarness(entry)
    let plan = try harness.plan(options: "")
    let stage = try #require(plan.stages.first { $0.entry.description.name == name })
    #expect(stage.values == .map(entry.defaults))
  }

  @Test(arguments: names)
  func `an unknown option is refused with the known ones`(name: String) throws {
    let harness = try StageHarness(try entry(name))
    #expect {
      _ = try harness.plan(options: "surely_unknown_option: 1")
    } throws: { error in
      let messages = (error as? DiagnosticsError)?.diagnostics.map(\.message) ?? []
      return messages.count == 1
        && messages[0].hasPrefix("unknown option 'surely_unknown_option' of \(name)")
    }
  }

  @Test(arguments: names)
  func `no record is no problem`(name: String) async throws {
    let harness = try StageHarness(try entry(name), articles: [])
    let report = try await harness.run(workers: 2)
    #expect(report.exitCode == .done)
    #expect(report.stages.allSatisfy { $0.counts.recordsIn == 0 })
  }

  @Test(arguments: names)
  func `every record is accounted for`(name: String) async throws {
    let harness = try StageHarness(try entry(name))
    let report = try await harness.run(workers: 2)
    #expect(report.failure == nil)
    for stage in report.stages { #expect(stage.counts.isBalanced, "\(stage.name)") }
    let stage = try #require(report.stages.first { $0.uses == name })
    #expect(stage.counts.recordsIn > 0)
  }

  @Test(arguments: names)
  func `records keep their order, and any number of workers gives the same`(
    name: String
  ) async throws {
    let harness = try StageHarness(try entry(name))
    let alone = try await harness.records(workers: 1)
    let together = try await harness.records(workers: 8)
    #expect(alone == together)
    let entry = try entry(name)
    #expect(entry.shape == .sink || !alone.isEmpty)
    let ids = alone.map(\.id)
    #expect(ids == ids.sorted())
  }
}

/// Runs one stage of the catalog behind the stages that make its input, over invented articles.
struct StageHarness {
  private let entry: StageEntry
  private let directory = try! TemporaryDirectory()
  private let chain: [StageEntry]
  private let sinkName = UUID().uuidString

  /// Twelve articles, odd ones among them: empty, short, HTML, twice the same text.
  static let articles: [[String: String]] = (100..<112).map { number in
    let id = "a\(number)"
    switch number % 6 {
    case 0: return ["id": id, "text": ""]
    case 1: return ["id": id, "text": "كلمة واحدة."]
    case 2:
      return [
        "id": id,
        "html":
          "<html><body><article><p>قال الناطق سالم العمري إن السد رقم \(number) امتلأ بعد أمطار الأسبوع الماضي.</p></article></body></html>",
      ]
    default:
      return [
        "id": id, "title": "السد يمتلئ بعد الأمطار",
        "text":
          "قال الناطق سالم العمري إن السد امتلأ بعد أمطار الأسبوع الماضي.\nوأضاف: «لن نفتح البوابات قبل الغد».",
      ]
    }
  }

  init(_ entry: StageEntry, articles: [[String: String]] = Self.articles) throws {
    self.entry = entry
    chain = try Self.chain(to: entry)
    var lines = Data()
    for article in articles {
      lines += try JSONSerialization.data(withJSONObject: article, options: [.sortedKeys])
      lines += Data("\n".utf8)
    }
    try directory.write(lines, to: "in.jsonl")
  }

  /// The stages that lead from a source to what `entry` takes.
  private static func chain(to entry: StageEntry) throws -> [StageEntry] {
    let all = StageCatalog.all.stages
    guard let wanted = entry.inputType ?? entry.ports.first?.kinds.first else { return [] }
    let maker = try #require(
      all.first { $0.outputType.map { $0 == wanted } ?? false && $0.shape != .corpus })
    return try chain(to: maker) + [maker]
  }

  func plan(options: String) throws -> Plan {
    var stages = ""
    var previous = ""
    for (index, stage) in (chain + [entry]).enumerated() {
      let input = stage.shape == .source ? "from: [in]" : "needs: [\(previous)]"
      let isTested = index == chain.count
      // Without `with` a stage has its defaults.
      let written = isTested && !options.isEmpty ? ", with: { \(options) }" : ""
      stages += "  s\(index): { uses: \(stage.description.name), \(input)\(written) }\n"
      previous = "s\(index)"
    }
    if entry.shape != .sink {
      stages += "  keep: { uses: keep_all, needs: [\(previous)], with: { name: \(sinkName) } }\n"
    }
    let text = """
      version: 1
      inputs:
        in: { type: jsonl, paths: ["\(directory.path)/in.jsonl"] }
      stages:
      \(stages)
      """
    return try Plan.read(
      text, file: "contract.yml", baseDirectory: ProjectFiles.root,
      catalog: Catalog(
        stages: StageCatalog.all.stages + [StageEntry(KeepAll.self)],
        inputs: StageCatalog.all.inputs),
      environment: [:])
  }

  func run(workers: Int) async throws -> RunReport {
    let runner = try Runner(
      plan: plan(
        options: entry.shape == .sink
          ? "database: \"\(directory.path(UUID().uuidString)).db\"" : ""),
      version: "test", options: RunOptions(workers: workers), logger: Logger(label: "test"))
    return await runner.run()
  }

  /// What the stage handed on; nothing for a sink.
  func records(workers: Int) async throws -> [KeptRecord] {
    let report = try await run(workers: workers)
    #expect(report.failure == nil)
    return KeepAll.kept.withLock { $0.removeValue(forKey: sinkName) } ?? []
  }
}

/// A record as a `KeepAll` sink saw it.
struct KeptRecord: Hashable, Sendable {
  var id: String
  var content: String
}

/// A sink for records of every type.
struct KeepAll: Sink {
  static let description = StageDescription(
    name: "keep_all", summary: "Keep records.", options: [OptionDescription("name", "Where.")])
  static let kept = Mutex<[String: [KeptRecord]]>([:])
  static let ports = [
    SinkPort(
      [
        RawArticle.self, Document.self, SegmentedDocument.self, TaggedDocument.self,
        DuplicateVerdict.self, UtteranceVerdict.self,
      ], isRequired: true)
  ]

  struct Options: StageOptions {
    var name = ""
  }

  let options: Options

  func open(_ run: RunStart) throws -> any SinkSession { Session(name: options.name) }

  final class Session: SinkSession {
    let name: String
    var records: [KeptRecord] = []

    init(name: String) { self.name = name }

    func write(_ batch: Batch) throws {
      keep(batch.records(RawArticle.self))
      keep(batch.records(Document.self))
      keep(batch.records(SegmentedDocument.self))
      keep(batch.records(TaggedDocument.self))
      keep(batch.records(DuplicateVerdict.self))
      keep(batch.records(UtteranceVerdict.self))
    }

    private func keep<R: Record>(_ batch: [R]?) {
      records += (batch ?? []).map {
        KeptRecord(id: $0.article.externalID, content: String(describing: $0))
      }
    }

    func complete() throws -> SinkResult {
      var counts = StageCounts()
      counts.recordsIn = records.count
      counts.recordsOut = records.count
      return SinkResult(counts: counts, checks: [], summary: [], samples: [], hasChanges: false)
    }

    func close(_ report: RunReport, publishing: Bool) throws {
      KeepAll.kept.withLock { $0[name] = records }
    }
  }
}
