import CZlib
import ETLModel

/// The content codings of HTTP that zlib knows.
enum ContentCoding {
  /// Decompresses a body in gzip.
  ///
  /// - Returns: The data; `bytes` themselves when they are not gzip.
  /// - Throws: `bad_archive` when the data is damaged or ends early, `too_large`.
  static func gunzip(
    _ bytes: ArraySlice<UInt8>, limit: Int
  ) throws(InputError) -> ArraySlice<UInt8> {
    guard bytes.starts(with: MemberInflater.magic) else { return bytes }
    return try inflate(bytes, .gzip, limit: limit)[...]
  }

  /// Decompresses a body in `deflate`, which is zlib's format by the standard and raw data by the
  /// use of some servers.
  ///
  /// - Returns: The data; `bytes` themselves when they are text and neither of the two.
  /// - Throws: `bad_archive` when the data is damaged or ends early, `too_large`.
  static func inflate(
    _ bytes: ArraySlice<UInt8>, limit: Int
  ) throws(InputError) -> ArraySlice<UInt8> {
    guard let first = bytes.first, let second = bytes.dropFirst().first else { return bytes }
    if first & 0x0F == 8, (Int(first) << 8 | Int(second)) % 31 == 0,
      let data = try unlessBadArchive({ () throws(InputError) in
        try inflate(bytes, .gzipOrZlib, limit: limit)
      })
    {
      return data[...]
    }
    do {
      return try inflate(bytes, .raw, limit: limit)[...]
    } catch {
      let isText = bytes.prefix(512).allSatisfy { $0 >= 0x20 || (0x09...0x0D).contains($0) }
      if error.reason == .badArchive, isText { return bytes }
      throw error
    }
  }

  static func tooLarge(_ limit: Int) -> InputError {
    InputError(.tooLarge, "the body has more than \(limit) bytes")
  }

  private static func unlessBadArchive(
    _ body: () throws(InputError) -> [UInt8]
  ) throws(InputError) -> [UInt8]? {
    do {
      return try body()
    } catch {
      if error.reason == .badArchive { return nil }
      throw error
    }
  }

  /// What is behind the compressed data is passed over, unless it is another gzip member.
  private static func inflate(
    _ bytes: ArraySlice<UInt8>, _ format: Inflater.Format, limit: Int
  ) throws(InputError) -> [UInt8] {
    let inflater = try Inflater(format)
    var failure: InputError?
    var output = ByteWindow(capacity: min(limit, 4 * bytes.count) + 64)
    bytes.withUnsafeBufferPointer { bytes in
      do throws(InputError) {
        var rest = bytes
        repeat {
          inflater.restart()
          rest = rest.part(try inflateMember(rest, inflater, &output, limit: limit))
        } while format == .gzip && rest.starts(with: MemberInflater.magic)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return Array(output.bytes)
  }

  /// - Returns: How many bytes of `bytes` were used.
  private static func inflateMember(
    _ bytes: UnsafeBufferPointer<UInt8>, _ inflater: borrowing Inflater,
    _ output: inout ByteWindow, limit: Int
  ) throws(InputError) -> Int {
    var position = 0
    while true {
      let room = output.room(atLeast: 1 << 14)
      // One byte beyond the limit tells that there are more.
      let rest = limit - output.count
      let piece = UnsafeMutableBufferPointer(
        rebasing: room[..<(rest < room.count ? rest + 1 : room.count)])
      let (status, used, written) = inflater.inflate(bytes.part(position), into: piece)
      position += used
      output.commit(written)
      if output.count > limit { throw tooLarge(limit) }
      if status == Z_STREAM_END { return position }
      guard status == Z_OK || status == Z_BUF_ERROR else {
        throw InputError(.badArchive, "the compressed body is damaged")
      }
      if position == bytes.count && written == 0 {
        throw InputError(.badArchive, "the compressed body ends early")
      }
    }
  }
}
