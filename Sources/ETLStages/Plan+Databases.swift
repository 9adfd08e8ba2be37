public import ETLPipeline
import Foundation

extension Plan {
  /// The database files that the plan loads into, each once, in the order of the stages.
  public var databases: [String] {
    let directory = URL(fileURLWithPath: file).standardizedFileURL.deletingLastPathComponent().path
    var paths: [String] = []
    for stage in stages where stage.entry.description.name == LoadSQLite.description.name {
      guard case .map(let options) = stage.values,
        case .string(let written)? = options["database"]
      else { continue }
      let path = OptionPath(written, base: directory).resolved
      if !paths.contains(path) { paths.append(path) }
    }
    return paths
  }
}
