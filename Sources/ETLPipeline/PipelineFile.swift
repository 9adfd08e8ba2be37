/// What the user wrote: sections with the places of their parts, nothing resolved.
struct PipelineFile: Sendable {
  struct Input: Sendable {
    var name: String
    var namePlace: Diagnostic.Place
    var type: String
    var typePlace: Diagnostic.Place
    var options: [ConfigNode.Pair]
  }

  struct StageSection: Sendable {
    var name: String
    var namePlace: Diagnostic.Place
    var uses: String
    var usesPlace: Diagnostic.Place
    var needs: [Reference]
    var from: [Reference]
    /// Where `from` stands, if it was written.
    var fromPlace: Diagnostic.Place?
    var needsPlace: Diagnostic.Place?
    var options: [ConfigNode.Pair]
    /// Seconds that one record may take.
    var timeout: Int?
  }

  /// The name of a stage or an input, where it is used.
  struct Reference: Sendable {
    var name: String
    var place: Diagnostic.Place
  }

  var name: String
  var inputs: [Input]
  var stages: [StageSection]
  /// The names of stages that were written so that they could not be read.
  var unreadableStages: Set<String> = []
  var limits: RunLimits
  var checks: [Check]
  var monitor = Monitor()
  var place: Diagnostic.Place
}
