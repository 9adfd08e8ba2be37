import ArgumentParser
import ArticleInput
import Foundation

/// Reading WARC archives, record by record.
struct WARC: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warc", abstract: "Measure the reading of a WARC archive.",
    discussion: """
      Bytes are those of the records' blocks, uncompressed. A hash of the file is what a run takes \
      besides, so that the next one knows it; bodies are what is left of responses without their \
      codings.
      """)

  @Option(help: "The archive.")
  var input: String

  func run() throws {
    var byteCount = 0
    let records = try Measurement("records") {
      byteCount = 0
      return try read(isHashed: false) { byteCount += $0.block.count }
    }
    let hashed = try Measurement("records and a hash") { try read(isHashed: true) { _ in } }
    let bodies = try Measurement("bodies") {
      try read(isHashed: false) { record in
        if record.type == "response" {
          _ = try HTTPMessage(record.block).decodedBody(limit: 50_000_000)
        }
      }
    }
    print("warc: \(input): \(records.results) records, \(byteCount) bytes")
    let megabytes = Double(byteCount) / 1e6
    Report.line("records", records, "records", [(megabytes, "MB")])
    Report.line("records and a hash", hashed, "records", [(megabytes, "MB")])
    Report.line("bodies", bodies, "records", [(megabytes, "MB")])
  }

  /// Calls `body` with every record, and returns how many there are.
  private func read(isHashed: Bool, _ body: (WARCRecord) throws -> Void) throws -> Int {
    var reader = try WARCReader(path: input, isHashed: isHashed)
    var count = 0
    while let entry = try reader.next() {
      guard case .record(let record) = entry else { continue }
      try body(record)
      count += 1
    }
    return count
  }
}
