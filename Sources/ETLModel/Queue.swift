/// Elements that leave in the order in which they came. What was taken is let go of at once, which a
/// slice of an array does not do.
public struct Queue<Element> {
  private var slots: [Element?] = []
  private var first = 0

  /// Creates an empty queue.
  public init() {}

  public var count: Int { slots.count - first }
  public var isEmpty: Bool { first == slots.count }

  /// The element that leaves next; nil when there is none.
  public var next: Element? { first < slots.count ? slots[first] : nil }

  /// Adds an element behind all others.
  public mutating func append(_ element: Element) { slots.append(element) }

  /// Adds an element that leaves before all others.
  public mutating func prepend(_ element: Element) {
    if first > 0 {
      first -= 1
      slots[first] = element
    } else {
      slots.insert(element, at: 0)
    }
  }

  /// Takes the element that leaves next; nil when there is none.
  ///
  /// - Complexity: O(1) on average.
  public mutating func popFirst() -> Element? {
    guard first < slots.count else { return nil }
    let element = slots[first]
    slots[first] = nil
    first += 1
    if first == slots.count {
      slots.removeAll(keepingCapacity: true)
      first = 0
    } else if first > 64, first * 2 > slots.count {
      slots.removeFirst(first)
      first = 0
    }
    return element
  }
}

extension Queue: Sendable where Element: Sendable {}
