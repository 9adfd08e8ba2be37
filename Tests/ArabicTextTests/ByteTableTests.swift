import ArabicText
import ETLTestSupport
import Testing

struct ByteTableTests {
  @Test func `a table does what a dictionary does`() {
    var random = SplitMix64(seed: 41)
    var table = ByteTable<Int>()
    var dictionary: [[UInt8]: Int] = [:]
    for value in 0..<20_000 {
      let key = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        UInt8.random(in: 0...24, using: &random)
      }
      table[key[...]] = value
      dictionary[key] = value
    }
    #expect(table.count == dictionary.count)
    for (key, value) in dictionary { #expect(table[key[...]] == value) }
    for _ in 0..<2_000 {
      let key = (0..<4).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      #expect(table[key[...]] == nil)
    }
  }

  @Test func `every byte and the length of a key count, however long it is`() {
    var random = SplitMix64(seed: 43)
    for count in 0...40 {
      let key = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      var table = ByteTable<Int>(minimumCapacity: 1)
      table[key[...]] = count
      #expect(table[key[...]] == count)
      #expect(table[(key + [0])[...]] == nil)
      if count > 0 { #expect(table[key.dropLast()] == nil) }
      for place in key.indices {
        var other = key
        other[place] ^= 1
        #expect(table[other[...]] == nil, "byte \(place) of \(count)")
        table[other[...]] = place
        #expect(table[key[...]] == count)
        #expect(table[other[...]] == place)
      }
    }
  }

  @Test func `an empty table holds nothing, not even the empty key`() {
    let table = ByteTable<Int>()
    #expect(table.count == 0)
    #expect(table[""] == nil)
    #expect(table["قال"] == nil)
  }

  @Test func `the empty key is a key`() {
    var table = ByteTable<Int>()
    table[""] = 7
    #expect(table[""] == 7)
    #expect(table.count == 1)
  }

  @Test func `a slice, a string and a buffer are the same key`() {
    var table = ByteTable<Int>()
    table["قال"] = 1
    let text = Array("وقال".utf8)
    #expect(table[text[2...]] == 1)
    let value = Array("قال".utf8).withUnsafeBufferPointer { table.value(for: $0) }
    #expect(value == 1)
    table["قال"] = 2
    #expect(table["قال"] == 2)
    #expect(table.count == 1)
  }

  @Test func `a copy of a table keeps what it held`() {
    var table = ByteTable<Int>()
    table["a"] = 1
    let copy = table
    table["a"] = 2
    table["b"] = 3
    #expect(copy["a"] == 1)
    #expect(copy["b"] == nil)
  }

  @Test func `hashes are the same in every process`() {
    #expect(hash("") == 0xefd0_1f60_ba99_2926)
    #expect(hash("a") == 0x82a2_a958_a9be_ce5b)
    #expect(hash("قال") == 0xade4_385e_5c3a_ca60)
    #expect(ByteHash.mix(0) == 0)
    #expect(ByteHash.mix(1) == 0xb456_bcfc_34c2_cb2c)
  }

  private func hash(_ text: String) -> UInt64 {
    Array(text.utf8).withUnsafeBufferPointer { ByteHash.hash($0) }
  }
}
