/// The keys of a pipeline file: the one table that the reader and the JSON Schema follow, so that
/// neither knows a key the other refuses.
enum PipelineKeys {
  /// A key and what stands under it, in one line.
  struct Key {
    var name: String
    var summary: String

    init(_ name: String, _ summary: String) {
      self.name = name
      self.summary = summary
    }
  }

  static let topLevel = [
    Key("version", "The version of this format: 1."),
    Key("name", "What the pipeline is called in reports."),
    Key("inputs", "Where articles come from: a name for each, its type and options."),
    Key("stages", "What is done with them: a name for each stage, what it uses and needs."),
    Key("limits", "How far a run may go."),
    Key("checks", "Questions to the database, asked before a load is published."),
    Key("monitor", "Who is told how a run ended."),
    Key("profiles", "Values that are laid over the file by --profile: a name for each."),
  ]

  /// Beside these an input has the options of its type.
  static let input = [
    Key("type", "What kind of input it is; `etl stages` lists them with their options.")
  ]

  static let stage = [
    Key("uses", "What the stage is; `etl stages` lists them with their options."),
    Key("needs", "The stages whose output it reads."),
    Key("from", "The inputs that a source reads."),
    Key("with", "The options of the stage."),
    Key("timeout", "The longest time that one record may take, such as 30s; then it is rejected."),
  ]

  static let limits = [
    Key("workers", "Threads that work on records; 0 means one for each core."),
    Key("max_rejected", "How many rejects fail a run: a share such as \"1%\", or a number."),
    Key("run_timeout", "How long a run may take, such as 30m or 3h."),
    Key("busy_timeout", "How long a database that others keep busy is waited for, such as 30s."),
    Key("retries", "How often something is tried again after an error that may pass."),
  ]

  static let monitor = [
    Key("metrics", "A file for the textfile collector of Prometheus' node exporter."),
    Key("ping", "A URL that is fetched when a run starts and ends; failures add the exit code."),
  ]

  static let check = [
    Key("name", "What the check is called in reports."),
    Key("severity", "error takes the load back; warn only reports."),
    Key("sql", "A query; the first column of its first row is compared."),
    Key("min", "The least value that is right."),
    Key("max", "The greatest value that is right."),
    Key("equals", "The one value that is right."),
    Key("rows", "A query that must return no row."),
    Key("volume", "New or changed articles of this run, against the average of earlier ones."),
    Key("freshness", "The age of the newest article of each input and publisher."),
  ]

  static let volume = [
    Key("runs", "How many earlier runs are averaged."),
    Key("min", "The least share of the average, such as 50%, or a number of articles."),
    Key("max", "The greatest share of the average, such as 200%, or a number of articles."),
  ]

  static let freshness = [
    Key("max_age", "How old the newest article may be, such as 2d."),
    Key("input", "The one input that is asked about; without it all are."),
  ]
}

extension [PipelineKeys.Key] {
  var names: [String] { map(\.name) }
}
