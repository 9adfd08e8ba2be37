import ArgumentParser
import ETLStore

/// The forms in which rows are printed.
enum RowFormat: String, ExpressibleByArgument, CaseIterable {
  case table, csv, json, jsonl, markdown

  /// A writer of this form.
  ///
  /// - Parameter width: The most columns of a cell in a table; 0 for any number.
  func writer(to output: ByteOutput, width: Int) -> any RowWriter {
    switch self {
    case .table: TableWriter(output: output, width: width)
    case .csv: CSVWriter(output: output)
    case .json: JSONWriter(output: output, isList: true)
    case .jsonl: JSONWriter(output: output, isList: false)
    case .markdown: MarkdownWriter(output: output)
    }
  }
}

/// Writes rows in one form.
protocol RowWriter: RowReceiver {
  /// Writes what stands behind the last row.
  mutating func end()
}

extension StoredValue {
  /// The value as a text: a blob as hexadecimal digits, nil for NULL.
  var text: String? {
    switch self {
    case .null: nil
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): text
    case .blob(let bytes): Self.hexadecimal(bytes)
    }
  }

  /// The value as JSON has it. JSON knows no infinity: that is null.
  var json: String {
    switch self {
    case .null: "null"
    case .integer(let number): String(number)
    case .real(let number): number.isFinite ? String(number) : "null"
    case .text(let text): Self.json(text)
    case .blob(let bytes): Self.json(Self.hexadecimal(bytes))
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// A text in quotation marks, as RFC 8259 wants it.
  static func json(_ text: String) -> String {
    var quoted: [UInt8] = [0x22]
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: quoted += [0x5C, byte]
      case 0x0A: quoted += Array("\\n".utf8)
      case 0x0D: quoted += Array("\\r".utf8)
      case 0x09: quoted += Array("\\t".utf8)
      case ..<0x20: quoted += Array("\\u00".utf8) + Array(hexadecimal([byte]).utf8)
      default: quoted.append(byte)
      }
    }
    quoted.append(0x22)
    return String(decoding: quoted, as: UTF8.self)
  }
}
