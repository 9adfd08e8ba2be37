public import ETLModel

/// How a plan is run.
public struct RunOptions: Sendable {
  /// Threads that work on records.
  ///
  /// - Precondition: at least 1.
  public var workers: Int
  /// Whether warnings and rejects have an exit code of their own.
  public var failsOnWarnings = false
  /// The stages that may work, as indices into ``Plan/stages``; nil for all. Records stop in front
  /// of the others.
  public var selection: Set<Int>?
  /// The most records that each source reads and that are worked out again; nil for no limit.
  public var recordLimit: Int?
  /// Whether everything is worked out again, known or not.
  public var isFullRefresh = false
  /// Whether no server is asked: what was captured before is read.
  public var isOffline = false
  /// What to do when another run holds the lock of the destination.
  public var lockMode = LockMode.fail
  /// How many seconds a run whose `run_timeout` is over has for each step towards its end: to
  /// drain, then to break off statements, before the process ends.
  public var grace = 10.0
  /// Only these records are read; nil for all.
  public var onlyArticles: [WantedArticle]?

  /// Whether a stage of the plan may work.
  func isSelected(_ stage: Int) -> Bool { selection?.contains(stage) ?? true }

  /// Whether the run looks at a part of its inputs only, so that nothing follows from what it does
  /// not meet.
  public var isPartial: Bool { selection != nil || recordLimit != nil || onlyArticles != nil }

  /// Creates the options of an ordinary run.
  public init(workers: Int) { self.workers = workers }
}

/// A record to read again, and the file it is in.
public struct WantedArticle: Hashable, Sendable {
  public var article: ArticleKey
  /// The file that holds the record.
  public var file: FileKey

  /// Creates a wish for a record.
  public init(article: ArticleKey, file: FileKey) {
    self.article = article
    self.file = file
  }
}
