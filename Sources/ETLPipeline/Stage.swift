public import ETLModel

/// What a pipeline is made of: something that reads, converts, compares or writes records.
///
/// A stage conforms to one of the four shapes: ``Source``, ``RecordStage``, ``CorpusStage`` or
/// ``Sink``. The runner does the rest: order, parallelism, batches, counting and rejects.
public protocol Stage: Sendable {
  associatedtype Options: StageOptions

  static var description: StageDescription { get }

  /// A hash of what the stage reads besides its input, such as lexicons; empty when nothing.
  var contentFingerprint: String { get }
}

extension Stage {
  public var contentFingerprint: String { "" }
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
  func units(_ notes: inout SourceNotes) -> Units

  /// Reads one unit.
  func read(_ unit: Unit) -> Outcome<Output>
}

/// The units a source finds, one at a time.
public protocol UnitSequence {
  associatedtype Unit: Record

  /// The next unit and its size in bytes; nil at the end.
  mutating func next() -> (unit: Unit, byteCount: Int)?

  /// How much has been found, from 0 to 1; nil when that cannot be told.
  var fractionDone: Double? { get }
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
}

extension Sink {
  public func prepare(_ batch: Batch) -> Batch { batch }
}

/// A place of a sink where a branch of the graph ends.
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
  /// Takes a batch of one of the kinds of the sink's ports, as the sink's `prepare` left it.
  func write(_ batch: Batch) throws

  /// Ends the data: what was written is whole, checked and counted, but not yet published.
  func complete() throws -> SinkResult

  /// Publishes the data or takes it back, and stores the record of the run either way. When
  /// publishing fails it is called once more, without publishing.
  func close(_ report: RunReport, publishing: Bool) throws
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
