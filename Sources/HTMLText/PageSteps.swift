/// The first steps of cleaning a page one by one, to be measured.
package struct PageSteps {
  private let page: [UInt8]
  private let filter: MarkupFilter

  /// Takes out of `page` what extraction does not need.
  package init(_ page: [UInt8]) {
    self.page = page
    filter = page.withUnsafeBufferPointer { MarkupFilter($0) }
  }

  /// The bytes that are left: text, and tags without most attributes.
  package var strippedCount: Int { filter.strippedCount }

  /// The number of elements and texts; 0 if the parser gives up on the page.
  package func nodeCount() -> Int {
    let depth = ArticleCleaner.Options().maximumDepth
    return HTMLTree.parse(filter, of: page, maximumDepth: depth)?.count ?? 0
  }
}
