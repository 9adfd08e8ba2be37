public import ETLModel

/// What a pipeline is made of: something that reads, converts, compares or writes records.
///
/// A stage conforms to one of the four shapes: ``Source``, ``RecordStage``, ``CorpusStage`` or
/// ``Sink``. The runner does the rest: order, parallelism, batches, counting and rejects.
public protocol Stage: Sendable {
  associatedtype Options: StageOptions

  static var description: StageDescription { get }

  /// Hashes of what the stage reads besides its input, such as lexicons, by name.
  var contents: [String: String] { get }
}

extension Stage {
  public var contents: [String: String] { [:] }
}

/// What became of one record. A stage must say one of the three, so nothing can vanish.
public enum Outcome<Output: Sendable>: Sendable {
  /// The record goes on.
  case pass(Output)
  /// The stage decided against it.
  case drop(DropReason)
  /// The stage failed on it. `detail` never holds article text.
  case reject(RejectReason, detail: String)
}

/// Why a stage decides against a record, in snake_case.
public struct DropReason: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }
}

/// A stage without input: it finds articles and reads them.
///
/// Finding is sequential and cheap (a path, a line); reading one unit is pure and runs in
/// parallel.
public protocol Source: Stage {
  associatedtype Unit: Record
  associatedtype Output: Record
  associatedtype Units: UnitSequence where Units.Unit == Unit

  /// Creates the stage over the inputs that its `from` names.
  ///
  /// - Throws: `DiagnosticsError` when the inputs cannot be used.
  init(options: Options, inputs: [ConfiguredInput]) throws

  /// The units of all inputs, in a fixed order. What could not be found is told to `notes`.
  ///
  /// - Parameter memory: Tells which files need not be read.
  func units(_ notes: inout SourceNotes, _ memory: SourceMemory) -> Units

  /// Reads one unit.
  func read(_ unit: Unit) -> Outcome<Output>

  /// SHA-256 of the bytes that a record was read from, in hexadecimal: together with the options
  /// of the input it decides on the record.
  func contentHash(of record: Output) -> String

  /// Where a record stands in the file that it shares with others; nil for one that is a file.
  func range(of record: Output) -> RecordRange?

  /// Called when all units were read.
  func finishReading() -> SourceClosing
}

/// What a source has to say when it has read everything.
public struct SourceClosing: Sendable {
  public var notices: [String] = []
  /// How many addresses were asked, and how many of them gave an answer that can be used.
  public var askedCount = 0
  public var answeredCount = 0

  /// Creates a closing with nothing to say.
  public init() {}
}

extension Source {
  public func range(of record: Output) -> RecordRange? { nil }

  public func finishReading() -> SourceClosing { SourceClosing() }
}

/// Where a record stands in a file of many, in bytes.
public struct RecordRange: Hashable, Sendable {
  public var offset: Int
  public var length: Int

  /// Creates a range.
  public init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }
}

/// What a source finds next.
public enum SourceStep<Unit: Record>: Sendable {
  /// A record to read, its size in bytes, and the file it shares with others.
  case unit(Unit, byteCount: Int, container: FileKey?)
  /// A file that is known: nothing of it is read.
  case known(FileKey)
  /// The end of a file that was read whole: all its records were handed out before.
  case endOfFile(FileKey, sha256: String)
  /// An address was asked; what came of it was handed out before.
  case asked(AddressState)
  /// There is nothing at the moment: a server is waited for.
  case waiting
}

/// The units a source finds, one at a time.
public protocol UnitSequence {
  associatedtype Unit: Record

  /// The next step; nil at the end.
  mutating func next() -> SourceStep<Unit>?

  /// How much has been found, from 0 to 1; nil when that cannot be told.
  var fractionDone: Double? { get }

  /// The files that the units are in, none of them opened; empty for a source without files.
  var files: [SourceFile] { get }

  /// About how many bytes of text are to be read, rather too few than too many; 0 when that cannot
  /// be told.
  var expectedByteCount: Int { get }

  /// How many addresses are to be asked, by the name of the input.
  var addressCounts: [String: Int] { get }

  /// What is being waited for, in a few words: `3 hosts, 120 addresses left`; nil for nothing.
  var activity: String? { get }
}

extension UnitSequence {
  public var files: [SourceFile] { [] }
  public var expectedByteCount: Int { 0 }
  public var addressCounts: [String: Int] { [:] }
  public var activity: String? { nil }
}

/// A file that a source has found.
public struct SourceFile: Sendable {
  public var key: FileKey
  public var byteCount: Int
  /// SHA-256 of its bytes, if the file is known to be one that was read before.
  public var sha256: String?

  /// Creates a file.
  public init(key: FileKey, byteCount: Int, sha256: String?) {
    self.key = key
    self.byteCount = byteCount
    self.sha256 = sha256
  }
}

/// What a source could not find.
public struct SourceNotes: Sendable {
  /// Paths without a wildcard that do not exist: the run ends with an error, after loading the rest.
  public var missing: [String] = []
  /// Wildcards that match nothing, and the like.
  public var notices: [String] = []

  /// Creates empty notes.
  public init() {}
}

/// A stage that converts one record at a time. Most stages are of this shape.
public protocol RecordStage: Stage {
  associatedtype Input: Record
  associatedtype Output: Record

  /// Creates the stage.
  ///
  /// - Throws: `DiagnosticsError` when a file that the options name cannot be used.
  init(options: Options) throws

  /// Converts one record. Called from many threads at once.
  func apply(_ record: Input) -> Outcome<Output>
}

/// A stage that must see all records before it can say anything about one.
///
/// Only what `prepare` returns is kept in memory until the last record has come.
public protocol CorpusStage: Stage {
  associatedtype Input: Record
  associatedtype Prepared: Sendable
  associatedtype Output: Record

  /// Creates the stage.
  ///
  /// - Throws: `DiagnosticsError` when a file that the options name cannot be used.
  init(options: Options) throws

  /// Reduces a record to what is compared: a pure function, called from many threads at once.
  func prepare(_ record: Input) -> Outcome<Prepared>

  /// One record for each prepared one, in the same order.
  func finish(_ prepared: [Prepared]) -> [Output]
}

/// A corpus stage that need not see all stored records again to say something about new ones.
///
/// What `finish` says of the new records, of the stored ones that `search` finds and of all that the
/// destination has put together with them must be what it would say if it were given everything.
public protocol IndexedStage: CorpusStage {
  /// A search for the stored records that new ones must be compared with.
  func search(for prepared: [Prepared]) -> any CopyIndexSearch
}

/// A corpus stage that also takes what other corpus stages found about the same articles.
///
/// Its `needs` name one stage that hands on `Input`, and may name one that hands on `Findings`. What
/// is found changes no record and is no record of its own: it is not counted.
public protocol JoiningStage: CorpusStage {
  associatedtype Findings: Record

  /// One record for each prepared one, in the same order.
  ///
  /// - Parameter findings: What was found, about all articles; empty when no stage hands it on.
  func finish(_ prepared: [Prepared], with findings: [Findings]) -> [Output]
}

extension JoiningStage {
  public func finish(_ prepared: [Prepared]) -> [Output] { finish(prepared, with: []) }
}

/// A stage without output: it stores what comes.
public protocol Sink: Stage {
  /// What it takes. The first port is the main branch, which every article comes by; the others
  /// add to it.
  static var ports: [SinkPort] { get }

  /// Creates the stage; nothing is opened yet.
  ///
  /// - Throws: `DiagnosticsError` when the options cannot be used.
  init(options: Options) throws

  /// Converts a batch to what `write` of the session takes: the part of storing that can be done
  /// in parallel. A pure function, called from many threads at once.
  func prepare(_ batch: Batch) -> Batch

  /// Opens the destination for one run.
  ///
  /// - Throws: an error that is best a `CategorizedError`.
  func open(_ run: RunStart) throws -> any SinkSession

  /// What the destination remembers of earlier runs, to be looked at only; nil when it does not
  /// exist or remembers nothing.
  func memory() throws -> (any RunMemory)?
}

extension Sink {
  public func prepare(_ batch: Batch) -> Batch { batch }
  public func memory() throws -> (any RunMemory)? { nil }
}

/// A place of a stage where a branch of the graph ends.
public struct SinkPort: Sendable {
  /// What may arrive, one of these types.
  public var kinds: [any Record.Type]
  /// Whether a stage must be connected.
  public var isRequired: Bool

  /// Creates a port for records of the given types.
  public init(_ kinds: [any Record.Type], isRequired: Bool) {
    self.kinds = kinds
    self.isRequired = isRequired
  }
}

/// One run's work on a destination. Used by one task at a time, in this order: any number of
/// `write`, then `complete`, then `close`; after an error, only `close`.
public protocol SinkSession: AnyObject {
  /// What the destination remembers of earlier runs; nil when it remembers nothing.
  var memory: (any RunMemory)? { get }

  /// Takes a batch of one of the kinds of the sink's ports, as the sink's `prepare` left it.
  func write(_ batch: Batch) throws

  /// Ends the data: what was written is whole, checked and counted, but not yet published.
  func complete() throws -> SinkResult

  /// Publishes the data or takes it back, and stores the record of the run either way. When
  /// publishing fails it is called once more, without publishing.
  func close(_ report: RunReport, publishing: Bool) throws

  /// Makes sure that a source's text will fit, before any of it is read. Does nothing unless the
  /// session says otherwise.
  ///
  /// - Parameter byteCount: About how many bytes of text will come.
  func reserve(byteCount: Int) throws

  /// Breaks off what `write` or `complete` is doing at this moment, which then throws an error of
  /// category `timeout`. Called from another thread, never while or after `close` is called. Does
  /// nothing unless the session says otherwise.
  func interrupt()
}

extension SinkSession {
  public func reserve(byteCount: Int) throws {}
  public func interrupt() {}
}

extension SinkSession {
  public var memory: (any RunMemory)? { nil }
}

/// What a sink did in one run.
public struct SinkResult: Sendable {
  public var counts: StageCounts
  public var checks: [CheckResult]
  /// One line for the summary: `5 new articles, 12 sentences`.
  public var summary: [String]
  /// A few of the things that were written, one line each, for the person who runs it.
  public var samples: [String]
  /// Whether any row of the destination was changed.
  public var hasChanges: Bool

  /// Creates a result.
  public init(
    counts: StageCounts, checks: [CheckResult], summary: [String], samples: [String],
    hasChanges: Bool
  ) {
    self.counts = counts
    self.checks = checks
    self.summary = summary
    self.samples = samples
    self.hasChanges = hasChanges
  }
}

/// An error that says which exit code it means.
public protocol CategorizedError: Error {
  var category: FailureCategory { get }
}

/// The kinds of failure that end a run, each with an exit code of its own.
public enum FailureCategory: String, Sendable, CaseIterable {
  /// Anything that fits no other kind.
  case stage
  /// A destination cannot be created.
  case cannotCreate
  /// Reading or writing failed: a full disk, a damaged file.
  case inputOutput
  /// Another run holds the lock.
  case locked
  case permission
  /// A promise of our own code is broken.
  case bug
  case timeout
}
