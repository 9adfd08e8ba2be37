import ETLModel

/// One record of a WARC file (ISO 28500).
public struct WARCRecord: Hashable, Sendable {
  /// The version of the format: `1.0` or `1.1`.
  public var version: String
  /// The `WARC-Type` in lower case: `response`, `warcinfo`, …
  public var type: String
  /// The fields of the header in their order.
  public var fields: [HeaderField]
  /// What the record holds: for a response, the HTTP message.
  public var block: [UInt8]
  /// Where the record is stored; see ``WARCLayout`` for what the number counts.
  public var offset: Int
  /// How many bytes it is stored in.
  public var length: Int
  /// SHA-256 of the body in hexadecimal, of a record that was just written; nil for one that is read.
  var bodyHash: String?

  init(_ header: WARCHeader, block: [UInt8], offset: Int, length: Int) {
    version = header.version
    type = header.type
    fields = header.fields
    self.block = block
    self.offset = offset
    self.length = length
  }

  init(
    version: String, type: String, fields: [HeaderField], block: [UInt8], offset: Int, length: Int
  ) {
    self.version = version
    self.type = type
    self.fields = fields
    self.block = block
    self.offset = offset
    self.length = length
  }

  /// The value of the first field of that name, in whatever case.
  public subscript(name: String) -> String? { fields.value(named: name) }

  /// The `WARC-Target-URI`, without the angle brackets that some programs put around it.
  public var targetURL: String? {
    guard let text = self["WARC-Target-URI"] else { return nil }
    return text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
  }
}

/// A stretch of a WARC file that holds no record that can be read.
public struct WARCDamage: Hashable, Sendable {
  /// Where the stretch starts; see ``WARCLayout`` for what the number counts.
  public var offset: Int
  /// How many bytes were skipped: none where compressed data breaks off between two records.
  public var length: Int
  /// What is wrong at its start; holds no text of the file.
  public var error: InputError

  /// Creates a stretch.
  public init(offset: Int, length: Int, error: InputError) {
    self.offset = offset
    self.length = length
    self.error = error
  }
}

/// What a WARC file holds, one after the other and without gaps.
public enum WARCEntry: Hashable, Sendable {
  case record(WARCRecord)
  case damaged(WARCDamage)

  /// Where it starts.
  public var offset: Int {
    switch self {
    case .record(let record): record.offset
    case .damaged(let damage): damage.offset
    }
  }

  /// How many bytes it takes.
  public var length: Int {
    switch self {
    case .record(let record): record.length
    case .damaged(let damage): damage.length
    }
  }
}

/// What was found where a record should start.
enum WARCAttempt {
  /// A record, or one that was skipped as a whole. The scanner stands behind it.
  case entry(WARCEntry)
  /// No record. The scanner has to be told to find the next.
  case damaged(InputError)
  case end
}
