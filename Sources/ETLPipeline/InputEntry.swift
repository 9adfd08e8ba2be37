/// A type of input in the catalog: `files`, `jsonl`, ….
///
/// An input has options like a stage; a source gets them as ``ConfiguredInput``.
public struct InputEntry: Sendable {
  /// How the input type describes itself.
  public let description: StageDescription
  /// The keys and their default values.
  public let defaults: [String: OptionValue]
  let read:
    @Sendable (
      OptionReader, [ConfigNode.Pair], String, Diagnostic.Place, inout [Diagnostic]
    ) -> (options: any StageOptions, values: OptionValue)?

  /// Describes an input type whose options are `Options`.
  public init<Options: StageOptions>(_ description: StageDescription, _: Options.Type) {
    self.description = description
    defaults = OptionReader.defaults(Options.self)
    read = { reader, pairs, owner, place, diagnostics in
      reader.read(Options.self, from: pairs, owner: owner, at: place, &diagnostics)
        .map { ($0.options, $0.values) }
    }
  }
}

/// An input of the pipeline file, checked and with its defaults filled in.
public struct ConfiguredInput: Sendable {
  /// The name that the pipeline file gives it.
  public var name: String
  /// The input type: `files`, `jsonl`, ….
  public var type: String
  public var options: any StageOptions
  /// The options as a tree, for plans and fingerprints.
  public var values: OptionValue

  /// Creates an input.
  public init(name: String, type: String, options: any StageOptions, values: OptionValue) {
    self.name = name
    self.type = type
    self.options = options
    self.values = values
  }
}
