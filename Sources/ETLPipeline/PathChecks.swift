import Foundation

/// Finds files that a plan would write and also needs for something else.
struct PathChecks {
  /// The pipeline file.
  var pipelineFile: String

  /// What is wrong with the outputs of `stages`, symbolic links followed.
  func problems(_ stages: [Plan.PlannedStage]) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var writers: [String: String] = [:]
    let inputs = readers(stages)
    for stage in stages {
      for path in stage.options.outputPaths() where !path.written.isEmpty {
        let file = Self.canonical(path.resolved)
        let owner = "stage '\(stage.name)' writes '\(path.written)', "
        if let other = writers[file] {
          problems.append(
            Diagnostic(
              .error, owner + "which stage '\(other)' writes too; name another file",
              at: stage.place))
        }
        writers[file] = writers[file] ?? stage.name
        if let input = inputs[file] {
          problems.append(
            Diagnostic(
              .error, owner + "which input '\(input)' reads; name another file", at: stage.place))
        }
        if file == Self.canonical(pipelineFile) {
          problems.append(
            Diagnostic(
              .error, owner + "which is the pipeline file; name another file", at: stage.place))
        }
      }
    }
    return problems
  }

  /// The first input that names each file; a pattern names none.
  private func readers(_ stages: [Plan.PlannedStage]) -> [String: String] {
    var readers: [String: String] = [:]
    for input in stages.flatMap(\.inputs) {
      for path in input.options.inputPaths() where !path.written.isEmpty {
        let file = Self.canonical(path.resolved)
        readers[file] = readers[file] ?? input.name
      }
    }
    return readers
  }

  /// Where a path leads, also when nothing is there yet.
  static func canonical(_ path: String, depth: Int = 0) -> String {
    // As many as the kernel follows.
    guard depth < 40 else { return path }
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    let directory = (path as NSString).deletingLastPathComponent
    guard directory != path else { return path }
    if let link = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
      return canonical(link.hasPrefix("/") ? link : directory + "/" + link, depth: depth + 1)
    }
    let name = (path as NSString).lastPathComponent
    return (canonical(directory, depth: depth + 1) as NSString).appendingPathComponent(name)
  }
}
