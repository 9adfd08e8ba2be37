/// A question to the database that must have the expected answer before a load is published.
public struct Check: Hashable, Sendable {
  /// What a failed check does.
  public enum Severity: String, Sendable {
    /// It is reported.
    case warn
    /// It takes the load back.
    case error
  }

  public var name: String
  public var severity: Severity
  /// A query whose first column of the first row is compared.
  public var sql: String
  public var minimum: Double?
  public var maximum: Double?
  public var equals: Double?

  /// Creates a check without bounds.
  public init(name: String, severity: Severity, sql: String) {
    self.name = name
    self.severity = severity
    self.sql = sql
  }

  /// The bounds in words: `>= 1`.
  public var expectation: String {
    [minimum.map { ">= \($0)" }, maximum.map { "<= \($0)" }, equals.map { "= \($0)" }]
      .compactMap(\.self).joined(separator: " and ")
  }

  /// Whether `value` lies within the bounds.
  public func accepts(_ value: Double) -> Bool {
    value >= minimum ?? value && value <= maximum ?? value && value == equals ?? value
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
