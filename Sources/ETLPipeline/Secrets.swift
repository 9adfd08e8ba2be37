import Foundation

/// The values that `${secret:NAME}` stands for in a plan. They have no printable form.
public struct Secrets: Sendable, CustomStringConvertible, CustomReflectable {
  /// What stands for a secret wherever a person could see it.
  public static let mask = "***"

  /// No secrets.
  public static let none = Secrets(values: [])

  let values: [String]

  public var description: String { Self.mask }
  public var customMirror: Mirror { Mirror(self, children: [:]) }

  /// Whether there is nothing to hide.
  public var isEmpty: Bool { values.isEmpty }
}

/// Replaces the secrets of a plan in texts that leave the program.
///
///     Redactor(plan.secrets).redact("GET https://example.org/?key=k3y")
///     // "GET https://example.org/?key=***"
public struct Redactor: Sendable {
  private let values: [String]

  /// Creates a redactor of `secrets`.
  public init(_ secrets: Secrets) {
    // Longest first: a secret may be part of another.
    values = secrets.values.filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// `text` with `***` for every secret.
  public func redact(_ text: String) -> String {
    values.reduce(text) { text, value in
      // By scalars, not by characters: a mark behind a secret must not hide it.
      text.replacingOccurrences(of: value, with: Secrets.mask, options: .literal)
    }
  }

  /// The value with every text in it redacted.
  func redact(_ value: OptionValue) -> OptionValue {
    switch value {
    case .string(let text): .string(redact(text))
    case .list(let values): .list(values.map(redact))
    case .map(let values): .map(values.mapValues(redact))
    case .bool, .integer, .number: value
    }
  }

  func redact(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.message = redact(diagnostic.message)
    return diagnostic
  }
}

extension RunReport {
  /// The report with `***` for every secret in its texts.
  public func redacted(by redactor: Redactor) -> RunReport {
    var report = self
    report.failure?.message = redactor.redact(failure?.message ?? "")
    for index in stages.indices {
      report.stages[index].error = stages[index].error.map(redactor.redact)
    }
    for index in rejects.indices {
      report.rejects[index].detail = redactor.redact(rejects[index].detail)
    }
    for index in checks.indices {
      report.checks[index].message = checks[index].message.map(redactor.redact)
    }
    report.missing = missing.map(redactor.redact)
    report.notices = notices.map(redactor.redact)
    report.summary = summary.map(redactor.redact)
    return report
  }
}

/// The secrets met while a pipeline file is read.
///
/// In the nodes a secret is a *token*: a number between two noncharacters of Unicode, which no
/// text from a file or the environment keeps. So no message about a node can show it; only the
/// options of stages and inputs get the value.
final class SecretVault {
  private static let fence: Unicode.Scalar = "\u{10FFFF}"

  private(set) var values: [String] = []

  var secrets: Secrets { Secrets(values: values) }

  /// Keeps a value and returns its token.
  func deposit(_ value: String) -> String {
    let index = values.firstIndex(of: value) ?? values.count
    if index == values.count { values.append(value) }
    return "\(Self.fence)\(index)\(Self.fence)"
  }

  static func holdsToken(_ text: String) -> Bool { text.unicodeScalars.contains(fence) }

  /// `text` without fences that were no tokens.
  static func cleaned(_ text: String) -> String {
    guard holdsToken(text) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != fence }))
  }

  /// `text` with `***` for every token.
  static func masked(_ text: String) -> String {
    guard holdsToken(text) else { return text }
    return replaceTokens(in: text) { _ in Secrets.mask }
  }

  /// `text` with the values for their tokens.
  func revealed(_ text: String) -> String {
    guard Self.holdsToken(text) else { return text }
    return Self.replaceTokens(in: text) { Int($0).map { values[$0] } ?? "" }
  }

  private static func replaceTokens(
    in text: String, _ replacement: (Substring) -> String
  ) -> String {
    let parts = text.unicodeScalars.split(separator: fence, omittingEmptySubsequences: false)
    return parts.enumerated().map { $0 % 2 == 0 ? String($1) : replacement(Substring($1)) }.joined()
  }
}

extension OptionValue {
  /// The tree with every text replaced.
  func mapTexts(_ transform: (String) -> String) -> OptionValue {
    switch self {
    case .string(let text): .string(transform(text))
    case .list(let values): .list(values.map { $0.mapTexts(transform) })
    case .map(let values): .map(values.mapValues { $0.mapTexts(transform) })
    case .bool, .integer, .number: self
    }
  }
}
