/// One value of the pipeline file, with the place where it was written.
struct ConfigNode: Hashable, Sendable {
  /// A key of a map and its value.
  struct Pair: Hashable, Sendable {
    var key: String
    var keyPlace: Diagnostic.Place
    var value: ConfigNode
  }

  enum Value: Hashable, Sendable {
    /// `isPlain`: written without quotation marks.
    case scalar(String, isPlain: Bool)
    case list([ConfigNode])
    case map([Pair])
    /// `~`, `null` or nothing at all.
    case null
  }

  var value: Value
  var place: Diagnostic.Place

  /// What kind of value it is, for messages.
  var kindName: String {
    switch value {
    case .scalar(let text, _): "'\(SecretVault.masked(text))'"
    case .list: "a list"
    case .map: "a map"
    case .null: "nothing"
    }
  }
}
