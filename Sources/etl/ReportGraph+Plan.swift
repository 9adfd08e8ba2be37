import ETLModel
import ETLPipeline
import ETLStore
import HTMLReport

extension ReportGraph {
  /// The graph of a plan with what the last run counted; without a plan, its stages in a chain.
  ///
  /// - Parameter inputs: Articles of the database by input.
  init(plan: Plan?, stages: [StoredStage], inputs: [ReportFigures.Count]) {
    if let plan {
      self.init(plan, stages, inputs)
    } else {
      self.init(
        nodes: stages.map { Node(name: $0.stage, type: $0.uses, note: $0.note, isInput: false) },
        arrows: zip(stages, stages.indices.dropFirst()).map { stage, next in
          Arrow(from: next - 1, to: next, records: stage.recordsOut)
        })
    }
  }

  private init(_ plan: Plan, _ stages: [StoredStage], _ counts: [ReportFigures.Count]) {
    let ran = Dictionary(stages.map { ($0.stage, $0) }, uniquingKeysWith: { first, _ in first })
    let articles = Dictionary(
      counts.map { ($0.name, $0.count) }, uniquingKeysWith: { first, _ in first })
    var inputs: [String: Int] = [:]
    var nodes: [Node] = []
    for input in plan.stages.flatMap(\.inputs) where inputs[input.name] == nil {
      inputs[input.name] = nodes.count
      nodes.append(
        Node(
          name: input.name, type: input.type, note: "\(articles[input.name] ?? 0) in the database",
          isInput: true))
    }
    let first = nodes.count
    var arrows: [Arrow] = []
    for (index, stage) in plan.stages.enumerated() {
      nodes.append(
        Node(
          name: stage.name, type: stage.entry.description.name,
          note: ran[stage.name]?.note ?? "not in the last run", isInput: false))
      // What a source met is not counted by input.
      let met = stage.inputs.count == 1 ? ran[stage.name]?.recordsIn : nil
      arrows += stage.inputs.compactMap { inputs[$0.name] }
        .map { Arrow(from: $0, to: first + index, records: met) }
      arrows += stage.needs.map { need in
        Arrow(
          from: first + need, to: first + index,
          records: ran[plan.stages[need].name]?.recordsOut)
      }
    }
    self.init(nodes: nodes, arrows: arrows)
  }
}

extension StoredStage {
  /// What became of the records that do not leave the stage, and its status when it is not well.
  fileprivate var note: String {
    let parts = [
      status == "ok" || status == "cached" ? nil : status,
      recordsDropped > 0 ? "\(recordsDropped) dropped" : nil,
      recordsRejected > 0 ? "\(recordsRejected) rejected" : nil,
    ].compactMap(\.self)
    return parts.isEmpty ? "nothing lost" : parts.joined(separator: ", ")
  }
}
