import ETLPipeline
import Testing

struct StageSelectionTests {
  private func selected(_ select: [String], excluding exclude: [String] = []) throws -> [String] {
    let plan = try Plan.read(
      RunnerTests.pipeline(sink: "none"), file: "toys.yml", baseDirectory: "/", catalog: .toys,
      environment: [:])
    let indices = try StageSelection(select: select, exclude: exclude).indices(in: plan)
    return indices.map { $0.sorted().map { plan.stages[$0].name } } ?? ["all"]
  }

  @Test(arguments: [
    ("", "", "all"), ("drop", "", "drop"), ("drop+", "", "drop measure rank keep"),
    ("+rank", "", "make drop rank"), ("+rank+", "", "make drop rank keep"),
    ("make,keep", "", "make keep"), ("", "rank", "make drop measure keep"),
    ("drop+", "measure,keep", "drop rank"), ("", "+measure", "rank keep"),
  ])
  func `a pattern selects stages with what needs them and what they need`(
    select: String, exclude: String, stages: String
  ) throws {
    #expect(
      try selected(
        select.isEmpty ? [] : [select], excluding: exclude.isEmpty ? [] : [exclude]
      ).joined(separator: " ") == stages)
  }

  @Test(arguments: [
    ("ranks", "'ranks' selects no stage of toys.yml; did you mean 'rank'?"),
    ("+x+", "'+x+' selects no stage of toys.yml; known are drop, keep, make, measure, rank"),
    ("", "'' selects no stage of toys.yml; known are drop, keep, make, measure, rank"),
  ])
  func `a pattern that selects nothing is told with the near names`(
    pattern: String, message: String
  ) {
    #expect {
      try selected([pattern])
    } throws: {
      "\($0)" == message
    }
  }

  @Test func `a selection of nothing is an error`() {
    #expect(throws: SelectionError.self) { try selected(["rank"], excluding: ["+keep"]) }
  }
}
