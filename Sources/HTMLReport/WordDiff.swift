/// The words of one text that another does not have in the same order.
///
///     let diff = WordDiff(["قال", "الوزير", "اليوم"], ["قال", "الوزير", "أمس"])
///     diff.isOnlyInFirst    // [false, false, true]
///     diff.isOnlyInSecond   // [false, false, true]
///
/// What both have is a longest common subsequence. Behind ``limit`` words nothing is compared, and
/// all words count as different.
///
/// - Complexity: O(*n* · *m*) in the words between what both texts begin with and what both end with.
struct WordDiff {
  /// How many words of each text are compared.
  static let limit = 2_000

  /// For each word of the first text, whether the second lacks it.
  private(set) var isOnlyInFirst: [Bool]
  /// For each word of the second text, whether the first lacks it.
  private(set) var isOnlyInSecond: [Bool]

  init<Word: Hashable>(_ first: [Word], _ second: [Word]) {
    isOnlyInFirst = Array(repeating: true, count: first.count)
    isOnlyInSecond = Array(repeating: true, count: second.count)
    var numbers: [Word: Int] = [:]
    func number(_ word: Word) -> Int {
      if let known = numbers[word] { return known }
      numbers[word] = numbers.count
      return numbers.count - 1
    }
    let left = first.prefix(Self.limit).map(number)
    let right = second.prefix(Self.limit).map(number)
    let start = zip(left, right).prefix { $0 == $1 }.count
    let end = zip(left.dropFirst(start).reversed(), right.dropFirst(start).reversed())
      .prefix { $0 == $1 }.count
    for index in 0..<start { keep(index, index) }
    for index in 0..<end { keep(left.count - 1 - index, right.count - 1 - index) }
    compare(left, start..<left.count - end, right, start..<right.count - end)
  }

  private mutating func keep(_ first: Int, _ second: Int) {
    isOnlyInFirst[first] = false
    isOnlyInSecond[second] = false
  }

  private mutating func compare(
    _ left: [Int], _ rows: Range<Int>, _ right: [Int], _ columns: Range<Int>
  ) {
    let width = columns.count + 1
    // How many words the rests of both texts share, by where the rests begin.
    var shared = [UInt16](repeating: 0, count: (rows.count + 1) * width)
    for row in rows.reversed() {
      for column in columns.reversed() {
        let place = (row - rows.lowerBound) * width + column - columns.lowerBound
        shared[place] =
          left[row] == right[column]
          ? shared[place + width + 1] + 1 : max(shared[place + width], shared[place + 1])
      }
    }
    var row = rows.lowerBound
    var column = columns.lowerBound
    while row < rows.upperBound, column < columns.upperBound {
      let place = (row - rows.lowerBound) * width + column - columns.lowerBound
      if left[row] == right[column] {
        keep(row, column)
        row += 1
        column += 1
      } else if shared[place + width] >= shared[place + 1] {
        row += 1
      } else {
        column += 1
      }
    }
  }
}
