/// Chooses a few of many numbers, the same ones whenever seed and numbers are the same.
///
///     var sample = SeededSample(count: 2, seed: 1)
///     for id in 1...1000 { sample.offer(Int64(id)) }
///     sample.chosen.count   // 2
///
/// Each number gets a place in an order that the seed makes, and the first ones are kept. So a new
/// number takes the place of at most one that was chosen before.
///
/// - Complexity: O(log *count*) for most offers, and memory for `count` numbers.
public struct SeededSample: Sendable {
  private let count: Int
  private let seed: UInt64
  private var kept: [(place: UInt64, number: Int64)] = []

  /// Creates a sample of at most `count` numbers.
  public init(count: Int, seed: UInt64) {
    self.count = count
    self.seed = seed
  }

  /// Keeps `number`, which was not offered before, or lets it go.
  public mutating func offer(_ number: Int64) {
    let place = Self.mixed(UInt64(bitPattern: number) &+ Self.mixed(seed))
    if kept.count >= count {
      guard let last = kept.last, place < last.place else { return }
      kept.removeLast()
    }
    var low = 0
    var high = kept.count
    while low < high {
      let middle = (low + high) / 2
      if kept[middle].place < place { low = middle + 1 } else { high = middle }
    }
    kept.insert((place, number), at: low)
  }

  /// What was chosen, in the order of the numbers.
  public var chosen: [Int64] { kept.map(\.number).sorted() }

  /// The finalizer of SplitMix64: a one-to-one map in which every bit depends on all.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
