import ArabicText

extension PageMetadata {
  /// Finds the authors: those that the metadata names, or else those whom readers see.
  mutating func readAuthor(
    _ graph: LinkedData, _ metas: Metas, _ tree: HTMLTree, _ blocks: [PageBlock]
  ) {
    let sites = (graph.publishers + [metas.first("og:site_name")].compactMap { $0 })
      .map { TextKey(Array($0.utf8)) }
    func people(_ bylines: [String]) -> String? {
      let names = bylines.flatMap { AuthorNames.names(in: $0) }
        .filter { !sites.contains(TextKey(Array($0.utf8))) }
      return AuthorNames.joined(names)
    }
    let head = HeadZone(blocks, title: heading ?? title)
    author =
      people(graph.authors) ?? people(Self.named(metas))
      ?? head.flatMap { people(Self.shown(Array(blocks[$0.range]))) }
      ?? head.flatMap { people(Self.linked(tree, $0.nodes(blocks, tree))) }
      ?? head.flatMap { people(Self.marked(tree, $0.nodes(blocks, tree))) }
      ?? people(Self.item(tree)) ?? people(Self.credited(blocks))
      // Who writes a site alone may have named it after himself.
      ?? AuthorNames.joined(graph.authors.filter(graph.persons.contains))
  }

  /// What the meta elements call the author.
  private static func named(_ metas: Metas) -> [String] {
    let names = [
      "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "byl",
      "parsely-author", "sailthru.author", "cxenseparse:author",
    ]
    if let name = names.compactMap({ metas.first($0) }).first(where: {
      !AuthorNames.names(in: $0).isEmpty
    }) {
      return [name]
    }
    // Cards for social networks pair labels with values: `Written by` and a name.
    for number in ["1", "2"] {
      if let label = metas.first("twitter:label" + number),
        AuthorNames.isLabel(TextKey(Array(label.utf8))),
        let name = metas.first("twitter:data" + number)
      {
        return [name]
      }
    }
    return []
  }

  /// The names in lines at the title: `By …`, a label with a name below, a block for authors.
  private static func shown(_ blocks: [PageBlock]) -> [String] {
    for (index, block) in blocks.enumerated() where block.words <= 16 {
      if let byline = Credits.line(block.piece)?.byline {
        return [byline]
      }
      let names = AuthorNames.labelled(block.text, block.key)
      if !names.isEmpty { return names }
      if AuthorNames.isLabel(block.key), index + 1 < blocks.count,
        (2...6).contains(blocks[index + 1].words), blocks[index + 1].tag != .h1
      {
        return [String(decoding: blocks[index + 1].text, as: UTF8.self)]
      }
    }
    return credited(blocks)
  }

  /// The text of the first block whose markup calls it one for authors.
  private static func credited(_ blocks: [PageBlock]) -> [String] {
    for block in blocks
    where block.nearHints.contains(.author) && block.words >= 2 && block.words <= 12
      && !block.hints.contains(.comment)
    {
      let text = String(decoding: block.text, as: UTF8.self)
      if AuthorNames.names(in: text).contains(where: AuthorNames.isPerson) { return [text] }
    }
    return []
  }

  /// The text of the first element that is the property `author`.
  private static func item(_ tree: HTMLTree) -> [String] {
    let item = tree.attributes.first {
      $0.name == .itemprop && $0.value.utf8.elementsEqual("author".utf8)
        && tree.tags[Int($0.node)] != .meta
    }
    return item.map { [line(tree, Int($0.node))] } ?? []
  }

  /// The text of the first link or span among `nodes` whose markup calls it one for authors.
  private static func marked(_ tree: HTMLTree, _ nodes: Range<Int32>) -> [String] {
    for node in nodes where tree.tags[Int(node)] == .a || tree.tags[Int(node)] == .span {
      guard tree.hints[Int(node)].contains(.author) else { continue }
      let text = line(tree, Int(node))
      if AuthorNames.names(in: text).contains(where: AuthorNames.isPerson) { return [text] }
    }
    return []
  }

  /// The text of an element as one line; of a long one, which is no byline, the beginning.
  private static func line(_ tree: HTMLTree, _ node: Int) -> String {
    var text: [UInt8] = []
    for part in node..<Int(tree.ends[node]) where tree.tags[part] == .text {
      let range = tree.texts[part]
      text += tree.text[Int(range.lowerBound)..<Int(range.upperBound)].prefix(longestLine)
      if text.count > longestLine { break }
    }
    return ArticleCleaner.line(String(decoding: text, as: UTF8.self)) ?? ""
  }

  /// More bytes than a byline has.
  private static let longestLine = 500

  /// The texts of links that say they lead to an author.
  private static func linked(_ tree: HTMLTree, _ nodes: Range<Int32>) -> [String] {
    var texts: [String] = []
    for attribute in tree.attributes where nodes.contains(attribute.node) && texts.count < 6 {
      let isAuthor =
        attribute.name == .href
        || attribute.name == .rel && attribute.value.utf8.elementsEqual("author".utf8)
      guard isAuthor else { continue }
      let byline = line(tree, Int(attribute.node))
      if TextKey(Array(byline.utf8)).wordCount >= 2 { texts.append(byline) }
    }
    return texts
  }
}
