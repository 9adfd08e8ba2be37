import Testing

@testable import ArticleInput

struct CacheControlTests {
  private static let now = 784_111_777
  private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
  private static let minuteLater = "Sun, 06 Nov 1994 08:50:37 GMT"

  @Test(
    arguments: [
      ("max-age=60", 60, false, false), ("MAX-AGE=60", 60, false, false),
      ("max-age=\"60\"", 60, false, false), (" max-age = 60 , public", 60, false, false),
      ("s-maxage=60", nil, false, false), ("no-store", nil, true, false),
      ("no-cache", nil, false, true), ("no-cache=\"Set-Cookie, max-age=5\"", nil, false, true),
      ("private, no-cache, no-store, max-age=0", 0, true, true), ("", nil, false, false),
      (",,=,", nil, false, false), ("max-age", 0, false, false), ("max-age=", 0, false, false),
      ("max-age=-1", 0, false, false), ("max-age=1.5", 0, false, false),
      ("max-age=10, max-age=20", 10, false, false),
      ("ext=\"a, no-store\", max-age=7", 7, false, false),
      ("max-age=99999999999999999999", 1 << 31, false, false), ("xmax-age=5", nil, false, false),
      ("ext=\"max-age=5", nil, false, false),
    ] as [(String, Int?, Bool, Bool)])
  func `directives are read`(
    value: String, maximumAge: Int?, isNotStored: Bool, isNotReused: Bool
  ) {
    let control = CacheControl([value])
    #expect(control.maximumAge == maximumAge)
    #expect(control.isNotStored == isNotStored)
    #expect(control.isNotReused == isNotReused)
  }

  @Test(
    arguments: [
      ([], nil), (["Cache-Control: public"], nil), (["Cache-Control: max-age=60"], 60),
      (["cache-control: max-age=60", "age: 20"], 40),
      (["Cache-Control: max-age=60", "Age: 90"], 0),
      (["Cache-Control: max-age=60", "Age: old"], 60),
      (["Cache-Control: max-age=60", "Expires: 0"], 60),
      (["Cache-Control: max-age=60", "Cache-Control: no-cache"], 0),
      (["Cache-Control: no-store"], 0), (["Cache-Control: s-maxage=60"], nil),
      (["Date: " + date, "Expires: " + minuteLater], 60),
      (["Date: " + date, "Expires: " + minuteLater, "Age: 15"], 45),
      (["Date: " + minuteLater, "Expires: " + date], 0), (["Expires: " + minuteLater], 60),
      (["Date: nonsense", "Expires: " + minuteLater], 60), (["Expires: 0"], 0),
      (["Expires: -1"], 0), (["Expires: "], 0), (["Date: " + date], nil),
      (["Expires: Sun, 06 Nov 9994 08:49:37 GMT"], 1 << 31),
    ] as [([String], Int?)])
  func `a response says how long it is fresh`(lines: [String], seconds: Int?) throws {
    let fields = try lines.map { line in
      let colon = try #require(line.firstIndex(of: ":"))
      let value = String(line[line.index(after: colon)...])
      return HeaderField(name: String(line[..<colon]), value: value.trimmed)
    }
    #expect(CacheControl.freshness(fields: fields, now: Self.now) == seconds)
  }
}
