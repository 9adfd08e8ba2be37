extension WARCRecord {
  /// The record as it stands in an archive, uncompressed: header, block, and the end of a record.
  public var bytes: [UInt8] {
    let lines = ["WARC/\(version)"] + fields.map { "\($0.name): \($0.value)" } + ["", ""]
    return Array(lines.joined(separator: "\r\n").utf8) + block + Array("\r\n\r\n".utf8)
  }
}
