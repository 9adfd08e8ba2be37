import CZlib
import ETLModel

/// Compresses bytes into one gzip member, the same bytes always into the same.
enum Deflater {
  /// - Throws: `unreadable` when zlib finds no memory.
  static func member(_ bytes: [UInt8], level: Int32 = 6) throws(InputError) -> [UInt8] {
    var stream = z_stream()
    guard etl_deflate_init(&stream, level) == Z_OK else {
      throw InputError(.unreadable, "there is no memory to compress with")
    }
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    var status = Z_OK
    let member = [UInt8](unsafeUninitializedCapacity: bound) { output, written in
      bytes.withUnsafeBufferPointer { input in
        var used = 0
        // zlib counts in 32 bits.
        repeat {
          // zlib does not write through next_in, whatever its type says.
          stream.next_in = UnsafeMutablePointer(mutating: input.part(used).baseAddress)
          stream.next_out = output.baseAddress?.advanced(by: written)
          let offered = (
            input: UInt32(clamping: input.count - used), output: UInt32(clamping: bound - written)
          )
          (stream.avail_in, stream.avail_out) = offered
          let isLast = Int(offered.input) == input.count - used
          status = deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          used += Int(offered.input - stream.avail_in)
          written += Int(offered.output - stream.avail_out)
        } while status == Z_OK
      }
    }
    precondition(status == Z_STREAM_END, "zlib needs more room than it says")
    return member
  }
}
