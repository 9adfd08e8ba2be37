import ArticleInput
import ETLModel
import Foundation

/// An address that an input asks, or will ask.
struct WebTarget {
  var address: HTTPAddress
  var kind: AddressState.Kind
  /// What led to it; nil for an address of the pipeline file.
  var reference: PageReference?
  /// How many indexes of sitemaps led to it.
  var depth = 0

  /// What the article is called, or what stands for it when it cannot be had.
  var externalID: String { reference?.externalID ?? CanonicalURL.of(address.text) }
}

extension AddressState {
  /// What led to the page, as ``note`` keeps it.
  var reference: PageReference? {
    get {
      guard let note else { return nil }
      do {
        return try JSONDecoder().decode(PageReference.self, from: Data(note.utf8))
      } catch {
        return nil
      }
    }
    set {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      do {
        note = try newValue.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
      } catch {
        note = nil
      }
    }
  }

  /// Whether a page is no longer asked for.
  var isGivenUp: Bool { failureCount >= PageRetry.most }
}

extension PageReference {
  /// What must be known of it when the page was fetched.
  var short: PageReference {
    var reference = PageReference(externalID: externalID)
    reference.updated = updated
    return reference
  }
}
