/// Reads scalars without the guesses of YAML 1.1, where `no` is false and `1:30` is ninety.
enum ScalarReader {
  /// A plain scalar that YAML 1.1 reads as something other than the text that was meant.
  struct Trap: Error {
    var message: String
  }

  /// Only `true` and `false`, written plainly.
  static func bool(_ node: ConfigNode) -> Bool? {
    switch node.value {
    case .scalar("true", isPlain: true): true
    case .scalar("false", isPlain: true): false
    default: nil
    }
  }

  /// A whole or decimal number, written plainly.
  static func number(_ node: ConfigNode) -> OptionValue? {
    guard case .scalar(let text, isPlain: true) = node.value else { return nil }
    if let whole = Int(text) { return .integer(whole) }
    guard let number = Double(text), number.isFinite else { return nil }
    return .number(number)
  }

  /// Any quoted scalar, and a plain one that every YAML reader takes for text.
  static func string(_ node: ConfigNode) -> Result<String, Trap> {
    guard case .scalar(let text, let isPlain) = node.value else {
      return .failure(Trap(message: "must be text, not \(node.kindName)"))
    }
    guard isPlain else { return .success(text) }
    if ["yes", "no", "on", "off", "true", "false", "y", "n"].contains(text.lowercased()) {
      return .failure(
        Trap(message: "must be text, but YAML reads \(text) as a truth value; write \"\(text)\""))
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count > 1, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) {
      return .failure(
        Trap(message: "must be text, but YAML reads \(text) as a number; write \"\(text)\""))
    }
    return .success(text)
  }

  /// Seconds of a duration such as `30s`, `15m`, `3h`, `1h30m` or `2d`; nil for anything else.
  static func seconds(_ text: String) -> Int? {
    var total = 0
    var digits = ""
    for character in text.utf8 {
      if isDigit(character) {
        digits.unicodeScalars.append(Unicode.Scalar(character))
        continue
      }
      guard let unit = [0x73: 1, 0x6D: 60, 0x68: 3600, 0x64: 86400][Int(character)],
        let count = Int(digits), count < 1_000_000
      else { return nil }
      total += count * unit
      digits = ""
    }
    return digits.isEmpty && !text.isEmpty ? total : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
