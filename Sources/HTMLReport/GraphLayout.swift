/// Where the nodes of a graph stand, and the points that its arrows go through.
///
/// A node stands one row below the lowest of those before it. An arrow that passes rows gets a
/// place in each of them, so that it leads around the boxes. Inside a row places are ordered by
/// the mean of what they come from.
struct GraphLayout {
  static let boxWidth = 168
  static let boxHeight = 64
  static let gap = 24
  static let rowHeight = 116

  /// What has a place in a row: a node, or the passage of an arrow.
  private struct Place {
    var node: Int?
    var before: [Int] = []
    var row: Int
    var order = 0.0
    var x = 0

    var width: Int { node == nil ? 28 : GraphLayout.boxWidth }
  }

  private var places: [Place] = []
  /// For each arrow the places it goes through, with both ends.
  private var routes: [[Int]] = []
  private(set) var width = 0
  private(set) var height = 0

  init(_ graph: ReportGraph) {
    for node in graph.nodes.indices {
      let above = graph.arrows.filter { $0.to == node }.map { places[$0.from].row }
      places.append(Place(node: node, row: (above.max() ?? -1) + 1))
    }
    pullInputsDown(graph)
    for arrow in graph.arrows { addRoute(arrow) }
    arrange()
  }

  /// Puts a node without predecessors right above the first node that reads it.
  private mutating func pullInputsDown(_ graph: ReportGraph) {
    for node in graph.nodes.indices where !graph.arrows.contains(where: { $0.to == node }) {
      let below = graph.arrows.filter { $0.from == node }.map { places[$0.to].row }
      if let first = below.min() { places[node].row = first - 1 }
    }
  }

  private mutating func addRoute(_ arrow: ReportGraph.Arrow) {
    var route = [arrow.from]
    for row in places[arrow.from].row + 1..<max(places[arrow.to].row, places[arrow.from].row + 1) {
      places.append(Place(before: [route[route.count - 1]], row: row))
      route.append(places.count - 1)
    }
    places[arrow.to].before.append(route[route.count - 1])
    routes.append(route + [arrow.to])
  }

  private mutating func arrange() {
    let count = (places.map(\.row).max() ?? -1) + 1
    var rows = (0..<count).map { row in places.indices.filter { places[$0].row == row } }
    for row in rows.indices {
      for place in rows[row] {
        let before = places[place].before.map { places[$0].order }
        places[place].order =
          before.isEmpty ? 0.5 : before.reduce(0, +) / Double(before.count)
      }
      rows[row].sort { (places[$0].order, $0) < (places[$1].order, $1) }
      for (index, place) in rows[row].enumerated() {
        places[place].order = (Double(index) + 0.5) / Double(rows[row].count)
      }
    }
    let widths = rows.map { row in
      row.reduce(0) { $0 + places[$1].width } + Self.gap * (row.count - 1)
    }
    width = (widths.max() ?? 0) + 2 * Self.gap
    height = max(count - 1, 0) * Self.rowHeight + Self.boxHeight + 8
    for (row, rowWidth) in zip(rows, widths) {
      var x = (width - rowWidth) / 2
      for place in row {
        places[place].x = x
        x += places[place].width + Self.gap
      }
    }
  }

  /// The upper left corner of a node's box.
  func corner(of node: Int) -> (x: Int, y: Int) {
    (places[node].x, places[node].row * Self.rowHeight + 4)
  }

  /// The points that an arrow goes through: out of the lower side of a box, past the boxes of the
  /// rows between, to the upper side of the other box.
  func points(of arrow: Int) -> [(x: Int, y: Int)] {
    let route = routes[arrow]
    let from = route[0]
    let to = route[route.count - 1]
    let leaving = routes.filter { $0[0] == from }.map { places[$0[1]].x }
    let arriving = routes.filter { $0[$0.count - 1] == to }.map { places[$0[$0.count - 2]].x }
    var points = [
      (
        port(from, places[route[1]].x, among: leaving),
        corner(of: from).y + Self.boxHeight
      )
    ]
    for place in route.dropFirst().dropLast() {
      let middle = places[place].x + places[place].width / 2
      let top = places[place].row * Self.rowHeight + 4
      points += [(middle, top), (middle, top + Self.boxHeight)]
    }
    points.append(
      (port(to, places[route[route.count - 2]].x, among: arriving), corner(of: to).y))
    return points
  }

  /// Where an arrow meets a box, so that arrows do not cross at it.
  private func port(_ node: Int, _ other: Int, among others: [Int]) -> Int {
    let index = others.filter { $0 < other }.count
    return places[node].x + Self.boxWidth * (index + 1) / (others.count + 1)
  }
}
