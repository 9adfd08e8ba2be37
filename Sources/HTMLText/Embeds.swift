import ArabicText
import ETLModel

/// Finds what was embedded in an article and ran into its lines: posts of social networks,
/// remnants of attributes, buttons to share.
struct Embeds {
  /// Whether the article is in Latin script, so that a post in it is not told by its letters.
  let isLatin: Bool
  /// Whether the article is a page, which kept its tags apart from its text.
  let isPage: Bool

  /// `piece` cut around what was embedded in it, the embedded parts marked for removal; nil when
  /// nothing was.
  ///
  /// - Complexity: O(*n*).
  func split(_ piece: TextPiece) -> [TextPiece]? {
    var found = MarkupByte.isFound(0x2F, piece.text) ? remnantsAndPosts(piece.text) : []
    if found.isEmpty, !isPage, MarkupByte.isFound(0x5B, piece.text) {
      found = Self.shortcodes(piece.text)
    }
    if found.isEmpty, let end = Self.shareButtons(piece) {
      found = [(0..<end, .share, "share.buttons")]
    }
    if found.isEmpty, !isPage, MarkupByte.isFound(0x40, piece.text) {
      found = signedPosts(piece.text)
    }
    guard !found.isEmpty else { return nil }
    if found.count == 1, found[0].kind == .embed, isPost(piece, found[0].range) {
      found[0].range = 0..<piece.text.count
    }
    var pieces: [TextPiece] = []
    var position = 0
    for (range, kind, rule) in found {
      Self.append(piece, position..<range.lowerBound, &pieces)
      Self.append(piece, range, &pieces)
      if !pieces.isEmpty { pieces[pieces.count - 1].remove(kind, rule) }
      position = range.upperBound
    }
    Self.append(piece, position..<piece.text.count, &pieces)
    return pieces
  }

  /// Whether a piece that ends in a post is the post from its start: it stands apart and does not
  /// begin as paragraphs do.
  private func isPost(_ piece: TextPiece, _ range: Range<Int>) -> Bool {
    guard !isPage, range.lowerBound > 0, range.upperBound >= piece.text.count - 1,
      piece.leading >= .gap, piece.words <= 45
    else { return false }
    switch ParagraphOpening(piece) {
    case .linked, .setting, .lead, .reply: return false
    case .other: return true
    }
  }

  private typealias Found = (range: Range<Int>, kind: Residue.Kind, rule: String)

  private static func append(_ piece: TextPiece, _ range: Range<Int>, _ pieces: inout [TextPiece]) {
    let leading = pieces.isEmpty ? piece.leading : .none
    if let part = TextPiece(cutFrom: piece.text[range], leading: leading, style: piece.style) {
      pieces.append(part)
    }
  }

  private func remnantsAndPosts(_ text: [UInt8]) -> [Found] {
    var found: [Found] = []
    var floor = 0
    var offset = 0
    while offset < text.count {
      guard text[offset] == 0x2F else {
        offset += 1
        continue
      }
      if offset + 1 < text.count, text[offset + 1] == 0x3E {
        if !isPage, let start = Self.remnantStart(text, floor, offset) {
          found.append((start..<offset + 2, .markup, "markup.attribute"))
        }
        floor = offset + 2
        offset += 2
      } else if let link = Self.postLink(text, floor, offset) {
        let post = post(text, before: link, from: floor)
        if let post { found.append((post, .embed, "embed.post")) }
        // What stands before a link is looked at once, whether it was a post or not.
        floor = post?.upperBound ?? link.upperBound
        offset = floor
      } else {
        offset += 1
      }
    }
    return found
  }

  /// Where `content="…` starts, which the `/>` at `end` closes, with the attributes before it.
  private static func remnantStart(_ text: [UInt8], _ floor: Int, _ end: Int) -> Int? {
    var found: Int?
    var end = end
    while let start = attributeStart(text, floor, end) {
      found = start
      end = start
    }
    return found
  }

  /// Where the attribute starts that ends before `end`.
  private static func attributeStart(_ text: [UInt8], _ floor: Int, _ end: Int) -> Int? {
    var offset = end - 1
    while offset >= floor, text[offset] == 0x20 { offset -= 1 }
    guard offset > floor, text[offset] == 0x22 else { return nil }
    offset -= 1
    while offset > floor, !(text[offset] == 0x22 && text[offset - 1] == 0x3D) {
      // The value of another attribute, or no attribute.
      if text[offset] == 0x22 { return nil }
      offset -= 1
    }
    guard offset > floor else { return nil }
    var start = offset - 1
    while start > floor, text[start - 1] | 0x20 &- 0x61 < 26 || text[start - 1] == 0x2D {
      start -= 1
    }
    if start > floor, text[start - 1] == 0x3C { start -= 1 }
    return start < offset - 1 ? start : nil
  }

  /// The link to a post around the `/` at `slash`; nil when it is another link or none.
  private static func postLink(_ text: [UInt8], _ floor: Int, _ slash: Int) -> Range<Int>? {
    guard ends(text[floor..<slash], "t.co") || ends(text[floor..<slash], "twitter.com") else {
      return nil
    }
    var start = slash
    while start > floor, text[start - 1] > 0x20, text[start - 1] < 0x80 { start -= 1 }
    var end = slash
    while end < text.count, text[end] > 0x20, text[end] < 0x80 { end += 1 }
    return start..<end
  }

  /// The post that `link` ends, looked for from `floor`; nil when the link stands in a sentence
  /// of the article.
  private func post(_ text: [UInt8], before link: Range<Int>, from floor: Int) -> Range<Int>? {
    // The last sentence goes with the link; those before it only in a language not the text's.
    let sentences = Self.sentences(text, floor..<link.lowerBound)
    var index = sentences.count - 1
    let isForeign = !isLatin && index >= 0 && Self.isLatin(text[sentences[index]])
    while index > 0, isForeign, Self.isLatin(text[sentences[index - 1]]) { index -= 1 }
    var start = index < 0 ? link.lowerBound : sentences[index].lowerBound
    if start < link.lowerBound, goesOn(text[start..<link.lowerBound]) { start = link.lowerBound }
    let post = text[start..<link.lowerBound]
    let isMarked = post.contains(0x23) || post.contains(0x40)
    let isPicture = text[link].starts(with: "pic.".utf8)
    // Only posts are shortened so, and only they end in it.
    let isShortened =
      !isPage && text.count <= 600 && link.upperBound >= text.count - 1
      && text[link].starts(with: "https://t.co/".utf8)
    let isSigned = link.isEmpty || isShortened
    guard start == link.lowerBound || isForeign || isMarked || isPicture || isSigned else {
      return nil
    }
    return start..<Self.signatureEnd(text, link.upperBound)
  }

  /// The most bytes of a shortcode, and of the caption between two.
  private static let maximumShortcode = 500

  /// The marks of a system for blogs that it would have replaced: `[adrotate banner="4"]`,
  /// `[caption width="600"]…[/caption]`.
  private static func shortcodes(_ text: [UInt8]) -> [Found] {
    var found: [Found] = []
    var offset = 0
    while let open = text[offset...].firstIndex(of: 0x5B) {
      offset = open + 1
      // Behind a letter it is a place in a program's table.
      let isBehindWord =
        open > 0 && (MarkupByte.isAlphanumeric(text[open - 1]) || text[open - 1] == 0x5F)
      guard let close = text[open...].prefix(maximumShortcode).firstIndex(of: 0x5D), !isBehindWord,
        isShortcode(text[(open + 1)..<close])
      else { continue }
      offset = close + 1
      if text[(open + 1)...].starts(with: "caption ".utf8),
        let end = text[offset...].prefix(maximumShortcode).firstIndex(of: 0x5B),
        text[end...].starts(with: "[/caption]".utf8)
      {
        offset = end + "[/caption]".utf8.count
        found.append((open..<offset, .caption, "caption.shortcode"))
      } else {
        found.append((open..<offset, .markup, "markup.shortcode"))
      }
    }
    return found
  }

  /// Whether `code` is a name in small Latin letters with attributes, or one that closes another or
  /// has an underscore: no word in brackets.
  private static func isShortcode(_ code: ArraySlice<UInt8>) -> Bool {
    let name = code.drop { $0 == 0x2F }.prefix { $0 &- 0x61 < 26 || $0 == 0x5F || $0 == 0x2D }
    guard name.count >= 2, name.contains(where: { $0 &- 0x61 < 26 }) else { return false }
    let rest = code[name.endIndex...]
    if rest.isEmpty {
      return code.first == 0x2F || name.contains(0x5F) && name.count >= 4
        || code.elementsEqual("embed".utf8)
    }
    // An attribute, no comparison: `width="600"`, `id=7`.
    let hasAttribute = zip(rest, rest.dropFirst()).contains {
      MarkupByte.isLetter($0) && $1 == 0x3D
    }
    return rest.first == 0x20 && hasAttribute
      || rest.allSatisfy(MarkupByte.isDigit) && name.contains(0x5F)
  }

  /// Whether a sentence before a link goes on from the one before it, as no post does.
  private func goesOn(_ sentence: ArraySlice<UInt8>) -> Bool {
    guard !isPage, !sentence.contains(0x23), !sentence.contains(0x40),
      let piece = TextPiece(cutFrom: sentence, leading: .none), piece.endsSentence
    else { return false }
    return ParagraphOpening(piece) == .linked
  }

  /// The posts without a link, which end in the name of an account and a date.
  private func signedPosts(_ text: [UInt8]) -> [Found] {
    var found: [Found] = []
    var floor = 0
    var offset = 0
    while offset + 3 < text.count {
      if text[offset] == 0xE2, Self.signatureEnd(text, offset) > offset,
        let post = post(text, before: offset..<offset, from: floor)
      {
        found.append((post, .embed, "embed.post"))
        floor = post.upperBound
        offset = floor
      } else {
        offset += 1
      }
    }
    return found
  }

  private static func isLatin(_ text: ArraySlice<UInt8>) -> Bool {
    let key = TextKey(Array(text))
    return key.latinWordCount * 2 > key.wordCount
  }

  private static func ends(_ text: ArraySlice<UInt8>, _ suffix: StaticString) -> Bool {
    let suffix = UnsafeBufferPointer(start: suffix.utf8Start, count: suffix.utf8CodeUnitCount)
    return text.count >= suffix.count && text.suffix(suffix.count).elementsEqual(suffix)
  }

  /// The sentences of `range`, each up to a stop with a space behind it.
  ///
  /// Two dots are a pause, and a question that hashtags or a link follow is part of a post.
  private static func sentences(_ text: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var start = range.lowerBound
    var isOpen = false
    var dots = 0
    var asks = false
    for offset in range {
      let byte = text[offset]
      if byte == 0x20, isOpen, dots != 2, !(asks && isTagged(text, offset + 1)) {
        sentences.append(start..<offset + 1)
        start = offset + 1
      }
      dots = byte == 0x2E ? dots + 1 : 0
      switch byte {
      case 0x2E, 0x21, 0x3F: (isOpen, asks) = (true, byte != 0x2E)
      case 0x22, 0x29: break
      case 0x9F where offset > range.lowerBound && text[offset - 1] == 0xD8:
        (isOpen, asks) = (true, true)
      default: isOpen = false
      }
    }
    if start < range.upperBound { sentences.append(start..<range.upperBound) }
    return sentences
  }

  /// Whether a hashtag or a link to a picture stands at `offset`.
  private static func isTagged(_ text: [UInt8], _ offset: Int) -> Bool {
    guard offset < text.count else { return false }
    return text[offset] == 0x23 || text[offset...].starts(with: "pic.twitter".utf8)
  }

  /// Where ` — Name (@name) April 1, 2024` behind a post ends.
  private static func signatureEnd(_ text: [UInt8], _ end: Int) -> Int {
    let window = text[end..<min(text.count, end + 160)]
    guard window.drop(while: { $0 == 0x20 }).prefix(3).elementsEqual("—".utf8),
      let handle = window.firstIndex(of: 0x40), let close = window[handle...].firstIndex(of: 0x29)
    else { return end }
    var offset = close + 1
    var digits = 0
    while offset < min(text.count, close + 32), text[offset] < 0x80 {
      digits = MarkupByte.isDigit(text[offset]) ? digits + 1 : 0
      offset += 1
      if digits == 4 { return offset }
    }
    return close + 1
  }

  /// Where a row of buttons to share ends that `piece` begins with.
  static func shareButtons(_ piece: TextPiece) -> Int? {
    let key = piece.key
    guard key.wordEnds.count > 3, key.word(0).elementsEqual("شارك".utf8) else { return nil }
    var count = 1
    var names = 0
    while count < min(key.wordEnds.count, 14) {
      if shareWords[key.word(count)] != nil {
        names += 1
      } else if names > 0 || count > 3 {
        break
      }
      count += 1
    }
    return names >= 2 ? TextOffsets.end(of: count, in: piece.text) : nil
  }

  /// Whether `piece` is a row of buttons, named after networks and nothing else.
  ///
  /// A single name is a button only beside others: below one that is `removed`, or above a row.
  static func isShareRow(
    _ piece: TextPiece, among removed: Residue.Kind?, next: TextPiece? = nil
  ) -> Bool {
    guard hasNetworksOnly(piece) else { return false }
    return piece.words >= 2 || removed == .share || next.map(hasNetworksOnly) ?? false
  }

  private static func hasNetworksOnly(_ piece: TextPiece) -> Bool {
    let key = piece.key
    guard key.wordCount >= 1, key.wordCount <= 14, !piece.endsSentence else { return false }
    var (names, others) = (0, 0)
    for index in key.wordEnds.indices {
      let word = key.word(index)
      if shareWords[word] != nil {
        names += 1
      } else if index == 0 || shareLinks[word] == nil {
        others += 1
      }
    }
    // Two names may have run together.
    return names > 0 && (others == 0 || others == 1 && names >= 4)
  }

  private static let shareWords = words(Labels.shareWords)
  private static let shareLinks = words(Labels.shareLinks)

  private static func words(_ words: [String]) -> ByteTable<Bool> {
    var table = ByteTable<Bool>()
    for word in words { table[TextKey(Array(word.utf8)).bytes[...]] = true }
    return table
  }
}
