import Testing

@testable import HTMLReport

struct GraphLayoutTests {
  private func graph(_ nodes: Int, _ arrows: [(Int, Int)]) -> ReportGraph {
    ReportGraph(
      nodes: (0..<nodes).map { .init(name: "n\($0)", type: "t", note: "", isInput: false) },
      arrows: arrows.map { .init(from: $0.0, to: $0.1, records: 7) })
  }

  @Test func `a node stands below all that it needs, and no two overlap`() {
    let graph = graph(6, [(0, 1), (1, 2), (1, 4), (2, 3), (3, 5), (4, 5), (1, 5)])
    let layout = GraphLayout(graph)
    for arrow in graph.arrows {
      #expect(layout.corner(of: arrow.from).y < layout.corner(of: arrow.to).y)
    }
    let corners = graph.nodes.indices.map { layout.corner(of: $0) }
    for (index, one) in corners.enumerated() {
      for other in corners.dropFirst(index + 1) {
        #expect(one.y != other.y || abs(one.x - other.x) >= GraphLayout.boxWidth)
      }
      #expect(one.x >= 0 && one.x + GraphLayout.boxWidth <= layout.width)
      #expect(one.y + GraphLayout.boxHeight <= layout.height)
    }
  }

  @Test func `an arrow that passes a row goes around its boxes`() {
    let graph = graph(3, [(0, 1), (1, 2), (0, 2)])
    let layout = GraphLayout(graph)
    let points = layout.points(of: 2)
    #expect(points.count == 4)
    let box = layout.corner(of: 1)
    #expect(points[1].x < box.x || points[1].x > box.x + GraphLayout.boxWidth)
    #expect(points.last?.y == layout.corner(of: 2).y)
  }

  @Test func `an input stands right above what reads it`() {
    let layout = GraphLayout(graph(4, [(0, 1), (1, 3), (2, 3)]))
    #expect(layout.corner(of: 2).y == layout.corner(of: 1).y)
  }

  @Test func `the drawing has every name, every count and a description`() {
    let html = GraphDrawing(graph(3, [(0, 1), (1, 2)])).markup.html
    for part in [
      ">n0<", ">n2<", ">7<", "n0 to n1 (7 records); n1 to n2 (7 records)", "role=\"img\"",
    ] { #expect(html.contains(part), "\(part)") }
  }

  @Test func `a graph of one node is drawn`() {
    #expect(GraphLayout(graph(1, [])).width > GraphLayout.boxWidth)
  }
}
