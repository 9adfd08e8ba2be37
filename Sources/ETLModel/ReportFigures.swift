/// What a report counts in a database.
public struct ReportFigures: Sendable {
  /// A name and how often it occurs.
  public struct Count: Hashable, Sendable {
    public var name: String
    public var count: Int

    /// Creates a count.
    public init(_ name: String, _ count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// How often a reason stands in the table of rejects.
  public struct RejectCount: Sendable {
    public var reason: String
    /// `open`, `resolved` or `ignored`.
    public var state: String
    public var count: Int

    /// Creates a count.
    public init(reason: String, state: String, count: Int) {
      self.reason = reason
      self.state = state
      self.count = count
    }
  }

  /// One record that a stage could not process.
  public struct Reject: Sendable {
    public var input: String
    public var externalID: String
    public var stage: String
    public var reason: String
    public var detail: String?
    public var state: String

    /// Creates a reject.
    public init(
      input: String, externalID: String, stage: String, reason: String, detail: String?,
      state: String
    ) {
      self.input = input
      self.externalID = externalID
      self.stage = stage
      self.reason = reason
      self.detail = detail
      self.state = state
    }
  }

  /// Current articles.
  public var articles = 0
  /// Current articles that are copies of others.
  public var copies = 0
  /// Groups of copies.
  public var clusters = 0
  public var sentences = 0
  public var quotes = 0
  /// The speakers with most quotes, the first first.
  public var speakers: [Count] = []
  /// Quotes by the day on which their article was published, as `2026-01-31`, in order; articles
  /// without a day under the empty name.
  public var days: [Count] = []
  /// Residue by its kind, the most frequent first.
  public var residue: [Count] = []
  /// Current articles by input.
  public var inputs: [Count] = []
  /// Rejects by reason and state.
  public var rejectCounts: [RejectCount] = []
  /// The newest rejects.
  public var rejects: [Reject] = []

  /// Creates the figures of an empty database.
  public init() {}
}
