import ETLPipeline
import ETLStore

/// Asks the database what the checks of a run want to know.
struct CheckEvaluator {
  let store: Store
  let run: RunStart

  /// The most names a message lists.
  private static let longestList = 10

  /// The result of a check. One that cannot run has status `error`, whatever it would have found.
  ///
  /// - Throws: `LoadFailure` when the query was broken off because the run is over its time.
  func evaluate(_ check: Check) throws -> CheckResult {
    do {
      switch check.kind {
      case .value(let sql, _, _, _):
        guard let value = try store.number(sql) else {
          return CheckResult(check: check, status: .error, message: "the query returned no number")
        }
        return result(check, value, isRight: check.accepts(value))
      case .rows(let sql):
        let count = Double(try store.rowCount(sql))
        return result(check, count, isRight: check.accepts(count))
      case .volume(let runs, let minimum, let maximum):
        return try volume(check, runs, minimum, maximum)
      case .freshness(let age, let input):
        return try freshness(check, age, input)
      }
    } catch {
      if let error = error as? StoreError, error.kind == .interrupted {
        throw LoadFailure(error: error)
      }
      return CheckResult(check: check, status: .error, message: "\(error)")
    }
  }

  private func volume(
    _ check: Check, _ runs: Int, _ minimum: Check.Bound?, _ maximum: Check.Bound?
  ) throws -> CheckResult {
    let (current, earlier) = try store.volumes(runs: runs)
    guard earlier.count >= 2 else {
      return result(
        check, Double(current), isRight: true,
        "nothing to compare with: only \(earlier.count) earlier runs have loaded, 2 are needed")
    }
    let average = Double(earlier.reduce(0, +)) / Double(earlier.count)
    let value = Double(current)
    let isRight =
      value >= minimum?.articles(average: average) ?? value
      && value <= maximum?.articles(average: average) ?? value
    let rounded = (average * 10).rounded() / 10
    return result(
      check, value, isRight: isRight,
      "\(current) new or changed articles; the average of the last \(earlier.count) runs is \(rounded)"
    )
  }

  private func freshness(_ check: Check, _ age: Int, _ input: String?) throws -> CheckResult {
    let stale = try store.stale(
      maximumAge: age, now: run.startedAt, inputs: input.map { [$0] } ?? run.inputs,
      isLimited: input != nil)
    guard !stale.isEmpty else { return result(check, 0, isRight: true) }
    var names = stale.prefix(Self.longestList).map { "\($0.name) (\($0.newestDay ?? "no day"))" }
    if stale.count > names.count { names.append("\(stale.count - names.count) more") }
    return result(
      check, Double(stale.count), isRight: false, "stale: " + names.joined(separator: ", "))
  }

  private func result(
    _ check: Check, _ value: Double, isRight: Bool, _ message: String? = nil
  ) -> CheckResult {
    CheckResult(
      check: check, status: isRight ? .pass : check.severity == .error ? .fail : .warn,
      observed: value, message: message)
  }
}
