import ArabicText

/// The elements that extraction tells apart.
enum ElementTag: UInt8, Sendable, CaseIterable {
  case other, text
  case html, head, body, title, meta
  case article, main, section, div, aside, nav, footer, header, form, figure, figcaption, address
  case p, h1, h2, h3, h4, h5, h6, blockquote, pre, ul, ol, li, dl, dt, dd
  case table, tr, td, th, caption, br, hr, a, span, time, button, label, details, summary, center
  case legend, fieldset, thead, tbody, tfoot, abbr

  /// The element called `name`, which is in lower case.
  static func named(_ name: UnsafeBufferPointer<UInt8>) -> ElementTag {
    names.value(for: name) ?? .other
  }

  /// Whether the element starts a new block of text.
  var isBlock: Bool {
    switch self {
    case .other, .text, .a, .abbr, .span, .time, .label, .br, .button: false
    default: true
    }
  }

  private static let names: ByteTable<ElementTag> = {
    var table = ByteTable<ElementTag>()
    for tag in allCases { table["\(tag)"] = tag }
    return table
  }()
}
