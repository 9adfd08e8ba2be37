import ETLModel
import Foundation

/// What will run: every stage resolved, its options filled in, in an order that respects `needs`.
public struct Plan: Sendable {
  /// One stage of the graph.
  public struct PlannedStage: Sendable {
    /// The name in the pipeline file.
    public var name: String
    public var entry: StageEntry
    /// The stages whose output it reads, as indexes into ``Plan/stages``.
    public var needs: [Int]
    /// The inputs a source reads.
    public var inputs: [ConfiguredInput]
    /// The options as a tree, defaults included.
    public var values: OptionValue
    /// Seconds that one record may take in the stage; nil for no limit.
    public var timeout: Int?
    /// Where the stage stands in the pipeline file.
    public var place: Diagnostic.Place
    /// The decoded options, secrets included: never to be shown.
    public var options: any StageOptions
  }

  public var name: String
  /// The pipeline file as the user named it.
  public var file: String
  /// The stages, each behind those it needs.
  public var stages: [PlannedStage]
  public var limits: RunLimits
  public var checks: [Check]
  /// Who is told how a run ended.
  public var monitor: Monitor
  /// A hash of the whole resolved plan.
  public var hash: String
  /// What must not be shown: see ``Redactor``.
  public var secrets: Secrets
  /// Warnings and notices about the file.
  public var warnings: [Diagnostic]

  /// Reads and checks the pipeline file at `path`.
  ///
  /// Nothing but the file itself is read: neither inputs nor lexicons nor databases.
  ///
  /// - Parameters:
  ///   - path: The file, as the user named it; messages repeat it.
  ///   - environment: What `${NAME}` expands to.
  /// - Throws: `DiagnosticsError` with every mistake found.
  public static func load(
    path: String, catalog: Catalog, environment: [String: String]
  ) throws(DiagnosticsError) -> Plan {
    try load(path: path, catalog: catalog, overrides: PlanOverrides(environment: environment))
  }

  /// Reads and checks the pipeline file at `path` with a profile and settings laid over it.
  ///
  /// - Throws: `DiagnosticsError` with every mistake found.
  public static func load(
    path: String, catalog: Catalog, overrides: PlanOverrides
  ) throws(DiagnosticsError) -> Plan {
    let data: Data
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      // One byte more than is allowed tells that there is more.
      data = try handle.read(upToCount: YAMLSafety.largestFile + 1) ?? Data()
    } catch {
      throw DiagnosticsError([
        Diagnostic(
          .error, "pipeline file '\(path)' cannot be read; name one, or write pipeline.yml here",
          at: nil)
      ])
    }
    guard data.count <= YAMLSafety.largestFile else {
      throw DiagnosticsError([
        Diagnostic(
          .error, "the file is larger than 1 MiB; a pipeline file is a few KiB",
          at: .init(file: path, line: 1))
      ])
    }
    // A byte order mark is no part of the text.
    let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DiagnosticsError([
        Diagnostic(.error, "the file is not valid UTF-8", at: .init(file: path, line: 1))
      ])
    }
    let absolute = URL(fileURLWithPath: path).standardizedFileURL
    return try read(
      text, file: path, baseDirectory: absolute.deletingLastPathComponent().path,
      catalog: catalog, overrides: overrides)
  }

  /// Reads and checks the text of a pipeline file.
  ///
  /// - Parameter baseDirectory: What relative paths are relative to.
  /// - Throws: `DiagnosticsError` with every mistake found.
  public static func read(
    _ text: String, file: String, baseDirectory: String, catalog: Catalog,
    environment: [String: String]
  ) throws(DiagnosticsError) -> Plan {
    try read(
      text, file: file, baseDirectory: baseDirectory, catalog: catalog,
      overrides: PlanOverrides(environment: environment))
  }

  /// Reads and checks the text of a pipeline file with a profile and settings laid over it.
  ///
  /// - Throws: `DiagnosticsError` with every mistake found.
  public static func read(
    _ text: String, file: String, baseDirectory: String, catalog: Catalog,
    overrides: PlanOverrides
  ) throws(DiagnosticsError) -> Plan {
    var diagnostics: [Diagnostic] = []
    let interpolation = Interpolation(
      environment: overrides.environment, isEnabled: overrides.expandsEnvironment)
    let yaml = YAMLReader(file: file, interpolation: interpolation, profile: overrides.profile)
    let overlay = PlanOverlay(overrides: overrides, yaml: yaml)
    var reader = PipelineFileReader()
    reader.baseDirectory = baseDirectory
    reader.vault = interpolation.vault
    guard let base = yaml.read(text, &diagnostics) else {
      throw DiagnosticsError(diagnostics.sorted())
    }
    let root = overlay.apply(to: base, &diagnostics)
    guard let written = reader.read(root) else {
      throw DiagnosticsError((diagnostics + reader.diagnostics).sorted())
    }
    diagnostics += reader.diagnostics
    var checks = PlanChecks(catalog: catalog, baseDirectory: baseDirectory)
    checks.vault = interpolation.vault
    let stages = checks.resolve(written)
    diagnostics += checks.diagnostics
    let name = URL(fileURLWithPath: file).lastPathComponent
    diagnostics += PathChecks(pipelineFile: baseDirectory + "/" + name).problems(stages)
    if !overrides.expandsEnvironment {
      let open = root.placesOfForms
      diagnostics.removeAll { $0.place.map(open.contains) ?? false }
    }
    // The options' own problems may quote a value.
    diagnostics = diagnostics.map(Redactor(interpolation.vault.secrets).redact)
    let errors = diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticsError(diagnostics.sorted()) }
    return Plan(
      name: written.name, file: file, stages: stages, limits: written.limits,
      checks: written.checks, monitor: written.monitor, hash: hash(written, stages),
      secrets: interpolation.vault.secrets,
      warnings: diagnostics.sorted())
  }

  private static func hash(_ written: PipelineFile, _ stages: [PlannedStage]) -> String {
    var fields: [String] = [written.name]
    for stage in stages {
      fields += [stage.name, stage.fingerprint(contents: [:]).hash]
      fields += stage.inputs.map { "\($0.name)=\($0.type)\($0.values.json)" }
      fields += stage.needs.map { stages[$0].name }
    }
    fields += written.checks.map { "\($0.name) \($0.severity) \($0.question) \($0.expectation)" }
    return ContentHash.sha256(ofFields: fields).hex
  }
}
