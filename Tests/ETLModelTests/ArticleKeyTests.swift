import ETLModel
import Testing

struct ArticleKeyTests {
  @Test func `a digest is the same in every run and on every machine`() {
    let key = ArticleKey(input: "news", externalID: "صحف/001")
    #expect(key.digest == "7b513fd76ad36caf8456fc36180f2b0b")
  }

  @Test func `keys that join to the same text differ`() {
    let first = ArticleKey(input: "news", externalID: "1/2")
    let second = ArticleKey(input: "news1", externalID: "/2")
    #expect(first != second)
    #expect(first.digest != second.digest)
  }

  @Test func `keys are ordered by input, then by id`() {
    let keys = [("b", "1"), ("a", "2"), ("a", "10")].map {
      ArticleKey(input: $0.0, externalID: $0.1)
    }
    #expect(keys.sorted().map { $0.input + $0.externalID } == ["a10", "a2", "b1"])
  }
}
