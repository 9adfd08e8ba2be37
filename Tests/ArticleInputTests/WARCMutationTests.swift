import ArticleInput
import ETLTestSupport
import Foundation
import Testing

/// Files with one damage each: whatever it is, reading ends, leaves no byte out, and finds every
/// record that the damage does not touch.
struct WARCMutationTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Changed bytes, and where in the bytes before they were changed.
  private struct Mutation {
    var bytes: [UInt8]
    var damaged: Range<Int>
    var name: String

    init(of bytes: [UInt8], _ random: inout SplitMix64) {
      self.bytes = bytes
      let start = Int.random(in: 0..<bytes.count, using: &random)
      let most = [1, 8, 200, 4000][Int.random(in: 0..<4, using: &random)]
      let end = min(bytes.count, start + Int.random(in: 1...most, using: &random))
      damaged = start..<end
      switch Int.random(in: 0..<5, using: &random) {
      case 0:
        name = "bit"
        damaged = start..<(start + 1)
        self.bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1:
        name = "noise"
        for index in damaged { self.bytes[index] = UInt8.random(in: 0...255, using: &random) }
      case 2:
        name = "cut"
        damaged = start..<bytes.count
        self.bytes.removeSubrange(damaged)
      case 3:
        name = "doubled"
        self.bytes.insert(contentsOf: bytes[damaged], at: end)
      default:
        name = "removed"
        self.bytes.removeSubrange(damaged)
      }
    }
  }

  private static let records = WARCText.records(count: 14, seed: 99)

  /// Checks what is found in a file of `pieces`, one for each record, after a mutation.
  private func check(_ pieces: [[UInt8]], seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let whole = Array(pieces.joined())
    let mutation = Mutation(of: whole, &random)
    let path = try directory.write("mutated", mutation.bytes)
    let original = try WARCReader.entries(try directory.write("whole", whole)).records
    let found = try WARCReader.entries(path)
    let place: Comment = "seed \(seed): \(mutation.name) at \(mutation.damaged)"
    #expect(found.tile(to: mutation.bytes.count), place)
    let blocks = Set(found.records.map { [$0["WARC-Record-ID"] ?? "", "\($0.block)"] })
    for record in original {
      let end = record.offset + record.length
      // What touches the damage may have lost its start or end.
      guard end < mutation.damaged.lowerBound || record.offset > mutation.damaged.upperBound
      else { continue }
      #expect(
        blocks.contains([record["WARC-Record-ID"] ?? "", "\(record.block)"]),
        Comment(rawValue: "\(place.rawValue): \(record["WARC-Record-ID"] ?? "")"))
    }
    for record in found.records.suffix(3) {
      let one = try WARCReader.record(path: path, offset: record.offset)
      #expect(one.record == record, place)
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `an uncompressed file loses what is damaged and no more`(seed: UInt64) throws {
    try check(Self.records, seed: seed)
  }

  @Test(arguments: 1000..<1300 as Range<UInt64>)
  func `a file of members loses what is damaged and no more`(seed: UInt64) throws {
    try check(Self.records.map(Gzip.member), seed: seed)
  }

  @Test(arguments: 2000..<2300 as Range<UInt64>)
  func `a file of written members loses what is damaged and no more`(seed: UInt64) throws {
    let path = directory.path + "/written"
    var writer = try WARCWriter(path: path, software: "etl", date: "2026-03-01T12:00:00Z")
    for (index, body) in Self.records.enumerated() {
      _ = try writer.writeResponse(
        url: "https://example.org/\(index)", date: "2026-03-01T12:00:00Z",
        head: Array("HTTP/1.1 200 OK\r\n".utf8), body: body.map { $0 == 0x2F ? 0x2E : $0 })
    }
    let whole = Array(try #require(FileManager.default.contents(atPath: path)))
    let places = try WARCReader.entries(path)
    try check(places.map { Array(whole[$0.offset..<$0.offset + $0.length]) }, seed: seed)
  }

  @Test(arguments: 3000..<3300 as Range<UInt64>)
  func `a file compressed as a whole is read as far as it goes`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let whole = Array(Self.records.joined())
    let size = [whole.count, 5000, 700][Int.random(in: 0..<3, using: &random)]
    let parts = stride(from: 0, to: whole.count, by: size).map {
      Gzip.member(Array(whole[$0..<min($0 + size, whole.count)]))
    }
    let mutation = Mutation(of: Array(parts.joined()), &random)
    let path = try directory.write("mutated", mutation.bytes)
    let found = try WARCReader.entries(path)
    let place: Comment = "seed \(seed): \(mutation.name) at \(mutation.damaged)"
    #expect(found.tile(), place)
    #expect(!found.isEmpty || mutation.bytes.isEmpty, place)
    if try WARCReader(path: path).layout != .stream {
      #expect(found.tile(to: mutation.bytes.count), place)
    }
    for record in found.records.suffix(3) {
      let one = try WARCReader.record(path: path, offset: record.offset)
      #expect(one.record == record && one.stored.count == record.length, place)
    }
  }
}
