/// One lexicon: its display name and its bytes.
public struct LexiconFile: Sendable {
  /// The path as the user wrote it; problems are reported under this name.
  public var name: String
  /// Tab-separated values in UTF-8.
  public var bytes: [UInt8]

  /// Creates a lexicon file from what was read.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Something wrong with a row of a lexicon.
public struct LexiconProblem: Hashable, Sendable, CustomStringConvertible {
  public var file: String
  /// Counted from 1.
  public var line: Int
  public var message: String

  /// Creates a problem found in a line of a file.
  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String { "\(file):\(line): \(message)" }
}

/// All problems of a set of lexicons, in the order of the files and their lines.
public struct LexiconError: Error, CustomStringConvertible {
  public var problems: [LexiconProblem]

  /// Creates an error from at least one problem.
  public init(problems: [LexiconProblem]) { self.problems = problems }

  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
