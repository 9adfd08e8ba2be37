import ETLModel

/// Bars over counts, drawn as SVG, with the same numbers in a table.
struct BarChart {
  /// What the chart is called, in words that finish "A chart of …".
  var title: String
  /// What a row of the table is, such as `speaker`.
  var unit: String
  /// What is counted, such as `quotes`.
  var measure: String
  var counts: [ReportFigures.Count]
  /// The start of the ids of its elements: one for each chart of a page.
  var id: String

  private var most: Int { max(counts.map(\.count).max() ?? 0, 1) }

  private var table: Markup {
    ReportTable(
      caption: title, columns: [.text(unit), .number(measure)],
      rows: counts.map { [$0.name, String($0.count)] }
    ).folded
  }

  /// A bar for each name below the other. Names that may be Arabic stand right of the bars, which
  /// grow to the left.
  func rows(rightToLeft: Bool) -> Markup {
    let rowHeight = 26
    let width = 720
    let names = rightToLeft ? 250 : 130
    let space = width - names - 70
    return figure(width, counts.count * rowHeight, rightToLeft: rightToLeft) { output in
      for (row, entry) in counts.enumerated() {
        let length = max(entry.count * space / most, 1)
        let middle = row * rowHeight + rowHeight / 2
        let bar = rightToLeft ? width - names - length : names
        output.element("g") { output in
          output.element("title", text: "\(entry.name): \(entry.count)")
          output.element(
            "rect",
            [
              "class": "bar", "x": "\(bar)", "y": "\(middle - 9)", "width": "\(length)",
              "height": "18", "rx": "2",
            ], text: "")
          output.element(
            "text",
            [
              "class": "name", "x": "\(rightToLeft ? width - names + 8 : names - 8)",
              "y": "\(middle + 5)", "text-anchor": "end",
              "direction": rightToLeft ? "rtl" : nil,
            ], text: Self.shortened(entry.name, rightToLeft ? 34 : 18))
          output.element(
            "text",
            [
              "class": "value", "x": "\(rightToLeft ? bar - 6 : bar + length + 6)",
              "y": "\(middle + 5)", "text-anchor": rightToLeft ? "end" : nil,
            ], text: "\(entry.count)")
        }
        output.newLine()
      }
    }
  }

  /// A column for each time, side by side, the earliest at the left.
  func columns() -> Markup {
    let height = 200
    let width = 720
    let left = 44
    let step = Double(width - left) / Double(max(counts.count, 1))
    return figure(width, height + 40) { output in
      Self.axis(most, height: height, left: left, width: width, to: &output)
      for (index, entry) in counts.enumerated() {
        let length = entry.count * (height - 20) / most
        let x = Double(left) + Double(index) * step
        if entry.count > 0 {
          output.element("g") { output in
            output.element("title", text: "\(entry.name): \(entry.count)")
            output.element(
              "rect",
              [
                "class": "bar", "x": Self.rounded(x + step * 0.1),
                "y": "\(height - max(length, 1))", "width": Self.rounded(min(step * 0.8, 60)),
                "height": "\(max(length, 1))",
              ], text: "")
          }
        }
        if index % max(1, (counts.count + 6) / 7) == 0, x < Double(width - 70) {
          output.element(
            "text", ["class": "tick", "x": Self.rounded(x), "y": "\(height + 20)"],
            text: entry.name)
        }
        output.newLine()
      }
    }
  }

  private static func axis(
    _ most: Int, height: Int, left: Int, width: Int, to output: inout Markup
  ) {
    for (value, y) in [(most, 20), (0, height)] {
      output.element(
        "line",
        ["class": "axis", "x1": "\(left)", "x2": "\(width)", "y1": "\(y)", "y2": "\(y)"], text: "")
      output.element(
        "text",
        ["class": "tick", "x": "\(left - 6)", "y": "\(y + 4)", "text-anchor": "end"],
        text: "\(value)")
    }
  }

  private func figure(
    _ width: Int, _ height: Int, rightToLeft: Bool = false, _ draw: (inout Markup) -> Void
  ) -> Markup {
    var output = Markup()
    output.element("figure") { output in
      output.element("figcaption", text: title)
      if counts.isEmpty { return output.element("p", ["class": "none"], text: "None.") }
      output.element("div", ["class": "scroll", "dir": rightToLeft ? "rtl" : nil]) { output in
        output.element(
          "svg",
          [
            "role": "img", "aria-labelledby": "\(id)-t \(id)-d", "class": "chart",
            "viewBox": "0 0 \(width) \(height)", "width": "\(width)", "height": "\(height)",
          ]
        ) { output in
          output.element("title", ["id": "\(id)-t"], text: title)
          output.element("desc", ["id": "\(id)-d"], text: summary)
          output.newLine()
          draw(&output)
        }
      }
      output.append(table)
    }
    output.newLine()
    return output
  }

  private var summary: String {
    guard let first = counts.max(by: { $0.count < $1.count }) else { return "Nothing." }
    return "\(counts.count) bars; the longest is \(first.name) with \(first.count) \(measure). "
      + "The table below has all of them."
  }

  /// A name that fits, with an ellipsis in place of the rest.
  static func shortened(_ name: String, _ count: Int) -> String {
    name.count <= count ? name : name.prefix(count - 1) + "…"
  }

  /// A length in pixels to one decimal.
  static func rounded(_ length: Double) -> String {
    let tenths = Int((length * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}
