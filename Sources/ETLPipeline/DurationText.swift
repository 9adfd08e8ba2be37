/// Durations as a pipeline file writes them: `30s`, `15m`, `3h`, `2d`, `1h30m`, `250ms`.
public enum DurationText {
  /// The seconds of a duration; nil for anything else.
  public static func seconds(_ text: String) -> Double? {
    if text.hasSuffix("ms") {
      let digits = text.dropLast(2)
      guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      return Int(digits).map { Double($0) / 1000 }
    }
    return ScalarReader.seconds(text).map(Double.init)
  }
}
