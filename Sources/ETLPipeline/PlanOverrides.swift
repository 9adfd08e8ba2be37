/// What a call changes about the pipeline file: `--profile`, `--set` and the environment.
public struct PlanOverrides: Sendable {
  /// The name under `profiles` whose values are laid over the file.
  public var profile: String?
  /// Values laid over the file and the profile, each `dotted.path=value`; a value is YAML.
  ///
  ///     ["limits.workers=2", "inputs.seeds.paths=[a, b]"]
  public var settings: [String]
  /// What `${NAME}` expands to.
  public var environment: [String: String]
  /// Whether `${NAME}` is expanded at all. When not, mistakes of values that hold one are not told,
  /// and a plan is good for checking only.
  public var expandsEnvironment: Bool

  /// Creates overrides.
  public init(
    profile: String? = nil, settings: [String] = [], environment: [String: String] = [:],
    expandsEnvironment: Bool = true
  ) {
    self.profile = profile
    self.settings = settings
    self.environment = environment
    self.expandsEnvironment = expandsEnvironment
  }

  /// The dotted path and the YAML of a setting; nil when it has no `=` or an empty part.
  public static func split(_ setting: String) -> (path: [String], value: String)? {
    guard let sign = setting.firstIndex(of: "=") else { return nil }
    let path = setting[..<sign].split(separator: ".", omittingEmptySubsequences: false)
    guard !path.contains(where: \.isEmpty) else { return nil }
    return (path.map(String.init), String(setting[setting.index(after: sign)...]))
  }
}

/// Lays a profile and settings over the nodes of a pipeline file.
struct PlanOverlay {
  var overrides: PlanOverrides
  var yaml: YAMLReader

  /// `root` with everything laid over it; `profiles` stays, to be checked.
  func apply(to root: ConfigNode, _ diagnostics: inout [Diagnostic]) -> ConfigNode {
    var root = root
    if let name = overrides.profile { root = apply(profile: name, to: root, &diagnostics) }
    for setting in overrides.settings { root = apply(setting: setting, to: root, &diagnostics) }
    return root
  }

  private func apply(
    profile name: String, to root: ConfigNode, _ diagnostics: inout [Diagnostic]
  ) -> ConfigNode {
    var profiles: [ConfigNode.Pair] = []
    var place: Diagnostic.Place?
    if case .map(let pairs) = root.value, let node = pairs.value("profiles") {
      place = node.place
      if case .map(let found) = node.value { profiles = found }
    }
    guard let overlay = profiles.value(name) else {
      let hint =
        profiles.isEmpty
        ? "; the file has no profiles" : NearestName.hint(for: name, among: profiles.map(\.key))
      diagnostics.append(Diagnostic(.error, "unknown profile '\(name)'\(hint)", at: place))
      return root
    }
    // A profile that is no map is told by the reader of the sections.
    guard case .map = overlay.value else { return root }
    return root.overlaid(by: overlay)
  }

  private func apply(
    setting: String, to root: ConfigNode, _ diagnostics: inout [Diagnostic]
  ) -> ConfigNode {
    guard let (path, text) = PlanOverrides.split(setting) else {
      // The value may be a secret: only what stands before the sign is shown.
      let name = setting.prefix { $0 != "=" }
      diagnostics.append(
        Diagnostic(
          .error, "setting '\(name)' must be a dotted path and a value: limits.workers=2", at: nil))
      return root
    }
    let place = Diagnostic.Place(file: "--set \(path.joined(separator: "."))", line: 0)
    var reader = yaml
    reader.fixedPlace = place
    guard let value = reader.readValue(text, &diagnostics) else { return root }
    let overlay = path.reversed().reduce(value) { node, key in
      ConfigNode(value: .map([.init(key: key, keyPlace: place, value: node)]), place: place)
    }
    return root.overlaid(by: overlay)
  }
}

extension ConfigNode {
  /// The node with `overlay` laid over it: maps merge deeply, everything else is replaced.
  func overlaid(by overlay: ConfigNode) -> ConfigNode {
    guard case .map(var pairs) = value, case .map(let added) = overlay.value else { return overlay }
    for pair in added {
      if let index = pairs.firstIndex(where: { $0.key == pair.key }) {
        pairs[index].value = pairs[index].value.overlaid(by: pair.value)
      } else {
        pairs.append(pair)
      }
    }
    return ConfigNode(value: .map(pairs), place: place)
  }
}

extension ConfigNode {
  /// Where scalars stand that hold a `${…}`, which may become anything.
  var placesOfForms: Set<Diagnostic.Place> {
    switch value {
    case .scalar(let text, _): text.contains("${") ? [place] : []
    case .list(let nodes): nodes.reduce(into: []) { $0.formUnion($1.placesOfForms) }
    case .map(let pairs): pairs.reduce(into: []) { $0.formUnion($1.value.placesOfForms) }
    case .null: []
    }
  }
}
