import ETLModel
import Testing

@testable import HTMLText

struct PublicationDateTests {
  @Test(
    arguments: [
      ("2024-05-03T15:47:42Z", "2024-05-03", "2024-05-03T15:47:42Z"),
      ("2024-05-03T15:47:42.389+03:00", "2024-05-03", "2024-05-03T12:47:42Z"),
      ("2024-05-03T01:10+0300", "2024-05-03", "2024-05-02T22:10:00Z"),
      ("2015-07-21 02:51:32", "2015-07-21", nil),
      ("2024-05-03", "2024-05-03", nil),
      ("20240503", "2024-05-03", nil),
      ("Tue, 05 Mar 2024 09:08:07 GMT", "2024-03-05", "2024-03-05T09:08:07Z"),
      ("Tue, 05 Mar 2024 09:08:07 +0200", "2024-03-05", "2024-03-05T07:08:07Z"),
      ("March 5, 2024 3:05 PM EST", "2024-03-05", "2024-03-05T20:05:00Z"),
      ("9th, November 2023 GMT", "2023-11-09", nil),
      ("26 يوليو 2023", "2023-07-26", nil),
      ("الأربعاء ٢٦ يوليو ٢٠٢٣ - ١٤:٣٠", "2023-07-26", nil),
      ("5 سبتمبر/أيلول 2023", "2023-09-05", nil),
      ("21 كانون الأول/ديسمبر 2017", "2017-12-21", nil),
      ("3 كانون الثاني 2021", "2021-01-03", nil),
      ("7 تشرين الثاني 2021", "2021-11-07", nil),
      ("14 جويلية 2022", "2022-07-14", nil),
      ("3 أوت 2022", "2022-08-03", nil),
      ("8 دجنبر 2022", "2022-12-08", nil),
      ("26/07/2023", "2023-07-26", nil),
      ("26-7-2023 10:30 ص", "2023-07-26", nil),
      ("2023/7/26", "2023-07-26", nil),
      (
        "آخر تحديث: الثلاثاء, 13 أكتوبر/ تشرين الأول, 2015, 06:24 GMT", "2015-10-13",
        "2015-10-13T06:24:00Z"
      ),
      ("8 نوفمبر 2012، 22:00 (GMT+0400)", "2012-11-08", "2012-11-08T18:00:00Z"),
      ("15 محرم 1445 هـ الموافق 2 أغسطس 2023 م", "2023-08-02", nil),
    ] as [(String, String, String?)])
  func `a date is read`(_ raw: String, _ day: String, _ moment: String?) {
    let publication = Publication(raw: raw, origin: "text", timezone: nil)
    #expect(publication.on == day)
    #expect(publication.at == moment)
    #expect(publication.raw == raw)
  }

  @Test(arguments: [
    "31 فبراير 2023", "30/02/2023", "07/26/2023", "26/07/23", "5 سبتمبر/يونيو 2023", "15 محرم 1445",
    "15 محرم 1445 هـ", "قبل 3 ساعات", "اليوم 12:30", "2023", "يوليو 2023", "", "no date",
    "99999999",
    "2023-13-01", "0000-00-00", "5 مارس",
  ])
  func `no day is invented`(_ raw: String) {
    let publication = Publication(raw: raw, origin: "text", timezone: "Asia/Riyadh")
    #expect(publication.on == nil)
    #expect(publication.at == nil)
    #expect(publication.raw == raw)
  }

  @Test func `a zone without daylight saving gives the moment, another does not`() {
    let riyadh = Publication(raw: "2015-07-21 02:51:32", origin: "field", timezone: "Asia/Riyadh")
    #expect(riyadh.at == "2015-07-20T23:51:32Z")
    #expect(riyadh.on == "2015-07-21")
    #expect(riyadh.precision == .second)
    let cairo = Publication(raw: "2015-07-21 02:51:32", origin: "field", timezone: "Africa/Cairo")
    #expect(cairo.at == nil)
    #expect(cairo.on == "2015-07-21")
  }

  @Test func `a time in UTC is given the day of its place`() {
    let late = Publication(raw: "2024-05-03T22:30:00Z", origin: "meta", timezone: "Asia/Dubai")
    #expect(late.on == "2024-05-04")
    #expect(late.at == "2024-05-03T22:30:00Z")
    #expect(late.precision == .second)
  }

  @Test func `days are counted as the calendar has them`() {
    #expect(DayCount.days(before: 1970, 1, 1) == 0)
    #expect(DayCount.days(before: 2000, 3, 1) == 11_017)
    for days in stride(from: -20_000, to: 40_000, by: 13) {
      let text = DayCount.day(of: days * 86_400)
      let parts = text.split(separator: "-").compactMap { Int($0) }
      #expect(DayCount.days(before: parts[0], parts[1], parts[2]) == days)
    }
  }
}
