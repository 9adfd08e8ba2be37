/// The inputs and stages of a run with the records that went along the arrows.
public struct ReportGraph: Sendable {
  /// An input or a stage.
  public struct Node: Sendable {
    public var name: String
    public var type: String
    /// What else is told of it, such as `3 dropped`.
    public var note: String
    public var isInput: Bool

    /// Creates a node.
    public init(name: String, type: String, note: String, isInput: Bool) {
      self.name = name
      self.type = type
      self.note = note
      self.isInput = isInput
    }
  }

  /// A way of records from one node to another.
  public struct Arrow: Sendable {
    public var from: Int
    public var to: Int
    /// How many records went along it; nil when that is not known.
    public var records: Int?

    /// Creates an arrow between nodes, by their indexes.
    public init(from: Int, to: Int, records: Int?) {
      self.from = from
      self.to = to
      self.records = records
    }
  }

  /// Each behind those from which an arrow leads to it.
  public var nodes: [Node]
  public var arrows: [Arrow]

  /// Creates a graph.
  ///
  /// - Precondition: No arrow leads back.
  public init(nodes: [Node], arrows: [Arrow]) {
    precondition(
      arrows.allSatisfy { 0 <= $0.from && $0.from < $0.to && $0.to < nodes.count },
      "arrows must lead to nodes behind those that they start from")
    self.nodes = nodes
    self.arrows = arrows
  }
}
