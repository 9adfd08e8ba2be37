import Foundation

/// One named field of a header, of a WARC record or of an HTTP message.
public struct HeaderField: Hashable, Sendable {
  /// As it is written; fields are looked up without regard to case.
  public var name: String
  /// Without white space around it; a value of several lines is joined with spaces.
  public var value: String

  /// Creates a field.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

extension [HeaderField] {
  /// The values of the fields of that name, in order; ASCII letters are the same in either case.
  func values(named name: String) -> [String] { filter { $0.isNamed(name) }.map(\.value) }

  /// The value of the first field of that name.
  func value(named name: String) -> String? { first { $0.isNamed(name) }?.value }
}

extension HeaderField {
  fileprivate func isNamed(_ other: String) -> Bool {
    name.utf8.count == other.utf8.count
      && zip(name.utf8, other.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }
}

extension UInt8 {
  /// The same letter in lower case, if it is an ASCII letter.
  var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension String {
  /// With the ASCII letters in lower case.
  var asciiLowercased: String { String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self) }
}

/// Takes the lines and fields of a header from its bytes, one after the other.
struct HeaderParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// How many bytes were taken.
  private(set) var position = 0
  private(set) var lineNumber = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// What a line of the fields can be.
  enum Line {
    case field(HeaderField)
    /// More of the value of the field before.
    case continuation(String)
    case blank
    case noField
  }

  /// The next line as one of the fields; nil when its end is not there.
  mutating func next() -> Line? {
    guard let line = nextLine() else { return nil }
    guard let first = line.first else { return .blank }
    if first == 0x20 || first == 0x09 { return .continuation(Self.text(line)) }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return .noField }
    let name = Self.text(line.part(0, colon))
    return .field(HeaderField(name: name, value: Self.text(line.part(colon + 1))))
  }

  /// The next line without its LF or CR LF; nil when its end is not there.
  mutating func nextLine() -> UnsafeBufferPointer<UInt8>? {
    guard position < bytes.count, let base = bytes.baseAddress,
      let end = memchr(base + position, 0x0A, bytes.count - position)
    else { return nil }
    let start = position
    position = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(end)) + 1
    lineNumber += 1
    let line = bytes.part(start, position - 1)
    return line.last == 0x0D ? line.part(0, line.count - 1) : line
  }

  /// A piece of a line, without the white space around it.
  static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
    guard let start = bytes.firstIndex(where: { !isBlank($0) }),
      let end = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(decoding: bytes.part(start, end + 1), as: UTF8.self)
  }
}
