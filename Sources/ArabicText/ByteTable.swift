/// A hash table from byte strings to small values, for lexicons that every token is looked up in.
///
/// Open addressing over one byte arena: no string is made and nothing is allocated by a look-up.
///
/// - Complexity: O(*k*) in the length of the key for a look-up.
public struct ByteTable<Value: Sendable>: Sendable {
  // Look-ups are inlined into the modules that make them: a generic that is not specialized there
  // asks the runtime for its metadata on every call.
  @usableFromInline var slots: [Int32]
  /// Bits that are set for every hash in the table, so that most keys which are not there are
  /// refused without looking at the slots.
  @usableFromInline var filter: [UInt64]
  @usableFromInline var keys: [UInt8] = []
  @usableFromInline var entries: [Entry] = []

  @usableFromInline struct Entry: Sendable {
    @usableFromInline var keyStart: Int32
    @usableFromInline var keyCount: Int32
    @usableFromInline var hash: UInt64
    @usableFromInline var value: Value

    @inlinable
    init(keyStart: Int32, keyCount: Int32, hash: UInt64, value: Value) {
      self.keyStart = keyStart
      self.keyCount = keyCount
      self.hash = hash
      self.value = value
    }
  }

  /// Creates an empty table.
  @inlinable
  public init() {
    slots = Array(repeating: -1, count: 16)
    filter = Array(repeating: 0, count: 2)
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
  public func key(at index: Int) -> ArraySlice<UInt8> {
    let entry = entries[index]
    return keys[Int(entry.keyStart)..<Int(entry.keyStart + entry.keyCount)]
  }

  /// The value of `key`; nil when it is not in the table.
  @inlinable
  public func value(for key: UnsafeBufferPointer<UInt8>) -> Value? {
    let hash = ByteHash.quick(key)
    guard mayContain(hash) else { return nil }
    let slot = slots[findSlot(key, hash)]
    return slot < 0 ? nil : entries[Int(slot)].value
  }

  @inlinable
  mutating func insert(_ value: Value, for key: UnsafeBufferPointer<UInt8>) {
    if (entries.count + 1) * 2 > slots.count { grow() }
    let hash = ByteHash.quick(key)
    let slot = findSlot(key, hash)
    if slots[slot] >= 0 {
      entries[Int(slots[slot])].value = value
      return
    }
    slots[slot] = Int32(entries.count)
    addToFilter(hash)
    entries.append(
      Entry(
        keyStart: Int32(keys.count), keyCount: Int32(key.count), hash: hash, value: value))
    keys.append(contentsOf: key)
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
    for bit in [hash >> 20 & mask, hash >> 40 & mask] {
      filter[Int(truncatingIfNeeded: bit >> 6)] |= 1 << (bit & 63)
    }
  }

  @inlinable
  func findSlot(_ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, entry.keyCount == key.count, isEqual(entry, key) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  @inlinable
  func isEqual(_ entry: Entry, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    keys.withUnsafeBufferPointer { keys in
      for offset in 0..<key.count where keys[Int(entry.keyStart) + offset] != key[offset] {
        return false
      }
      return true
    }
  }

  @inlinable
  mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    filter = Array(repeating: 0, count: slots.count / 8)
    let mask = slots.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
      addToFilter(entry.hash)
    }
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

  /// Hashes `bytes` eight at a time, for tables in memory: another hash than ``hash(_:seed:)``, and
  /// not one to store.
  @inlinable
  public static func quick(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(bytes.count) &* 0x9e37_79b9_7f4a_7c15
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = 0
    while offset + 8 <= raw.count {
      hash =
        (hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
        &* 0xff51_afd7_ed55_8ccd
      hash ^= hash >> 32
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < raw.count {
      rest = rest << 8 | UInt64(raw[offset])
      offset += 1
    }
    return mix(hash ^ rest)
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
