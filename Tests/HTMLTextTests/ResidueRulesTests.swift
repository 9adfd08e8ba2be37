import ETLModel
import ETLTestSupport
import Foundation
import HTMLText
import Testing

struct ResidueRulesTests {
  private let ids = Set(ResidueRules.all.map(\.id))

  @Test func `every rule is listed once`() {
    #expect(ids.count == ResidueRules.all.count)
  }

  @Test func `every id in the sources of cleaning is listed, and all that is listed is there`()
    throws
  {
    let directory = ProjectFiles.root + "/Sources/HTMLText"
    var written: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: directory)
    where name.hasSuffix(".swift") && name != "ResidueRules.swift" {
      let text = try String(contentsOfFile: directory + "/" + name, encoding: .utf8)
      for match in text.matches(of: #/"((?:[a-z_]+)\.[a-z_]+)"/#)
      where Self.kinds.contains(String(match.1.prefix { $0 != "." })) {
        written.insert(String(match.1))
      }
    }
    let suffixes = [".rest", ".headline"]
    let bare = ids.filter { id in
      !suffixes.contains { id.hasSuffix($0) && id.dropLast($0.count).contains(".") }
    }
    #expect(written == bare)
  }

  /// What ids start with.
  private static let kinds: Set<String> = [
    "byline", "caption", "contact", "date", "duplicate", "embed", "limit", "markup", "navigation",
    "other",
    "promo", "reading_time", "related", "share", "source", "tags", "title",
  ]
}
