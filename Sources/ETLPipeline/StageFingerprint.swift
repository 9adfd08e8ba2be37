import ETLModel
import Foundation

/// What decides on the output of a stage, besides its input. Equal fingerprints and equal input
/// mean equal output.
public struct StageFingerprint: Hashable, Sendable, Codable {
  /// The stage type.
  public var uses: String
  /// The version of the stage type: raised when the same input gives other output.
  public var version: Int
  /// The options with their defaults; for a source, those of the input.
  public var options: OptionValue
  /// Hashes of what the stage reads besides its input, such as lexicons, by name.
  public var contents: [String: String]

  /// Creates a fingerprint.
  public init(uses: String, version: Int, options: OptionValue, contents: [String: String]) {
    self.uses = uses
    self.version = version
    self.options = options
    self.contents = contents
  }

  /// A hash of the whole, for the record of a run.
  public var hash: String {
    ContentHash.sha256(
      ofFields: [uses, String(version), options.json]
        + contents.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    ).shortHex
  }

  /// What is different from an older fingerprint, in words: `options changed: min_words 5 -> 8`;
  /// nil when nothing is.
  public func difference(from old: StageFingerprint) -> String? {
    if uses != old.uses { return "the stage was \(old.uses)" }
    var parts: [String] = []
    if version != old.version {
      parts.append("\(uses) is version \(version), was \(old.version)")
    }
    if options != old.options {
      parts.append("options changed: \(Self.changes(old.options, options).joined(separator: ", "))")
    }
    let names = Set(contents.keys).union(old.contents.keys).sorted()
    let changed = names.filter { contents[$0] != old.contents[$0] }
    if !changed.isEmpty { parts.append("content changed: \(changed.joined(separator: ", "))") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private static func changes(_ old: OptionValue, _ new: OptionValue) -> [String] {
    guard case .map(let before) = old, case .map(let after) = new else { return [] }
    return Set(before.keys).union(after.keys).sorted().compactMap { key in
      guard before[key] != after[key] else { return nil }
      return "\(key) \(before[key]?.text ?? "unset") -> \(after[key]?.text ?? "unset")"
    }
  }
}

/// The fingerprints of all stages that an article passes on its way from an input to the
/// destination, the source first. Two articles with the same bytes and the same recipe are worked
/// out alike.
public struct Recipe: Hashable, Sendable, Codable {
  public var stages: [StageFingerprint]

  /// Creates a recipe.
  public init(stages: [StageFingerprint]) { self.stages = stages }

  /// How many leading stages both recipes share.
  public func sharedCount(with other: Recipe) -> Int {
    zip(stages, other.stages).prefix { $0 == $1 }.count
  }

  /// JSON with sorted keys: the same bytes for the same recipe.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a recipe is always JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Reads what ``json`` wrote; nil when it is something else.
  public init?(json: String) {
    guard let recipe = try? JSONDecoder().decode(Recipe.self, from: Data(json.utf8)) else {
      return nil
    }
    self = recipe
  }
}
