import ETLPipeline

extension RunPreview {
  /// What a run would do, as a person reads it.
  var text: [String] {
    if isFirstRun {
      return ["a run would do everything: there is no database yet, or it remembers nothing"]
        + inputs.map { "  \($0.input): \($0.firstWords)" }
    }
    if isIdle {
      return ["a run would have nothing to do: every input and every stage is as it was"]
    }
    var lines = ["a run would"]
    lines += inputs.filter { $0.filesToRead > 0 }.map {
      "  \($0.input): read \($0.words), leave out \($0.unchangedFiles) unchanged"
    }
    lines += inputs.filter { $0.addresses > 0 }.map { "  \($0.input): \($0.askingWords)" }
    lines += stages.map { work in
      let how = work.isRead ? "read and worked out again" : "worked out again from the database"
      return
        "  \(work.stage): \(Self.count(work.articles, "record")) of \(work.input) \(how): \(work.reason)"
    }
    lines += comparisons.map { "  \($0.stage): compare all articles again: \($0.reason)" }
    return lines
  }

  /// What a run would do, as a tree.
  var value: OptionValue {
    .map([
      "first_run": .bool(isFirstRun), "idle": .bool(isIdle),
      "inputs": .list(
        inputs.map {
          .map([
            "input": .string($0.input), "new_files": .integer($0.newFiles),
            "changed_files": .integer($0.changedFiles),
            "outdated_files": .integer($0.outdatedFiles),
            "unchanged_files": .integer($0.unchangedFiles), "bytes": .integer($0.byteCount),
            "addresses": .integer($0.addresses),
          ])
        }),
      "stages": .list(
        stages.map {
          .map([
            "stage": .string($0.stage), "input": .string($0.input),
            "records": .integer($0.articles), "read_again": .bool($0.isRead),
            "reason": .string($0.reason),
          ])
        }),
      "comparisons": .list(
        comparisons.map {
          .map(["stage": .string($0.stage), "reason": .string($0.reason)])
        }),
      "missing": .list(missing.map { .string($0) }),
    ])
  }

  fileprivate static func count(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
  }
}

extension RunPreview.InputWork {
  /// `ask 3 addresses, if they are due`.
  fileprivate var askingWords: String {
    "ask \(RunPreview.count(addresses, "address", plural: "addresses")), if they are due"
  }

  /// `read 5 files`.
  fileprivate var firstWords: String {
    if addresses == 0 { return "read \(RunPreview.count(filesToRead, "file"))" }
    let asking = "ask \(RunPreview.count(addresses, "address", plural: "addresses"))"
    return filesToRead == 0
      ? asking : "read \(RunPreview.count(filesToRead, "archive")) and \(asking)"
  }

  /// `1 new and 2 changed files (3.4 MB)`.
  fileprivate var words: String {
    let parts = [(newFiles, "new"), (changedFiles, "changed"), (outdatedFiles, "outdated")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let size = byteCount < 1_000_000 ? "\(byteCount / 1000) kB" : "\(byteCount / 1_000_000) MB"
    return parts.joined(separator: " and ") + " file\(filesToRead == 1 ? "" : "s") (\(size))"
  }
}
