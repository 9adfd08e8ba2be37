/// The one place where a stage describes itself: plans, `etl stages`, messages and tests read it.
public struct StageDescription: Hashable, Sendable {
  /// The name in the pipeline file: a verb in snake_case that spells the type's name.
  public var name: String
  /// One sentence for `etl stages`.
  public var summary: String
  /// Raised whenever the same input gives other output.
  public var version: Int
  /// One line for each option, in the order in which they are worth reading.
  public var options: [OptionDescription]

  /// Describes a stage.
  public init(
    name: String, summary: String, version: Int = 1, options: [OptionDescription] = []
  ) {
    self.name = name
    self.summary = summary
    self.version = version
    self.options = options
  }
}

/// What one option is for.
public struct OptionDescription: Hashable, Sendable {
  /// The key in the pipeline file.
  public var name: String
  /// One sentence, with the unit where there is one.
  public var summary: String

  /// Describes an option.
  public init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }
}
