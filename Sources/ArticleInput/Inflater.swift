import CZlib
import ETLModel

/// Decompresses gzip data that comes in pieces, one member after the other.
struct Inflater: ~Copyable {
  /// What surrounds the compressed data; the number is zlib's.
  enum Format: Int32 {
    case gzip = 31
    case gzipOrZlib = 47
    case raw = -15
  }

  /// On the heap because zlib keeps the address.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false

  /// Prepares for a first member.
  ///
  /// - Throws: `unreadable` when zlib finds no memory.
  init(_ format: Format = .gzipOrZlib) throws(InputError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard etl_inflate_init(stream, format.rawValue) == Z_OK else {
      stream.deallocate()
      throw InputError(.unreadable, "there is no memory to decompress with")
    }
    self.stream = stream
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Whether the data may end here: behind a member, not inside one.
  var isComplete: Bool { isBetweenMembers }

  /// Decompresses some bytes.
  ///
  /// - Parameters:
  ///   - input: Compressed bytes; those that were used are removed from its front.
  ///   - count: The most bytes to return.
  /// - Returns: What came out, which may be nothing yet.
  /// - Throws: `bad_archive` when the data is damaged.
  mutating func inflate(
    _ input: inout ArraySlice<UInt8>, upTo count: Int
  ) throws(InputError) -> [UInt8] {
    if isBetweenMembers {
      // Tape drives pad with zeros.
      input = input.drop { $0 == 0 }
      if input.isEmpty { return [] }
      inflateReset(stream)
      isBetweenMembers = false
    }
    let (status, used, output) = step(input, count)
    input = input.dropFirst(used)
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isBetweenMembers = true
    // What came out before the damage was found is returned; the next call fails again.
    case _ where !output.isEmpty: break
    default: throw InputError(.badArchive, "the compressed data is damaged")
    }
    return output
  }

  private func step(
    _ input: ArraySlice<UInt8>, _ count: Int
  ) -> (status: Int32, used: Int, output: [UInt8]) {
    var status = Z_OK
    var used = 0
    let output = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      input.withUnsafeBufferPointer { input in
        let output = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
        (status, used, written) = inflate(input, into: output)
      }
    }
    return (status, used, output)
  }

  /// Decompresses from one buffer into another, as far as both go.
  ///
  /// - Returns: zlib's status, and how many bytes of each were used.
  func inflate(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> (status: Int32, used: Int, written: Int) {
    // zlib does not write through next_in, whatever its type says.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let offered = (input: stream.pointee.avail_in, output: stream.pointee.avail_out)
    let status = CZlib.inflate(stream, Z_NO_FLUSH)
    return (
      status, Int(offered.input - stream.pointee.avail_in),
      Int(offered.output - stream.pointee.avail_out)
    )
  }

  /// Forgets what came before: the next byte is the first of a member.
  func restart() { inflateReset(stream) }
}
