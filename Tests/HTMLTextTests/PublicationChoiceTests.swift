import ETLModel
import Testing

@testable import HTMLText

struct PublicationChoiceTests {
  private static let story = """
    <p>The council of the harbour town decided on Monday to rebuild the old bridge over the \
    river before the winter storms arrive, its mayor told reporters in the evening.</p>
    <p>Work will take two years and cost less than was feared at first, the mayor said, while \
    the ferry goes on carrying people and goods from bank to bank at all hours.</p>
    """

  private func page(_ head: String, _ shown: String, lang: String = "ar") throws -> Publication {
    let html = """
      <html lang="\(lang)"><head><title>The old bridge will be rebuilt</title>\(head)</head><body>
      <div id="top">Friday 9 August 2024</div><article><h1>The old bridge will be rebuilt</h1>
      \(shown)\(Self.story)</article></body></html>
      """
    return try cleanPage(html).publication
  }

  private static func published(_ time: String) -> String {
    "<meta property=\"article:published_time\" content=\"\(time)\">"
  }

  private static func modified(_ time: String) -> String {
    "<meta property=\"article:modified_time\" content=\"\(time)\">"
  }

  private static let may3 = published("2024-05-03T21:30:00Z")

  @Test(
    arguments: [
      // the shown day counts where a zone explains the difference
      (may3, "<p>4 May 2024</p>", "2024-05-04", "2024-05-03T21:30:00Z"),
      (may3, "<p>3 May 2024</p>", "2024-05-03", "2024-05-03T21:30:00Z"),
      (
        published("2024-05-03T09:30:00Z"), "<p>4 May 2024</p>", "2024-05-03", "2024-05-03T09:30:00Z"
      ),
      // a date of change never replaces the one of publication
      (
        may3 + modified("2024-05-10T08:00:00Z"), "<p>10 May 2024</p>", "2024-05-03",
        "2024-05-03T21:30:00Z"
      ),
      (may3, "<p>Updated: 10 May 2024</p>", "2024-05-03", "2024-05-03T21:30:00Z"),
      (may3, "<p>آخر تحديث: 10 مايو 2024</p>", "2024-05-03", "2024-05-03T21:30:00Z"),
      (may3, "<p>Updated</p><p>10 May 2024</p>", "2024-05-03", "2024-05-03T21:30:00Z"),
      // readers know better than a page that was moved
      (may3, "<p>14 July 2011</p>", "2011-07-14", nil),
      // the day of the fetch above the title is no one's
      (may3, "", "2024-05-03", "2024-05-03T21:30:00Z"),
      (may3, "<p>By Dana Reed, last updated 10 May 2024</p>", "2024-05-03", "2024-05-03T21:30:00Z"),
      // what is set apart by styles only
      (
        "",
        "<div class=info><a class=author>ليلى مراد</a><span class=date>12 حزيران 2023</span></div>",
        "2023-06-12", nil
      ),
      (
        "", "<div class=item-date><span>12 حزيران 2023</span><i>عدد القراءات: 88</i></div>",
        "2023-06-12", nil
      ),
      // a story beside the text has a day of its own
      (
        may3, "<a href=/x>The ferry goes on all winter long</a><div>14 April 2024</div>",
        "2024-05-03", "2024-05-03T21:30:00Z"
      ),
      ("", "<div>14:31 GMT 12.06.2023</div>", "2023-06-12", "2023-06-12T14:31:00Z"),
      (
        "", "<div class=meta>حاورته: ليلى مراد 12-06-2023 | 06:00 6 دقائق قراءة</div>",
        "2023-06-12", nil
      ),
      // weblogs
      (
        "", "<abbr itemprop=datePublished title=\"2023-06-12T10:00:00+03:00\">10:00</abbr>",
        "2023-06-12", "2023-06-12T07:00:00Z"
      ),
      // lines of names and dates
      ("", "<p>Dana Reed | 12 June 2023 | News</p>", "2023-06-12", nil),
      ("", "<p>بقلم: دانة ريد - ١٢ حزيران ٢٠٢٣</p>", "2023-06-12", nil),
      ("", "<p>نشر في: 12/06/2023</p>", "2023-06-12", nil),
      (
        "", "<time datetime=\"2023-06-12T10:00:00+03:00\">قبل عام</time>", "2023-06-12",
        "2023-06-12T07:00:00Z"
      ),
    ] as [(String, String, String, String?)])
  func `the day of publication is chosen by agreement`(
    _ head: String, _ shown: String, _ day: String, _ moment: String?
  ) throws {
    let publication = try page(head, shown)
    #expect(publication.on == day)
    #expect(publication.at == moment)
  }

  @Test(arguments: [
    // two days of publication and nothing shown
    published("2024-05-03") + "<meta name=\"pubdate\" content=\"2019-01-20\">",
    // only a change is dated
    modified("2024-05-10T08:00:00Z"),
  ])
  func `contradiction and change alone give no day, only their text`(_ head: String) throws {
    let html = """
      <html lang="ar"><head>\(head)</head><body><article><h1>The old bridge will be rebuilt</h1>
      \(Self.story)</article></body></html>
      """
    let publication = try cleanPage(html).publication
    #expect(publication.on == nil)
    #expect(publication.raw != nil)
  }

  @Test(
    arguments: [
      ("en", "03/04/2024", "", nil), ("en-US", "03/04/2024", "", nil),
      ("en-GB", "03/04/2024", "", "2024-04-03"), ("ar", "03/04/2024", "", "2024-04-03"),
      ("en", "03/04/2024", published("2024-03-04T10:00:00Z"), "2024-03-04"),
      ("en", "03/04/2024", published("2024-04-03T10:00:00Z"), "2024-04-03"),
    ] as [(String, String, String, String?)])
  func `an order of day and month that may be either needs a witness`(
    _ lang: String, _ shown: String, _ head: String, _ day: String?
  ) throws {
    let html = """
      <html lang="\(lang)"><head>\(head)</head><body><h1>The old bridge will be rebuilt</h1>
      <p>Published \(shown)</p>\(Self.story)</body></html>
      """
    #expect(try cleanPage(html).publication.on == day)
  }

  @Test(
    arguments: [
      ("https://example.org/news/2024/05/03/bridge", "2024-05-03"),
      ("https://example.org/2024-05-03/bridge?day=2020-01-01", "2024-05-03"),
      ("https://example.org/news/2024/5/bridge", nil), ("https://example.org/a-2024-05-03", nil),
      ("https://example.org/?u=/2024/05/03/", nil), ("", nil),
    ] as [(String, String?)])
  func `an address may have the day`(_ url: String, _ day: String?) {
    #expect(AddressDate.of(url) == day)
  }
}
