import ETLModel
import ETLTestSupport

/// Makes articles about nothing, from words that no language has.
struct InventedNews {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// A word of two or three syllables.
  mutating func word() -> String {
    let onsets = Array("بتثجحخدذرزسشصضطظعغفقكلمنه".unicodeScalars)
    let vowels = Array("اوي".unicodeScalars)
    var word = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 2...3, using: &random) {
      word.append(onsets[Int.random(in: 0..<onsets.count, using: &random)])
      word.append(vowels[Int.random(in: 0..<vowels.count, using: &random)])
    }
    return String(word)
  }

  /// The words of a text, in which small words stand between the invented ones as in news.
  mutating func words(_ count: Int) -> [String] {
    let small = ["في", "من", "على", "إلى", "أن", "التي", "عن", "مع", "الذي", "خلال", "بعد", "هذا"]
    return (0..<count).map { _ in
      Int.random(in: 0..<3, using: &random) == 0
        ? small[Int.random(in: 0..<small.count, using: &random)] : word()
    }
  }

  /// `words` with about one in `period` replaced.
  mutating func edited(_ words: [String], oneIn period: Int) -> [String] {
    words.map { Int.random(in: 0..<period, using: &random) == 0 ? word() : $0 }
  }
}

/// A document with an id, a text, and what else a test is about.
func document(
  _ id: String, _ text: String, on day: String? = "2026-03-01", title: String? = nil,
  agency: String? = nil
) -> Document {
  let capture = Capture(
    via: .file, charset: "utf-8", charsetOrigin: "valid", byteCount: 0, sha256: "")
  var document = Document(
    article: ArticleKey(input: "invented", externalID: id), capture: capture,
    body: Array(text.utf8))
  document.publication.on = day
  document.title = title
  document.agency = agency
  return document
}

/// A document of words.
func document(
  _ id: String, _ words: [String], on day: String? = "2026-03-01", agency: String? = nil
) -> Document {
  document(id, words.joined(separator: " "), on: day, agency: agency)
}
