import Foundation

/// The JSON Schema (draft 7) of a pipeline file, made from the stages and inputs of a catalog.
///
/// It says what a file may look like: keys, types, defaults. What only the whole graph shows,
/// such as a stage that needs one that is not there, `etl validate` finds.
public struct PipelineSchema: Sendable {
  private let catalog: Catalog
  private static let namePattern = "^[A-Za-z0-9_-]+$"
  private static let variable = OptionValue.map(["type": "string", "pattern": #"^\$\{"#])

  /// Creates the schema of files that name what `catalog` holds.
  public init(catalog: Catalog) {
    self.catalog = catalog
  }

  /// The schema as indented JSON with sorted keys: the same bytes for the same catalog.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(root) else {
      preconditionFailure("an option value is always JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// The schema as a tree.
  var root: OptionValue {
    let members: [String: OptionValue] = [
      "version": ["const": 1],
      "name": ["type": "string"],
      "inputs": Self.named("input"),
      "stages": Self.named("stage"),
      "limits": limits,
      "checks": ["type": "array", "items": ["$ref": "#/definitions/check"]],
      "monitor": Self.object(
        PipelineKeys.monitor, ["metrics": ["type": "string"], "ping": ["type": "string"]]),
      // A profile holds any part of a file; what it makes of the file is checked when it is used.
      "profiles": ["type": "object", "additionalProperties": ["type": "object"]],
    ]
    return Self.object(
      PipelineKeys.topLevel, members, required: ["version", "stages"],
      more: [
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A pipeline file of etl",
        "definitions": ["input": input, "stage": stage, "check": check],
      ])
  }

  private var input: OptionValue {
    let types = catalog.inputs.map(\.description)
    let branches = catalog.inputs.map { entry in
      let name = entry.description.name
      var members = Self.options(entry.description, entry.defaults)
      members["type"] = ["const": .string(name)]
      return Self.branch(
        "type", name, then: ["properties": .map(members), "additionalProperties": false])
    }
    return [
      "type": "object", "required": ["type"], "allOf": .list(branches),
      "properties": .map(Self.describe(PipelineKeys.input, ["type": Self.choice(types)])),
    ]
  }

  private var stage: OptionValue {
    let references: OptionValue = [
      "type": "array", "items": ["type": "string"], "uniqueItems": true,
    ]
    let branches = catalog.stages.map { entry in
      let options = Self.options(entry.description, entry.defaults)
      return Self.branch(
        "uses", entry.description.name,
        then: [
          "properties": ["with": ["properties": .map(options), "additionalProperties": false]]
        ])
    }
    return Self.object(
      PipelineKeys.stage,
      [
        "uses": Self.choice(catalog.stages.map(\.description)),
        "needs": references, "from": references, "with": ["type": "object"],
        "timeout": Self.duration,
      ], required: ["uses"], more: ["allOf": .list(branches)])
  }

  private var limits: OptionValue {
    let workers: OptionValue = ["type": "integer", "minimum": 0, "maximum": 1024]
    return Self.object(
      PipelineKeys.limits,
      [
        "workers": ["anyOf": [workers, Self.variable], "default": 0],
        "max_rejected": [
          "anyOf": [
            ["type": "integer", "minimum": 0], ["type": "string", "pattern": "^[0-9.]+%$"],
            Self.variable,
          ]
        ],
        "run_timeout": Self.duration,
        "busy_timeout": Self.duration,
        "retries": ["anyOf": [["type": "integer", "minimum": 0, "maximum": 100], Self.variable]],
      ])
  }

  private var check: OptionValue {
    let number: OptionValue = ["anyOf": [["type": "number"], Self.variable]]
    return Self.object(
      PipelineKeys.check,
      [
        "name": ["type": "string"], "sql": ["type": "string"],
        "severity": ["enum": ["warn", "error"], "default": "error"],
        "min": number, "max": number, "equals": number,
        "rows": ["type": "string"], "volume": Self.volume, "freshness": Self.freshness,
      ], required: ["name"],
      more: [
        "oneOf": [
          [
            "required": ["sql"],
            "anyOf": [["required": ["min"]], ["required": ["max"]], ["required": ["equals"]]],
          ],
          ["required": ["rows"]], ["required": ["volume"]], ["required": ["freshness"]],
        ]
      ])
  }

  private static let duration: OptionValue = [
    "type": "string", "pattern": #"^(([0-9]+[smhd])+|\$\{.*)$"#,
  ]

  private static var volume: OptionValue {
    let share: OptionValue = ["anyOf": [["type": "number"], ["type": "string"]]]
    return object(
      PipelineKeys.volume,
      ["runs": ["type": "integer", "minimum": 2, "maximum": 1000], "min": share, "max": share])
  }

  private static var freshness: OptionValue {
    object(
      PipelineKeys.freshness, ["max_age": duration, "input": ["type": "string"]],
      required: ["max_age"])
  }
}

// MARK: - Pieces of a schema

extension PipelineSchema {
  /// A map from names that the user chooses to what `definition` says.
  private static func named(_ definition: String) -> OptionValue {
    [
      "type": "object", "additionalProperties": false,
      "patternProperties": .map([
        namePattern: ["$ref": .string("#/definitions/\(definition)")]
      ]),
    ]
  }

  /// A map with exactly the keys of a table.
  private static func object(
    _ keys: [PipelineKeys.Key], _ members: [String: OptionValue], required: [String] = [],
    more: [String: OptionValue] = [:]
  ) -> OptionValue {
    var schema = more
    schema["type"] = "object"
    schema["additionalProperties"] = false
    schema["properties"] = .map(describe(keys, members))
    if !required.isEmpty { schema["required"] = .list(required.map { .string($0) }) }
    return .map(schema)
  }

  /// The schemas of a table's keys, with their summaries.
  ///
  /// - Precondition: `members` has a schema for each key and no other.
  private static func describe(
    _ keys: [PipelineKeys.Key], _ members: [String: OptionValue]
  ) -> [String: OptionValue] {
    precondition(Set(keys.names) == Set(members.keys), "keys without a schema, or the reverse")
    return Dictionary(
      uniqueKeysWithValues: keys.map { key in
        (key.name, members[key.name, default: true].with("description", key.summary))
      })
  }

  /// One of the names in a catalog, each with its summary.
  private static func choice(_ descriptions: [StageDescription]) -> OptionValue {
    // Draft 7 has no place for a description in `enum`, so each name is a constant with one.
    [
      "oneOf": .list(
        descriptions.map { ["const": .string($0.name), "description": .string($0.summary)] })
    ]
  }

  private static func branch(_ key: String, _ name: String, then: OptionValue) -> OptionValue {
    [
      "if": ["required": [.string(key)], "properties": .map([key: ["const": .string(name)]])],
      "then": then,
    ]
  }

  /// The schemas of options, read off their defaults.
  private static func options(
    _ description: StageDescription, _ defaults: [String: OptionValue]
  ) -> [String: OptionValue] {
    let summaries = Dictionary(
      description.options.map { ($0.name, $0.summary) }, uniquingKeysWith: { first, _ in first })
    return Dictionary(
      uniqueKeysWithValues: defaults.map { name, value in
        let schema = schema(like: value).with("default", value)
        return (name, summaries[name].map { schema.with("description", $0) } ?? schema)
      })
  }

  /// What may stand where the default is `value`.
  private static func schema(like value: OptionValue) -> OptionValue {
    switch value {
    case .bool: ["anyOf": [["type": "boolean"], variable]]
    // A whole default does not say that the option is whole, so any number is let through.
    case .integer, .number: ["anyOf": [["type": "number"], variable]]
    case .string: ["type": "string"]
    case .list(let elements):
      ["type": "array", "items": schema(like: elements.first ?? .string(""))]
    case .map(let members):
      [
        "type": "object", "additionalProperties": false,
        "properties": .map(members.mapValues { schema(like: $0).with("default", $0) }),
      ]
    }
  }
}

extension OptionValue {
  fileprivate func with(_ key: String, _ value: OptionValue) -> OptionValue {
    guard case .map(var members) = self else { return self }
    members[key] = value
    return .map(members)
  }

  fileprivate func with(_ key: String, _ text: String) -> OptionValue { with(key, .string(text)) }
}

// MARK: - JSON in Swift's own notation

extension OptionValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: OptionValue...) { self = .list(elements) }
  public init(dictionaryLiteral elements: (String, OptionValue)...) {
    self = .map(Dictionary(uniqueKeysWithValues: elements))
  }
}
