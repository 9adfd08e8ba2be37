internal import CLibXML2

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

  /// Parses `html`, which is valid UTF-8.
  ///
  /// - Parameter maximumDepth: The deepest element that becomes a node; the text of deeper ones
  ///   counts as its own.
  /// - Returns: nil if the parser could not be set up or gave up before the end.
  /// - Complexity: O(*n*) for pages that ``MarkupFilter`` has been through.
  static func parse(_ html: [UInt8], maximumDepth: Int) -> HTMLTree? {
    _ = isReady
    guard !html.isEmpty else { return HTMLTree(maximumDepth: maximumDepth) }
    let builder = Builder(tree: HTMLTree(maximumDepth: maximumDepth))
    let isDone = html.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        run(characters, builder)
      }
    }
    guard isDone else { return nil }
    builder.tree.finish()
    return builder.tree
  }

  init(maximumDepth: Int) {
    self.maximumDepth = maximumDepth
  }

  /// Initializes the library once, before the first thread uses it.
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  private static func run(_ html: UnsafeBufferPointer<CChar>, _ builder: Builder) -> Bool {
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
      guard let name else { return }
      Builder.of(reader)?.tree.start(name, attributes)
    }
    handler.endElement = { reader, name in
      guard let name else { return }
      Builder.of(reader)?.tree.end(name)
    }
    handler.characters = { reader, bytes, count in
      Builder.of(reader)?.tree.append(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    context.pointee.sax.pointee = handler
    context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
    _ = htmlParseDocument(context)
    return context.pointee.disableSAX == 0
  }

  /// Carries the tree through the parser's callbacks.
  private final class Builder {
    var tree: HTMLTree

    init(tree: HTMLTree) { self.tree = tree }

    static func of(_ pointer: UnsafeMutableRawPointer?) -> Builder? {
      pointer.map { Unmanaged<Builder>.fromOpaque($0).takeUnretainedValue() }
    }
  }
}

extension HTMLTree {
  private typealias CText = UnsafePointer<UInt8>

  private mutating func start(
    _ name: CText, _ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    guard open.count < maximumDepth else {
      skippedDepth += 1
      return
    }
    let tag = ElementTag.named(Self.buffer(name))
    let node = Int32(tags.count)
    var own = Hints.of(tag)
    append(tag, own)
    var offset = 0
    while let list, let attribute = list[offset] {
      if let value = list[offset + 1] {
        read(Self.buffer(attribute), Self.buffer(value), node, tag, &own)
      }
      offset += 2
    }
    hints[Int(node)] = own
    if tag != .br && tag != .hr && tag != .meta { open.append(node) }
  }

  private mutating func read(
    _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ node: Int32,
    _ tag: ElementTag, _ own: inout Hints
  ) {
    switch name.first {
    case UInt8(ascii: "c") where name.count == 5, UInt8(ascii: "i") where name.count == 2,
      UInt8(ascii: "d") where name.count > 8, UInt8(ascii: "r") where name.count == 4:
      own.formUnion(Hints.ofWords(value))
      if name[0] == UInt8(ascii: "c") { classes[Int(node)] = Self.letterHash(value) }
    case UInt8(ascii: "s"):
      if Hints.isHidden(style: value) { own.insert(.hidden) }
    case UInt8(ascii: "h") where name.count == 6: own.insert(.hidden)
    case UInt8(ascii: "a"):
      if value.elementsEqual("true".utf8) { own.insert(.ariaHidden) }
    case UInt8(ascii: "i") where name.count == 8:
      own.formUnion(Hints.ofWords(value))
      keep(.itemprop, value, node)
    default:
      guard let kept = Self.attribute(name, tag) else { return }
      keep(kept, value, node)
    }
  }

  /// The same for `post-12 wide` and `post-345 wide`: numbers tell alike elements apart.
  private static func letterHash(_ value: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in value where byte | 0x20 &- 0x61 < 26 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }

  private mutating func keep(
    _ name: Attribute, _ value: UnsafeBufferPointer<UInt8>, _ node: Int32
  ) {
    attributes.append((node, name, String(decoding: value, as: UTF8.self)))
  }

  /// The attributes that metadata is read from, where they mean something.
  private static func attribute(
    _ name: UnsafeBufferPointer<UInt8>, _ tag: ElementTag
  ) -> Attribute? {
    if tag == .meta {
      if name.elementsEqual("content".utf8) { return .content }
      if name.elementsEqual("property".utf8) { return .property }
      if name.elementsEqual("name".utf8) { return .name }
    }
    if name.elementsEqual("datetime".utf8) { return .datetime }
    if name.elementsEqual("content".utf8) { return .content }
    if tag == .a, name.elementsEqual("rel".utf8) { return .rel }
    if tag == .html, name.elementsEqual("lang".utf8) { return .lang }
    return nil
  }

  private mutating func end(_ name: CText) {
    if skippedDepth > 0 {
      skippedDepth -= 1
      return
    }
    let tag = ElementTag.named(Self.buffer(name))
    if tag == .br || tag == .hr || tag == .meta { return }
    guard let node = open.popLast() else { return }
    ends[Int(node)] = Int32(tags.count)
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !bytes.isEmpty else { return }
    let start = Int32(text.count)
    text.append(contentsOf: bytes)
    // The parser gives a long text in parts.
    if let last = tags.indices.last, tags[last] == .text, parents[last] == open.last ?? -1,
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

  private mutating func finish() {
    while let node = open.popLast() { ends[Int(node)] = Int32(tags.count) }
  }

  private static func buffer(_ text: CText) -> UnsafeBufferPointer<UInt8> {
    var count = 0
    while text[count] != 0 { count += 1 }
    return UnsafeBufferPointer(start: text, count: count)
  }
}
