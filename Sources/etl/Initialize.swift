import ArgumentParser
import ETLPipeline
import Foundation

/// `etl init`: writes a pipeline file to begin with.
struct Initialize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented pipeline.yml, an inbox and the lexicons.",
    discussion: """
      Prints a crontab line and a systemd timer to copy. Exits with 73 when there is a pipeline.yml
      already, unless --force is given; lexicons that are there are always kept.
      """)

  @Argument(help: "Where the files are written; made when it is not there.", completion: .directory)
  var directory = "."
  @Flag(help: "Write over a pipeline.yml that is there.")
  var force = false

  func run() throws {
    let root = URL(fileURLWithPath: directory).standardizedFileURL
    let pipeline = root.appendingPathComponent("pipeline.yml")
    guard force || !Self.exists(pipeline) else {
      throw failure("'\(pipeline.path)' exists already; name another directory or use --force")
    }
    guard let program = Self.program, let lexicons = Self.lexicons(of: program) else {
      throw failure(
        "there are no lexicons in ../share/etl/lexicons beside the program; install it anew")
    }
    do {
      try Self.makeDirectory(root.appendingPathComponent("inbox"))
      try Self.copy(lexicons, to: root.appendingPathComponent("lexicons"))
      // Last: a directory with a pipeline file is a whole one.
      try Data(PipelineTemplate.text.utf8).write(to: pipeline, options: .atomic)
    } catch {
      throw failure("'\(root.path)' cannot be written: \(error.localizedDescription)")
    }
    Console.note("wrote \(pipeline.path); put articles into \(root.path)/inbox and run `etl run`")
    for line in Schedule(program: program.path, pipeline: pipeline.path).lines {
      try Console.print(line)
    }
  }

  private func failure(_ message: String) -> any Error {
    Console.note("error: \(message)")
    return ArgumentParser.ExitCode(ETLPipeline.ExitCode.cannotCreate.rawValue)
  }

  private static func exists(_ url: URL) -> Bool {
    // A link that leads nowhere is something too.
    (try? FileManager.default.attributesOfItem(atPath: url.path)) != nil
  }

  private static func makeDirectory(_ url: URL) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// Copies the lexicons that are not there yet.
  private static func copy(_ source: URL, to target: URL) throws {
    try makeDirectory(target)
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path).sorted()
    where name.hasSuffix(".tsv") {
      let file = target.appendingPathComponent(name)
      if exists(file) {
        Console.note("kept \(file.path)")
      } else {
        // Written anew, so that the copy may be edited whatever the rights of the original are.
        try Data(contentsOf: source.appendingPathComponent(name)).write(to: file)
      }
    }
  }

  /// The program that runs.
  private static var program: URL? {
    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return path.map { URL(fileURLWithPath: $0) }
  }

  /// The lexicons that `make install` puts beside the program, else those of the project that it
  /// was built in.
  private static func lexicons(of program: URL) -> URL? {
    let bin = program.deletingLastPathComponent()
    var candidates = [
      bin.deletingLastPathComponent().appendingPathComponent("share/etl/lexicons")
    ]
    var directory = bin
    while directory.path != "/" {
      candidates.append(directory.appendingPathComponent("seeds/lexicons"))
      directory = directory.deletingLastPathComponent()
    }
    return candidates.first { exists($0.appendingPathComponent("cues.tsv")) }
  }
}
