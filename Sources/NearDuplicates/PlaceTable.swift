/// Where the words of a text stand, or its runs of two words: an open hash table that is filled anew
/// for every text, and a filter before it that tells most of what the text does not have.
///
/// The slots of keys depend on a number drawn when the program starts, so that nobody can write words
/// that all want one slot; nothing else depends on it. The memory is freed by ``deallocate()``.
struct PlaceTable {
  /// A key of the text.
  struct Entry {
    /// From the highest bits: 48 of the key, whether it is repeated, 15 of the first position.
    fileprivate var bits = UInt64.max

    /// Where the text has the key first.
    var position: Int { Int(truncatingIfNeeded: bits & 0x7FFF) }
    /// Whether the text has the key several times.
    var isRepeated: Bool { bits & 0x8000 != 0 }
    /// No word has a value of that class.
    fileprivate var isEmpty: Bool { bits == .max }
  }

  /// How another text was seen to have a key.
  struct Meeting {
    /// The last comparison that met the key.
    var comparison: UInt32 = 0
    /// Where the other text of that comparison has it first.
    var place: UInt16 = 0
  }

  /// Multiplies keys into slots: universal hashing as Dietzfelbinger and others (1997) do it.
  private static let drawnFactor = UInt64.random(in: 0 ... .max) | 1
  /// How many times as many bits as slots the filter has, as a power of two.
  private static let filterBits = 2

  private(set) var entries = UnsafeMutableBufferPointer<Entry>.allocate(capacity: 0)
  /// What belongs to ``entries``; comparisons of earlier texts are left in it.
  private(set) var meetings = UnsafeMutableBufferPointer<Meeting>.allocate(capacity: 0)
  private var filter = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: 0)
  /// The number of slots in use less one.
  private var mask = 0
  /// By how much products are shifted to give a place in the filter.
  private var shift: UInt64 = 63
  private let factor = PlaceTable.drawnFactor

  func deallocate() {
    entries.deallocate()
    meetings.deallocate()
    filter.deallocate()
  }

  /// Empties the table, and makes room for `count` keys.
  mutating func clear(count: Int) {
    // A slot in eight to one in four is taken: most searches end where they begin.
    let bits = max(6, Int.bitWidth - count.leadingZeroBitCount + 2)
    let filterCount = 1 << (bits + Self.filterBits - 6)
    if entries.count < 1 << bits {
      deallocate()
      entries = .allocate(capacity: 1 << bits)
      meetings = .allocate(capacity: 1 << bits)
      meetings.initialize(repeating: Meeting())
      filter = .allocate(capacity: filterCount)
    }
    mask = 1 << bits - 1
    shift = UInt64(64 - bits - Self.filterBits)
    entries[...mask].initialize(repeating: Entry())
    filter[..<filterCount].initialize(repeating: 0)
  }

  /// Notes a key of 48 bits at a position below 32,768; false if it was known.
  mutating func insert(_ key: UInt64, at position: Int) -> Bool {
    let place = filterPlace(of: key)
    filter[place &>> 6] |= 1 &<< UInt64(place & 63)
    let slot = slot(of: key)
    guard entries[slot].isEmpty else {
      entries[slot].bits |= 0x8000
      return false
    }
    entries[slot].bits = key &<< 16 | UInt64(truncatingIfNeeded: position)
    return true
  }

  /// 1 if the text may have a key, otherwise 0.
  @inline(__always)
  func mayContain(_ key: UInt64) -> Int {
    let place = filterPlace(of: key)
    return Int(truncatingIfNeeded: filter[place &>> 6] &>> UInt64(place & 63) & 1)
  }

  /// The slot of a key; nil if the text does not have it.
  @inline(__always)
  func find(_ key: UInt64) -> Int? {
    let slot = slot(of: key)
    return entries[slot].isEmpty ? nil : slot
  }

  @inline(__always)
  private func filterPlace(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* factor) &>> shift)
  }

  /// Where the key is or would be.
  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    var slot = filterPlace(of: key) &>> Self.filterBits
    while !entries[slot].isEmpty, entries[slot].bits &>> 16 != key { slot = (slot &+ 1) & mask }
    return slot
  }
}
