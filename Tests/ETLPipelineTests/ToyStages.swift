import ETLModel
import ETLPipeline
import Synchronization

/// A record of one word.
struct Word: Record, Hashable {
  var article: ArticleKey
  var text: String

  init(_ text: String) {
    self.text = text
    article = ArticleKey(input: "toy", externalID: text)
  }
}

/// A word and its length.
struct Measured: Record, Hashable {
  var article: ArticleKey
  var length: Int
}

/// What a corpus stage says about a word.
struct Ranked: Record, Hashable {
  var article: ArticleKey
  var rank: Int
}

/// An input of words: `{ type: words, count: 3 }`.
struct WordsInput: StageOptions {
  var count = 10
  var prefix = "w"
  var files: [OptionPath] = []

  func inputPaths() -> [OptionPath] { files }
}

struct MakeWords: Source {
  static let description = StageDescription(name: "make_words", summary: "Make words.")
  typealias Options = NoOptions

  struct Units: UnitSequence {
    var inputs: [WordsInput]
    var made = 0

    mutating func next() -> SourceStep<Word>? {
      guard let input = inputs.first else { return nil }
      if made == input.count {
        inputs.removeFirst()
        made = 0
        return next()
      }
      made += 1
      return .unit(Word("\(input.prefix)\(made)"), byteCount: 1, container: nil)
    }

    var fractionDone: Double? { nil }
  }

  let inputs: [WordsInput]

  init(options: NoOptions, inputs: [ConfiguredInput]) throws {
    self.inputs = inputs.compactMap { $0.options as? WordsInput }
  }

  func contentHash(of record: Word) -> String { record.text }

  func units(_ notes: inout SourceNotes, _ memory: SourceMemory) -> Units {
    if inputs.contains(where: { $0.prefix == "missing" }) { notes.missing.append("missing.txt") }
    return Units(inputs: inputs)
  }

  /// Words that end in 7 cannot be read.
  func read(_ unit: Word) -> Outcome<Word> {
    unit.text.hasSuffix("7") ? .reject(.unreadable, detail: "it ends in 7") : .pass(unit)
  }
}

/// Drops words that end in 3.
struct DropThrees: RecordStage {
  static let description = StageDescription(
    name: "drop_threes", summary: "Drop words that end in 3.",
    options: [OptionDescription("ending", "What dropped words end in.")])

  struct Options: StageOptions {
    var ending = "3"
  }

  let options: Options

  func apply(_ word: Word) -> Outcome<Word> {
    word.text.hasSuffix(options.ending) ? .drop("ends_in_3") : .pass(word)
  }
}

struct MeasureWords: RecordStage {
  static let description = StageDescription(name: "measure_words", summary: "Measure words.")
  typealias Options = NoOptions

  init(options: NoOptions) {}

  func apply(_ word: Word) -> Outcome<Measured> {
    .pass(Measured(article: word.article, length: word.text.utf8.count))
  }
}

struct RankWords: CorpusStage {
  static let description = StageDescription(name: "rank_words", summary: "Rank words.")
  typealias Options = NoOptions

  init(options: NoOptions) {}

  func prepare(_ word: Word) -> Outcome<Word> { .pass(word) }

  func finish(_ words: [Word]) -> [Ranked] {
    words.enumerated().map { Ranked(article: $1.article, rank: $0) }
  }
}

/// Says ten times the rank that another stage gave a word, or -1.
struct MultiplyRanks: JoiningStage {
  static let description = StageDescription(name: "multiply_ranks", summary: "Multiply ranks.")
  typealias Options = NoOptions
  typealias Prepared = Word
  typealias Output = Ranked

  init(options: NoOptions) {}

  func prepare(_ word: Word) -> Outcome<Word> { .pass(word) }

  func finish(_ words: [Word], with ranks: [Ranked]) -> [Ranked] {
    let known = Dictionary(uniqueKeysWithValues: ranks.map { ($0.article, $0.rank) })
    return words.map { Ranked(article: $0.article, rank: known[$0.article].map { $0 * 10 } ?? -1) }
  }
}

/// A sink that keeps what it gets under a name.
struct KeepRecords: Sink {
  static let description = StageDescription(
    name: "keep_records", summary: "Keep records.",
    options: [
      OptionDescription("name", "Where they are kept."),
      OptionDescription("fail", "Where to fail: open, write or close."),
      OptionDescription("file", "A file it writes."),
    ])
  static let ports = [
    SinkPort([Measured.self, Word.self], isRequired: true),
    SinkPort([Ranked.self], isRequired: false),
  ]

  struct Options: StageOptions {
    var name = "kept"
    var fail = ""
    var file = OptionPath("")

    func outputPaths() -> [OptionPath] { [file] }
  }

  struct Failure: CategorizedError, CustomStringConvertible {
    var place: String
    var category: FailureCategory { .inputOutput }
    var description: String { "the sink fails at \(place)" }
  }

  let options: Options

  func open(_ run: RunStart) throws -> any SinkSession {
    if options.fail == "open" { throw Failure(place: "open") }
    return Session(options: options, checks: run.checks)
  }

  final class Session: SinkSession {
    let options: Options
    let checks: [Check]
    var kept = Kept()

    init(options: Options, checks: [Check]) {
      self.options = options
      self.checks = checks
    }

    func write(_ batch: Batch) throws {
      if options.fail == "write" { throw Failure(place: "write") }
      for word in batch.records(Measured.self) ?? [] { kept.main.append(word.article.externalID) }
      for word in batch.records(Word.self) ?? [] { kept.main.append(word.article.externalID) }
      for ranked in batch.records(Ranked.self) ?? [] {
        kept.side.append(ranked.article.externalID)
        kept.ranks.append(ranked.rank)
      }
    }

    func complete() throws -> SinkResult {
      var counts = StageCounts()
      counts.recordsIn = kept.main.count
      counts.recordsOut = options.fail == "count" ? kept.main.count - 1 : kept.main.count
      let results = checks.map { check in
        let value = Double(kept.main.count)
        return CheckResult(
          check: check,
          status: check.accepts(value) ? .pass : check.severity == .error ? .fail : .warn,
          observed: value)
      }
      return SinkResult(
        counts: counts, checks: results, summary: [], samples: [], hasChanges: true)
    }

    func close(_ report: RunReport, publishing: Bool) throws {
      if options.fail == "close" { throw Failure(place: "close") }
      kept.isPublished = publishing
      Kept.all.withLock { $0[options.name] = kept }
    }
  }
}

/// What a `KeepRecords` sink got.
struct Kept: Sendable {
  static let all = Mutex<[String: Kept]>([:])
  var main: [String] = []
  var side: [String] = []
  var ranks: [Int] = []
  var isPublished = false
}

extension Catalog {
  static let toys = Catalog(
    stages: [
      StageEntry(MakeWords.self), StageEntry(DropThrees.self), StageEntry(MeasureWords.self),
      StageEntry(RankWords.self), StageEntry(MultiplyRanks.self), StageEntry(KeepRecords.self),
    ],
    inputs: [
      InputEntry(
        StageDescription(name: "words", summary: "Made words."), WordsInput.self)
    ])
}
