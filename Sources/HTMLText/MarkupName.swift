/// What the filter does with an element.
enum MarkupTag: UInt8 {
  /// Kept, and closed by its end tag.
  case container
  /// Kept, has no end tag.
  case void
  /// Kept once: the parser knows one of each.
  case once
  case head
  /// Taken out with its content.
  case raw
  /// Taken out without its content: it only changes the type.
  case typographic
  case dropped
}

/// The name of an element, as the filter knows it.
struct MarkupName {
  /// A hash of its letters.
  var hash: UInt64
  var tag: MarkupTag
  var element: ElementTag
  /// The number of the name, from 1 on, elements with raw content first; 0 for an unknown name.
  var index: Int

  static let factor: UInt64 = 0x100_0000_01B3
  static let maximumCount = 160

  static let table: MarkupNameTable = {
    var table = MarkupNameTable()
    func add(_ names: String, _ tag: MarkupTag) {
      for name in names.split(separator: " ") { table.insert(String(name), tag) }
    }
    add(
      "script style svg template noscript math iframe object canvas select textarea audio video"
        + " applet map", .raw)
    add("br hr meta", .void)
    add("html body", .once)
    add("head", .head)
    add(
      "b i em strong u font small big tt s strike mark sub sup acronym bdo bdi wbr ins del"
        + " code kbd samp var cite q dfn nobr ruby", .typographic)
    add(
      "img input link area base col embed source track param frame frameset noframes basefont"
        + " isindex", .dropped)
    for element in ElementTag.allCases { add("\(element)", .container) }
    return table
  }()
}

/// The known names by their hashes: open addressing over one array.
struct MarkupNameTable {
  private var slots = [MarkupName](
    repeating: MarkupName(hash: 0, tag: .container, element: .other, index: 0), count: 512)
  private var count = 0

  /// The name with `hash`; an unknown one is a container.
  func find(_ hash: UInt64) -> MarkupName {
    var slot = Self.slot(hash)
    while slots[slot].index > 0 {
      if slots[slot].hash == hash { return slots[slot] }
      slot = (slot + 1) & 511
    }
    return slots[slot]
  }

  fileprivate mutating func insert(_ name: String, _ tag: MarkupTag) {
    let hash = name.utf8.reduce(0) { $0 &* MarkupName.factor ^ UInt64($1) }
    guard find(hash).index == 0 else { return }
    count += 1
    precondition(count < MarkupName.maximumCount, "too many names of elements")
    var slot = Self.slot(hash)
    while slots[slot].index > 0 { slot = (slot + 1) & 511 }
    var bytes = Array(name.utf8)
    let element = bytes.withUnsafeMutableBufferPointer { ElementTag.named(UnsafeBufferPointer($0)) }
    slots[slot] = MarkupName(hash: hash, tag: tag, element: element, index: count)
  }

  private static func slot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 55)
  }
}
