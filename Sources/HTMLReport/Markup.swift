/// HTML in the making, which is well-formed XML too.
///
/// All text and every value of an attribute is escaped; nothing else can put characters between the
/// tags. Names of elements and attributes are those of our own code.
struct Markup {
  /// What has been written.
  private(set) var html = ""

  /// Writes text.
  mutating func text(_ text: some StringProtocol) {
    Self.escape(text.unicodeScalars, to: &html)
  }

  /// Writes text of a piece of an array of scalars.
  mutating func text(_ scalars: ArraySlice<Unicode.Scalar>) { Self.escape(scalars, to: &html) }

  /// Writes a start tag; attributes whose value is nil are left out.
  mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
    html += "<" + name
    for case (let key, let value?) in attributes {
      html += " " + key + "=\""
      Self.escape(value.unicodeScalars, to: &html)
      html += "\""
    }
    html += ">"
  }

  /// Writes an end tag.
  mutating func close(_ name: String) { html += "</" + name + ">" }

  /// Writes an element and what `content` writes inside it.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
    _ content: (inout Markup) -> Void
  ) {
    open(name, attributes)
    content(&self)
    close(name)
  }

  /// Writes an element that holds text.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// Writes an element that cannot hold anything, such as `meta`.
  mutating func void(_ name: String, _ attributes: KeyValuePairs<String, String?>) {
    open(name, attributes)
    html.removeLast()
    html += "/>"
  }

  /// Writes text of a database, which may be Arabic: its direction ends with it.
  mutating func isolated(_ text: String) { element("bdi", text: text) }

  /// Writes what was written elsewhere.
  mutating func append(_ other: Markup) { html += other.html }

  /// Writes a line break of the source.
  mutating func newLine() { html += "\n" }

  /// Writes a style sheet of our own. Not for text of a database.
  mutating func style(_ css: String) {
    precondition(!css.contains("<") && !css.contains("&"), "a style sheet must need no escaping")
    html += "<style>" + css + "</style>"
  }

  private static func escape(
    _ scalars: some Sequence<Unicode.Scalar>, to html: inout String
  ) {
    for scalar in scalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      case _ where mayNotBeShown(scalar): html += "\u{FFFD}"
      default: html.unicodeScalars.append(scalar)
      }
    }
  }

  /// Whether a scalar is refused by XML, moves a cursor, or turns the direction of what follows.
  /// One is put in its place, so that offsets stay as they are.
  private static func mayNotBeShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x2028...0x202E, 0x2066...0x2069: true
    case 0xFDD0...0xFDEF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
