import ETLPipeline

/// What can be wrong with the options of stages that compare articles.
enum ComparisonProblems {
  static func find(threshold: Double, windowDays: Int) -> [OptionProblem] {
    var problems: [OptionProblem] = []
    if !(0...1).contains(threshold) {
      problems.append(OptionProblem(key: "threshold", message: "must lie between 0 and 1"))
    }
    if windowDays < 0 {
      problems.append(OptionProblem(key: "window_days", message: "must not be negative"))
    }
    return problems
  }
}
