extension DataDictionary {
  /// The dictionary as a page of Markdown: views first, the program's own memory last.
  public var markdown: String {
    let views = tables.filter { $0.kind == .view }
    let searches = tables.filter { $0.kind == .search }
    let plain = tables.filter { $0.kind == .table && !$0.isInternal }
    let parts = [
      ("Views", views), ("Tables", plain), ("Full-text tables", searches),
      ("The program's own memory", tables.filter(\.isInternal)),
    ]
    let intro = """
      # Data dictionary

      Offsets count Unicode code points of `article_version.body`, half-open. Moments are ISO 8601 in UTC.
      A column that may be empty says what NULL means.
      """
    let pages = parts.map { title, tables in
      (["## \(title)"] + tables.map(\.markdown)).joined(separator: "\n\n")
    }
    return ([intro] + pages).joined(separator: "\n\n") + "\n"
  }
}

extension DataDictionary.Table {
  /// Whether analysts have no use for it.
  var isInternal: Bool { name.hasPrefix("pipeline_") || name == "duplicate_signature" }

  /// A heading, the description and a table of columns.
  fileprivate var markdown: String {
    let rows = columns.map { column in
      let cells = [column.name, column.type, column.description, column.unit, column.example]
      return "| " + cells.map { Self.cell($0 ?? "") }.joined(separator: " | ") + " |"
    }
    let head = ["| column | type | meaning | unit | values |", "| --- | --- | --- | --- | --- |"]
    return "### \(name)\n\n\(description)\n\n" + (head + rows).joined(separator: "\n")
  }

  /// A text that ends no cell.
  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
