import ETLModel
import Testing

struct SeededSampleTests {
  private func sample(_ numbers: some Sequence<Int64>, _ count: Int, seed: UInt64) -> [Int64] {
    var sample = SeededSample(count: count, seed: seed)
    for number in numbers { sample.offer(number) }
    return sample.chosen
  }

  @Test func `all are chosen when there are no more, and none when none are wanted`() {
    #expect(sample([3, 1, 2], 5, seed: 1) == [1, 2, 3])
    #expect(sample([3, 1, 2], 0, seed: 1).isEmpty)
  }

  @Test func `the choice depends on the seed and not on the order`() {
    let first = sample(1...1000, 20, seed: 1)
    #expect(first.count == 20)
    #expect(sample((1...1000).reversed(), 20, seed: 1) == first)
    #expect(sample(1...1000, 20, seed: 2) != first)
  }

  @Test func `a new number takes the place of at most one`() {
    let before = Set(sample(1...1000, 20, seed: 7))
    let after = Set(sample(1...1001, 20, seed: 7))
    #expect(before.subtracting(after).count <= 1)
  }

  @Test func `every number has about the same chance`() {
    var low = 0
    for seed in 0..<200 { low += sample(1...100, 10, seed: UInt64(seed)).filter { $0 <= 50 }.count }
    #expect((900...1100).contains(low), "\(low) of 2000 are in the lower half")
  }
}
