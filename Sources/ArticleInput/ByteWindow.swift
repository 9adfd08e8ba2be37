import Foundation

/// Memory for bytes on their way through: they are written at the end and dropped from the front.
///
/// The memory grows when what is kept does not fit, so a window is as large as the most that was
/// ever kept in it.
struct ByteWindow: ~Copyable {
  private var storage: UnsafeMutableBufferPointer<UInt8>
  private var lower = 0
  private var upper = 0

  init(capacity: Int = 1 << 19) { storage = .allocate(capacity: capacity) }

  deinit { storage.deallocate() }

  var count: Int { upper - lower }

  /// What is kept. The pointer is good until the window is changed.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: storage[lower..<upper])
  }

  mutating func drop(_ count: Int) { lower += count }

  mutating func removeAll() {
    lower = 0
    upper = 0
  }

  /// Memory behind the last byte; what is written there counts when it is committed.
  ///
  /// - Complexity: O(1) amortized, besides moving what is kept.
  mutating func room(atLeast needed: Int) -> UnsafeMutableBufferPointer<UInt8> {
    if storage.count - upper < needed {
      let kept = count
      let capacity = kept + needed <= storage.count ? storage.count : 2 * (kept + needed)
      moveToFront(capacity: capacity)
    }
    return UnsafeMutableBufferPointer(rebasing: storage[upper...])
  }

  mutating func commit(_ count: Int) { upper += count }

  private mutating func moveToFront(capacity: Int) {
    let kept = count
    let old = storage
    if capacity != old.count { storage = .allocate(capacity: capacity) }
    if kept > 0, let target = storage.baseAddress, let source = old.baseAddress {
      memmove(target, source + lower, kept)
    }
    if capacity != old.count { old.deallocate() }
    lower = 0
    upper = kept
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where `pattern` starts first; nil when it is not there.
  func firstIndex(of pattern: [UInt8]) -> Int? {
    guard let baseAddress, let first = pattern.first else { return nil }
    let start = UnsafeRawPointer(baseAddress)
    var index = 0
    while count - index >= pattern.count,
      let found = memchr(start + index, Int32(first), count - index - pattern.count + 1)
    {
      if memcmp(found, pattern, pattern.count) == 0 {
        return start.distance(to: UnsafeRawPointer(found))
      }
      index = start.distance(to: UnsafeRawPointer(found)) + 1
    }
    return nil
  }

  /// The bytes from `start` up to `end`, or as far as there are any.
  func part(_ start: Int, _ end: Int = .max) -> UnsafeBufferPointer<UInt8> {
    let end = Swift.min(end, count)
    return UnsafeBufferPointer(rebasing: self[Swift.min(start, end)..<end])
  }
}
