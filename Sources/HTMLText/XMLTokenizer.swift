internal import CLibXML2

/// Has libxml2 read what ``XMLMender`` wrote, as tags and texts in their order.
///
/// The library goes on after most damage, but ends the wrong element at a misplaced end tag. So an end
/// is told by the name in the text, and which elements it ends is for ``XMLReader`` to say.
final class XMLTokenizer {
  enum Token {
    case start(XMLTag)
    /// A part of a text, decoded.
    case text([UInt8])
    /// The end tag of any element or none, with its prefix.
    case end(String)
  }

  /// The element around the text, and how often it is there: each end tag without an element costs
  /// the library one, and behind the last it reads nothing.
  ///
  /// With the elements that ``XMLReader`` reads, they stay within the 256 that the library promises.
  private static let wrapper = "_"
  private static let wrapperCount = 100
  private static let chunkSize = 16_384
  /// How many different names are read: the table of the library does not grow with them.
  private static let maximumNameCount = 20_000

  private let text: [UInt8]
  private var offset = 0
  private var tokens: [Token] = []
  private var position = 0
  private let context: xmlParserCtxtPtr?
  /// Whether in what has been read so far something was not as XML demands it, or nothing more is read.
  private(set) var isDamaged: Bool

  /// - Parameter content: Valid UTF-8 without declarations.
  init(_ content: [UInt8]) {
    _ = XMLLibrary.isReady
    let start = String(repeating: "<\(Self.wrapper)>", count: Self.wrapperCount)
    text = start.utf8 + content + start.replacing("<", with: "</").utf8
    context = xmlCreatePushParserCtxt(nil, nil, nil, 0, nil)
    isDamaged = context == nil
    setUp()
  }

  deinit { xmlFreeParserCtxt(context) }

  /// Reads on.
  ///
  /// - Returns: nil at the end, or where the library gives up.
  func next() -> Token? {
    while position == tokens.count {
      guard let context, context.pointee.disableSAX == 0, offset < text.count else { return nil }
      tokens.removeAll(keepingCapacity: true)
      position = 0
      readChunk(context)
    }
    position += 1
    return tokens[position - 1]
  }

  private func readChunk(_ context: xmlParserCtxtPtr) {
    let size = min(Self.chunkSize, text.count - offset)
    text.withUnsafeBytes { bytes in
      let chunk = bytes.bindMemory(to: CChar.self)[offset...].prefix(size)
      let isLast: Int32 = chunk.endIndex == bytes.count ? 1 : 0
      _ = xmlParseChunk(
        context, UnsafeBufferPointer(rebasing: chunk).baseAddress, Int32(size), isLast)
    }
    offset += size
    if xmlDictSize(context.pointee.dict) > Self.maximumNameCount { xmlStopParser(context) }
    isDamaged = context.pointee.wellFormed == 0 || context.pointee.disableSAX != 0
  }

  private func setUp() {
    guard let context else { return }
    // With namespaces resolved by the library, each name would be compared with all that are open.
    let options =
      XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
      | XML_PARSE_NOWARNING.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_SAX1.rawValue
    _ = xmlCtxtUseOptions(context, Int32(bitPattern: options))
    context.pointee.charset = Int32(XML_CHAR_ENCODING_UTF8.rawValue)
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    var handler = xmlSAXHandler()
    handler.initialized = 1
    handler.startElement = { reader, name, attributes in
      guard let name else { return }
      XMLTokenizer.of(reader)?.start(String(cString: name), attributes)
    }
    handler.endElement = { reader, name in
      guard let name else { return }
      XMLTokenizer.of(reader)?.end(String(cString: name))
    }
    handler.characters = { reader, bytes, count in
      let text = UnsafeBufferPointer(start: bytes, count: Int(count))
      XMLTokenizer.of(reader)?.tokens.append(.text(Array(text)))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    context.pointee.sax.pointee = handler
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> XMLTokenizer? {
    pointer.map { Unmanaged<XMLTokenizer>.fromOpaque($0).takeUnretainedValue() }
  }

  private func start(_ name: String, _ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    guard name != Self.wrapper else { return }
    var tag = XMLTag(written: name)
    var index = 0
    while let list, let attribute = list[index] {
      if let value = list[index + 1] {
        // The library leaves ampersands as `&#38;`, and no other reference.
        var value = String(cString: value)
        if value.utf8.contains(0x26) { value.replace("&#38;", with: "&") }
        tag.attributes.append((String(cString: attribute), value))
      }
      index += 2
    }
    tokens.append(.start(tag))
  }

  private func end(_ name: String) {
    let written = misplaced() ?? name
    if written != Self.wrapper { tokens.append(.end(written)) }
  }

  /// The name of the end tag being read, if the library has just complained that it is another than
  /// that of the innermost element.
  private func misplaced() -> String? {
    guard let error = context?.pointee.lastError,
      error.code == Int32(bitPattern: XML_ERR_TAG_NAME_MISMATCH.rawValue), let name = error.str2
    else { return nil }
    defer { xmlCtxtResetLastError(context) }
    return String(cString: name)
  }
}
