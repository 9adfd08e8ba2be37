import ETLStages
import ETLTestSupport
import Foundation
import Testing

struct GlossaryTests {
  @Test func `every kind has names, and no name is twice in one kind`() {
    for kind in Glossary.Kind.allCases {
      let names = Glossary.all.filter { $0.kind == kind }.map(\.name)
      #expect(!names.isEmpty)
      #expect(Set(names).count == names.count, "\(kind)")
    }
    #expect(Glossary.all.allSatisfy { !$0.explanation.isEmpty })
  }

  @Test func `every drop reason in the sources is explained`() throws {
    let directory = ProjectFiles.root + "/Sources/ETLStages"
    var written: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
      let text = try String(contentsOfFile: directory + "/" + name, encoding: .utf8)
      for match in text.matches(of: #/static let \w+: Self = "([a-z_]+)"/#) {
        written.insert(String(match.1))
      }
    }
    #expect(!written.isEmpty)
    let explained = Set(Glossary.all.filter { $0.kind == .dropReason }.map(\.name))
    #expect(written.isSubset(of: explained))
  }

  @Test func `a misspelt name finds those near it`() {
    #expect(Glossary.names(near: "bad_jsn").first == "bad_json")
    #expect(Glossary.names(near: "breadcrumb").contains("title.breadcrumb"))
    #expect(Glossary.names(near: "قال").isEmpty)
  }
}
