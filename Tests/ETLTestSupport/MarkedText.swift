public import ETLModel

/// A text with its expected spans written into it.
///
/// `⟦Q:…⟧` marks a span labelled `Q`; spans may nest. The marks never occur in news.
///
///     let marked = MarkedText("قال ⟦S:الوزير⟧ ⟦Q:«انتهينا»⟧")
///     marked.text          // "قال الوزير «انتهينا»"
///     marked.spans("S")    // where الوزير stands, in UTF-8 bytes
public struct MarkedText: Sendable {
  /// The text without the marks.
  public let text: String
  /// The labelled spans, in the order in which they start.
  public let labelled: [(label: String, span: TextSpan)]

  /// The UTF-8 of ``text``.
  public var bytes: [UInt8] { Array(text.utf8) }

  /// Reads a text with marks.
  ///
  /// - Precondition: every `⟦` has a label, a colon and a closing `⟧`.
  public init(_ source: String) {
    var text = ""
    var open: [(label: String, start: Int, order: Int)] = []
    var found: [(order: Int, label: String, span: TextSpan)] = []
    var order = 0
    var rest = Substring(source)
    while let character = rest.unicodeScalars.first {
      rest.unicodeScalars.removeFirst()
      switch character {
      case "⟦":
        guard let colon = rest.firstIndex(of: ":") else { preconditionFailure("⟦ without label") }
        open.append((String(rest[..<colon]), text.utf8.count, order))
        order += 1
        rest = rest[rest.index(after: colon)...]
      case "⟧":
        guard let last = open.popLast() else { preconditionFailure("⟧ without ⟦") }
        found.append((last.order, last.label, TextSpan(last.start, text.utf8.count)))
      default:
        text.unicodeScalars.append(character)
      }
    }
    precondition(open.isEmpty, "⟦ without ⟧")
    self.text = text
    labelled = found.sorted { $0.order < $1.order }.map { ($0.label, $0.span) }
  }

  /// The spans with the given label, in the order in which they start.
  public func spans(_ label: String) -> [TextSpan] {
    labelled.filter { $0.label == label }.map(\.span)
  }

  /// The words under the given label.
  public func strings(_ label: String) -> [String] {
    spans(label).map { String($0, of: bytes) }
  }
}
