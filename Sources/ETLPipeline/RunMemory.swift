public import ETLModel

/// What a destination remembers of earlier runs, so that a run leaves out what is done.
///
/// The destination holds the results themselves; the memory says by which recipe and from which
/// bytes they were made. It is written in the transaction that writes the results, so it can
/// neither run ahead of them nor fall behind. Used by one task at a time.
public protocol RunMemory: AnyObject {
  /// Where a cache may be kept that can be deleted at any time: a path to which a suffix is added.
  var cachePath: String { get }

  /// The recipes that records were worked out with, by id.
  func recipes() throws -> [Int: Recipe]

  /// All records of some inputs, by the number of their key.
  func records(of inputs: [String]) throws -> [UInt128: KnownRecord]

  /// The files of some inputs that were read to their end.
  func files(of inputs: [String]) throws -> [FileKey: KnownFile]

  /// How many records of some inputs are remembered, by input, recipe and fate.
  func counts(of inputs: [String]) throws -> [KnownCount]

  /// The fingerprints of the corpus stages whose output the destination holds, by stage type.
  func corpusFingerprints() throws -> [String: String]

  /// The stored articles with ids above `id`, in their order.
  ///
  /// - Parameters:
  ///   - recipes: Only articles that were worked out with one of these; nil for all articles.
  ///   - inputs: Only articles of these inputs; nil for all inputs.
  func articles(
    after id: Int64, recipes: Set<Int>?, inputs: [String]?, limit: Int
  ) throws -> [StoredArticle]

  /// The stored articles that a search finds, and all that the destination has put together with
  /// them or with the articles of this run; nil when it holds no index of all its articles.
  func related(to search: any CopyIndexSearch, _ articles: [ArticleKey]) throws -> [StoredArticle]?

  /// Whether ``restore(_:as:isWhole:)`` can make records of a type.
  func canRestore(_ kind: any Record.Type, isWhole: Bool) -> Bool

  /// The records of stored articles as the stages handed them on, in the order of `articles`.
  ///
  /// - Parameter isWhole: Whether everything is wanted; else what comparing articles needs: text,
  ///   title, publisher and dates, and of quotes their content and speakers.
  func restore(
    _ articles: [StoredArticle], as kind: any Record.Type, isWhole: Bool
  ) throws -> Batch

  /// What is remembered of an address of an input; nil when it was never asked.
  func address(_ url: String, of input: String) throws -> AddressState?

  /// The addresses of an input that are asked again although nothing leads to them, and the rules of
  /// its sites: feeds, sitemaps, robots.txt, and pages that could not be had.
  func openAddresses(of input: String) throws -> [AddressState]

  /// How many records of some inputs are rejected and were told to be ignored.
  func ignoredRejectCount(of inputs: [String]) throws -> Int

  // MARK: Writing

  /// Takes over what became of records that were worked out with `recipe`.
  ///
  /// - Parameter isRestart: Whether they were worked out from what is stored: their hashes and
  ///   containers stay as they are.
  func remember(_ outcomes: [RecordOutcome], recipe: Recipe, isRestart: Bool) throws

  /// Takes over that a file was read to its end.
  func remember(_ file: FileKey, sha256: String, recipe: Recipe, tally: [RecordFate: Int]) throws

  /// Takes over what came of asking addresses.
  func remember(_ states: [AddressState]) throws

  /// Is told that records came by unchanged.
  func note(unchanged articles: [ArticleKey]) throws

  /// Is told that a file came by unchanged, with all its records. Returns the articles for which
  /// that takes back an earlier record of this run.
  func note(unchangedFile file: FileKey) throws -> [ArticleKey]

  /// Is told where records were found that are known: in which file, and where in it.
  func note(
    _ articles: [ArticleKey], in container: FileKey?, at ranges: [ArticleKey: RecordRange]) throws

  /// Is told that a file was read to its end: rejected records in it that were not met are
  /// forgotten, others are no longer in it.
  ///
  /// - Parameter met: The numbers of the keys of its records.
  func settle(_ file: FileKey, met: Set<UInt128>) throws

  /// Takes over whether the output of a corpus stage is up to date: `fingerprint`, or nil when it
  /// must be made anew.
  func remember(corpus stage: String, fingerprint: String?) throws

  /// Forgets rejected records that are no longer in their inputs.
  ///
  /// - Parameters:
  ///   - inputs: The inputs that were read to their end.
  ///   - isPresent: Whether a record, or the file it was in, was met.
  func forgetRejects(
    of inputs: [String], unless isPresent: (_ article: ArticleKey, _ file: FileKey) -> Bool) throws
}

/// How many records of an input were worked out with a recipe and ended alike.
public struct KnownCount: Sendable {
  public var input: String
  public var recipe: Int
  public var fate: RecordFate
  public var count: Int

  /// Creates a count.
  public init(input: String, recipe: Int, fate: RecordFate, count: Int) {
    self.input = input
    self.recipe = recipe
    self.fate = fate
    self.count = count
  }
}

/// What a source may leave out, because an earlier run has dealt with it.
public struct SourceMemory {
  /// Whether a file, or the one record in it, is known with these bytes and need not be read.
  public var isKnown: (_ file: FileKey, _ sha256: String) -> Bool
  /// Whether a file is wanted at all.
  public var isWanted: (_ file: FileKey) -> Bool
  /// Where the source may keep a cache that can be deleted at any time; nil: nowhere.
  public var cachePath: String?

  /// What is remembered of an address of an input; nil when it was never asked.
  public var address: (_ url: String, _ input: String) -> AddressState?
  /// The addresses of an input that are asked again although nothing leads to them, and the rules
  /// of its sites.
  public var openAddresses: (_ input: String) -> [AddressState]
  /// Whether no server is to be asked.
  public var isOffline = false
  /// Whether everything is to be read, known or not.
  public var isFullRefresh = false
  /// Whether nothing is wanted but what somebody asks for by name.
  public var isByName = false
  /// The most records that are wanted; nil for no limit.
  public var recordLimit: Int?

  /// A memory of nothing: everything is read.
  public init() {
    isKnown = { _, _ in false }
    isWanted = { _ in true }
    address = { _, _ in nil }
    openAddresses = { _ in [] }
  }
}
