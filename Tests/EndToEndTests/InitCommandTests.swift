import ETLTestSupport
import Foundation
import Testing

struct InitCommandTests {
  let directory = try! TemporaryDirectory()
  var project: String { directory.path("it's 100% new") }
  var pipeline: String { project + "/pipeline.yml" }

  @Test func `what init writes is valid and runs over a sample article`() throws {
    let result = try Program.run(["init", project])
    #expect(result.code == 0, "\(result.errors)")
    let valid = try Program.run(["validate", pipeline])
    #expect(valid.code == 0, "\(valid.errors)")
    #expect(!valid.errors.contains("warning"), "\(valid.errors)")
    #expect(try Program.run(["run", "-q", pipeline]).code == 0)
    try FileManager.default.copyItem(
      atPath: ProjectFiles.articles + "/"
        + (try #require(
          try FileManager.default.contentsOfDirectory(atPath: ProjectFiles.articles).sorted()
            .first)),
      toPath: project + "/inbox/a.txt")
    let run = try Program.run(["run", "-q", pipeline])
    #expect(run.code == 0)
    #expect(run.errors.isEmpty, "\(run.errors)")
    #expect(try Program.run(["runs", pipeline]).output.contains("ok"))
  }

  @Test func `stdout is a crontab line and systemd units with absolute, quoted paths`() throws {
    let output = try Program.run(["init", project]).output
    #expect(output.contains("17 * * * * "))
    #expect(output.contains(" run -q '\(directory.path)/it'\"'\"'s 100\\% new/pipeline.yml'\n"))
    #expect(output.contains(" run -q \"\(directory.path)/it's 100%% new/pipeline.yml\"\n"))
    #expect(output.contains("OnCalendar=hourly"))
  }

  @Test func `a pipeline file that is there is kept unless forced, lexicons always`() throws {
    let file = try directory.write("mine", to: "p/pipeline.yml")
    let lexicon = try directory.write("mine", to: "p/lexicons/cues.tsv")
    let refused = try Program.run(["init", directory.path("p")])
    #expect(refused.code == 73)
    #expect(refused.errors.contains("exists already; name another directory or use --force"))
    #expect(refused.output.isEmpty)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    #expect(try Program.run(["init", "--force", directory.path("p")]).code == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8) != "mine")
    #expect(try String(contentsOfFile: lexicon, encoding: .utf8) == "mine")
  }

  @Test func `the directory defaults to the working directory`() throws {
    #expect(try Program.run(["init"], in: directory.path).code == 0)
    #expect(FileManager.default.fileExists(atPath: directory.path("pipeline.yml")))
    #expect(FileManager.default.fileExists(atPath: directory.path("inbox")))
  }
}
