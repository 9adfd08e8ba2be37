/// A search of stored articles for those that new ones must be compared with. Used by one task.
public protocol CopyIndexSearch: AnyObject {
  /// The days whose articles, besides those without a day, are to be visited; nil for all.
  var days: [ClosedRange<Int>]? { get }
  /// The ``CopyIndexEntry/words`` whose articles are wanted whatever their day.
  var words: Set<UInt128> { get }

  /// Whether the article behind an entry is one to compare with.
  func isRelated(_ entry: CopyIndexEntry) -> Bool
}
