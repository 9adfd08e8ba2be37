import ArticleInput
import ETLModel
import Foundation
import Synchronization

/// Hashes and compresses pages on other threads, and gives them back in their order.
final class PagePress {
  /// A page on its way into an archive.
  struct Sheet: Sendable {
    var page: CrawledPage
    var target: WebTarget
    var state: AddressState
    var reference: PageReference
    /// Nil for a page that was fetched before with the same bytes.
    var record: Result<PressedRecord, InputError>?
  }

  private final class Slot: Sendable {
    let sheet: Mutex<Sheet?> = Mutex(nil)
    let done = DispatchSemaphore(value: 0)
  }

  /// Pages that are worked on at a time; more of them would only be held in memory.
  private static let most = 32

  private var slots = Queue<Slot>()

  /// Takes a page.
  ///
  /// - Parameters:
  ///   - isKept: Whether an archive will hold it.
  ///   - knownHash: SHA-256 of the body that need not be worked on again; nil for none.
  func add(_ sheet: Sheet, isKept: Bool, unless knownHash: String?) {
    let slot = Slot()
    slots.append(slot)
    DispatchQueue.global().async {
      var sheet = sheet
      let hash = ContentHash.sha256(of: sheet.page.body).hex
      if hash != knownHash {
        do throws(InputError) {
          sheet.record = .success(
            try PressedRecord(
              sheet.page, asked: sheet.target.address.text, sheet.reference, kind: .page,
              bodyHash: hash, isKept: isKept))
        } catch {
          sheet.record = .failure(error)
        }
      }
      slot.sheet.withLock { $0 = sheet }
      slot.done.signal()
    }
  }

  /// The next page that is ready; nil when none is.
  ///
  /// - Parameter isWaiting: Whether to wait for one that is worked on.
  func next(isWaiting: Bool) -> Sheet? {
    guard let first = slots.next else { return nil }
    let isDone = first.done.wait(
      timeout: isWaiting || slots.count > Self.most ? .distantFuture : .now())
    guard isDone == .success else { return nil }
    _ = slots.popFirst()
    return first.sheet.withLock { sheet in
      defer { sheet = nil }
      return sheet
    }
  }
}
