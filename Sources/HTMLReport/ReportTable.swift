/// A table of texts: what a chart shows in numbers, or rows of the database.
public struct ReportTable: Sendable {
  /// How the cells of a column are set.
  public enum Column: Sendable {
    /// Words of ours.
    case words(String)
    /// Text of the database, which may be Arabic.
    case text(String)
    /// Numbers, flush right.
    case number(String)

    fileprivate var name: String {
      switch self {
      case .words(let name), .text(let name), .number(let name): name
      }
    }

    fileprivate var className: String? {
      if case .number = self { return "number" }
      return nil
    }

    fileprivate var direction: String? {
      if case .text = self { return "auto" }
      return nil
    }
  }

  public var caption: String
  public var columns: [Column]
  /// The cells of each row, as many as there are columns.
  public var rows: [[String]]

  /// Creates a table.
  public init(caption: String, columns: [Column], rows: [[String]]) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }

  /// The table as HTML; the first cell of a row is its head.
  var markup: Markup {
    var output = Markup()
    output.element("div", ["class": "scroll"]) { output in
      output.element("table") { output in
        output.element("caption", text: caption)
        output.element("thead") { output in
          output.element("tr") { output in
            for column in columns {
              output.element(
                "th", ["scope": "col", "class": column.className], text: column.name)
            }
          }
        }
        output.newLine()
        output.element("tbody") { output in
          for row in rows { Self.write(row, columns, to: &output) }
        }
      }
    }
    output.newLine()
    return output
  }

  private static func write(_ row: [String], _ columns: [Column], to output: inout Markup) {
    output.element("tr") { output in
      for (index, (cell, column)) in zip(row, columns).enumerated() {
        output.element(
          index == 0 ? "th" : "td",
          [
            "scope": index == 0 ? "row" : nil, "class": column.className,
            "dir": column.direction,
          ], text: cell)
      }
    }
    output.newLine()
  }

  /// The table folded under its caption.
  var folded: Markup {
    var output = Markup()
    output.element("details") { output in
      output.element("summary", text: "The same as a table")
      output.append(markup)
    }
    return output
  }
}
