/// How a graph of stages can be written.
public enum GraphFormat: String, Sendable, CaseIterable {
  /// Lines for a person at a terminal.
  case text
  /// A flowchart for Markdown pages (mermaid.js.org).
  case mermaid
  /// A digraph for Graphviz.
  case dot
}

extension Plan {
  /// The graph of inputs and stages, with the kind of record that goes along each arrow.
  ///
  ///     seeds (files)
  ///       -> read
  ///     read (read_articles)
  ///       -> clean: RawArticle
  ///
  /// - Returns: Lines without their breaks; names are escaped as the format asks.
  public func graph(_ format: GraphFormat) -> [String] {
    let graph = StageGraph(self)
    return switch format {
    case .text: graph.text
    case .mermaid: graph.mermaid
    case .dot: graph.dot
    }
  }
}

/// The nodes and arrows of a plan: inputs first, then the stages in the order of the plan.
private struct StageGraph {
  struct Node {
    var id: String
    var name: String
    var type: String
    var isInput: Bool
  }

  struct Arrow {
    var from: Int
    var to: Int
    /// The kind of record; nil on the way from an input.
    var kind: String?
  }

  var nodes: [Node] = []
  var arrows: [Arrow] = []

  init(_ plan: Plan) {
    var inputs: [String: Int] = [:]
    for input in plan.stages.flatMap(\.inputs) where inputs[input.name] == nil {
      inputs[input.name] = nodes.count
      nodes.append(
        Node(id: "input\(nodes.count + 1)", name: input.name, type: input.type, isInput: true))
    }
    let first = nodes.count
    for (index, stage) in plan.stages.enumerated() {
      nodes.append(
        Node(
          id: "stage\(index + 1)", name: stage.name, type: stage.entry.description.name,
          isInput: false))
      arrows += stage.inputs.compactMap { inputs[$0.name] }
        .map { Arrow(from: $0, to: first + index, kind: nil) }
      arrows += stage.needs.map { need in
        Arrow(
          from: first + need, to: first + index,
          kind: plan.stages[need].entry.outputType.map { "\($0)" })
      }
    }
  }

  var text: [String] {
    nodes.enumerated().flatMap { index, node in
      ["\(Self.printable(node.name)) (\(node.type))"]
        + arrows.filter { $0.from == index }.map { arrow in
          "  -> " + Self.printable(nodes[arrow.to].name) + (arrow.kind.map { ": \($0)" } ?? "")
        }
    }
  }

  var mermaid: [String] {
    ["flowchart TD"]
      + nodes.map { node in
        let label = "\"\(Self.entities(node.name))<br/>\(Self.entities(node.type))\""
        return "  \(node.id)" + (node.isInput ? "[(\(label))]" : "[\(label)]")
      }
      + arrows.map { arrow in
        let label = arrow.kind.map { "|\"\(Self.entities($0))\"|" } ?? ""
        return "  \(nodes[arrow.from].id) -->\(label) \(nodes[arrow.to].id)"
      }
  }

  var dot: [String] {
    ["digraph pipeline {", "  rankdir=TB;", "  node [shape=box];"]
      + nodes.map { node in
        let shape = node.isInput ? ", shape=cylinder" : ""
        let label = "\(Self.backslashed(node.name))\\n\(Self.backslashed(node.type))"
        return "  \(node.id) [label=\"\(label)\"\(shape)];"
      }
      + arrows.map { arrow in
        let label = arrow.kind.map { " [label=\"\(Self.backslashed($0))\"]" } ?? ""
        return "  \(nodes[arrow.from].id) -> \(nodes[arrow.to].id)\(label);"
      } + ["}"]
  }

  /// A name without the characters that would break a line or move the cursor.
  private static func printable(_ text: String) -> String {
    String(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : Character($0) })
  }

  /// A label of Mermaid, where `#` starts a character code and `<` a tag.
  private static func entities(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case _ where isControl(scalar): result += " "
      case "\"", "#", "<", ">", "&", "`", "|", "[", "]", "(", ")", "{", "}", ";", "\\":
        result += "#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// A quoted string of DOT.
  private static func backslashed(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case _ where isControl(scalar): result += " "
      case "\"", "\\": result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
