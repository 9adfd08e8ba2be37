/// Who is told how a run ended.
public struct Monitor: Sendable {
  /// The file that gets metrics in the text format of Prometheus; nil for none.
  public var metrics: OptionPath?
  /// The http or https URL that is called after a run, for a dead-man switch; nil for none. It may
  /// hold a secret: print it through ``Redactor`` only.
  public var ping: String?

  /// Creates a monitor that tells nobody.
  public init() {}
}
