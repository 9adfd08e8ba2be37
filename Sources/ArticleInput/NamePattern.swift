/// A pattern for one name of a path.
struct NamePattern {
  private enum Part: Equatable {
    case scalar(Unicode.Scalar)
    case anyScalar
    case anyRun
    case set([ClosedRange<UInt32>], isNegated: Bool)
  }

  private var parts: [Part] = []

  /// Reads a pattern. A bracket that is not closed stands for itself.
  init(_ pattern: String) {
    let scalars = Array(pattern.unicodeScalars)
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "*": if parts.last != .anyRun { parts.append(.anyRun) }
      case "?": parts.append(.anyScalar)
      case "[":
        if let (set, end) = Self.set(scalars, from: index + 1) {
          parts.append(set)
          index = end
        } else {
          parts.append(.scalar("["))
        }
      default: parts.append(.scalar(scalars[index]))
      }
      index += 1
    }
  }

  /// Reads a set whose first scalar is at `start`. Returns it with the index of its bracket.
  private static func set(_ scalars: [Unicode.Scalar], from start: Int) -> (Part, Int)? {
    var index = start
    let isNegated = index < scalars.count && (scalars[index] == "!" || scalars[index] == "^")
    if isNegated { index += 1 }
    let first = index
    var ranges: [ClosedRange<UInt32>] = []
    // A bracket in the first place is a member, as in every shell.
    while index < scalars.count, scalars[index] != "]" || index == first {
      let low = scalars[index].value
      if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
        let high = scalars[index + 2].value
        if low <= high { ranges.append(low...high) }
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    guard index < scalars.count else { return nil }
    return (.set(ranges, isNegated: isNegated), index)
  }

  /// Whether the whole of `name` matches.
  ///
  /// - Complexity: O(*n*·*m*): after a mismatch only the last `*` is tried again.
  func matches(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    if scalars.first == "." && parts.first != .scalar(".") { return false }
    var (part, position) = (0, 0)
    var retry: (part: Int, position: Int)?
    while position < scalars.count {
      if part < parts.count && parts[part] == .anyRun {
        retry = (part, position)
        part += 1
      } else if part < parts.count && Self.matches(parts[part], scalars[position]) {
        part += 1
        position += 1
      } else if let last = retry {
        retry = (last.part, last.position + 1)
        (part, position) = (last.part + 1, last.position + 1)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == .anyRun }
  }

  private static func matches(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
    switch part {
    case .scalar(let expected): expected == scalar
    case .anyScalar: true
    case .anyRun: false
    case .set(let ranges, let isNegated):
      ranges.contains { $0.contains(scalar.value) } != isNegated
    }
  }
}
