import ArabicText
import ETLModel
import ETLTestSupport
import Testing

@testable import NearDuplicates

struct DocumentSignatureTests {
  @Test func `a signature is small`() {
    var news = InventedNews(seed: 1)
    let signature = SignatureBuilder.signature(of: document("a", news.words(300)))
    let values = signature.byteCount + MemoryLayout<DocumentSignature>.size
    #expect(values < 2000)
  }

  @Test func `runs of words are sorted and distinct`() {
    var news = InventedNews(seed: 2)
    let words = news.words(400) + ["12", "3.5", "12"]
    let signature = SignatureBuilder.signature(of: document("a", words + words))
    #expect(zip(signature.sampledRuns, signature.sampledRuns.dropFirst()).allSatisfy { $0 < $1 })
    let counts = self.counts(signature)
    #expect(counts.numbers == 2)
    #expect(counts.lead <= 40)
  }

  private func counts(_ signature: DocumentSignature) -> WordTable.Counts {
    TextComparer().counts(of: ComparedText(signature))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `what is distinct is counted as sets count it`(seed: UInt64) {
    var news = InventedNews(seed: seed)
    let vocabulary = news.words(40) + ["7", "8", "9"]
    let words = (0..<300).map { _ in
      vocabulary[Int.random(in: 0..<vocabulary.count, using: &news.random)]
    }
    let signature = SignatureBuilder.signature(of: document("a", words))
    let values = Array(signature.words)
    let counts = self.counts(signature)
    #expect(Int(counts.rare) == Set(values.filter(ComparedWords.isRare)).count)
    #expect(Int(counts.numbers) == Set(values.filter(ComparedWords.isNumber)).count)
    #expect(Int(counts.lead) == Set(values.prefix(40)).count)
    let pairs = zip(values, values.dropFirst()).map { [$0, $1] }
    #expect(Int(counts.pairs) == Set(pairs).count)
  }

  @Test func `one run in four is kept, and all of a short text`() {
    var news = InventedNews(seed: 3)
    let words = news.words(2000)
    let long = SignatureBuilder.signature(of: document("a", words))
    #expect((400...600).contains(long.sampledRunCount))
    #expect(Int(long.inSampleCount) == long.sampledRunCount)
    let short = SignatureBuilder.signature(of: document("b", Array(words.prefix(63))))
    #expect(short.sampledRunCount == 61)
    #expect(short.inSampleCount < 30)
  }

  @Test func `a common word is not rare`() {
    let text = "في من على إلى أن التي عن مع الذي خلال بعد هذا كرنبيط"
    #expect(counts(SignatureBuilder.signature(of: document("a", text))).rare == 1)
  }

  @Test func `a text of any length has a bounded signature`() {
    var news = InventedNews(seed: 4)
    let words = news.words(21_000)
    let signature = SignatureBuilder.signature(of: document("a", words))
    #expect(signature.wordCount == 21_000)
    #expect(signature.comparedCount == 20_000)
    let other = SignatureBuilder.signature(of: document("b", words.dropLast() + ["ختام"]))
    #expect(signature.wordSequence != other.wordSequence)
  }

  @Test func `the order of words matters to the hash`() {
    let first = SignatureBuilder.signature(of: document("a", "كتاب قلم"))
    let second = SignatureBuilder.signature(of: document("b", "قلم كتاب"))
    #expect(first.wordSequence != second.wordSequence)
  }

  @Test func `a title cannot pass for the end of a short body`() {
    let whole = SignatureBuilder.signature(of: document("a", "كتاب قلم"))
    let split = SignatureBuilder.signature(of: document("b", "كتاب", title: "قلم"))
    #expect(whole.wordSequence != split.wordSequence)
  }

  @Test(
    arguments: [
      ("1970-01-01", 0), ("1970-03-01", 59), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
      ("2026-03-01", 20_513), ("1969-12-31", -1), ("0000-01-01", -719_528),
      ("2026-3-1", nil), ("2026-03", nil), ("2026-13-01", nil), ("2026-03-32", nil),
      ("2026-03-01T00", nil), ("", nil), ("٢٠٢٦-٠٣-٠١", nil), ("+026-03-01", nil),
    ] as [(String, Int32?)])
  func `days are counted from 1970`(text: String, expected: Int32?) {
    #expect(CivilDay.number(of: text) == expected)
  }

  @Test func `a date that gives no day is unknown`() {
    var dated = document("a", "خبر", on: "2026-01-01")
    #expect(SignatureBuilder.signature(of: dated).day != nil)
    dated.publication.precision = .month
    #expect(SignatureBuilder.signature(of: dated).day == nil)
  }

  @Test func `the frequent words are folded and distinct`() {
    let words = FrequentWords.ranked.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(words.count == 3000)
    #expect(Set(words).count == words.count)
    #expect(words.allSatisfy { Normalizer.folded($0) == $0 })
  }
}
