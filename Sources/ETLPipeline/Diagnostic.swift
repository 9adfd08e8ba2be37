/// A message about something the user wrote, with the place where it stands.
///
///     pipeline.yml:12:5: error: unknown stage type 'tag_quote'; did you mean 'tag_quotes'?
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The pipeline cannot run.
    case error
    /// It runs, but probably not as it was meant.
    case warning
    /// Worth knowing.
    case notice
  }

  /// A position in a text file; line and column count from 1, columns in Unicode scalars.
  public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The file as the user named it.
    public var file: String
    public var line: Int
    /// Nil when the whole line is meant.
    public var column: Int?

    /// Creates a position.
    public init(file: String, line: Int, column: Int? = nil) {
      self.file = file
      self.line = line
      self.column = column
    }

    public var description: String {
      // A line of 0: the place is no file but an argument, such as `--set limits.workers`.
      if line == 0 { return file }
      return column.map { "\(file):\(line):\($0)" } ?? "\(file):\(line)"
    }
  }

  public var severity: Severity
  /// Nil when the message is about no place in a file.
  public var place: Place?
  /// One sentence in lower case without a period.
  public var message: String

  /// Creates a message.
  public init(_ severity: Severity, _ message: String, at place: Place?) {
    self.severity = severity
    self.message = message
    self.place = place
  }

  public var description: String {
    (place.map { "\($0): " } ?? "") + "\(severity.rawValue): \(message)"
  }
}

extension Diagnostic: Comparable {
  /// Orders messages by where they point.
  public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    let a = (left.place?.file ?? "", left.place?.line ?? 0, left.place?.column ?? 0, left.message)
    let b = (
      right.place?.file ?? "", right.place?.line ?? 0, right.place?.column ?? 0, right.message
    )
    return a < b
  }
}

/// What a user wrote cannot be run; every reason is listed.
public struct DiagnosticsError: Error, CustomStringConvertible {
  public var diagnostics: [Diagnostic]

  /// Creates an error from the messages found.
  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  public var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}
