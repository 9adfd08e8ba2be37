import ETLStore

/// Comma-separated values as RFC 4180 describes them, with a head. NULL is nothing; an empty text
/// stands in quotation marks.
struct CSVWriter: RowWriter {
  let output: ByteOutput

  func begin(columns: [String]) { write(columns) }

  func receive(_ values: [StoredValue]) -> Bool {
    write(values.map(\.text))
    return output.isHealthy
  }

  func end() {}

  private func write(_ cells: [String?]) {
    output.write(cells.map { $0.map(Self.cell) ?? "" }.joined(separator: ",") + "\r\n")
  }

  private static func cell(_ text: String) -> String {
    let isSpecial = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    guard isSpecial || text.isEmpty else { return text }
    // By scalars: a vowel sign behind a quotation mark would hide it in one character.
    var quoted = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      quoted.append(scalar)
      if scalar == "\"" { quoted.append(scalar) }
    }
    quoted.append("\"")
    return String(quoted)
  }
}

/// JSON: a list of objects, or an object to a line. Every object has all columns, in their order.
struct JSONWriter: RowWriter {
  let output: ByteOutput
  let isList: Bool
  private var names: [String] = []
  private var isFirst = true

  init(output: ByteOutput, isList: Bool) {
    self.output = output
    self.isList = isList
  }

  /// Columns of one name get numbers: an object has a name only once.
  mutating func begin(columns: [String]) {
    var seen: [String: Int] = [:]
    names = columns.map { name in
      let count = seen[name, default: 0] + 1
      seen[name] = count
      return StoredValue.json(count == 1 ? name : "\(name)_\(count)")
    }
    if isList { output.write("[") }
  }

  mutating func receive(_ values: [StoredValue]) -> Bool {
    let members = zip(names, values).map { "\($0):\($1.json)" }.joined(separator: ",")
    if isList {
      output.write((isFirst ? "\n  {" : ",\n  {") + members + "}")
    } else {
      output.write("{" + members + "}\n")
    }
    isFirst = false
    return output.isHealthy
  }

  func end() {
    if isList { output.write(isFirst ? "]\n" : "\n]\n") }
  }
}

/// A table of Markdown.
struct MarkdownWriter: RowWriter {
  let output: ByteOutput

  func begin(columns: [String]) {
    write(columns)
    write(columns.map { _ in "---" })
  }

  func receive(_ values: [StoredValue]) -> Bool {
    write(values.map { $0.text ?? "" })
    return output.isHealthy
  }

  func end() {}

  private func write(_ cells: [String]) {
    let escaped = cells.map { cell in
      cell.split(whereSeparator: \.isNewline).joined(separator: " ")
        .replacing("\\", with: "\\\\").replacing("|", with: "\\|")
    }
    output.write("| " + escaped.joined(separator: " | ") + " |\n")
  }
}

/// A table for a person: columns aligned, a row on one line.
///
/// In a terminal, which may turn text from right to left around, a cell with Arabic is set apart
/// by isolates, so that its neighbours stay where they are.
struct TableWriter: RowWriter {
  let output: ByteOutput
  /// The most columns of a cell; 0 for any number.
  let width: Int
  var isTerminal = Console.isTerminal
  private var rows: [[String]] = []

  init(output: ByteOutput, width: Int) {
    self.output = output
    self.width = width
  }

  mutating func begin(columns: [String]) { rows = [columns.map(cell)] }

  mutating func receive(_ values: [StoredValue]) -> Bool {
    rows.append(values.map { $0.text.map(cell) ?? "-" })
    return true
  }

  func end() {
    for line in Console.table(rows) { output.write(line + "\n") }
  }

  private func cell(_ text: String) -> String {
    // Of a long text only the beginning is looked at.
    let isLong = width > 0 && text.utf8.count > 8 * width
    let head = isLong ? String(text.unicodeScalars.prefix(4 * width)) : text
    let line = Console.cell(head.split(whereSeparator: \.isNewline).joined(separator: " ⏎ "))
    let short = width > 0 ? line.shortened(toWidth: width) : line
    return isTerminal && short.hasRightToLeftLetters ? "\u{2068}\(short)\u{2069}" : short
  }
}
