/// One row of a lexicon, cut into its columns.
struct LexiconRow {
  let line: Int
  let fields: [String]

  /// The parts of a column that are separated by `|`, without empty ones.
  func parts(_ column: Int) -> [String] {
    fields[column].split(separator: "|").map(String.init)
  }
}

/// Reads tab-separated lexicons and collects what is wrong with them.
///
/// A line that starts with `#` is a comment; the first other line must name the columns; empty
/// lines are skipped.
struct LexiconReader {
  let file: LexiconFile
  private(set) var problems: [LexiconProblem] = []

  init(_ file: LexiconFile) { self.file = file }

  /// Notes a problem of `line`.
  mutating func report(_ line: Int, _ message: String) {
    problems.append(LexiconProblem(file: file.name, line: line, message: message))
  }

  /// The rows that have all `columns` and a form in the first; the others are reported.
  ///
  /// - Complexity: O(*n*) in the bytes of the file.
  mutating func rows(columns: [String]) -> [LexiconRow] {
    guard let text = String(validating: file.bytes, as: UTF8.self) else {
      report(1, "the file is not valid UTF-8")
      return []
    }
    var rows: [LexiconRow] = []
    var hasHeader = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if !hasHeader {
        hasHeader = true
        guard fields == columns else {
          report(index + 1, "the columns must be \(columns.joined(separator: ", "))")
          return []
        }
      } else if fields.count != columns.count {
        report(index + 1, "\(fields.count) columns where \(columns.count) are expected")
      } else if fields[0].isEmpty {
        report(index + 1, "the column \(columns[0]) is empty")
      } else {
        rows.append(LexiconRow(line: index + 1, fields: fields))
      }
    }
    if !hasHeader { report(1, "the columns must be \(columns.joined(separator: ", "))") }
    return rows
  }

  /// Reports rows whose key an earlier row has, and returns the others.
  mutating func unique(
    _ rows: [LexiconRow], by key: (LexiconRow) -> String
  ) -> [LexiconRow] {
    var lines: [String: Int] = [:]
    return rows.filter { row in
      let name = key(row)
      if let earlier = lines[name] {
        report(row.line, "the same row as line \(earlier): \(name)")
        return false
      }
      lines[name] = row.line
      return true
    }
  }

  /// The value of `type` that a column names; reports a name that there is not.
  mutating func value<Value: RawRepresentable<String> & CaseIterable>(
    _ type: Value.Type, _ row: LexiconRow, column: Int, called name: String
  ) -> Value? {
    let field = row.fields[column]
    if let value = Value(rawValue: field) { return value }
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    report(row.line, "unknown \(name) \"\(field)\"; known are \(known)")
    return nil
  }
}
