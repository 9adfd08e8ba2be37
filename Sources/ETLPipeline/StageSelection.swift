/// Which stages of a plan may work, as the command line says it.
///
/// | pattern | the stages |
/// | --- | --- |
/// | `quotes` | that stage |
/// | `quotes+` | and all that need it, directly or not |
/// | `+quotes` | and all that it needs |
/// | `+quotes+` | both |
///
/// Several patterns, separated by commas or in several options, add up; what `exclude` names leaves
/// the selection. Without `select` all stages are selected.
public struct StageSelection: Hashable, Sendable {
  private let select: [String]
  private let exclude: [String]

  /// Creates a selection from patterns.
  public init(select: [String], exclude: [String]) {
    self.select = Self.split(select)
    self.exclude = Self.split(exclude)
  }

  private static func split(_ patterns: [String]) -> [String] {
    patterns.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// The selected stages as indices into ``Plan/stages``; nil when nothing was asked for.
  ///
  /// - Throws: `SelectionError` when a pattern names no stage, or no stage is left.
  public func indices(in plan: Plan) throws(SelectionError) -> Set<Int>? {
    if select.isEmpty, exclude.isEmpty { return nil }
    var selected = select.isEmpty ? Set(plan.stages.indices) : []
    for pattern in select { selected.formUnion(try stages(pattern, plan)) }
    for pattern in exclude { selected.subtract(try stages(pattern, plan)) }
    guard !selected.isEmpty else {
      throw SelectionError("the selection leaves no stage: everything selected is excluded too")
    }
    return selected
  }

  private func stages(_ pattern: String, _ plan: Plan) throws(SelectionError) -> Set<Int> {
    var name = pattern[...]
    let isUpstream = name.hasPrefix("+")
    if isUpstream { name.removeFirst() }
    let isDownstream = name.hasSuffix("+")
    if isDownstream { name.removeLast() }
    guard let stage = plan.stages.firstIndex(where: { $0.name == name }) else {
      let names = plan.stages.map(\.name)
      let hint = NearestName.hint(for: String(name), among: names)
      throw SelectionError("'\(pattern)' selects no stage of \(plan.file)\(hint)")
    }
    var found: Set<Int> = [stage]
    // Stages stand behind those they need, so one pass each way is enough.
    if isUpstream {
      for index in plan.stages.indices.reversed() where found.contains(index) {
        found.formUnion(plan.stages[index].needs)
      }
    }
    if isDownstream {
      var below: Set<Int> = [stage]
      for index in plan.stages.indices where !below.isDisjoint(with: plan.stages[index].needs) {
        below.insert(index)
      }
      found.formUnion(below)
    }
    return found
  }
}

/// A selection that selects nothing.
public struct SelectionError: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
