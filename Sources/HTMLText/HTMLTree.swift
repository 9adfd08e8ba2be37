internal import CLibXML2
import Glibc

/// A page as parallel arrays, one entry per element or text, in the order of the page.
///
/// The subtree of node `i` is the nodes `i..<ends[i]`.
struct HTMLTree {
  /// The attributes whose values are kept.
  enum Attribute: UInt8, CaseIterable {
    case content, property, name, itemprop, datetime, rel, lang, href
  }

  private(set) var tags: [ElementTag] = []
  private(set) var parents: [Int32] = []
  private(set) var ends: [Int32] = []
  /// What class, id and role say of each node.
  private(set) var hints: [Hints] = []
  /// A hash of the letters of each node's class: 0 without one.
  private(set) var classes: [UInt32] = []
  /// Where a text stands in ``text``; empty for elements.
  private(set) var texts: [Range<Int32>] = []
  private(set) var text: [UInt8] = []
  private(set) var attributes: [(node: Int32, name: Attribute, value: String)] = []

  private var open: [Int32] = []
  private var skippedDepth = 0
  private let maximumDepth: Int

  var count: Int { tags.count }

  /// Parses what `filter` left of `page`, which is valid UTF-8.
  ///
  /// - Parameter maximumDepth: The deepest element that becomes a node; the text of deeper ones
  ///   counts as its own.
  /// - Returns: nil if the parser could not be set up or gave up before the end.
  /// - Complexity: O(*n*).
  static func parse(_ filter: MarkupFilter, of page: [UInt8], maximumDepth: Int) -> HTMLTree? {
    _ = XMLLibrary.isReady
    guard !filter.output.isEmpty else { return HTMLTree(maximumDepth: maximumDepth) }
    return page.withUnsafeBufferPointer { page in
      // The callbacks reach the builder through a pointer: access to a class would be checked at
      // run time, each time.
      let builder = UnsafeMutablePointer<Builder>.allocate(capacity: 1)
      builder.initialize(
        to: Builder(
          tree: HTMLTree(maximumDepth: maximumDepth), filter: filter, page: page))
      defer {
        builder.deinitialize(count: 1)
        builder.deallocate()
      }
      let isDone = filter.output.withUnsafeBytes { bytes in
        bytes.withMemoryRebound(to: CChar.self) { run($0, builder) }
      }
      guard isDone else { return nil }
      builder.pointee.tree.finish()
      return builder.pointee.tree
    }
  }

  init(maximumDepth: Int) {
    self.maximumDepth = maximumDepth
  }

  private static func run(
    _ html: UnsafeBufferPointer<CChar>, _ builder: UnsafeMutablePointer<Builder>
  ) -> Bool {
    guard let context = htmlCreateMemoryParserCtxt(html.baseAddress, Int32(html.count)) else {
      return false
    }
    defer { htmlFreeParserCtxt(context) }
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    _ = htmlCtxtUseOptions(context, Int32(bitPattern: options))
    // Without it text above 10 MB and nesting beyond 256 end the page; the option is not among
    // those that the HTML parser's own function sets.
    context.pointee.options |= Int32(bitPattern: XML_PARSE_HUGE.rawValue)
    context.pointee.charset = Int32(XML_CHAR_ENCODING_UTF8.rawValue)
    var handler = xmlSAXHandler()
    handler.initialized = 1
    handler.startElement = { reader, name, attributes in
      guard let name, let reader else { return }
      reader.assumingMemoryBound(to: Builder.self).pointee.start(name, attributes)
    }
    handler.endElement = { reader, name in
      guard let name, let reader else { return }
      reader.assumingMemoryBound(to: Builder.self).pointee.end(name)
    }
    handler.characters = { reader, bytes, count in
      guard let reader else { return }
      reader.assumingMemoryBound(to: Builder.self).pointee.append(
        UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    context.pointee.sax.pointee = handler
    context.pointee.userData = UnsafeMutableRawPointer(builder)
    _ = htmlParseDocument(context)
    return context.pointee.disableSAX == 0
  }
}

extension HTMLTree {
  fileprivate mutating func open(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard open.count < maximumDepth else {
      skippedDepth += 1
      return nil
    }
    let tag = ElementTag.named(name)
    append(tag, Hints.of(tag))
    let node = tags.count - 1
    if tag != .br && tag != .hr && tag != .meta { open.append(Int32(node)) }
    return node
  }

  fileprivate mutating func close(_ name: UnsafeBufferPointer<UInt8>) {
    if skippedDepth > 0 {
      skippedDepth -= 1
      return
    }
    let tag = ElementTag.named(name)
    if tag == .br || tag == .hr || tag == .meta { return }
    guard let node = open.popLast() else { return }
    ends[Int(node)] = Int32(tags.count)
  }

  fileprivate mutating func add(_ own: Hints, classes hash: UInt32, to node: Int) {
    hints[node].formUnion(own)
    if tags[node] == .blockquote, !own.isDisjoint(with: [.share, .embed]) {
      hints[node].insert(.post)
    }
    if hash != 0 { classes[node] = hash }
  }

  fileprivate mutating func keep(
    _ name: Attribute, _ value: UnsafeBufferPointer<UInt8>, _ node: Int
  ) {
    attributes.append((Int32(node), name, String(decoding: value, as: UTF8.self)))
  }

  fileprivate mutating func append(text bytes: UnsafeBufferPointer<UInt8>) {
    guard !bytes.isEmpty else { return }
    let start = Int32(text.count)
    text.append(contentsOf: bytes)
    // The parser gives a long text in parts.
    let last = tags.count - 1
    if last >= 0, tags[last] == .text, parents[last] == open.last ?? -1,
      Int(ends[last]) == tags.count, texts[last].upperBound == start
    {
      texts[last] = texts[last].lowerBound..<Int32(text.count)
      return
    }
    append(.text, [])
    texts[texts.count - 1] = start..<Int32(text.count)
  }

  private mutating func append(_ tag: ElementTag, _ own: Hints) {
    tags.append(tag)
    parents.append(open.last ?? -1)
    ends.append(Int32(tags.count))
    hints.append(own)
    classes.append(0)
    texts.append(0..<0)
  }

  fileprivate mutating func finish() {
    while let node = open.popLast() { ends[Int(node)] = Int32(tags.count) }
  }
}

/// Carries the tree through the parser's callbacks and puts in what references stand for.
private struct Builder {
  typealias CText = UnsafePointer<UInt8>

  var tree: HTMLTree
  let filter: MarkupFilter
  let page: UnsafeBufferPointer<UInt8>
  private var nextText = 0
  /// The digits of a reference that the parser has cut, and the number of those still to come.
  private var number = 0
  private var missingDigits = 0

  init(tree: HTMLTree, filter: MarkupFilter, page: UnsafeBufferPointer<UInt8>) {
    self.tree = tree
    self.filter = filter
    self.page = page
  }

  mutating func start(_ name: CText, _ list: UnsafeMutablePointer<CText?>?) {
    missingDigits = 0
    guard let node = tree.open(Self.buffer(name)) else { return }
    var offset = 0
    while let list, let attribute = list[offset] {
      if let value = list[offset + 1] {
        let name = Self.buffer(attribute)
        if name.count == 1 {
          readElement(Self.buffer(value), node)
        } else {
          read(name, Self.buffer(value), node)
        }
      }
      offset += 2
    }
  }

  mutating func end(_ name: CText) {
    missingDigits = 0
    tree.close(Self.buffer(name))
  }

  /// Takes over what the filter has read of an element's attributes.
  private mutating func readElement(_ digits: UnsafeBufferPointer<UInt8>, _ node: Int) {
    let index = digits.reduce(0) { $0 << 5 | Int($1 & 0x1F) }
    guard digits.count == MarkupReference.digitCount, index < filter.elements.count else { return }
    let element = filter.elements[index]
    tree.add(element.hints, classes: element.classes, to: node)
    for number in element.firstValue..<element.firstValue + element.valueCount {
      let value = filter.values[Int(number)]
      tree.keep(value.name, bytes(value.range), node)
    }
  }

  /// Reads an attribute with references in its value, which only the parser decodes.
  private mutating func read(
    _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ node: Int
  ) {
    let tag = tree.tags[node]
    for attribute in MarkupAttribute.readByParser
    where name.elementsEqual(attribute.name.utf8) {
      if attribute.hasHints {
        let found = HintCache.words(of: value)
        tree.add(found.hints, classes: attribute == .class ? found.letters : 0, to: node)
      }
      if let kept = attribute.kept(on: tag) { tree.keep(kept, value, node) }
    }
  }

  /// Appends text, with the texts of the page in place of references.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    while offset < bytes.count {
      // Anything but a digit: the page wrote the mark itself, and this is its text.
      if missingDigits > 0, !MarkupReference.isDigit(bytes[offset]) { missingDigits = 0 }
      if missingDigits > 0 {
        number = number << 5 | Int(bytes[offset] & 0x1F)
        missingDigits -= 1
        if missingDigits == 0 { appendText(number) }
        offset += 1
        continue
      }
      let end = bytes[offset...].firstIndex(of: MarkupReference.mark) ?? bytes.count
      tree.append(text: UnsafeBufferPointer(rebasing: bytes[offset..<end]))
      if end < bytes.count {
        number = 0
        missingDigits = MarkupReference.digitCount
      }
      offset = end + 1
    }
  }

  private mutating func appendText(_ index: Int) {
    guard index >= nextText, index < filter.texts.count else { return }
    nextText = index + 1
    tree.append(text: bytes(filter.texts[index]))
  }

  private func bytes(_ range: Range<Int32>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: page[Int(range.lowerBound)..<Int(range.upperBound)])
  }

  private static func buffer(_ text: CText) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text, count: strlen(text))
  }
}
