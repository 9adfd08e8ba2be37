import Foundation

/// Lays what the user wrote over the defaults of a `StageOptions` type.
struct OptionReader {
  /// The directory that relative paths start from.
  var baseDirectory: String
  /// What the tokens in the nodes stand for.
  var vault = SecretVault()

  /// The tree of defaults of `Options`.
  ///
  /// - Precondition: `Options` encodes to a map, as every struct does.
  static func defaults<Options: StageOptions>(_: Options.Type) -> [String: OptionValue] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    guard let data = try? encoder.encode(Options()),
      case .map(let map)? = try? JSONDecoder().decode(OptionValue.self, from: data)
    else { preconditionFailure("the defaults of \(Options.self) do not encode to a map") }
    return map
  }

  /// The options that `node` describes, with the whole tree of their values.
  ///
  /// - Parameter owner: What the options belong to, for messages: `clean_text`.
  /// - Returns: Nil when a diagnostic was added.
  func read<Options: StageOptions>(
    _: Options.Type, from pairs: [ConfigNode.Pair], owner: String,
    at place: Diagnostic.Place, _ diagnostics: inout [Diagnostic]
  ) -> (options: Options, values: OptionValue)? {
    let before = diagnostics.count
    let merged = overlay(pairs, over: Self.defaults(Options.self), owner, &diagnostics)
    guard diagnostics.count == before else { return nil }
    do {
      let options = try decode(Options.self, from: merged)
      for problem in options.problems() {
        diagnostics.append(
          Diagnostic(
            .error, "option '\(problem.key)' of \(owner) \(problem.message)",
            at: Self.place(of: problem.key, in: pairs) ?? place))
      }
      let printable = OptionValue.map(merged).mapTexts(SecretVault.masked)
      return diagnostics.count == before ? (options, printable) : nil
    } catch {
      diagnostics.append(
        culprit(Options.self, merged, pairs, owner)
          ?? Diagnostic(.error, "the options of \(owner) have the wrong type", at: place))
    }
    return nil
  }

  private func decode<Options: StageOptions>(
    _: Options.Type, from values: [String: OptionValue]
  ) throws -> Options {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.userInfo[.baseDirectory] = baseDirectory
    decoder.userInfo[.redactor] = Redactor(vault.secrets)
    let revealed = OptionValue.map(values).mapTexts(vault.revealed)
    return try decoder.decode(Options.self, from: JSONEncoder().encode(revealed))
  }

  private func overlay(
    _ pairs: [ConfigNode.Pair], over defaults: [String: OptionValue], _ owner: String,
    _ diagnostics: inout [Diagnostic]
  ) -> [String: OptionValue] {
    var merged = defaults
    for pair in pairs {
      guard let fallback = defaults[pair.key] else {
        let hint = NearestName.hint(for: pair.key, among: Array(defaults.keys))
        diagnostics.append(
          Diagnostic(.error, "unknown option '\(pair.key)' of \(owner)\(hint)", at: pair.keyPlace))
        continue
      }
      let path = "option '\(pair.key)' of \(owner)"
      if let value = value(of: pair.value, like: fallback, path, &diagnostics) {
        merged[pair.key] = value
      }
    }
    return merged
  }

  private func value(
    of node: ConfigNode, like fallback: OptionValue, _ path: String,
    _ diagnostics: inout [Diagnostic]
  ) -> OptionValue? {
    switch fallback {
    case .map(let defaults):
      guard case .map(let pairs) = node.value else {
        return complain("a map", node, path, &diagnostics)
      }
      return .map(overlay(pairs, over: defaults, path, &diagnostics))
    case .list(let elements):
      guard case .list(let nodes) = node.value else {
        return complain("a list in [brackets]", node, path, &diagnostics)
      }
      let sample = elements.first ?? .string("")
      return .list(nodes.compactMap { value(of: $0, like: sample, path, &diagnostics) })
    case .bool:
      guard let value = ScalarReader.bool(node) else {
        return complain("true or false", node, path, &diagnostics)
      }
      return .bool(value)
    case .integer, .number:
      guard let value = ScalarReader.number(node) else {
        return complain("a number", node, path, &diagnostics)
      }
      return value
    case .string:
      switch ScalarReader.string(node) {
      case .success(let text): return .string(text)
      case .failure(let trap):
        diagnostics.append(Diagnostic(.error, "\(path) \(trap.message)", at: node.place))
        return nil
      }
    }
  }

  private func complain(
    _ expected: String, _ node: ConfigNode, _ path: String, _ diagnostics: inout [Diagnostic]
  ) -> OptionValue? {
    diagnostics.append(
      Diagnostic(.error, "\(path) must be \(expected), not \(node.kindName)", at: node.place))
    return nil
  }

  private static func place(of key: String, in pairs: [ConfigNode.Pair]) -> Diagnostic.Place? {
    pairs.first { $0.key == key }?.value.place
  }

  /// Which of the written options does not decode: each is tried alone over the defaults, because
  /// the decoder's own errors do not always name a key.
  private func culprit<Options: StageOptions>(
    _: Options.Type, _ merged: [String: OptionValue], _ pairs: [ConfigNode.Pair], _ owner: String
  ) -> Diagnostic? {
    for pair in pairs {
      var values = Self.defaults(Options.self)
      values[pair.key] = merged[pair.key]
      guard (try? decode(Options.self, from: values)) == nil else { continue }
      let problem =
        if case .number? = merged[pair.key] {
          "must be a whole number"
        } else {
          "is not one of the values it can have"
        }
      return Diagnostic(
        .error, "option '\(pair.key)' of \(owner) \(problem)", at: pair.value.place)
    }
    return nil
  }
}
