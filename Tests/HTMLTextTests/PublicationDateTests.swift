import ETLModel
import Testing

@testable import HTMLText

struct PublicationDateTests {
  @Test(
    arguments: [
      // ISO 8601 and its relatives
      ("2024-05-03T15:47:42Z", "2024-05-03", "2024-05-03T15:47:42Z"),
      ("2024-05-03T15:47:42.389+03:00", "2024-05-03", "2024-05-03T12:47:42Z"),
      ("2024-05-03T01:10+0300", "2024-05-03", "2024-05-02T22:10:00Z"),
      ("2024-05-03T23:30:00-05:00", "2024-05-03", "2024-05-04T04:30:00Z"),
      ("2015-07-21 02:51:32", "2015-07-21", nil),
      ("2024-05-03 15:47:42 UTC", "2024-05-03", "2024-05-03T15:47:42Z"),
      ("2024-05-03", "2024-05-03", nil),
      ("20240503", "2024-05-03", nil),
      ("2024 May 3", "2024-05-03", nil),
      ("1714751262", "2024-05-03", "2024-05-03T15:47:42Z"),
      ("1714751262389", "2024-05-03", "2024-05-03T15:47:42Z"),
      // RFC 2822 and what browsers print
      ("Tue, 05 Mar 2024 09:08:07 GMT", "2024-03-05", "2024-03-05T09:08:07Z"),
      ("Tue, 05 Mar 2024 09:08:07 +0200", "2024-03-05", "2024-03-05T07:08:07Z"),
      ("Tue Mar 05 2024 09:08:07 GMT+0200 (EET)", "2024-03-05", "2024-03-05T07:08:07Z"),
      // English
      ("March 5, 2024 3:05 PM EST", "2024-03-05", "2024-03-05T20:05:00Z"),
      ("Mar 5, 2024, 3:05 p.m. EDT", "2024-03-05", "2024-03-05T19:05:00Z"),
      ("Published on 5 March 2024 at 12:05 am GMT", "2024-03-05", "2024-03-05T00:05:00Z"),
      ("9th, November 2023 GMT", "2023-11-09", nil),
      ("the 22nd of July, 2021", "2021-07-22", nil),
      ("By Dana Reed, 1 Sept 2022, 5 min read", "2022-09-01", nil),
      ("June 21st 2019", "2019-06-21", nil),
    ] as [(String, String, String?)])
  func `an international or English date is read`(
    _ raw: String, _ day: String, _ moment: String?
  ) { expect(raw, day, moment) }

  @Test(
    arguments: [
      // Egypt and the Gulf
      ("26 يوليو 2023", "2023-07-26", nil),
      ("3 يونيه 1998", "1998-06-03", nil),
      ("الأربعاء ٢٦ يوليو ٢٠٢٣ - ١٤:٣٠", "2023-07-26", nil),
      ("الأول من أمس، 1 إبريل 2019", "2019-04-01", nil),
      ("في 7 من شهر مايو عام 2011", "2011-05-07", nil),
      ("أغسطس 9, 2020", "2020-08-09", nil),
      // the Levant and Iraq
      ("3 كانون الثاني 2021", "2021-01-03", nil), ("28 شباط 2020", "2020-02-28", nil),
      ("7 تشرين الثاني 2021", "2021-11-07", nil), ("12 تشرين أول 2016", "2016-10-12", nil),
      ("30 حزيران 2014", "2014-06-30", nil), ("1 آب 2018", "2018-08-01", nil),
      // the Maghreb
      ("14 جويلية 2022", "2022-07-14", nil), ("3 أوت 2022", "2022-08-03", nil),
      ("8 دجنبر 2022", "2022-12-08", nil), ("19 جانفي 2013", "2013-01-19", nil),
      ("25 غشت 2017", "2017-08-25", nil), ("2 شتنبر 2015", "2015-09-02", nil),
      // both names of a month
      ("5 سبتمبر/أيلول 2023", "2023-09-05", nil),
      ("21 كانون الأول/ديسمبر 2017", "2017-12-21", nil),
      ("الجمعة 4 كانون الثاني / يناير 2019", "2019-01-04", nil),
      (
        "آخر تحديث: الثلاثاء, 13 أكتوبر/ تشرين الأول, 2015, 06:24 GMT", "2015-10-13",
        "2015-10-13T06:24:00Z"
      ),
      // numbers only, the day first, digits of all kinds
      ("26/07/2023", "2023-07-26", nil), ("2023/7/26", "2023-07-26", nil),
      ("26 / 07 / 2023", "2023-07-26", nil), ("26.07.2023", "2023-07-26", nil),
      ("٢٦/٠٧/٢٠٢٣", "2023-07-26", nil), ("۲۶ ژوئیه: 26-7-2023", "2023-07-26", nil),
      ("۲۰۲۳/۷/۲۶", "2023-07-26", nil),
    ] as [(String, String, String?)])
  func `an Arabic date is read`(_ raw: String, _ day: String, _ moment: String?) {
    expect(raw, day, moment)
  }

  @Test(
    arguments: [
      ("26-7-2023 10:30 ص بتوقيت غرينتش", "2023-07-26", "2023-07-26T10:30:00Z"),
      ("26-7-2023 10:30 م بتوقيت غرينتش", "2023-07-26", "2023-07-26T22:30:00Z"),
      ("26 يوليو 2023 - 12:10 صباحًا GMT", "2023-07-26", "2023-07-26T00:10:00Z"),
      ("26 يوليو 2023م، 09:15 مساءً GMT", "2023-07-26", "2023-07-26T21:15:00Z"),
      ("10:30 GMT - 26 يوليو 2023 م", "2023-07-26", "2023-07-26T10:30:00Z"),
      ("8 نوفمبر 2012، 22:00 (GMT+0400)", "2012-11-08", "2012-11-08T18:00:00Z"),
      ("8 نوفمبر 2012، 22:00 بتوقيت مكة المكرمة", "2012-11-08", "2012-11-08T19:00:00Z"),
      ("8 نوفمبر 2012، 22:00 بتوقيت أبوظبي", "2012-11-08", "2012-11-08T18:00:00Z"),
      ("8 نوفمبر 2012، 22:00 بتوقيت قرية بعيدة", "2012-11-08", nil),
    ] as [(String, String, String?)])
  func `a time is read with its half of the day and its place`(
    _ raw: String, _ day: String, _ moment: String?
  ) { expect(raw, day, moment) }

  @Test(arguments: [
    ("15 محرم 1445 هـ", "2023-08-02"), ("الأربعاء 15 محرم 1445", "2023-08-02"),
    ("١ رمضان ١٤٤٦ هـ", "2025-03-01"), ("1 شوال 1444هـ", "2023-04-21"),
    ("10 ذي الحجة 1440 هـ", "2019-08-11"), ("29 جمادى الآخرة 1434هـ", "2013-05-09"),
    ("15/01/1445 هـ", "2023-08-02"), ("1445/1/15هـ", "2023-08-02"),
    ("15 محرم 1445 هـ الموافق 2 أغسطس", "2023-08-02"),
  ])
  func `a day of the Islamic calendar is converted and says so`(_ raw: String, _ day: String) {
    let publication = Publication(raw: raw, origin: "text", timezone: nil)
    #expect(publication.on == day)
    #expect(publication.origin == "text_hijri")
    #expect(publication.raw == raw)
  }

  @Test(arguments: [
    "15 محرم 1445 هـ الموافق 2 أغسطس 2023 م", "2 أغسطس 2023م - 15 محرم 1445هـ",
    "الأربعاء 14 محرم 1445هـ 2 أغسطس 2023م", "1445/01/15هـ - 2023/08/02م",
  ])
  func `a Gregorian day beside an Islamic one counts`(_ raw: String) {
    let publication = Publication(raw: raw, origin: "text", timezone: nil)
    #expect(publication.on == "2023-08-02")
    #expect(publication.origin == "text")
  }

  @Test(arguments: [
    "31 فبراير 2023", "29 فبراير 2023", "30/02/2023", "07/26/2023", "2023-13-01", "0000-00-00",
    "26/07/23", "5 سبتمبر/يونيو 2023", "قبل 3 ساعات", "منذ يومين", "أمس 10:00", "اليوم 12:30",
    "2 hours ago", "yesterday", "2023", "يوليو 2023", "5 min read March 2024", "5 مارس", "",
    "no date", "99999999", "123456789012", "2024-05-03T24:10:00Z", "رمضان 1445",
    "30 محرم 1445 هـ", "15 محرم 1145 هـ", "15/01/1445", "1403/03/15", "15 خرداد 1403",
  ])
  func `no day is invented`(_ raw: String) {
    let publication = Publication(raw: raw, origin: "text", timezone: "Asia/Riyadh")
    #expect(publication.on == nil)
    #expect(publication.at == nil)
    #expect(publication.raw == raw)
  }

  @Test func `a time in UTC is given the day of its place`() {
    let late = Publication(raw: "2024-05-03T22:30:00Z", origin: "meta", timezone: "Asia/Dubai")
    #expect(late.on == "2024-05-04")
    #expect(late.at == "2024-05-03T22:30:00Z")
    #expect(late.precision == .second)
  }

  private func expect(_ raw: String, _ day: String, _ moment: String?) {
    let publication = Publication(raw: raw, origin: "text", timezone: nil)
    #expect(publication.on == day)
    #expect(publication.at == moment)
    #expect(publication.raw == raw)
    #expect(publication.origin == "text")
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

  @Test func `the Islamic months follow one another without a gap`() {
    var expected = HijriCalendar.days(1400, 1, 1)
    for year in HijriCalendar.years {
      for month in 1...12 {
        #expect(HijriCalendar.days(year, month, 1) == expected)
        let length = HijriCalendar.days(year, month, 30) == nil ? 29 : 30
        expected = expected.map { $0 + length }
      }
    }
    #expect(HijriCalendar.days(1501, 1, 1) == nil)
    #expect(HijriCalendar.days(1445, 1, 15) == 19_571)
  }
}
