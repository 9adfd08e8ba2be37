import ETLTestSupport
import HTMLText
import Testing

/// Feeds and sitemaps with bits flipped and parts cut out, and texts made to be slow to read.
struct FeedMutationTests {
  @Test(arguments: FeedFixtures.feeds.indices)
  func `items are there or the feed is damaged`(_ index: Int) throws {
    let fixture = FeedFixtures.feeds[index]
    let bytes = Array(fixture.text.utf8)
    let count = try Feed.read(bytes, mediaType: nil, url: FeedFixtures.address).items.count
    for seed in 0..<300 as Range<UInt64> {
      let mutated = Self.mutated(bytes, seed)
      do {
        let feed = try Feed.read(mutated, mediaType: nil, url: FeedFixtures.address)
        #expect(feed.items.count >= count || feed.isDamaged, "\(fixture.name), seed \(seed)")
      } catch {
        #expect(error == .notAFeed, "\(fixture.name), seed \(seed)")
      }
    }
  }

  @Test func `entries are there or the sitemap is damaged`() {
    let bytes = Array(FeedFixtures.newsSitemap.utf8)
    for seed in 0..<300 as Range<UInt64> {
      do {
        let sitemap = try Sitemap.read(Self.mutated(bytes, seed), url: FeedFixtures.address)
        #expect(sitemap.entries.count >= 2 || sitemap.isDamaged, "seed \(seed)")
      } catch {
        #expect(error == .notASitemap, "seed \(seed)")
      }
    }
  }

  /// Between one and four bits flipped, or the end cut off, made valid UTF-8 again.
  private static func mutated(_ bytes: [UInt8], _ seed: UInt64) -> [UInt8] {
    var generator = SplitMix64(seed: seed)
    var output = bytes
    if seed % 4 == 0 {
      output.removeLast(Int.random(in: 10..<bytes.count, using: &generator))
    } else {
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        output[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
    }
    return Array(String(decoding: output, as: UTF8.self).utf8)
  }

  static let hostile: [(name: String, text: String)] = [
    ("attributes", "<item " + repeated("a='1' ", 50_000) + "/>"),
    ("different attributes", "<item " + numbered(30_000) { "a\($0)='' " } + "/>"),
    ("attributes without values", "<item " + numbered(50_000) { "a\($0) " } + "/>"),
    ("names", numbered(50_000) { "<a\($0)/>" }),
    ("long names", repeated("<" + repeated("a", 100_000) + ">", 5)),
    ("declarations", repeated("<x xmlns='a' xmlns:b='c'/>", 20_000)),
    ("bases", repeated("<x xml:base='" + repeated("a/", 100) + "'>", 100) + "<item>"),
    ("end tags", repeated("</a>", 100_000)),
    ("comments", repeated("<!--", 100_000)),
    ("sections", repeated("<title><![CDATA[</title>", 30_000)),
    ("sections with one end", repeated("<title><![CDATA[</title>", 30_000) + "]]>"),
    ("instructions", repeated("<?x", 100_000)),
    ("declarations without end", repeated("<!x", 100_000)),
    ("document types", repeated("<!DOCTYPE [", 50_000)),
    ("ampersands", "<item><title>" + repeated("&zz;&", 100_000)),
    ("less-than signs", "<item><title>" + repeated("< <a", 100_000)),
    ("quotes", repeated("<a b=\"", 50_000)),
    ("items", repeated("<item><title>", 50_000)),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: hostile.indices)
  func `no text is slow to read`(_ index: Int) {
    let (name, text) = Self.hostile[index]
    do {
      let feed = try Feed.read(
        Array(FeedFixtures.rss(text).utf8), mediaType: nil, url: FeedFixtures.address)
      #expect(feed.items.count <= Feed.maximumItemCount, "\(name)")
    } catch {
      #expect(error == .tooDeep, "\(name)")
    }
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  private static func numbered(_ count: Int, _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined()
  }
}
