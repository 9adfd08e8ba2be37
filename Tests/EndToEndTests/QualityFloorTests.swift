import ETLTestSupport
import Foundation
import Testing

/// What the program must reach on texts that are not part of the project.
///
/// `ETL_GOLD_DIR` names the directory of the texts, their labels and the scorers; without it these
/// tests are skipped. A floor is lowered only with a reason in the commit.
@Suite(
  .enabled(
    if: ProjectFiles.gold != nil && ProcessInfo.processInfo.environment["ETL_BINARY"] != nil,
    "needs ETL_GOLD_DIR, the directory of gold data, and ETL_BINARY, a release build"))
struct QualityFloorTests {
  private let gold = ProjectFiles.gold ?? ""
  private let directory = try! TemporaryDirectory()

  private func python(_ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: ProjectFiles.root)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return data
  }

  /// Runs the program over a set of texts; what it found lies in the directory then.
  private func predict(_ texts: String, _ options: [String] = []) throws {
    _ = try python(
      [
        gold + "/predict.py", "--etl", Program.path, "--texts",
        texts.hasPrefix("/") ? texts : gold + "/" + texts, "--out",
        directory.path,
      ] + options)
  }

  private func score(_ scorer: String, _ arguments: [String]) throws -> [String: Any] {
    let data = try python([gold + "/" + scorer] + arguments + ["--json"])
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  private func expect(_ scores: [String: Any], _ floors: [String: Double]) {
    for (name, floor) in floors {
      let value = (scores[name] as? NSNumber)?.doubleValue ?? -1
      #expect(value >= floor, "\(name) is \(value)")
    }
  }

  @Test func `quotes and speakers`() throws {
    try predict("quotes/dev_texts.jsonl")
    let scores = try score(
      "quotes/score_quotes.py",
      [
        "--gold", gold + "/quotes/dev_gold.jsonl", "--texts", gold + "/quotes/dev_texts.jsonl",
        "--pred", directory.path("quotes.jsonl"),
      ])
    expect(
      scores,
      ["ident_F1": 0.95, "attribution": 0.93, "source_span": 0.89, "e2e_F1": 0.89, "cue": 0.97])
  }

  @Test(arguments: [
    ("golden_rules", 1.0, 1.0), ("dev", 0.99, 0.975), ("hard_dev", 0.97, 0.95),
    ("fresh_hard", 0.94, 0.92), ("seeds", 0.995, 0.99),
  ])
  func `sentences`(set: String, boundaries: Double, exact: Double) throws {
    try predict("segment/\(set).jsonl", ["--keep-residue"])
    let scores = try score(
      "segment/score_segmentation.py",
      [gold + "/segment/\(set).jsonl", directory.path("sentences.jsonl")])
    expect(scores["total"] as? [String: Any] ?? [:], ["F1": boundaries, "exactF1": exact])
  }

  @Test func `residue`() throws {
    try predict("clean/text_dev.jsonl")
    let scores = try score(
      "clean/score_residue.py",
      [
        "--gold", gold + "/clean/text_dev_gold.jsonl", "--texts",
        gold + "/clean/text_dev.jsonl", "--pred", directory.path("bodies.jsonl"),
      ])
    expect(
      scores, ["body_recall": 0.998, "residue_recall": 0.97, "body_f1": 0.99, "perfect": 0.9])
  }

  @Test func `pages`() throws {
    let unpacked = try TemporaryDirectory()
    _ = try python([gold + "/clean/pages_to_jsonl.py", unpacked.path])
    _ = try python([
      gold + "/predict.py", "--etl", Program.path, "--texts", unpacked.path("pages.jsonl"),
      "--out", directory.path,
    ])
    let scores = try score(
      "clean/score_extract.py",
      ["--gold", unpacked.path("gold.jsonl"), "--pred", directory.path("bodies.jsonl")])
    // The trees were fitted to these pages: the floor tells of damage, not of quality.
    expect(scores, ["F1": 0.95, "title": 0.84, "date": 0.84, "author_F1": 0.8])
    let wrong = (scores["date_wrong"] as? NSNumber)?.doubleValue ?? 1
    #expect(wrong <= 0.04)
  }

  @Test func `copies, templates and round-ups of a generator`() throws {
    let base = gold + "/dedupe/base_dev.jsonl.gz"
    let articles = directory.path("base.jsonl")
    let unpack =
      "import gzip,shutil,sys;shutil.copyfileobj(gzip.open(sys.argv[1]),open(sys.argv[2],'wb'))"
    _ = try python(["-c", unpack, base, articles])
    let (documents, truth) = (directory.path("documents.jsonl"), directory.path("truth.jsonl"))
    _ = try python([
      gold + "/dedupe/synth.py", "--base", articles, "--n", "4000", "--seed", "3", "--docs",
      documents, "--truth", truth,
    ])
    try predict(documents)
    let output = try python([
      gold + "/dedupe/score_dedupe.py", "--pred", directory.path("clusters.jsonl"), "--truth",
      truth,
    ])
    let last = String(decoding: output, as: UTF8.self).split(separator: "\n").last ?? ""
    let scores = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any] ?? [:]
    expect(scores["clusters"] as? [String: Any] ?? [:], ["B3_F1": 0.975, "ARI": 0.95])
  }
}
