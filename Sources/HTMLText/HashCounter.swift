/// Counts hashes: a table of open addresses for keys that are mixed well already.
struct HashCounter {
  private var keys: [UInt64]
  private var counts: [Int32]
  private let mask: Int

  /// Has room for `capacity` different hashes.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    mask = size - 1
    keys = Array(repeating: 0, count: size)
    counts = Array(repeating: 0, count: size)
  }

  /// How often `hash` was added.
  subscript(hash: UInt64) -> Int { Int(counts[slot(hash)]) }

  mutating func add(_ hash: UInt64) {
    let slot = slot(hash)
    keys[slot] = hash
    counts[slot] += 1
  }

  private func slot(_ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while counts[slot] > 0, keys[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }
}
