import Foundation

/// A directory that is gone after the test.
final class TemporaryDirectory {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "article-input-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the directories above it, and returns its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }
}

/// Gzip files made by hand (RFC 1952) of stored blocks (RFC 1951).
enum Gzip {
  static func member(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      output.append(rest.isEmpty ? 1 : 0)
      output += [UInt8(block.count & 0xFF), UInt8(block.count >> 8)]
      output += [UInt8(~block.count & 0xFF), UInt8(~block.count >> 8 & 0xFF)]
      output += block
    } while !rest.isEmpty
    for word in [checksum(bytes), UInt32(bytes.count)] {
      output += (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
    }
    return output
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
    }
    return ~sum
  }

  /// Four lines `news news news news`, compressed with Huffman codes and back references.
  static let compressed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x4B, 0x2D, 0x2F, 0x56, 0xC8,
    0x43, 0x21, 0xB8, 0xF2, 0x28, 0x10, 0x03, 0x00, 0x3A, 0x53, 0xE5, 0xFE, 0x50, 0x00, 0x00, 0x00,
  ]
}
