/// A hash table from byte strings to small values, for lexicons that every token is looked up in.
///
/// Open addressing over one byte arena: no string is made and nothing is allocated by a look-up.
///
/// - Complexity: O(*k*) in the length of the key for a look-up.
public struct ByteTable<Value: Sendable>: Sendable {
  // Look-ups are inlined into the modules that make them: a generic that is not specialized there
  // asks the runtime for its metadata on every call.
  /// One more than the number of a key's entry, with bits of its hash above that; 0 for none.
  @usableFromInline var slots: [UInt32]
  /// Bits that are set for every hash in the table, so that most keys which are not there are
  /// refused without looking at the slots.
  @usableFromInline var filter: [UInt64]
  @usableFromInline var keys: [UInt8] = []
  @usableFromInline var entries: [Entry] = []

  @usableFromInline struct Entry: Sendable {
    // The ends of the key, which are all of a short one: most look-ups need no other memory.
    @usableFromInline var low: UInt64
    @usableFromInline var high: UInt64
    @usableFromInline var keyStart: Int32
    @usableFromInline var keyCount: Int32
    @usableFromInline var value: Value

    @inlinable
    init(_ key: ByteKey, keyStart: Int32, value: Value) {
      low = key.low
      high = key.high
      self.keyStart = keyStart
      keyCount = Int32(key.count)
      self.value = value
    }
  }

  /// Creates an empty table that takes as many keys before it grows.
  @inlinable
  public init(minimumCapacity: Int = 8) {
    var count = 16
    while count < 2 * minimumCapacity { count *= 2 }
    slots = Array(repeating: 0, count: count)
    filter = Array(repeating: 0, count: count / 8)
  }

  /// The number of keys.
  @inlinable
  public var count: Int { entries.count }

  /// The value of `key`; nil when it is not in the table. Setting nil is not supported.
  @inlinable
  public subscript(key: ArraySlice<UInt8>) -> Value? {
    get { key.withUnsafeBufferPointer { value(for: $0) } }
    set {
      guard let newValue else { preconditionFailure("a ByteTable does not forget keys") }
      key.withUnsafeBufferPointer { insert(newValue, for: $0) }
    }
  }

  /// The value of the UTF-8 of `key`.
  @inlinable
  public subscript(key: String) -> Value? {
    get { self[Array(key.utf8)[...]] }
    set { self[Array(key.utf8)[...]] = newValue }
  }

  /// The key that was entered as number `index`, counted from 0.
  @inlinable
  public func key(at index: Int) -> ArraySlice<UInt8> {
    let entry = entries[index]
    return keys[Int(entry.keyStart)..<Int(entry.keyStart + entry.keyCount)]
  }

  /// The value of `key`; nil when it is not in the table.
  @inlinable
  public func value(for key: UnsafeBufferPointer<UInt8>) -> Value? {
    let ends = ByteKey(key)
    guard mayContain(ends.hash) else { return nil }
    let slot = slots[findSlot(key, ends)]
    return slot == 0 ? nil : entries[entry(slot)].value
  }

  /// Enters `value` for `key`; a value that the key had is replaced.
  @inlinable
  public mutating func insert(_ value: Value, for key: UnsafeBufferPointer<UInt8>) {
    if (entries.count + 1) * 2 > slots.count { grow() }
    let ends = ByteKey(key)
    let slot = findSlot(key, ends)
    if slots[slot] != 0 {
      entries[entry(slots[slot])].value = value
      return
    }
    slots[slot] = tag(ends.hash) | UInt32(entries.count + 1)
    addToFilter(ends.hash)
    entries.append(Entry(ends, keyStart: Int32(keys.count), value: value))
    keys.append(contentsOf: key)
  }

  /// The bits of a hash that a slot keeps: all that no number of an entry needs.
  @inlinable
  func tag(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 32) & ~UInt32(truncatingIfNeeded: slots.count &- 1)
  }

  /// The number of the entry in a slot that is not empty.
  @inlinable
  func entry(_ slot: UInt32) -> Int {
    Int(slot & UInt32(truncatingIfNeeded: slots.count &- 1)) &- 1
  }

  /// Eight bits for each slot, two of them set for each key: one miss in fifty passes.
  @inlinable
  func mayContain(_ hash: UInt64) -> Bool {
    let mask = UInt64(filter.count &* 64 &- 1)
    let (first, second) = (hash >> 20 & mask, hash >> 40 & mask)
    return filter[Int(truncatingIfNeeded: first >> 6)] >> (first & 63) & 1 != 0
      && filter[Int(truncatingIfNeeded: second >> 6)] >> (second & 63) & 1 != 0
  }

  @inlinable
  mutating func addToFilter(_ hash: UInt64) {
    let mask = UInt64(filter.count &* 64 &- 1)
    let (first, second) = (hash >> 20 & mask, hash >> 40 & mask)
    filter[Int(truncatingIfNeeded: first >> 6)] |= 1 << (first & 63)
    filter[Int(truncatingIfNeeded: second >> 6)] |= 1 << (second & 63)
  }

  @inlinable
  func findSlot(_ key: UnsafeBufferPointer<UInt8>, _ ends: ByteKey) -> Int {
    let mask = slots.count - 1
    let (tag, tagMask) = (tag(ends.hash), ~UInt32(truncatingIfNeeded: mask))
    var slot = Int(truncatingIfNeeded: ends.hash) & mask
    while slots[slot] != 0 {
      if slots[slot] & tagMask == tag, isEqual(entries[entry(slots[slot])], key, ends) {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  @inlinable
  func isEqual(
    _ entry: Entry, _ key: UnsafeBufferPointer<UInt8>, _ ends: ByteKey
  ) -> Bool {
    guard entry.low == ends.low, entry.high == ends.high, entry.keyCount == ends.count else {
      return false
    }
    if ends.count <= ByteKey.shortCount { return true }
    return keys.withUnsafeBufferPointer { keys in
      for offset in 8..<key.count - 8 where keys[Int(entry.keyStart) + offset] != key[offset] {
        return false
      }
      return true
    }
  }

  @inlinable
  mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    filter = Array(repeating: 0, count: slots.count / 8)
    let mask = slots.count - 1
    for index in entries.indices {
      let hash = key(at: index).withUnsafeBufferPointer { ByteKey($0).hash }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = tag(hash) | UInt32(index + 1)
      addToFilter(hash)
    }
  }
}

/// The two ends of a byte string and its hash, for tables in memory.
///
/// The ends overlap in a string of less than sixteen bytes, and with its length they tell all of it.
/// They are folded into one word by a full multiplication, as in wyhash (Wang Yi).
@usableFromInline
struct ByteKey {
  @usableFromInline let low: UInt64
  @usableFromInline let high: UInt64
  @usableFromInline let count: Int
  /// Not a hash to store: see ``ByteHash``.
  @usableFromInline let hash: UInt64

  /// The longest string that its ends are all of.
  @inlinable
  static var shortCount: Int { 16 }

  @inlinable
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(bytes)
    let count = raw.count
    func word(_ offset: Int) -> UInt64 {
      raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
    }
    func half(_ offset: Int) -> UInt64 {
      UInt64(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian)
    }
    var (low, high): (UInt64, UInt64) = (0, 0)
    if count >= 8 {
      (low, high) = (word(0), word(count &- 8))
    } else if count >= 4 {
      low = half(0) | half(count &- 4) << 32
    } else {
      for byte in raw { low = low << 8 | UInt64(byte) }
    }
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9e37_79b9_7f4a_7c15
    var offset = 8
    while offset &+ 8 < count {
      hash = Self.fold(hash ^ word(offset), 0xa076_1d64_78bd_642f)
      offset &+= 8
    }
    self.low = low
    self.high = high
    self.count = count
    self.hash = Self.fold(low ^ hash ^ 0xe703_7ed1_a0b4_28db, high ^ 0x8ebc_6af0_9c88_c6e3)
  }

  /// The two halves of a product, one upon the other.
  @inlinable
  static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = left.multipliedFullWidth(by: right)
    return high ^ low
  }
}

/// A 64-bit hash of bytes that is the same in every process: FNV-1a (Fowler, Noll, Vo), finished
/// with the mixer of MurmurHash3 so that the low bits can pick a slot.
public enum ByteHash {
  /// Hashes `bytes`, continuing from `seed`.
  @inlinable
  public static func hash(
    _ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0xcbf2_9ce4_8422_2325
  ) -> UInt64 {
    var hash = seed
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return mix(hash)
  }

  /// Spreads every bit of `value` over all bits (the 64-bit finalizer of MurmurHash3).
  @inlinable
  public static func mix(_ value: UInt64) -> UInt64 {
    var hash = value
    hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return hash ^ hash >> 33
  }
}
