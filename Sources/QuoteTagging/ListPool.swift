/// Lists that lie in one array: the many short lists of an article cost no memory of their own.
struct ListPool<Element: Equatable & Sendable>: Sendable {
  /// A list of one pool.
  struct List: Sendable {
    fileprivate var start: Int32 = 0
    fileprivate var size: Int32 = 0
    /// How many elements fit where the list lies.
    fileprivate var capacity: Int32 = 0

    /// The number of elements.
    var count: Int { Int(size) }
    var isEmpty: Bool { size == 0 }
    fileprivate var range: Range<Int> { Int(start)..<Int(start + size) }
  }

  private var elements: [Element] = []

  /// Creates a pool with room for `minimumCapacity` elements.
  init(minimumCapacity: Int) { elements.reserveCapacity(minimumCapacity) }

  /// The elements of a list.
  subscript(list: List) -> ArraySlice<Element> { elements[list.range] }

  /// The element at a position of a list, counted from 0.
  subscript(list: List, position: Int) -> Element {
    get {
      precondition(position < list.count)
      return elements[Int(list.start) + position]
    }
    set {
      precondition(position < list.count)
      elements[Int(list.start) + position] = newValue
    }
  }

  /// - Complexity: O(*n*) in the length of the list.
  func contains(_ element: Element, in list: List) -> Bool {
    for index in list.range where elements[index] == element { return true }
    return false
  }

  /// Whether two lists have the same elements in the same order.
  func areEqual(_ first: List, _ second: List) -> Bool {
    guard first.size == second.size else { return false }
    for position in 0..<first.count where self[first, position] != self[second, position] {
      return false
    }
    return true
  }

  /// A list of `elements`.
  mutating func list(_ elements: some Collection<Element>) -> List {
    var list = List()
    for element in elements { append(element, to: &list) }
    return list
  }

  /// Adds to a list, which moves to the end of the pool when others lie behind it.
  ///
  /// - Complexity: Amortized O(1).
  mutating func append(_ element: Element, to list: inout List) {
    if list.size == list.capacity {
      if list.range.upperBound != elements.count { move(&list) }
      elements.append(element)
      list.capacity += 1
    }
    elements[list.range.upperBound] = element
    list.size += 1
  }

  /// Moves a full list to the end, with room for as many again.
  private mutating func move(_ list: inout List) {
    let start = elements.count
    for _ in 0..<2 { for index in list.range { elements.append(elements[index]) } }
    list.start = Int32(start)
    list.capacity = 2 * list.size
  }

  /// Empties a list.
  func clear(_ list: inout List) { list.size = 0 }
}
