import ArgumentParser
import ArticleInput
import ETLPipeline
import Foundation

/// `etl warc`: looks into WARC archives.
struct WARC: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look into WARC archives.", subcommands: [Cat.self])

  /// `etl warc cat`: prints one record.
  struct Cat: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print one record of a WARC archive.",
      discussion: """
        The offset is that of capture.record_offset; `etl trace` prints it. Printed is the record as \
        it stands in the archive, uncompressed.
        """)

    @Argument(help: "The archive.", completion: .file())
    var file: String
    @Argument(help: "Where the record starts, in bytes.")
    var offset: Int
    @Flag(help: "Print only the body of the page, without compression of its own.")
    var body = false

    func run() throws {
      do {
        let record = try WARCReader.record(path: file, offset: offset).record
        try Console.print(bytes: body ? try Self.body(of: record) : record.bytes)
      } catch let error as InputError {
        Console.note("error: \(file), byte \(offset): \(error.detail)")
        throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.inputOutput.rawValue)
      }
    }

    private static func body(of record: WARCRecord) throws(InputError) -> [UInt8] {
      guard record.type == "response" else { return record.block }
      return try HTTPMessage(record.block).decodedBody(limit: 50_000_000)
    }
  }
}
