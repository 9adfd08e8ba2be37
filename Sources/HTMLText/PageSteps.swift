/// The first steps of cleaning a page one by one, to be measured.
package enum PageSteps {
  /// The page as the parser gets it: without scripts, styles, comments and unused attributes.
  package static func filtered(_ html: [UInt8]) -> [UInt8] {
    html.withUnsafeBufferPointer { MarkupFilter($0) }.output
  }

  /// The number of elements and texts of a page that ``filtered(_:)`` has been through; 0 if the
  /// parser gives up on it.
  package static func nodeCount(_ filtered: [UInt8]) -> Int {
    HTMLTree.parse(filtered, maximumDepth: ArticleCleaner.Options().maximumDepth)?.count ?? 0
  }
}
