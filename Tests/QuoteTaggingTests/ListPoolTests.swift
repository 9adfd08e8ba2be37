import ETLTestSupport
import Testing

@testable import QuoteTagging

struct ListPoolTests {
  @Test func `lists that grow in turns are what arrays would be`() {
    var random = SplitMix64(seed: 59)
    var pool = ListPool<Int32>(minimumCapacity: 4)
    var lists = [ListPool<Int32>.List](repeating: .init(), count: 12)
    var arrays = [[Int32]](repeating: [], count: lists.count)
    for value in Int32(0)..<4_000 {
      let index = Int.random(in: lists.indices, using: &random)
      if Int.random(in: 0..<200, using: &random) == 0 {
        pool.clear(&lists[index])
        arrays[index] = []
      }
      if let place = arrays[index].indices.randomElement(using: &random) {
        pool[lists[index], place] = -value
        arrays[index][place] = -value
      }
      pool.append(value, to: &lists[index])
      arrays[index].append(value)
    }
    for (list, array) in zip(lists, arrays) {
      #expect(Array(pool[list]) == array)
      #expect(list.count == array.count && list.isEmpty == array.isEmpty)
      #expect(array.allSatisfy { pool.contains($0, in: list) })
      #expect(!pool.contains(4_001, in: list))
      let same = pool.list(array)
      #expect(pool.areEqual(list, same))
      pool.append(1, to: &lists[0])
      #expect(!pool.areEqual(lists[0], same))
    }
  }
}
