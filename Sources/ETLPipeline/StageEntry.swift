public import ETLModel

/// A stage type in the catalog, its own types erased.
public struct StageEntry: Sendable {
  /// Which of the four shapes the stage has.
  public enum Shape: String, Sendable {
    case source
    case record
    case corpus
    case sink
  }

  public let description: StageDescription
  public let shape: Shape
  /// The type of record the stage takes; nil for a source and a sink.
  public let inputType: (any Record.Type)?
  /// The type of record it hands on; nil for a sink.
  public let outputType: (any Record.Type)?
  /// What a sink takes, or a corpus stage that takes records of two types; else empty.
  public let ports: [SinkPort]
  /// The keys of `with:` and their default values.
  public let defaults: [String: OptionValue]

  let read:
    @Sendable (
      OptionReader, [ConfigNode.Pair], String, Diagnostic.Place, inout [Diagnostic]
    ) -> (options: any StageOptions, values: OptionValue)?
  let make: @Sendable (any StageOptions, [ConfiguredInput]) throws -> Executable

  /// Enters a source.
  public init<S: Source>(_: S.Type) {
    self.init(
      S.self, shape: .source, input: nil, output: S.Output.self, ports: [],
      make: { try .source(SourceExecutable(S(options: $0, inputs: $1))) })
  }

  /// Enters a record stage.
  public init<S: RecordStage>(_: S.Type) {
    self.init(
      S.self, shape: .record, input: S.Input.self, output: S.Output.self, ports: [],
      make: { options, _ in try .record(RecordExecutable(S(options: options))) })
  }

  /// Enters a corpus stage.
  public init<S: CorpusStage>(_: S.Type) {
    self.init(
      S.self, shape: .corpus, input: S.Input.self, output: S.Output.self, ports: [],
      make: { options, _ in try .corpus(CorpusExecutable(S(options: options))) })
  }

  /// Enters a corpus stage that finds what new records must be compared with.
  public init<S: IndexedStage>(_: S.Type) {
    self.init(
      S.self, shape: .corpus, input: S.Input.self, output: S.Output.self, ports: [],
      make: { options, _ in try .corpus(CorpusExecutable(indexed: S(options: options))) })
  }

  /// Enters a corpus stage that joins what it reads with what others found.
  public init<S: JoiningStage>(_: S.Type) {
    self.init(
      S.self, shape: .corpus, input: S.Input.self, output: S.Output.self,
      ports: [
        SinkPort([S.Input.self], isRequired: true), SinkPort([S.Findings.self], isRequired: false),
      ],
      make: { options, _ in try .corpus(CorpusExecutable(joining: S(options: options))) })
  }

  /// Enters a sink.
  public init<S: Sink>(_: S.Type) {
    self.init(
      S.self, shape: .sink, input: nil, output: nil, ports: S.ports,
      make: { options, _ in try .sink(SinkExecutable(S(options: options))) })
  }

  private init<S: Stage>(
    _: S.Type, shape: Shape, input: (any Record.Type)?, output: (any Record.Type)?,
    ports: [SinkPort],
    make: @escaping @Sendable (S.Options, [ConfiguredInput]) throws -> Executable
  ) {
    description = S.description
    self.shape = shape
    inputType = input
    outputType = output
    self.ports = ports
    defaults = OptionReader.defaults(S.Options.self)
    read = { reader, pairs, owner, place, diagnostics in
      reader.read(S.Options.self, from: pairs, owner: owner, at: place, &diagnostics)
        .map { ($0.options, $0.values) }
    }
    self.make = { options, inputs in
      guard let options = options as? S.Options else {
        preconditionFailure("\(S.self) was given the options of another stage")
      }
      return try make(options, inputs)
    }
  }
}

/// All stage and input types that a pipeline file can name.
public struct Catalog: Sendable {
  public var stages: [StageEntry]
  public var inputs: [InputEntry]

  /// Creates a catalog.
  public init(stages: [StageEntry], inputs: [InputEntry]) {
    self.stages = stages
    self.inputs = inputs
  }

  func stage(_ name: String) -> StageEntry? { stages.first { $0.description.name == name } }
  func input(_ name: String) -> InputEntry? { inputs.first { $0.description.name == name } }
}
