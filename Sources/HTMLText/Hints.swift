import ArabicText

/// What an element's name, class, id and role say of its content.
struct Hints: OptionSet, Hashable, Sendable {
  var rawValue: UInt64

  static let body = Hints(rawValue: 1 << 0)
  static let article = Hints(rawValue: 1 << 1)
  static let content = Hints(rawValue: 1 << 2)
  static let navigation = Hints(rawValue: 1 << 3)
  static let footer = Hints(rawValue: 1 << 4)
  static let header = Hints(rawValue: 1 << 5)
  static let sidebar = Hints(rawValue: 1 << 6)
  static let related = Hints(rawValue: 1 << 7)
  static let share = Hints(rawValue: 1 << 8)
  static let comment = Hints(rawValue: 1 << 9)
  static let caption = Hints(rawValue: 1 << 10)
  static let advertisement = Hints(rawValue: 1 << 11)
  static let promotion = Hints(rawValue: 1 << 12)
  static let credit = Hints(rawValue: 1 << 13)
  static let date = Hints(rawValue: 1 << 14)
  static let tags = Hints(rawValue: 1 << 15)
  static let hidden = Hints(rawValue: 1 << 16)
  static let ariaHidden = Hints(rawValue: 1 << 17)
  static let headline = Hints(rawValue: 1 << 18)
  static let summary = Hints(rawValue: 1 << 19)
  static let list = Hints(rawValue: 1 << 20)
  static let figure = Hints(rawValue: 1 << 21)
  static let form = Hints(rawValue: 1 << 22)
  static let table = Hints(rawValue: 1 << 23)
  static let quote = Hints(rawValue: 1 << 25)
  static let listItem = Hints(rawValue: 1 << 26)
  static let articleTag = Hints(rawValue: 1 << 27)
  static let mainTag = Hints(rawValue: 1 << 28)
  static let asideTag = Hints(rawValue: 1 << 29)
  static let embed = Hints(rawValue: 1 << 30)
  static let author = Hints(rawValue: 1 << 31)
  static let figcaptionTag = Hints(rawValue: 1 << 32)
  static let navigationTag = Hints(rawValue: 1 << 33)
  static let footerTag = Hints(rawValue: 1 << 34)
  static let headerTag = Hints(rawValue: 1 << 35)
  static let card = Hints(rawValue: 1 << 36)
  /// By its style or the attribute `hidden`; ``hidden`` is also said by names.
  static let invisible = Hints(rawValue: 1 << 37)
  /// A quotation that a social network marks up as a post of its own.
  static let post = Hints(rawValue: 1 << 38)
  /// By a whole id or class, that readers' comments stand here and nothing else; ``comment`` is also
  /// said of what counts them and of pages that have some.
  static let thread = Hints(rawValue: 1 << 39)

  /// What the element itself says.
  static func of(_ tag: ElementTag) -> Hints {
    switch tag {
    case .article: .articleTag
    case .main: .mainTag
    case .nav: .navigationTag
    case .footer: .footerTag
    case .header: .headerTag
    case .aside: .asideTag
    case .form, .button, .fieldset, .legend, .label: .form
    case .figure: .figure
    case .figcaption, .caption: .figcaptionTag
    case .table: .table
    case .ul, .ol, .dl: .list
    case .li, .dt, .dd: .listItem
    case .blockquote: .quote
    case .time: .date
    default: []
    }
  }

  /// What the words of a class, id, role or itemprop say.
  static func ofWords(_ value: UnsafeBufferPointer<UInt8>) -> Hints {
    var found: Hints = []
    var offset = 0
    let count = min(value.count, 400)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 1) { word in
      var length = 0
      while offset <= count {
        let byte = offset < count ? value[offset] : 0x20
        let isUpper = byte &- 0x41 < 26
        let isLetter = isUpper || byte &- 0x61 < 26
        if !isLetter || isUpper && length > 0 && value[offset - 1] &- 0x61 < 26 {
          let key = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(word)[0..<length])
          if length > 1, let hints = words.value(for: key) { found.formUnion(hints) }
          length = 0
        }
        if isLetter {
          word[length] = byte | 0x20
          length += 1
        }
        offset += 1
      }
    }
    if found.contains(.comment), holdsThread(value) { found.insert(.thread) }
    return found
  }

  /// Whether one of the names that spaces part is that of a thread of comments.
  private static func holdsThread(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    value.prefix(400).split(separator: 0x20).contains { name in
      threads.contains(String(decoding: name.map(MarkupByte.lower), as: UTF8.self))
    }
  }

  /// How systems for blogs and for comments call a thread and its parts.
  private static let threads: Set<String> = [
    "comments", "comment", "commentlist", "comment-list", "comments-list", "comments_list",
    "comments-area", "comments-wrapper", "comments-section", "comment-section",
    "comments-container",
    "comments-content", "comment-thread", "comment-content", "comment-body", "commentbody",
    "comments-block", "comment-block", "disqus_thread", "fb-comments", "respond",
    "post-comments", "article-comments", "user-comments", "reader-comments",
    "kommentare", "commentaires", "comentarios", "yorumlar",
  ]

  /// Whether a style hides the element.
  static func isHidden(style: UnsafeBufferPointer<UInt8>) -> Bool {
    var packed: [UInt8] = []
    for byte in style.prefix(200) where byte != 0x20 { packed.append(byte | 0x20) }
    return Self.contains(packed, "display:none") || Self.contains(packed, "visibility:hidden")
  }

  private static func contains(_ text: [UInt8], _ phrase: StaticString) -> Bool {
    let phrase = UnsafeBufferPointer(start: phrase.utf8Start, count: phrase.utf8CodeUnitCount)
    guard text.count >= phrase.count else { return false }
    return (0...text.count - phrase.count).contains {
      text[$0..<$0 + phrase.count].elementsEqual(phrase)
    }
  }

  private static let words: ByteTable<Hints> = {
    var table = ByteTable<Hints>()
    for (hint, list) in vocabulary {
      for word in list.split(separator: " ") {
        let key = String(word)
        table[key] = (table[key] ?? []).union(hint)
      }
    }
    return table
  }()
}

extension Hints {
  /// The words of classes and ids that say what a part of a page is.
  fileprivate static let vocabulary: [(Hints, String)] = [
    (
      .body,
      "body articlebody storybody entrycontent postcontent articlecontent storycontent bodytext"
        + " articletext newsbody newstext storytext texte cuerpo copy prose richtext wysiwyg paragraph"
        + " paragraphs bodycopy textbody rte articlecopy fulltext contentbody"
    ),
    (.article, "article story post entry news blog single hentry artikel blogpost newsarticle"),
    (.content, "content main text contents maincontent pagecontent primary"),
    (
      .navigation,
      "nav menu navbar navigation breadcrumb breadcrumbs pagination pager paging sitemap toc"
        + " topbar submenu megamenu tabs tab drawer skip hamburger dropdown crumbs prev next"
    ),
    (.footer, "footer foot bottom copyright legal disclaimer colophon"),
    (.header, "header head masthead hero top banner heading"),
    (.sidebar, "sidebar side aside widget widgets rail column secondary complementary sticky"),
    (
      .related,
      "related recommended recommendations recommend recommendation more popular trending similar"
        + " readmore mostread also outbrain taboola suggested read recirc recirculation upnext onward"
        + " topstories morenews moreon morestories seealso connexe connexes lire aussi similaires"
        + " verwandte relacionados relacionadas benzer"
    ),
    (
      .card,
      "card cards teaser teasers tease latest carousel slider slide featured feed grid items item"
        + " thumbnail thumb thumbs list river loop listing tile tiles box boxes stream archive"
    ),
    (
      .share,
      "share social sharing sns addtoany sharedaddy follow facebook twitter whatsapp addthis"
        + " socials sharebar tweet toolbar tools actions print partage partager teilen compartir"
    ),
    (
      .comment,
      "comment comments disqus respond reply commentlist discussion responses review forum"
        + " commentaire commentaires kommentar kommentare comentario comentarios yorum yorumlar"
    ),
    (
      .caption,
      "caption captions legend figcaption photocredit imagecredit credits copyright legende"
    ),
    (
      .advertisement,
      "ad ads advert advertisement advertising sponsor sponsored dfp adslot adsense adbox promoted"
        + " adunit gpt werbung anzeige publicidad"
    ),
    (
      .promotion,
      "promo newsletter subscribe subscription signup login paywall cookie cookies consent gdpr"
        + " modal popup overlay cta donate donation register registration callout infobox alert"
        + " notification dialog banner app download offer upsell premium piano abonnement abo"
    ),
    (.credit, "byline meta author authors bio contributor credit info metadata publisher writer"),
    (.author, "author authors byline contributor writer autor auteur auteurs yazar"),
    (
      .date,
      "date time timestamp published pubdate updated datetime dateline datum posted publish"
    ),
    (
      .tags,
      "tag tags category categories topics keywords topic label labels cat kicker section mots"
        + " motscles rubrique etiquetas etiket"
    ),
    (
      .hidden,
      "hidden hide visuallyhidden screenreader offscreen invisible none hidetext"
    ),
    (.headline, "headline title titre titel heading entrytitle posttitle"),
    (
      .summary,
      "summary lead lede standfirst intro subtitle subheadline dek deck excerpt chapo abstract"
        + " description teasertext sapo subhead strapline"
    ),
    (.embed, "embed embedded video player gallery slideshow media audio podcast iframe instagram"),
  ]
}
