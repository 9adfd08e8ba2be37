import ETLModel
import Foundation
import HTMLText
import Testing

/// The five sample articles, which were scraped without their tags.
struct SeedArticleTests {
  @Test func `bullets begin a body, and a headline in the middle leaves`() throws {
    let document = try seed("000_e5c4660b316fcb1f")
    #expect(document.bodyText.hasPrefix("- وأعربت الولايات المتحدة"))
    #expect(document.residue.map(\.kind) == [.related])
    #expect(document.residue.first?.text.hasSuffix(": تقرير") == true)
  }

  @Test func `a text without residue is left alone`() throws {
    let document = try seed("001_cb52e854a6f25d20")
    #expect(document.residue.isEmpty)
    #expect(document.title == nil)
    #expect(document.wordCount > 300)
  }

  @Test func `title, reading time, captions, credit, labels leave; the sub-heading stays`() throws {
    let document = try seed("002_6e296b17c1da352f")
    #expect(document.title == "الولايات المتحدة تحث كوريا الشمالية على وقف بيع أسلحة لروسيا")
    #expect(document.dateline == "واشنطن")
    #expect(document.agency == "رويترز")
    #expect(document.bodyText.hasPrefix("قال جون كيربي المتحدث"))
    #expect(document.bodyText.hasSuffix("استعداد للحرب."))
    #expect(document.bodyText.contains("\n\n\"شريك مهم\"\n\n"))
    #expect(
      document.residue.map(\.kind) == [
        .title, .readingTime, .caption, .duplicate, .byline, .related, .tags,
      ])
  }

  @Test func `two headlines in the middle leave, the long first line is the title`() throws {
    let document = try seed("003_2edf3671de310615")
    #expect(document.title?.hasPrefix("دافعت موسكو وبيونغ يانغ") == true)
    #expect(document.residue.map(\.kind) == [.related, .related])
    #expect(!document.bodyText.contains("روسيا قصف أوكرانيا"))
  }

  @Test func `the second article behind the source leaves`() throws {
    let document = try seed("004_d6c21662765e2803")
    #expect(document.title == "واشنطن وسول تتشاركان مخاوف بالغة بشأن تعاون موسكو وبيونغ يانغ")
    #expect(document.publication.on == "2023-11-09")
    #expect(document.publication.raw == "تاريخ النشر: 9th, November 2023 GMT")
    #expect(document.publication.at == nil)
    #expect(document.bodyText.hasPrefix("قال وزير الخارجية الأميركي"))
    #expect(document.bodyText.hasSuffix("قمر صناعي للتجسس."))
    #expect(document.residue.map(\.kind).prefix(4) == [.title, .dateLine, .sourceLine, .tags])
  }

  private func seed(_ name: String) throws -> Document {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try Data(contentsOf: root.appending(path: "seeds/articles/\(name).txt"))
    return try ArticleCleaner(options: .init()).clean(rawArticle(.text(Array(text))))
  }
}
