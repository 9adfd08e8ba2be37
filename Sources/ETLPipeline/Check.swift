/// A question to the database that must have the expected answer before a load is published.
///
/// The SQL of a check may use `:run_id`, the id of the run that loads.
public struct Check: Hashable, Sendable {
  /// What a failed check does.
  public enum Severity: String, Sendable {
    /// It is reported.
    case warn
    /// It takes the load back.
    case error
  }

  /// What is asked, and which answer is right.
  public enum Kind: Hashable, Sendable {
    /// The first column of the first row of a query lies within the bounds.
    case value(sql: String, minimum: Double?, maximum: Double?, equals: Double?)
    /// A query returns no row.
    case rows(sql: String)
    /// The new and changed articles of this run, against the average of the last `runs` runs.
    case volume(runs: Int, minimum: Bound?, maximum: Bound?)
    /// The newest article of every publisher and input is at most this many seconds old.
    case freshness(maximumAge: Int, input: String?)
  }

  /// How many articles a run should load.
  public enum Bound: Hashable, Sendable {
    /// A share of the average of earlier runs; 1 is the average itself.
    case share(Double)
    case count(Double)

    /// The bound as a number of articles.
    public func articles(average: Double) -> Double {
      switch self {
      case .share(let share): share * average
      case .count(let count): count
      }
    }

    var text: String {
      switch self {
      case .share(let share): "\(Check.text(share * 100))%"
      case .count(let count): Check.text(count)
      }
    }
  }

  public var name: String
  public var severity: Severity
  public var kind: Kind

  /// Creates a check.
  public init(name: String, severity: Severity, kind: Kind) {
    self.name = name
    self.severity = severity
    self.kind = kind
  }

  /// What is expected, in words: `>= 1`.
  public var expectation: String {
    switch kind {
    case .value(_, let minimum, let maximum, let equals):
      return [minimum.map { ">= \($0)" }, maximum.map { "<= \($0)" }, equals.map { "= \($0)" }]
        .compactMap(\.self).joined(separator: " and ")
    case .rows: return "no rows"
    case .volume(let runs, let minimum, let maximum):
      let bounds = [minimum.map { ">= \($0.text)" }, maximum.map { "<= \($0.text)" }]
      return bounds.compactMap(\.self).joined(separator: " and ")
        + " of the average of \(runs) runs"
    case .freshness(let age, let input):
      let whose = input.map { "input '\($0)'" } ?? "every publisher and input"
      return "\(whose) at most \(Self.duration(age)) old"
    }
  }

  /// What tells one question from another, for the hash of a plan.
  var question: String {
    switch kind {
    case .value(let sql, _, _, _): sql
    case .rows(let sql): "rows \(sql)"
    case .volume: "volume"
    case .freshness: "freshness"
    }
  }

  /// Whether `value` lies within the bounds of a `value` check. For the others `value` is the
  /// number of things that are wrong; a `volume` check is judged by ``Bound`` alone.
  public func accepts(_ value: Double) -> Bool {
    switch kind {
    case .value(_, let minimum, let maximum, let equals):
      value >= minimum ?? value && value <= maximum ?? value && value == equals ?? value
    case .rows, .freshness: value == 0
    case .volume: true
    }
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  private static func duration(_ seconds: Int) -> String {
    for (unit, size) in [("d", 86400), ("h", 3600), ("m", 60)]
    where seconds >= size && seconds % size == 0 {
      return "\(seconds / size)\(unit)"
    }
    return "\(seconds)s"
  }
}

/// What a check found.
public struct CheckResult: Hashable, Sendable {
  public enum Status: String, Sendable {
    case pass
    case warn
    case fail
    /// The check itself could not run.
    case error
  }

  public var check: Check
  public var status: Status
  public var observed: Double?
  public var message: String?

  /// Creates the result of a check.
  public init(check: Check, status: Status, observed: Double? = nil, message: String? = nil) {
    self.check = check
    self.status = status
    self.observed = observed
    self.message = message
  }

  /// Whether the load must be taken back.
  public var isFatal: Bool {
    status == .fail || status == .error && check.severity == .error
  }
}
