import ETLModel
import Testing

@testable import HTMLText

struct AuthorTests {
  private static let story = """
    <p>The council of the harbour town decided on Monday to rebuild the old bridge over the \
    river before the winter storms arrive, its mayor told reporters in the evening.</p>
    <p>Work will take two years and cost less than was feared at first, the mayor said, while \
    the ferry goes on carrying people and goods from bank to bank at all hours.</p>
    """

  @Test(arguments: [
    ("Dana Reed", ["Dana Reed"]), ("By Dana Reed and Omar Said", ["Dana Reed", "Omar Said"]),
    (
      "Written by: Dana Reed, Omar Said & Lina van Dam", ["Dana Reed", "Omar Said", "Lina van Dam"]
    ),
    ("Dana Reed, Chief Reporter", ["Dana Reed"]), ("Dana Reed, MD, FRCP", ["Dana Reed"]),
    ("Dana Reed • 4 min read", ["Dana Reed"]), ("Dana Reed | The Harbour Times", ["Dana Reed"]),
    ("Dana Reed (dr)", ["Dana Reed"]), ("Dana Reed, Harbour", ["Dana Reed"]),
    ("Dana Reed und Omar Said", ["Dana Reed", "Omar Said"]),
    ("José Ortega y Gasset", ["José Ortega y Gasset"]),
    ("بقلم: سامر حداد", ["سامر حداد"]), ("كتب - سامر حداد", ["سامر حداد"]),
    ("سامر حداد - القاهرة", ["سامر حداد"]), ("القاهرة – سامر حداد", ["سامر حداد"]),
    ("سامر حداد، ليلى مراد", ["سامر حداد", "ليلى مراد"]), ("سامر حداد، بيروت", ["سامر حداد"]),
    ("سامر حداد و ليلى مراد", ["سامر حداد", "ليلى مراد"]),
    ("سامر حداد، كاتب وصحفي", ["سامر حداد"]), ("إعداد: ليلى مراد | بيروت", ["ليلى مراد"]),
    ("وائل حداد", ["وائل حداد"]), ("ليلى مراد الاثنين 22 كانون الثاني 2024", ["ليلى مراد"]),
    ("Dana Reed Senior Harbour Reporter", ["Dana Reed"]), ("Dana Reed ● May 3", ["Dana Reed"]),
    ("مرسلة بواسطة ليلى مراد", ["ليلى مراد"]), ("Super User", []),
    ("admin", []), ("المحرر", []), ("هيئة التحرير", []), ("dana.reed@example.org", []),
    ("@danareed", []), ("https://example.org/dana", []), ("example.org", []), ("dana_reed", []),
    ("4 May 2024", []), ("About the author", []), ("", []),
  ])
  func `names are taken out of a byline`(_ byline: String, _ names: [String]) {
    #expect(AuthorNames.names(in: byline) == names)
  }

  @Test(
    arguments: [
      ("<p>By Dana Reed</p>", "Dana Reed"), ("<p>ByDana Reed</p>", "Dana Reed"),
      ("<p>By Dana Reed · Chief of the desk · Updated 3 May</p>", "Dana Reed"),
      ("<div>Written by:</div><div>Dana Reed</div>", "Dana Reed"),
      ("<div>كتبت:</div><div>ليلى مراد</div>", "ليلى مراد"),
      ("<p>كتب ـ سامر حداد</p>", "سامر حداد"), ("<p>بقلم سامر حداد</p>", "سامر حداد"),
      ("<p>ترجمة: ليلى مراد</p>", "ليلى مراد"),
      (
        "<p><a rel=\"author\" href=\"/p/9\">Dana Reed</a> of the harbour desk wrote it</p>",
        "Dana Reed"
      ),
      ("<p><a href=\"/authors/dana\">Dana Reed</a> of the harbour desk wrote it</p>", "Dana Reed"),
      ("<div class=\"author-name\">Dana Reed</div>", "Dana Reed"),
      ("<div class=\"author-name\">read more about us</div>", nil),
      (
        "<div class=meta><a class=author>ليلى مراد</a><span class=date>3 مايو 2024</span></div>",
        "ليلى مراد"
      ),
      ("<p><span itemprop=author><span itemprop=name>ليلى مراد</span></span></p>", "ليلى مراد"),
      ("<p>By the river the work began</p>", nil), ("<p>Home</p>", nil),
    ] as [(String, String?)])
  func `an author is read where readers see the name`(_ shown: String, _ byline: String?) throws {
    let html = "<h1>The old bridge will be rebuilt</h1>\(shown)\(Self.story)"
    #expect(try cleanPage(html).byline == byline)
  }

  @Test(
    arguments: [
      (
        "\"author\":[{\"@type\":\"Person\",\"name\":\"Dana Reed\"},{\"name\":\"Omar Said\"}]",
        "Dana Reed، Omar Said"
      ),
      ("\"author\":\"By Dana Reed and Omar Said\"", "Dana Reed، Omar Said"),
      ("\"author\":{\"@type\":\"Organization\",\"name\":\"Harbour Times\"}", nil),
      ("\"author\":\"Harbour Times\",\"publisher\":{\"name\":\"Harbour Times\"}", nil),
      (
        "\"author\":{\"@type\":\"Person\",\"name\":\"Dana Reed\"},\"publisher\":{\"name\":\"Dana Reed\"}",
        "Dana Reed"
      ),
      ("\"author\":{\"@type\":\"Person\",\"name\":\"admin\"}", nil),
    ] as [(String, String?)])
  func `the data of a page names its authors`(_ member: String, _ byline: String?) throws {
    let data = "{\"@type\":\"NewsArticle\",\(member)}"
    let html =
      "<script type=\"application/ld+json\">\(data)</script><h1>The bridge</h1>\(Self.story)"
    #expect(try cleanPage(html).byline == byline)
  }

  @Test func `a card's label and value are read together`() throws {
    let html = """
      <meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Dana Reed">
      <h1>The old bridge will be rebuilt</h1>\(Self.story)
      """
    #expect(try cleanPage(html).byline == "Dana Reed")
  }
}
