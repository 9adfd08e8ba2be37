import ArabicText
import ETLModel

extension ArticleCleaner {
  func cleanPage(_ html: [UInt8], _ article: RawArticle) throws(CleaningError) -> Document {
    let filter = html.withUnsafeBufferPointer { MarkupFilter($0) }
    guard let tree = HTMLTree.parse(filter, of: html, maximumDepth: options.maximumDepth) else {
      throw .reject(.tooDeep, "the parser gave up on \(html.count) bytes")
    }
    try Self.checkDeadline(html)
    let reader = PageBlockReader(tree)
    try Self.checkDeadline(html)
    let metadata = PageMetadata(tree, jsonLD: filter.jsonLD, reader: reader)
    let choice = BlockClassifier(BlockFeatures(reader.blocks, tree, metadata)).choose()
    try Self.checkDeadline(html)
    let isFragment = reader.blocks.count <= BlockClassifier.fragmentSize
    guard
      choice.contains(true) || isFragment || metadata.articleBody != nil || !options.removesResidue
    else {
      throw .reject(.notAnArticle, "none of \(reader.blocks.count) blocks is text of an article")
    }
    let title = Self.line(article.title) ?? metadata.title
    let titleKey = TextKey(Array((metadata.heading ?? title ?? "").utf8))
    var pieces: [TextPiece] = []
    for (index, block) in reader.blocks.enumerated() {
      var piece = Self.piece(block, isChosen: choice[index])
      if block.text.count > PageBlock.maximumText { piece.remove(.other, "limit.text") }
      if !choice[index] {
        let isTitle = block.key == titleKey
        let (kind, rule) =
          isTitle ? (Residue.Kind.title, "title.given") : BlockResidue.kind(of: block)
        piece.remove(kind, rule)
      }
      pieces.append(piece)
    }
    if !choice.contains(true), let body = metadata.articleBody {
      // The page is built by its scripts, which do not run here.
      pieces += TextPieces.cut(Array(body.utf8))
    }
    var cleaner = TextCleaner(pieces: pieces, title: title, isPage: true)
    try cleaner.run()
    let body =
      options.removesResidue
      ? TextPieces.join(cleaner.pieces)
      : TextPieces.join(pieces.map { TextPiece(text: $0.text, leading: .blank, style: $0.style) })
    return document(article, cleaner, metadata, body)
  }

  /// - Throws: a reject with the reason `timeout` when `Deadline.current` is over.
  private static func checkDeadline(_ html: [UInt8]) throws(CleaningError) {
    if Deadline.current?.isPassed ?? false {
      throw .reject(.timeout, "the page has \(html.count) bytes")
    }
  }

  private static func piece(_ block: PageBlock, isChosen: Bool) -> TextPiece {
    var piece = block.piece
    switch block.tag {
    case .h1, .h2, .h3, .h4, .h5, .h6: piece.style = .heading
    case .li where isChosen:
      piece = TextPiece(item: piece, prefix: [0x2D, 0x20])
    default: break
    }
    return piece
  }
}

/// Why a block of a page is no part of the article.
enum BlockResidue {
  private static let rules: [(Hints, Residue.Kind, String)] = [
    ([.post], .embed, "embed.block"),
    ([.figcaptionTag, .caption], .caption, "caption.figure"),
    ([.navigationTag], .navigation, "navigation.nav"),
    ([.footerTag, .footer], .navigation, "navigation.footer"),
    ([.comment], .other, "other.comments"),
    ([.share], .share, "share.block"),
    ([.advertisement, .promotion], .promo, "promo.block"),
    ([.related, .card, .asideTag, .sidebar], .related, "related.block"),
    ([.tags], .tags, "tags.block"),
    ([.navigation, .headerTag], .navigation, "navigation.block"),
    ([.credit, .author], .byline, "byline.block"),
    ([.date], .dateLine, "date.block"),
    ([.embed], .embed, "embed.block"),
  ]

  static func kind(of block: PageBlock) -> (Residue.Kind, String) {
    if block.isTemplate { return (.markup, "markup.template") }
    for (hints, kind, rule) in rules where !block.nearHints.isDisjoint(with: hints) {
      return (kind, rule)
    }
    for (hints, kind, rule) in rules where !block.hints.isDisjoint(with: hints) {
      return (kind, rule)
    }
    return block.linkDensity > 0.5 ? (.related, "related.links") : (.other, "other.block")
  }
}
