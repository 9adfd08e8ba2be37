import ArgumentParser
import ETLStore

/// `etl migrate`: raises a database of an older program to the schema of this one.
struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Raise a database of an older program to the tables of this one.",
    discussion: """
      A run does it by itself before it loads; this is for databases that are only read. All is one \
      transaction: when it fails or is killed, the database is as it was. A database of a newer \
      program is refused.
      """)

  @Argument(help: "A database, or a pipeline file that loads into one.")
  var file = "pipeline.yml"
  @Flag(help: "Print what would be done, and do nothing.")
  var dryRun = false

  func run() throws {
    let path = try DatabaseArgument(file: file).path()
    let report = try DatabaseArgument.explaining { () throws(StoreError) in
      try SchemaMigrator.migrate(path: path, isRehearsal: dryRun)
    }
    if report.steps.isEmpty {
      return try Console.print(
        "\(path): nothing to do, the schema version is \(report.newVersion)")
    }
    let intent = dryRun ? " would be raised" : ""
    try Console.print("\(path):\(intent) version \(report.oldVersion) -> \(report.newVersion)")
    for step in report.steps { try Console.print("  " + step) }
  }
}
