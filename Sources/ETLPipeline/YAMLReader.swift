import Yams

/// Reads YAML into nodes with places, collecting every mistake.
struct YAMLReader {
  /// The file as messages name it.
  var file: String
  var interpolation: Interpolation
  /// The profile whose variables are expanded; those of the others need not be set.
  var profile: String?
  /// Where every value stands, for text that is no file.
  var fixedPlace: Diagnostic.Place?
  /// How many maps and lists are around the node.
  private var depth = 0

  init(file: String, interpolation: Interpolation, profile: String? = nil) {
    self.file = file
    self.interpolation = interpolation
    self.profile = profile
  }

  /// The root of `text`, with `${…}` expanded; nil when it cannot be parsed.
  func read(_ text: String, _ diagnostics: inout [Diagnostic]) -> ConfigNode? {
    if let problem = refusal(of: text) {
      diagnostics.append(problem)
      return nil
    }
    do {
      // The parser owns the names of anchors: it must outlive the conversion.
      let parser = try Parser(yaml: text)
      defer { withExtendedLifetime(parser) {} }
      guard let root = try parser.singleRoot() else {
        diagnostics.append(
          Diagnostic(.error, "the file is empty", at: .init(file: file, line: 1, column: 1)))
        return nil
      }
      return convert(file: root, &diagnostics)
    } catch let error as YamlError {
      diagnostics.append(describe(error))
      return nil
    } catch {
      diagnostics.append(
        Diagnostic(.error, "cannot be read as YAML: \(error)", at: .init(file: file, line: 1)))
      return nil
    }
  }

  /// Why `text` is not even parsed.
  private func refusal(of text: String) -> Diagnostic? {
    if text.utf8.count > YAMLSafety.largestFile {
      return Diagnostic(
        .error, "the file is larger than 1 MiB; a pipeline file is a few KiB",
        at: fixedPlace ?? .init(file: file, line: 1))
    }
    return YAMLSafety.firstDangerousAnchor(in: text).map { line, column in
      Diagnostic(
        .error, "anchors and aliases are not supported; write the value out, or use profiles",
        at: fixedPlace ?? .init(file: file, line: line, column: column))
    }
  }

  /// The value of a setting; nothing at all is null, as in a file.
  func readValue(_ text: String, _ diagnostics: inout [Diagnostic]) -> ConfigNode? {
    let isBlank = text.allSatisfy(\.isWhitespace)
    return read(isBlank ? "~" : text, &diagnostics)
  }

  /// Only the variables of the chosen profile are expanded: those of the others need not be set.
  private func convert(file root: Node, _ diagnostics: inout [Diagnostic]) -> ConfigNode {
    guard fixedPlace == nil, case .mapping(let mapping) = root,
      let profiles = mapping["profiles"], case .mapping(let overlays) = profiles
    else { return convert(root, &diagnostics) }
    var rest = mapping
    rest["profiles"] = nil
    guard case .map(var pairs) = convert(rest, place(root.mark), &diagnostics).value else {
      preconditionFailure("a mapping becomes a map")
    }
    var found: [ConfigNode.Pair] = []
    for (key, value) in overlays {
      var reader = self
      reader.interpolation.isEnabled = interpolation.isEnabled && key.string == profile
      let single = Node.Mapping([(key, value)])
      if case .map(let pairs) = reader.convert(single, place(key.mark), &diagnostics).value {
        found += pairs
      }
    }
    let place = place(profiles.mark)
    let key = mapping.keys.first { $0.string == "profiles" }?.mark
    pairs.append(
      .init(
        key: "profiles", keyPlace: self.place(key),
        value: ConfigNode(value: .map(found), place: place)))
    return ConfigNode(value: .map(pairs), place: self.place(root.mark))
  }

  private func convert(_ node: Node, _ diagnostics: inout [Diagnostic]) -> ConfigNode {
    let place = place(node.mark)
    if let anchor = node.anchor {
      // The aliases of an anchor are copies of it: told once, and never followed.
      let problem = Diagnostic(.error, YAMLSafety.anchorMessage(anchor.rawValue), at: place)
      if !diagnostics.contains(problem) { diagnostics.append(problem) }
      return ConfigNode(value: .null, place: place)
    }
    if depth > YAMLSafety.deepestNesting {
      let problem = Diagnostic(
        .error, "maps and lists are nested deeper than \(YAMLSafety.deepestNesting)", at: place)
      diagnostics.append(problem)
      return ConfigNode(value: .null, place: place)
    }
    var inner = self
    inner.depth += 1
    return inner.convert(content: node, place, &diagnostics)
  }

  private func convert(
    content node: Node, _ place: Diagnostic.Place, _ diagnostics: inout [Diagnostic]
  ) -> ConfigNode {
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) {
        return ConfigNode(value: .null, place: place)
      }
      do {
        let text = try interpolation.expand(scalar.string)
        return ConfigNode(value: .scalar(text, isPlain: isPlain), place: place)
      } catch {
        diagnostics.append(Diagnostic(.error, error.message, at: place))
        return ConfigNode(value: .scalar(scalar.string, isPlain: false), place: place)
      }
    case .sequence(let sequence):
      return ConfigNode(value: .list(sequence.map { convert($0, &diagnostics) }), place: place)
    case .mapping(let mapping):
      return convert(mapping, place, &diagnostics)
    case .alias:
      diagnostics.append(Diagnostic(.error, "aliases are not supported here", at: place))
      return ConfigNode(value: .null, place: place)
    }
  }

  private func convert(
    _ mapping: Node.Mapping, _ place: Diagnostic.Place, _ diagnostics: inout [Diagnostic]
  ) -> ConfigNode {
    var pairs: [ConfigNode.Pair] = []
    for (key, value) in mapping {
      let keyPlace = self.place(key.mark)
      guard let name = key.scalar?.string else {
        diagnostics.append(Diagnostic(.error, "a key must be a plain name", at: keyPlace))
        continue
      }
      if name == "<<" {
        diagnostics.append(Diagnostic(.error, "merge keys are not supported", at: keyPlace))
        continue
      }
      pairs.append(.init(key: name, keyPlace: keyPlace, value: convert(value, &diagnostics)))
    }
    return ConfigNode(value: .map(pairs), place: place)
  }

  private func place(_ mark: Mark?) -> Diagnostic.Place {
    fixedPlace ?? .init(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private func describe(_ error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      Diagnostic(.error, "not valid YAML: \(problem)", at: place(mark))
    case .duplicatedKeysInMapping(let keys, let context):
      Diagnostic(
        .error,
        "key '\(keys.sorted().joined(separator: "', '"))' is written twice in the map that starts here",
        at: place(context.mark))
    default:
      Diagnostic(.error, "cannot be read as YAML: \(error)", at: .init(file: file, line: 1))
    }
  }
}
