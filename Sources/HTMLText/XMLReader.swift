import ETLModel

/// Reads an XML text as a sequence of events and repairs what real feeds get wrong.
///
/// It is no XML parser: of a document type nothing is read, so no entity can be declared, and nothing
/// outside the text is ever opened. Elements that are not closed end with the next one that cannot
/// stand in them; the recovery of libxml2 closes the wrong element at the next end tag instead, and
/// nests all articles that follow in the first.
///
/// - Complexity: O(*n*) for the whole text, whatever is in it.
struct XMLReader {
  enum Event {
    case start(XMLTag)
    /// The decoded text is in ``XMLReader/text``.
    case text
    case end(XMLName)
  }

  /// What an element is to its neighbours: it decides what ends one that is not closed.
  enum Role {
    /// Holds fields. The start of another one ends it.
    case record
    /// Holds text or foreign markup. The start of another one, and of a record, ends it.
    case field
  }

  private struct OpenElement {
    var name: XMLName
    var written: String
    var base: String
    var vocabulary: XMLVocabulary
  }

  /// The deepest nesting that is read.
  static let maximumDepth = 128
  /// How often `xml:base` is read: a long one is work for every element that has one.
  private static let maximumBaseCount = 20_000

  let bytes: [UInt8]
  var offset = 0
  /// What the last text event was about.
  var text: [UInt8] = []
  /// Whether something was not as XML demands it and may be missing, or stands in the wrong place.
  ///
  /// Control characters, bare ampersands and unknown entities are text and no damage.
  var isDamaged = false
  /// Whether the text was left at an element nested too deep.
  private(set) var isTooDeep = false

  private var open: [OpenElement] = []
  private var baseCount = 0
  private var prefixes: [String: XMLVocabulary] = [:]
  /// How many of the innermost elements end before anything else is read.
  private var closing = 0
  /// The tag that the elements to be closed end for.
  private var waiting: XMLTag?
  private let roles: [String: Role]
  private let address: String
  /// Where the next marks of each kind stand, so that none is searched for twice.
  private var marks: [[UInt8]: Int] = [:]

  /// - Parameters:
  ///   - bytes: The text in valid UTF-8, whatever encoding it declares.
  ///   - address: Where the text is from.
  ///   - roles: What the elements are, by name with prefix.
  init(_ bytes: [UInt8], address: String, roles: [String: Role]) {
    self.bytes = bytes
    self.address = address
    self.roles = roles
  }

  /// How many elements are open.
  var depth: Int { open.count }

  /// The address that references in the innermost element start from.
  var base: String { open.last?.base ?? address }

  /// The name of the element around the innermost one.
  var parent: XMLName? { open.count > 1 ? open[open.count - 2].name : nil }

  /// Reads on.
  ///
  /// - Returns: nil at the end. Every element that was started has ended by then.
  mutating func next() -> Event? {
    while true {
      if closing > 0 { return close() }
      if let tag = waiting {
        waiting = nil
        if let event = push(tag) { return event }
      }
      guard offset < bytes.count else { break }
      if bytes[offset] == 0x3C, isMarkup(at: offset + 1) {
        if let event = readMarkup() { return event }
      } else if readText() {
        return .text
      }
    }
    guard !open.isEmpty else { return nil }
    isDamaged = true
    closing = open.count
    return close()
  }

  /// Where `mark` next stands; nil if it does not.
  mutating func next(_ mark: [UInt8]) -> Int? {
    if let known = marks[mark], known >= offset { return known == Int.max ? nil : known }
    let found = ByteSearch.first(mark, in: bytes, from: offset)
    marks[mark] = found ?? Int.max
    return found
  }

  /// Starts the element of `tag`, behind the ends of those that cannot hold it.
  mutating func start(_ tag: XMLTag) -> Event? {
    if let role = roles[tag.written] {
      closing =
        open.reversed().prefix { element in
          guard let other = roles[element.written] else { return false }
          return role == .record || other == .field
        }.count
    }
    guard closing > 0 else { return push(tag) }
    isDamaged = true
    waiting = tag
    return close()
  }

  /// Ends the innermost element called `name`, and those in it before; ignores the end of none.
  mutating func end(_ name: String) -> Event? {
    guard let index = open.lastIndex(where: { $0.written == name }) else {
      isDamaged = true
      return nil
    }
    closing = open.count - index
    if closing > 1 { isDamaged = true }
    return close()
  }

  /// The name with prefix of the innermost element.
  var innermostWritten: String { open.last?.written ?? "" }

  private mutating func close() -> Event? {
    closing -= 1
    return open.popLast().map { .end($0.name) }
  }

  private mutating func push(_ started: XMLTag) -> Event? {
    guard open.count < Self.maximumDepth else {
      isTooDeep = true
      isDamaged = true
      offset = bytes.count
      return nil
    }
    var tag = started
    let vocabulary = declared(by: tag)
    tag.name = name(tag.written, vocabulary)
    var base = self.base
    if let reference = tag["xml:base"], baseCount < Self.maximumBaseCount {
      baseCount += 1
      base = WebAddress.resolve(reference, against: base) ?? base
    }
    open.append(
      OpenElement(name: tag.name, written: tag.written, base: base, vocabulary: vocabulary))
    if tag.isEmpty { closing = 1 }
    return .start(tag)
  }

  /// Notes the prefixes that `tag` declares and returns the vocabulary of names without one.
  ///
  /// Prefixes hold for the rest of the text: no feed gives one of them two meanings.
  private mutating func declared(by tag: XMLTag) -> XMLVocabulary {
    for (name, value) in tag.attributes where name.hasPrefix("xmlns:") && prefixes.count < 64 {
      let prefix = String(name.dropFirst(6))
      prefixes[prefix] = XMLVocabulary(namespace: value) ?? XMLVocabulary(prefix: prefix)
    }
    if let address = tag["xmlns"] { return XMLVocabulary(namespace: address) ?? .plain }
    // A feed is never anything but Atom; some do not say so.
    if open.isEmpty, tag.written == "feed" { return .atom }
    return open.last?.vocabulary ?? .plain
  }

  private func name(_ written: String, _ vocabulary: XMLVocabulary) -> XMLName {
    guard let colon = written.utf8.firstIndex(of: 0x3A) else { return XMLName(vocabulary, written) }
    let prefix = String(written[..<colon])
    let local = String(written[written.utf8.index(after: colon)...])
    return XMLName(prefixes[prefix] ?? XMLVocabulary(prefix: prefix), local)
  }
}
