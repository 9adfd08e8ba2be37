import ArgumentParser
import Foundation
import Logging

/// How log lines are written to stderr.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  /// For a person: time, level, message, then what belongs to it.
  case text
  /// `key=value` pairs.
  case logfmt
  /// One object to a line.
  case json

  /// The line of an event, without its break: whatever the values hold, it stays one line.
  ///
  /// - Parameter fields: Keys in dotted form and values, in the order in which they are written.
  func line(
    time: String, level: Logger.Level, message: String, fields: [(key: String, value: String)]
  ) -> String {
    switch self {
    case .text:
      ([time, level.rawValue, LineText.escaped(message)] + fields.map(LineText.pair))
        .joined(separator: " ")
    case .logfmt:
      ([("time", time), ("level", level.rawValue), ("message", message)] + fields)
        .map(LineText.pair).joined(separator: " ")
    case .json:
      "{"
        + ([("time", time), ("level", level.rawValue), ("message", message)] + fields)
        .map { LineText.quoted($0.0) + ":" + LineText.quoted($0.1) }.joined(separator: ",") + "}"
    }
  }
}

/// Text that may stand on a line of a log.
enum LineText {
  /// `key=value`, the value in quotation marks where it must be.
  static func pair(_ key: String, _ value: String) -> String {
    let isBare =
      !value.isEmpty
      && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3D && $0 != 0x5C }
    return key + "=" + (isBare ? value : quoted(value))
  }

  /// A JSON string.
  static func quoted(_ text: String) -> String { "\"" + escaped(text, quotes: true) + "\"" }

  /// `text` with what breaks a line or steers a terminal written as JSON escapes it.
  static func escaped(_ text: String, quotes: Bool = false) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"" where quotes: result += "\\\""
      case "\\" where quotes: result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

/// Writes log events to stderr, one to a line.
struct LineLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  private let format: LogFormat

  init(format: LogFormat, level: Logger.Level) {
    self.format = format
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let fields = all.sorted { $0.key < $1.key }.map { (key: $0.key, value: "\($0.value)") }
    let time = Date().formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: true))
    let line = format.line(
      time: time + "Z", level: event.level, message: "\(event.message)", fields: fields)
    Console.note(line)
  }
}
