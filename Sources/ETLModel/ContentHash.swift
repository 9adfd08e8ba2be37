/// SHA-256 (FIPS 180-4) of bytes: the identity of files, bodies and keys.
///
///     ContentHash.sha256(of: Array("abc".utf8)).hex
///     // "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
///
/// Swift's `Hasher` is seeded anew in every process and cannot make keys that two runs agree on.
public struct ContentHash: Hashable, Sendable {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

  /// Hashes `bytes`.
  ///
  /// - Complexity: O(*n*).
  public static func sha256(of bytes: [UInt8]) -> ContentHash {
    var hasher = SHA256()
    return ContentHash(words: bytes.withUnsafeBufferPointer { hasher.hash($0) })
  }

  /// Hashes the UTF-8 of `fields` with their lengths, so that no two lists of fields collide by
  /// being cut in different places.
  public static func sha256(ofFields fields: [String?]) -> ContentHash {
    var bytes: [UInt8] = []
    for field in fields {
      if let field {
        bytes.append(contentsOf: "\(field.utf8.count):".utf8)
        bytes.append(contentsOf: field.utf8)
      } else {
        bytes.append(contentsOf: "-:".utf8)
      }
    }
    return sha256(of: bytes)
  }

  fileprivate init(words: [UInt32]) {
    state = (words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7])
  }

  private var words: [UInt32] {
    [state.0, state.1, state.2, state.3, state.4, state.5, state.6, state.7]
  }

  /// The 64 lower-case hexadecimal digits of the hash.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for word in words {
      for shift in stride(from: 28, through: 0, by: -4) {
        text.append(digits[Int(word >> UInt32(shift)) & 15])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The first 32 hexadecimal digits: enough for keys of rows, and half as long.
  public var shortHex: String { String(hex.prefix(32)) }

  /// The number that ``shortHex`` writes: what tables in memory are keyed by.
  public var short: UInt128 {
    [state.0, state.1, state.2, state.3].reduce(0) { $0 << 32 | UInt128($1) }
  }

  /// The number of the first 32 hexadecimal digits of `hex`; nil when they are none.
  public static func short(hex: String) -> UInt128? {
    var value: UInt128 = 0
    var count = 0
    for byte in hex.utf8.prefix(32) {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: return nil
      }
      value = value << 4 | UInt128(digit)
      count += 1
    }
    return count == 32 ? value : nil
  }

  public static func == (left: ContentHash, right: ContentHash) -> Bool {
    left.words == right.words
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(state.0)
    hasher.combine(state.1)
  }
}

/// Hashes bytes that come in pieces.
///
///     var hasher = ContentHasher()
///     hasher.update(with: first)
///     hasher.update(with: second)
///     hasher.finish() == ContentHash.sha256(of: first + second)
public struct ContentHasher: Sendable {
  private var compression = SHA256()
  /// What does not fill a block yet.
  private var rest: [UInt8] = []
  private var byteCount = 0

  /// Creates a hasher of nothing.
  public init() {}

  /// Appends `bytes` to the message.
  public mutating func update(with bytes: [UInt8]) {
    byteCount += bytes.count
    var start = 0
    if !rest.isEmpty {
      start = min(64 - rest.count, bytes.count)
      rest.append(contentsOf: bytes[..<start])
      guard rest.count == 64 else { return }
      rest.withUnsafeBufferPointer { compression.compress($0, 0) }
      rest = []
    }
    let end = start + (bytes.count - start) / 64 * 64
    bytes.withUnsafeBufferPointer { buffer in
      for offset in stride(from: start, to: end, by: 64) { compression.compress(buffer, offset) }
    }
    rest = Array(bytes[end...])
  }

  /// The hash of everything that was appended.
  public func finish() -> ContentHash {
    var compression = compression
    return ContentHash(words: compression.finish(rest, byteCount: byteCount))
  }
}

/// The compression function of SHA-256 over 64-byte blocks.
struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var schedule = [UInt32](repeating: 0, count: 64)

  /// The eight words of the hash of a whole message.
  mutating func hash(_ message: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    let wholeBlocks = message.count / 64 * 64
    for offset in stride(from: 0, to: wholeBlocks, by: 64) { compress(message, offset) }
    return finish(Array(message[wholeBlocks...]), byteCount: message.count)
  }

  /// The hash of a message whose whole blocks were compressed, and which ends in `rest`.
  mutating func finish(_ rest: [UInt8], byteCount: Int) -> [UInt32] {
    var tail = rest
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bitCount = UInt64(byteCount) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
    }
    tail.withUnsafeBufferPointer { block in
      for offset in stride(from: 0, to: block.count, by: 64) { compress(block, offset) }
    }
    return state
  }

  mutating func compress(_ block: UnsafeBufferPointer<UInt8>, _ offset: Int) {
    schedule.withUnsafeMutableBufferPointer { w in
      for index in 0..<16 {
        let at = offset + index * 4
        w[index] =
          UInt32(block[at]) << 24 | UInt32(block[at + 1]) << 16 | UInt32(block[at + 2]) << 8
          | UInt32(block[at + 3])
      }
      for index in 16..<64 {
        let s0 = w[index - 15].rotated(7) ^ w[index - 15].rotated(18) ^ (w[index - 15] >> 3)
        let s1 = w[index - 2].rotated(17) ^ w[index - 2].rotated(19) ^ (w[index - 2] >> 10)
        w[index] = w[index - 16] &+ s0 &+ w[index - 7] &+ s1
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      Self.constants.withUnsafeBufferPointer { k in
        for index in 0..<64 {
          let s1 = e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)
          let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ k[index] &+ w[index]
          let s0 = a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)
          let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
          (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
        }
      }
      for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
    }
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}

extension UInt32 {
  fileprivate func rotated(_ count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}
