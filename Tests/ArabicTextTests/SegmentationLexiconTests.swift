import ArabicText
import ETLModel
import ETLTestSupport
import Foundation
import Testing

struct SegmentationLexiconTests {
  private static let head = "# a comment\n\nform\ttype\tuse\n"

  private func compile(_ text: String) throws(SegmentationLexiconError) -> SegmentationLexicon {
    try SegmentationLexicon(tsv: Array(text.utf8))
  }

  private func problems(_ text: String) -> [SegmentationLexiconError.Problem] {
    do {
      _ = try compile(text)
      return []
    } catch {
      return error.problems
    }
  }

  @Test func `the lexicon that is compiled in is the one of the project`() throws {
    let path = ProjectFiles.lexicons + "/segmentation.tsv"
    let data = try #require(FileManager.default.contents(atPath: path))
    #expect(SegmentationLexicon.builtInTSV == Array(data))
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    #expect(SegmentationLexicon.builtIn.count == lines.filter { !$0.hasPrefix("#") }.count - 1)
  }

  @Test func `a form may have several types`() throws {
    #expect(try compile(Self.head + "كم\tquestion\t\nكم\tunit\t\n").count == 2)
  }

  @Test(arguments: [
    ("", 1, "the columns must be form, type, use"),
    ("# only a comment\n", 1, "the columns must be form, type, use"),
    ("form\ttype\n", 1, "the columns must be form, type, use"),
    (head + "نعم\topening\n", 4, "2 columns where 3 are expected"),
    (head + "نعم\topening\tx\ty\n", 4, "4 columns where 3 are expected"),
    (head + "\topening\tx\n", 4, "the column form is empty"),
    (head + "ـ\topening\tx\n", 4, "the column form is empty"),
    (head + "نعم\topening\tx\n\nنعم\topening\ty\n", 6, "the same row as line 4: نعم (opening)"),
  ])
  func `a bad row is told with its line`(_ text: String, line: Int, message: String) {
    #expect(problems(text).map(\.line) == [line])
    #expect(problems(text).map(\.message) == [message])
  }

  @Test func `an unknown type is told with the known ones`() {
    let found = problems(Self.head + "نعم\tyes\tx\nلا\tno\tx\n")
    #expect(found.map(\.line) == [4, 5])
    #expect(found[0].message.hasPrefix("unknown type \"yes\"; known are title, letter, lettered,"))
  }

  @Test func `bytes that are no text are told`() {
    #expect(throws: SegmentationLexiconError.self) { try SegmentationLexicon(tsv: [0xFF, 0x0A]) }
  }

  @Test(arguments: [
    ("حضرت مهـ. سعاد الحفل.", "مه\ttitle\t\n", [2, 1]),
    ("أغلق الحراس بوابة المصنع... هبت ريح باردة على البلدة.", "هبت\tverb\t\n", [1, 2]),
    ("«هل تعبت؟» استعلم الطبيب.", "استعلم\tspeech\t\n", [2, 1]),
  ])
  func `a row changes where sentences end`(_ text: String, row: String, counts: [Int]) throws {
    let body = Array(text.utf8)
    let lexicons = [try compile(Self.head), try compile(Self.head + row)]
    #expect(lexicons.map { SentenceSegmenter(lexicon: $0).sentences(in: body).count } == counts)
  }

  @Test func `a lexicon without rows cuts at every full stop`() throws {
    let body = Array("سطر أول. سطر ثان؟ سطر ثالث!\nسطر رابع".utf8)
    let segmenter = SentenceSegmenter(lexicon: try compile(Self.head))
    #expect(segmenter.sentences(in: body).count == 4)
  }
}
