import QuoteTagging
import Testing

@Suite struct LexiconErrorTests {
  private static let cueColumns =
    "lemma\tforms\ttype\tcomplement_pattern\tstrength\tstance\tcameo_root\tnote\n"
  private static let titleColumns =
    "lemma_m\tforms_f\tforms_pl\tcategory\tposition\ten\ttakes\tnote\n"
  private static let nameColumns =
    "canonical_ar\tcanonical_en\tqid\ttype\tvariants\tshort_variants\tgender\tcountry\tnisba\tambiguous\n"
  private static let boundaryColumns = "form\ttype\tuse\n"

  private func problems(
    cues: String = "", titles: String = "", persons: String = "", boundaries: String = ""
  ) -> [String] {
    func file(_ name: String, _ columns: String, _ rows: String) -> LexiconFile {
      LexiconFile(name: name, bytes: Array((columns + rows).utf8))
    }
    do {
      _ = try QuoteLexicons(
        cues: file("cues.tsv", Self.cueColumns, cues),
        titles: file("titles.tsv", Self.titleColumns, titles),
        persons: file("persons.tsv", Self.nameColumns, persons),
        boundaries: file("boundaries.tsv", Self.boundaryColumns, boundaries))
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test func `well-formed lexicons have no problems`() {
    #expect(
      problems(
        cues: "# a comment\n\nقال\tقال|قالت\tverb\tإن\talways\tneutral_say\t01\t\n",
        titles: "وزير\tوزيرة\t\tperson_role\tboth\tminister\t\t\n",
        persons: "روسيا\tRussia\t\tcountry\t\t\tf\tRU\t\t\n", boundaries: "لم\tnegation\t\n") == [])
  }

  @Test func `a row with the wrong number of columns is reported with its line`() {
    #expect(
      problems(boundaries: "لم\tnegation\n") == [
        "boundaries.tsv:2: 2 columns where 3 are expected"
      ])
  }

  @Test func `an unknown type is reported with the known ones`() {
    let found = problems(cues: "قال\tقال\tword\tإن\talways\tsay\t01\t\n")
    #expect(
      found == [
        "cues.tsv:2: unknown type \"word\"; known are verb, participle, noun, prep, phrase"
      ])
  }

  @Test func `an unknown strength is reported`() {
    #expect(
      problems(cues: "قال\tقال\tverb\tإن\toften\tsay\t01\t\n") == [
        "cues.tsv:2: unknown strength \"often\"; known are always, sometimes, never"
      ])
  }

  @Test func `an unknown title category and position are reported`() {
    let found = problems(titles: "وزير\t\t\tjob\tafter\t\t\t\n")
    #expect(found.count == 2)
    #expect(found[0].hasPrefix("titles.tsv:2: unknown category \"job\"; known are person_role,"))
    #expect(found[1] == "titles.tsv:2: unknown position \"after\"; known are pre, both, self")
  }

  @Test func `an unknown gender and a wrong ambiguity are reported`() {
    #expect(
      problems(persons: "روسيا\t\t\tcountry\t\t\tx\tRU\t\tyes\n") == [
        "persons.tsv:2: unknown gender \"x\"; known are m, f",
        "persons.tsv:2: ambiguous must be empty or 1, not \"yes\"",
      ])
  }

  @Test func `an empty form is reported`() {
    #expect(
      problems(cues: "قال\t\tverb\tإن\talways\tsay\t01\t\n", boundaries: "\tnegation\t\n") == [
        "cues.tsv:2: the column forms is empty", "boundaries.tsv:2: the column form is empty",
      ])
  }

  @Test func `a repeated row is reported with the line of the first`() {
    #expect(
      problems(boundaries: "لم\tnegation\t\nلن\tnegation\t\nلم\tnegation\t\n") == [
        "boundaries.tsv:4: the same row as line 2: لم (negation)"
      ])
  }

  @Test func `problems of all files are reported at once`() {
    let found = problems(
      cues: "قال\tقال\tx\t\talways\t\t\t\n", titles: "وزير\n", persons: "روسيا\n",
      boundaries: "لم\tx\t\n")
    #expect(
      found.map { $0.prefix { $0 != ":" } } == [
        "cues.tsv", "titles.tsv", "persons.tsv", "boundaries.tsv",
      ])
  }

  @Test func `a file without the expected columns is reported`() {
    let empty = LexiconFile(name: "x.tsv", bytes: [])
    #expect(throws: LexiconError.self) {
      try QuoteLexicons(cues: empty, titles: empty, persons: empty, boundaries: empty)
    }
  }

  @Test func `a file that is not UTF-8 is reported`() {
    let broken = LexiconFile(name: "x.tsv", bytes: [0xFF, 0xFE])
    let error = #expect(throws: LexiconError.self) {
      try QuoteLexicons(cues: broken, titles: broken, persons: broken, boundaries: broken)
    }
    #expect(error?.problems.first?.message == "the file is not valid UTF-8")
  }

  @Test func `the project's lexicons compile`() throws {
    let lexicons = try QuoteLexicons(
      cues: TaggerFixture.file("cues"), titles: TaggerFixture.file("titles"),
      persons: TaggerFixture.file("persons"), boundaries: TaggerFixture.file("boundaries"))
    #expect(lexicons.cueCount > 500)
    #expect(lexicons.cueFormCount > lexicons.cueCount)
    #expect(lexicons.titleCount > 400)
    #expect(lexicons.nameCount > 700)
    #expect(lexicons.nameFormCount > lexicons.nameCount)
    #expect(lexicons.boundaryCount > 180)
  }
}
