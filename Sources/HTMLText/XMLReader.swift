import ETLModel

/// Reads an XML text as a sequence of events, and closes the elements that real feeds leave open.
///
/// libxml2 reads it after ``XMLMender``: no entity can be declared, and nothing outside the text is ever
/// opened. The library nests what follows an element without end in it; here such an element ends with
/// the next one that cannot stand in it.
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

  /// What the last text event was about.
  private(set) var text: [UInt8] = []
  /// Whether something was not as XML demands it and may be missing, or stands in the wrong place.
  ///
  /// Control characters, bare ampersands and unknown entities are text and no damage.
  var isDamaged: Bool
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
  private let tokenizer: XMLTokenizer

  /// - Parameters:
  ///   - bytes: The text in valid UTF-8, whatever encoding it declares.
  ///   - address: Where the text is from.
  ///   - roles: What the elements are, by name with prefix.
  init(_ bytes: [UInt8], address: String, roles: [String: Role]) {
    self.address = address
    self.roles = roles
    let (text, isDamaged) = XMLMender.mended(bytes)
    self.isDamaged = isDamaged
    tokenizer = XMLTokenizer(text)
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
      let next = isTooDeep ? nil : tokenizer.next()
      if tokenizer.isDamaged { isDamaged = true }
      guard let token = next else { break }
      switch token {
      case .start(let tag): if let event = start(tag) { return event }
      case .text(let bytes):
        text = bytes
        return .text
      case .end(let name): if let event = end(name) { return event }
      }
    }
    guard !open.isEmpty else { return nil }
    isDamaged = true
    closing = open.count
    return close()
  }

  /// Starts the element of `tag`, behind the ends of those that cannot hold it.
  private mutating func start(_ tag: XMLTag) -> Event? {
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
  private mutating func end(_ name: String) -> Event? {
    guard let index = open.lastIndex(where: { $0.written == name }) else {
      isDamaged = true
      return nil
    }
    closing = open.count - index
    if closing > 1 { isDamaged = true }
    return close()
  }

  private mutating func close() -> Event? {
    closing -= 1
    return open.popLast().map { .end($0.name) }
  }

  private mutating func push(_ started: XMLTag) -> Event? {
    guard open.count < Self.maximumDepth else {
      isTooDeep = true
      isDamaged = true
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
