/// Draws a graph as SVG.
struct GraphDrawing {
  private let graph: ReportGraph
  private let layout: GraphLayout

  init(_ graph: ReportGraph) {
    self.graph = graph
    layout = GraphLayout(graph)
  }

  var markup: Markup {
    var output = Markup()
    output.element("div", ["class": "scroll"]) { output in
      output.element(
        "svg",
        [
          "role": "img", "aria-labelledby": "graph-t graph-d", "class": "graph",
          "viewBox": "0 0 \(layout.width) \(layout.height)", "width": "\(layout.width)",
          "height": "\(layout.height)",
        ]
      ) { output in
        output.element("title", ["id": "graph-t"], text: "The graph of inputs and stages")
        output.element("desc", ["id": "graph-d"], text: description)
        output.newLine()
        for arrow in graph.arrows.indices { drawLine(arrow, to: &output) }
        for arrow in graph.arrows.indices { drawCount(arrow, to: &output) }
        for node in graph.nodes.indices { drawNode(node, to: &output) }
      }
    }
    output.newLine()
    return output
  }

  /// The arrows in words.
  private var description: String {
    graph.arrows.map { arrow in
      let count = arrow.records.map { " (\($0) records)" } ?? ""
      return "\(graph.nodes[arrow.from].name) to \(graph.nodes[arrow.to].name)\(count)"
    }.joined(separator: "; ")
  }

  private func drawNode(_ index: Int, to output: inout Markup) {
    let node = graph.nodes[index]
    let (x, y) = layout.corner(of: index)
    let middle = "\(x + GraphLayout.boxWidth / 2)"
    output.element("g", ["class": node.isInput ? "node input" : "node"]) { output in
      output.element("title", text: "\(node.name) (\(node.type)): \(node.note)")
      output.element(
        "rect",
        [
          "x": "\(x)", "y": "\(y)", "width": "\(GraphLayout.boxWidth)",
          "height": "\(GraphLayout.boxHeight)", "rx": node.isInput ? "24" : "6",
        ], text: "")
      for (className, text, baseline) in [
        ("label", node.name, 20), ("type", node.type, 37), ("note", node.note, 54),
      ] {
        output.element(
          "text",
          ["class": className, "x": middle, "y": "\(y + baseline)", "text-anchor": "middle"],
          text: BarChart.shortened(text, className == "label" ? 17 : 23))
      }
    }
    output.newLine()
  }

  private func drawLine(_ arrow: Int, to output: inout Markup) {
    let points = layout.points(of: arrow)
    var path = "M\(points[0].x) \(points[0].y)"
    for (index, (from, to)) in zip(points, points.dropFirst()).enumerated() {
      if index % 2 == 1 {
        path += "L\(to.x) \(to.y)"
      } else {
        let end = index == points.count - 2 ? to.y - 8 : to.y
        let middle = (from.y + end) / 2
        path += "C\(from.x) \(middle) \(to.x) \(middle) \(to.x) \(end)"
      }
    }
    let tip = points[points.count - 1]
    output.element("path", ["class": "arrow", "d": path], text: "")
    output.element(
      "path",
      [
        "class": "head",
        "d": "M\(tip.x) \(tip.y)L\(tip.x - 5) \(tip.y - 9)L\(tip.x + 5) \(tip.y - 9)Z",
      ], text: "")
    output.newLine()
  }

  /// Writes the number of records in the middle of the arrow's first bend.
  private func drawCount(_ arrow: Int, to output: inout Markup) {
    guard let records = graph.arrows[arrow].records else { return }
    let points = layout.points(of: arrow)
    output.element(
      "text",
      [
        "class": "records", "x": "\((points[0].x + points[1].x) / 2)",
        "y": "\((points[0].y + points[1].y) / 2 + 4)", "text-anchor": "middle",
      ], text: "\(records)")
    output.newLine()
  }
}
