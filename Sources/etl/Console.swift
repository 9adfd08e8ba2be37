import ArgumentParser
import ETLPipeline
import ETLStages
import Foundation
import Synchronization

/// Where the program writes: data to stdout, everything else to stderr.
enum Console {
  /// What pipeline files can name.
  static let catalog = StageCatalog.all

  /// Hides the secrets of the plan that is at work.
  private static let redactor = Mutex(Redactor(Secrets.none))

  /// From now on nothing that is printed shows a secret of `plan`.
  static func hide(secretsOf plan: Plan) {
    redactor.withLock { $0 = Redactor(plan.secrets) }
  }

  private static func redacted(_ text: String) -> String {
    redactor.withLock { $0 }.redact(text)
  }

  /// Writes a line of data.
  ///
  /// - Throws: the exit code of an I/O failure when stdout is closed or its disk is full.
  static func print(_ line: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data((redacted(line) + "\n").utf8))
    } catch {
      note("error: stdout cannot be written: \(error.localizedDescription)")
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.inputOutput.rawValue)
    }
  }

  /// Writes data as it is.
  ///
  /// - Throws: the exit code of an I/O failure when stdout is closed or its disk is full.
  static func print(bytes: [UInt8]) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      note("error: stdout cannot be written: \(error.localizedDescription)")
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.inputOutput.rawValue)
    }
  }

  /// Whether stdout is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes a line for the person at the terminal.
  static func note(_ line: String) { write(line + "\n") }

  /// Writes to stderr. When nobody can read it there is nobody to tell.
  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(redacted(text).utf8))
  }

  /// Writes diagnostics, one to a line.
  static func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { note(diagnostic.description) }
  }

  /// Rows with their columns aligned; the first row is the head. Columns whose cells below the
  /// head are all numbers are set flush right.
  static func table(_ rows: [[String]]) -> [String] {
    guard let head = rows.first else { return [] }
    let widths = head.indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    let areNumbers = head.indices.map { column in
      rows.dropFirst().allSatisfy { Double($0[column]) != nil }
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.displayWidth)
        return areNumbers[column] ? padding + cell : cell + padding
      }
      let line = cells.joined(separator: "  ")
      let end = line.utf8.lastIndex { $0 != 0x20 }
      return end.map { String(line.utf8.prefix(through: $0)) ?? line } ?? ""
    }
  }
}
