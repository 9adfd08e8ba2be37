internal import CLibXML2

/// What all uses of libxml2 share.
enum XMLLibrary {
  /// Initializes the library once, before the first thread uses it.
  static let isReady: Bool = {
    xmlInitParser()
    return true
  }()
}
