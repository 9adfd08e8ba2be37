import Foundation
import FoundationXML

/// What a page that is well-formed XML consists of.
public final class PageStructure {
  /// The names of its elements, in order.
  public var elements: [String] { reader.elements }
  /// The values of an attribute, in order.
  public func values(of attribute: String) -> [String] { reader.values[attribute] ?? [] }
  /// The text between the tags of the elements of one name, one string for each.
  public func texts(of element: String) -> [String] { reader.texts[element] ?? [] }
  /// Why it is not well-formed; nil when it is.
  public let problem: String?

  private let reader = Reader()

  /// Reads `html`.
  public init(_ html: String) {
    let parser = XMLParser(data: .init(html.utf8))
    parser.delegate = reader
    problem =
      parser.parse()
      ? nil : "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")"
  }

  /// Ids that occur twice, and references within the page that lead nowhere.
  public var brokenReferences: [String] {
    let ids = values(of: "id")
    let repeated = Dictionary(grouping: ids, by: \.self).filter { $1.count > 1 }.keys
    let references =
      values(of: "href").map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
      + (values(of: "aria-describedby") + values(of: "aria-labelledby"))
      .flatMap { $0.split(separator: " ").map(String.init) }
    let known = Set(ids)
    return repeated + references.filter { !known.contains($0) }
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [String] = []
    var values: [String: [String]] = [:]
    var texts: [String: [String]] = [:]
    /// The open elements, each with the place of its text.
    private var open: [(name: String, place: Int)] = []

    func parser(
      _: XMLParser, didStartElement name: String, namespaceURI _: String?,
      qualifiedName _: String?, attributes: [String: String]
    ) {
      elements.append(name)
      for (key, value) in attributes { values[key, default: []].append(value) }
      open.append((name, texts[name]?.count ?? 0))
      texts[name, default: []].append("")
    }

    func parser(
      _: XMLParser, didEndElement _: String, namespaceURI _: String?, qualifiedName _: String?
    ) { open.removeLast() }

    func parser(_: XMLParser, foundCharacters text: String) {
      for (name, place) in open { texts[name]?[place] += text }
    }
  }
}
