/// Records of one type that travel together.
///
/// Stages work on batches so that no record costs a task, a lock or a box of its own.
public struct Batch: Sendable {
  /// An array of records of one type.
  private let storage: any Sendable
  /// The number of records.
  public let count: Int

  /// Joins records into a batch.
  public init<Element: Sendable>(_ records: [Element]) {
    storage = records
    count = records.count
  }

  /// The records, if they are of type `Element`.
  public func records<Element: Sendable>(_: Element.Type = Element.self) -> [Element]? {
    storage as? [Element]
  }

  /// The records.
  ///
  /// - Precondition: they are of type `Element`, as the checks of the plan made sure.
  func unwrap<Element: Sendable>(_: Element.Type) -> [Element] {
    guard let records = storage as? [Element] else {
      preconditionFailure("a batch of other records than \(Element.self) was handed on")
    }
    return records
  }
}
