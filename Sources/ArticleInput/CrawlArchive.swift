import ETLModel
import Foundation

/// Writes the pages of a crawl into WARC files of their own: `pages-20260301T120000Z.warc.gz`.
///
/// A file is made when there is something to write, and another one is begun when it is full.
public struct CrawlArchive: ~Copyable {
  /// As much as other programs expect of a file (ISO 28500, annex C).
  static let largestFile = 1 << 30

  private let folder: String
  private let input: String
  private let software: String
  private let largestFile: Int
  private var writer: WARCWriter?
  private var byteCount = 0
  /// The path of the file that is written; nil before the first record.
  public private(set) var path: String?

  /// - Parameters:
  ///   - folder: Where the files are made; it is made if it is not there.
  ///   - input: What their names start with.
  ///   - software: The name and version of the program that writes.
  public init(folder: String, input: String, software: String) {
    self.init(folder: folder, input: input, software: software, largestFile: Self.largestFile)
  }

  init(folder: String, input: String, software: String, largestFile: Int) {
    self.folder = folder
    self.input = input
    self.software = software
    self.largestFile = largestFile
  }

  /// Whether the file is full: ``finish()`` ends it, and the next page begins another one.
  public var isFull: Bool { byteCount >= largestFile }

  /// Appends a record.
  ///
  /// - Returns: The record as it is read again.
  /// - Throws: `unreadable` when it cannot be written.
  public mutating func write(_ record: PressedRecord) throws(InputError) -> WARCRecord {
    try open(record.date)
    guard let place = try writer?.append(record.member) else {
      preconditionFailure("the file was opened")
    }
    byteCount = place.offset + place.length
    return record.placed(offset: place.offset, length: place.length)
  }

  /// Ends the file that is written; nil when there is none.
  ///
  /// - Throws: `unreadable` when it cannot be kept.
  public mutating func finish() throws(InputError) -> (
    path: String, sha256: String, stamp: FileStamp
  )? {
    guard let path, let end = try writer?.finish() else { return nil }
    self.path = nil
    writer = nil
    byteCount = 0
    return (path, end.sha256, end.stamp)
  }

  /// The files in a folder that were made for an input, by their names and so in the order in which
  /// they were made.
  public static func files(in folder: String, input: String) -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      return []
    }
    return names.filter { isName($0, of: input) }.sorted(by: isOlder(_:than:))
      .map { folder.hasSuffix("/") ? folder + $0 : folder + "/" + $0 }
  }

  /// Whether a file of an input was made before another one of it, by their names.
  public static func isOlder(_ file: String, than other: String) -> Bool {
    // The first file of a second has no number, and comes before those that have one.
    let stems = [file, other].map { $0.hasSuffix(suffix) ? $0.dropLast(suffix.count) : $0[...] }
    return stems[0].utf8.lexicographicallyPrecedes(stems[1].utf8)
  }

  private static let suffix = ".warc.gz"

  private static func isName(_ name: String, of input: String) -> Bool {
    guard name.hasPrefix(input + "-"), name.hasSuffix(suffix) else { return false }
    let middle = Array(name.utf8.dropFirst(input.utf8.count + 1).dropLast(suffix.utf8.count))
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    // 20260301T120000Z, or the same with a number for one of several made in that second.
    guard middle.count == 16 || middle.count == 19, middle[..<8].allSatisfy(isDigit),
      middle[8] == UInt8(ascii: "T"), middle[9..<15].allSatisfy(isDigit),
      middle[15] == UInt8(ascii: "Z")
    else { return false }
    return middle.count == 16
      || middle[16] == UInt8(ascii: "-") && middle[17...].allSatisfy(isDigit)
  }

  private mutating func open(_ date: String) throws(InputError) {
    if writer != nil { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw InputError(.unreadable, "the folder of the archive cannot be made")
    }
    let stamp = String(date.filter { $0 != "-" && $0 != ":" })
    let start = (folder.hasSuffix("/") ? folder : folder + "/") + "\(input)-\(stamp)"
    for number in 0..<100 {
      let end = number == 0 ? "" : "-" + (number < 10 ? "0\(number)" : "\(number)")
      let path = start + end + Self.suffix
      guard FileStamp.of(path) == nil else { continue }
      writer = try WARCWriter(path: path, software: software, date: date)
      self.path = path
      return
    }
    throw InputError(.unreadable, "no name is left for another archive of this second")
  }
}

/// Dates of records.
enum WARCDate {
  /// `2026-03-01T12:00:00Z` for seconds since 1970.
  static func text(_ seconds: Int) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }
}
