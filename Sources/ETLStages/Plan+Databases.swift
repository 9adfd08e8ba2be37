public import ETLPipeline

extension Plan {
  /// The database files that the plan loads into, each once, in the order of the stages.
  public var databases: [String] {
    var paths: [String] = []
    for case let options as LoadSQLite.Options in stages.map(\.options) {
      let path = options.database.resolved
      if !paths.contains(path) { paths.append(path) }
    }
    return paths
  }
}
