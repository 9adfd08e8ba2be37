import ArgumentParser
import ETLPipeline
import ETLStore
import Foundation

/// `etl check`: says whether a database is sound.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Examine a database: the file, every offset, counts, hashes and search tables.",
    discussion: """
      Prints a line for each check that found something, with the number of rows and the first of \
      them. Exits with 0 when all is well and with 65 when something is wrong; a notice, such as \
      that the file of a capture is gone, is nothing wrong. Never changes anything.
      """)

  @Argument(help: "A database, or a pipeline file that loads into one.")
  var file = "pipeline.yml"
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let path = try DatabaseArgument(file: file).path()
    // Files of captures are named from where their pipeline file is.
    let directory = URL(fileURLWithPath: file).deletingLastPathComponent().path
    let report = try DatabaseArgument.explaining { () throws(StoreError) in
      try DatabaseReader(path: path, isOurs: false).examine(filesIn: directory)
    }
    if json {
      try Console.printJSON(report)
    } else {
      for finding in report.findings { try Console.print(Self.line(finding)) }
      if report.findings.isEmpty {
        try Console.print("\(report.checks) checks found nothing wrong")
      }
    }
    if report.hasErrors {
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.refused.rawValue)
    }
  }

  private static func line(_ finding: IntegrityReport.Finding) -> String {
    let examples = finding.examples.map { Console.cell($0) }.joined(separator: ", ")
    let more = finding.count > finding.examples.count && !examples.isEmpty ? ", …" : ""
    let rows = examples.isEmpty ? "" : ": \(finding.count) (\(examples)\(more))"
    return "\(finding.severity.rawValue): \(finding.check): \(finding.message)\(rows)"
  }
}
