import ETLModel
import Testing

@testable import HTMLText

struct TimeZoneTableTests {
  /// Whether this system has zone files.
  static let hasZones = TimeZoneTable.named("Africa/Cairo") != nil

  @Test(
    .enabled(if: hasZones),
    arguments: [
      ("Africa/Cairo", "2015-07-21 02:51:32", "2015-07-21T00:51:32Z"),
      ("Africa/Cairo", "2023-07-21 02:51:32", "2023-07-20T23:51:32Z"),
      ("Africa/Cairo", "2031-01-10 12:00:00", "2031-01-10T10:00:00Z"),
      ("Africa/Cairo", "2031-06-10 12:00:00", "2031-06-10T09:00:00Z"),
      ("Asia/Beirut", "2019-01-15 09:00:00", "2019-01-15T07:00:00Z"),
      ("Asia/Beirut", "2019-07-15 09:00:00", "2019-07-15T06:00:00Z"),
      ("Asia/Amman", "2010-01-15 09:00:00", "2010-01-15T07:00:00Z"),
      ("Asia/Amman", "2024-01-15 09:00:00", "2024-01-15T06:00:00Z"),
      ("Europe/Paris", "2019-07-15 09:00:00", "2019-07-15T07:00:00Z"),
      ("America/New_York", "2020-12-31 23:00:00", "2021-01-01T04:00:00Z"),
      ("Asia/Riyadh", "2015-07-21 02:51:32", "2015-07-20T23:51:32Z"),
    ])
  func `a local time becomes a moment`(_ zone: String, _ raw: String, _ moment: String) {
    let publication = Publication(raw: raw, origin: "field", timezone: zone)
    #expect(publication.at == moment)
    #expect(publication.on == String(raw.prefix(10)))
  }

  @Test(
    .enabled(if: hasZones),
    arguments: ["2019-03-31 02:30:00", "2019-10-27 02:30:00"])
  func `an hour that clocks skip or show twice gives no moment`(_ raw: String) {
    let publication = Publication(raw: raw, origin: "field", timezone: "Europe/Paris")
    #expect(publication.at == nil)
    #expect(publication.on == String(raw.prefix(10)))
  }

  @Test(.enabled(if: hasZones)) func `a time of a named place is read by its clocks`() {
    let publication = Publication(
      raw: "8 نوفمبر 2012، 22:00 بتوقيت القاهرة", origin: "text", timezone: "Asia/Dubai")
    #expect(publication.at == "2012-11-08T20:00:00Z")
    #expect(publication.on == "2012-11-09")
  }

  @Test(arguments: ["", "/etc/passwd", "../zoneinfo/Asia/Dubai", "Nowhere/Atlantis", "Asia"])
  func `what is no zone has no table`(_ name: String) {
    #expect(TimeZoneTable.named(name) == nil)
  }

  @Test func `a damaged zone file has no table`() {
    #expect(TimeZoneTable([]) == nil)
    #expect(TimeZoneTable(Array("TZif2".utf8)) == nil)
    var bytes = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 39)
    bytes[32] = 0x7F
    #expect(TimeZoneTable(bytes + bytes) == nil)
  }

  @Test(arguments: [
    ("EET-2EEST,M4.5.5/0,M10.5.4/24", 7_200, 10_800), ("CET-1CEST,M3.5.0,M10.5.0/3", 3_600, 7_200),
    ("<+03>-3", 10_800, 10_800), ("EST5EDT,M3.2.0,M11.1.0", -18_000, -14_400),
    ("IST-5:30", 19_800, 19_800), ("AEST-10AEDT,M10.1.0,M4.1.0/3", 39_600, 36_000),
  ])
  func `the rule of a zone holds in winter and in summer`(
    _ text: String, _ january: Int, _ july: Int
  ) throws {
    let rule = try #require(ZoneRule(Array(text.utf8)))
    #expect(rule.offset(at: DayCount.days(before: 2030, 1, 15) * 86_400) == january)
    #expect(rule.offset(at: DayCount.days(before: 2030, 7, 15) * 86_400) == july)
  }

  @Test(arguments: ["", "EET", "EET-2EEST,J60,J300", "EET-2EEST,M13.1.0,M10.5.0", "-2"])
  func `a rule of another form is none`(_ text: String) {
    #expect(ZoneRule(Array(text.utf8)) == nil)
  }
}
