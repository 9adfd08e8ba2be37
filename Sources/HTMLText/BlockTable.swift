/// The blocks of a page as a table, for training the trees.
package struct BlockTable {
  private let tree: HTMLTree
  private let metadata: PageMetadata
  private let features: BlockFeatures

  /// Reads a page, which is valid UTF-8.
  ///
  /// - Complexity: O(*n*).
  package init(_ html: [UInt8]) {
    let filter = html.withUnsafeBufferPointer { MarkupFilter($0) }
    tree = HTMLTree.parse(filter, of: html, maximumDepth: 512) ?? HTMLTree(maximumDepth: 512)
    let reader = PageBlockReader(tree)
    metadata = PageMetadata(tree, jsonLD: filter.jsonLD, reader: reader)
    features = BlockFeatures(reader.blocks, tree, metadata)
  }

  private init(_ blocks: [PageBlock], _ tree: HTMLTree, _ metadata: PageMetadata) {
    self.tree = tree
    self.metadata = metadata
    features = BlockFeatures(blocks, tree, metadata)
  }

  /// The page without some of its blocks, as if they were not on it.
  package func without(_ isLeftOut: [Bool]) -> BlockTable {
    BlockTable(zip(features.blocks, isLeftOut).filter { !$0.1 }.map(\.0), tree, metadata)
  }

  /// The text of each block.
  package var texts: [[UInt8]] { features.blocks.map(\.text) }

  /// The values of ``BlockColumn/all`` for each block, one row after the other.
  package var values: [Float] {
    features.blocks.indices.flatMap { index in
      let start = (index + BlockFeatures.padding) * BlockFeatures.width
      return BlockColumn.all.map { features.rows[start + Int($0.offset)] }
    }
  }

  /// Which blocks are taken for the article when `trees` judge them.
  package func chosen(by trees: BlockTrees) -> [Bool] {
    BlockClassifier(features, trees).choose()
  }
}
