import Foundation

@testable import ETLPipeline

/// Applies the part of JSON Schema (draft 7) that the schema of pipeline files uses.
struct SchemaValidator {
  let root: OptionValue

  /// What is wrong with `value`, each with the path to it; empty when it conforms.
  func problems(_ value: OptionValue) -> [String] { problems(value, root, "") }

  private func problems(_ value: OptionValue, _ schema: OptionValue, _ path: String) -> [String] {
    guard case .map(let rules) = schema else {
      return schema == .bool(false) ? ["\(path): nothing may stand here"] : []
    }
    return memberProblems(value, rules, path)
      + rules.sorted { $0.key < $1.key }.flatMap { keyword, rule in
        problems(value, keyword, rule, rules, path)
      }
  }

  private func memberProblems(
    _ value: OptionValue, _ rules: [String: OptionValue], _ path: String
  ) -> [String] {
    guard case .map(let members) = value else { return [] }
    return members.sorted { $0.key < $1.key }.flatMap { name, member -> [String] in
      let path = "\(path)/\(name)"
      if let rule = rules["properties"]?.map?[name] { return problems(member, rule, path) }
      for (pattern, rule) in rules["patternProperties"]?.map ?? [:] where matches(name, pattern) {
        return problems(member, rule, path)
      }
      return rules["additionalProperties"] == .bool(false) ? ["\(path): unknown key"] : []
    }
  }

  private func problems(
    _ value: OptionValue, _ keyword: String, _ rule: OptionValue, _ rules: [String: OptionValue],
    _ path: String
  ) -> [String] {
    switch keyword {
    case "$schema", "title", "description", "default", "definitions", "then", "properties",
      "patternProperties", "additionalProperties":
      return []
    case "$ref": return problems(value, definition(rule), path)
    case "type": return isOf(rule.string, value) ? [] : ["\(path): must be \(rule.string)"]
    case "const": return value == rule ? [] : ["\(path): must be \(rule.text)"]
    case "enum": return rule.list.contains(value) ? [] : ["\(path): must be one of \(rule.text)"]
    case "allOf": return rule.list.flatMap { problems(value, $0, path) }
    case "anyOf", "oneOf":
      let fitting = rule.list.count { problems(value, $0, path).isEmpty }
      return (keyword == "anyOf" ? fitting > 0 : fitting == 1) ? [] : ["\(path): fits \(fitting)"]
    case "if":
      guard problems(value, rule, path).isEmpty, let then = rules["then"] else { return [] }
      return problems(value, then, path)
    case "required":
      return rule.list.filter { value.map != nil && value.map?[$0.string] == nil }
        .map { "\(path): lacks \($0.string)" }
    case "items":
      return value.list.enumerated().flatMap { problems($1, rule, "\(path)/\($0)") }
    case "uniqueItems":
      return Set(value.list).count == value.list.count ? [] : ["\(path): repeats itself"]
    case "minimum": return value.number.map { $0 >= rule.number! } ?? true ? [] : ["\(path): small"]
    case "maximum": return value.number.map { $0 <= rule.number! } ?? true ? [] : ["\(path): large"]
    case "pattern":
      guard case .string(let text) = value else { return [] }
      return matches(text, rule.string) ? [] : ["\(path): '\(text)' is not like \(rule.string)"]
    default: return ["the validator does not know '\(keyword)'"]
    }
  }

  private func definition(_ reference: OptionValue) -> OptionValue {
    let name = String(reference.string.dropFirst("#/definitions/".count))
    return root.map?["definitions"]?.map?[name] ?? .bool(false)
  }

  private func isOf(_ type: String, _ value: OptionValue) -> Bool {
    switch (type, value) {
    case ("object", .map), ("array", .list), ("string", .string), ("boolean", .bool),
      ("integer", .integer), ("number", .integer), ("number", .number):
      true
    default: false
    }
  }

  private func matches(_ text: String, _ pattern: String) -> Bool {
    text.range(of: pattern, options: .regularExpression) != nil
  }
}

extension OptionValue {
  /// The value as an editor sees the node: a plain scalar that is a number or truth value is one.
  init(_ node: ConfigNode) {
    switch node.value {
    case .map(let pairs):
      self = .map(
        Dictionary(pairs.map { ($0.key, OptionValue($0.value)) }, uniquingKeysWith: { $1 }))
    case .list(let nodes): self = .list(nodes.map { OptionValue($0) })
    case .null: self = .map([:])
    case .scalar(let text, _):
      self =
        ScalarReader.bool(node).map { .bool($0) } ?? ScalarReader.number(node) ?? .string(text)
    }
  }

  fileprivate var string: String {
    if case .string(let text) = self { text } else { "" }
  }

  fileprivate var list: [OptionValue] {
    if case .list(let values) = self { values } else { [] }
  }

  fileprivate var map: [String: OptionValue]? {
    if case .map(let members) = self { members } else { nil }
  }

  fileprivate var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}
