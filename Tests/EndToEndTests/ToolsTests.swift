import ETLTestSupport
import Foundation
import Testing

/// The tools of analysts, installed from PyPI, read what the program wrote.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["ETL_TOOL_TESTS"] == "1",
    "needs ETL_TOOL_TESTS=1: it installs datasette, duckdb, sqlite-utils and pandas from PyPI"))
struct ToolsTests {
  private let workspace = Workspace()

  /// The extension by which DuckDB reads SQLite is a package of its own, for this version.
  private static let packages = [
    "datasette", "sqlite-utils", "pandas", "duckdb==1.4.4", "duckdb-ext-sqlite==1.4.4.*",
  ]

  /// Makes an environment of Python with some packages; nil, and the reason printed, without PyPI.
  private func environment(_ name: String, _ packages: [String]) throws -> String? {
    let directory = workspace.directory.path(name)
    let python = directory + "/bin/python"
    let made = try Program.run(["python3", "-m", "venv", directory], program: "/usr/bin/env")
    guard made.code == 0 else {
      print("skipped: python3 -m venv: \(made.errors)")
      return nil
    }
    let pip = ["-m", "pip", "-q", "--disable-pip-version-check"]
    let probe = try Program.run(
      ["timeout", "60", python] + pip + ["download", "--no-deps", "-d", directory, "sqlite-utils"],
      program: "/usr/bin/env")
    guard probe.code == 0 else {
      print("skipped: PyPI gives nothing within a minute: \(probe.errors.suffix(300))")
      return nil
    }
    let installed = try Program.run(pip + ["install"] + packages, program: python)
    #expect(installed.code == 0, "\(installed.errors)")
    return python
  }

  private func readBack(_ name: String, _ packages: [String]) throws {
    guard let python = try environment(name, packages) else { return }
    try workspace.writePipeline([
      "seeds: { type: files, paths: [\"\(ProjectFiles.articles)/*.txt\"] }"
    ])
    #expect(try workspace.run().code == 0)
    let metadata = try workspace.directory.write(
      Program.run(["schema", "--datasette"]).output, to: "datasette.yml")
    let result = try Program.run(
      [ProjectFiles.root + "/Tests/Scripts/tools/read_back.py", workspace.database, metadata],
      program: python)
    print(result.output)
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(!result.output.contains("skipped"), "\(result.output)")
  }

  @Test func `datasette, DuckDB, sqlite-utils and pandas read every table and view`() throws {
    try readBack("stable", Self.packages)
  }

  @Test func `the coming datasette reads the same file`() throws {
    try readBack("coming", ["datasette>=1.0a1"] + Self.packages.dropFirst())
  }
}
