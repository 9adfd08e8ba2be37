import Foundation

/// What a stage or an input can be told.
///
/// Options are stored properties with defaults, never optional. The pipeline file writes their
/// names in snake_case; its values are laid over the defaults, so no stage decodes anything
/// itself, and a key that is no property is an error that lists the known ones.
public protocol StageOptions: Codable, Sendable {
  /// Creates the options with every default.
  init()

  /// What is wrong with values that have the right type; empty when they are fine.
  func problems() -> [OptionProblem]

  /// The files that a stage with these options writes; two stages must not write the same.
  func outputPaths() -> [OptionPath]

  /// The files and patterns that an input with these options reads.
  func inputPaths() -> [OptionPath]

  /// The keys that say where and how an input looks for records, not what it makes of them: changing
  /// them makes no record outdated.
  func searchKeys() -> Set<String>
}

extension StageOptions {
  public func problems() -> [OptionProblem] { [] }
  public func outputPaths() -> [OptionPath] { [] }
  public func inputPaths() -> [OptionPath] { [] }
  public func searchKeys() -> Set<String> { ["paths"] }
}

/// A value that has the right type but cannot be used.
public struct OptionProblem: Hashable, Sendable {
  /// The option as the pipeline file writes it.
  public var key: String
  /// What would be right, such as `must be at least 1`.
  public var message: String

  /// Creates a problem of one option.
  public init(key: String, message: String) {
    self.key = key
    self.message = message
  }
}

/// The options of a stage that has none.
public struct NoOptions: StageOptions {
  public init() {}
}

/// A file or directory named in an option. A relative path is relative to the pipeline file, not
/// to the working directory: cron has another one.
public struct OptionPath: Codable, Hashable, Sendable {
  /// The path as it was written, with `***` for a secret: good for messages, not for opening.
  public let written: String
  /// The path as it was written, secrets included: never to be shown.
  public let actual: String
  /// The directory of the pipeline file; empty for the working directory.
  public var base: String

  /// Creates the path `written`, relative to `base`.
  public init(_ written: String, base: String = "") {
    self.written = written
    actual = written
    self.base = base
  }

  init(actual: String, base: String, redactor: Redactor?) {
    self.actual = actual
    written = redactor?.redact(actual) ?? actual
    self.base = base
  }

  /// The path with its base in front, unless it is absolute.
  public var resolved: String {
    actual.hasPrefix("/") || base.isEmpty ? actual : base + "/" + actual
  }

  public init(from decoder: any Decoder) throws {
    let written = try decoder.singleValueContainer().decode(String.self)
    self.init(
      actual: written, base: decoder.userInfo[.baseDirectory] as? String ?? "",
      redactor: decoder.userInfo[.redactor] as? Redactor)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(written)
  }
}

extension CodingUserInfoKey {
  /// What hides the secrets in the printable form of paths.
  static let redactor: CodingUserInfoKey = {
    guard let key = CodingUserInfoKey(rawValue: "etl.redactor") else {
      preconditionFailure("a user info key is made from any string")
    }
    return key
  }()

  /// The directory that relative paths of options start from.
  static let baseDirectory: CodingUserInfoKey = {
    guard let key = CodingUserInfoKey(rawValue: "etl.base-directory") else {
      preconditionFailure("a user info key is made from any string")
    }
    return key
  }()
}

/// The value of an option, or of a tree of options, without its type.
public enum OptionValue: Hashable, Sendable, Codable {
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([OptionValue])
  case map([String: OptionValue])

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([OptionValue].self) {
      self = .list(value)
    } else {
      self = .map(try container.decode([String: OptionValue].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .map(let value): try container.encode(value)
    }
  }

  /// JSON with sorted keys: the same bytes for the same options.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("an option value is always JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// The value as a person writes it in the pipeline file.
  public var text: String {
    switch self {
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .string(let value): value.isEmpty ? "\"\"" : value
    case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .map(let values):
      "{"
        + values.sorted { $0.key < $1.key }.map { " \($0.key): \($0.value.text)" }
        .joined(separator: ",") + " }"
    }
  }
}
