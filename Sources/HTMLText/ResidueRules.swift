import ETLModel

/// What the ids of the rules mean that take residue out of an article.
///
/// An id is the kind of residue, a dot, and what the rule goes by; `.headline` or `.rest` behind it
/// says that the text left with a label that stood before it.
public enum ResidueRules {
  /// One rule.
  public struct Rule: Sendable {
    /// As the table `residue` stores it.
    public var id: String
    /// One sentence in lower case.
    public var explanation: String
    /// A label that the rule knows; nil when it goes by something else.
    public var example: String?
  }

  /// Every rule that cleaning can name, sorted by id.
  public static let all: [Rule] = (fixed + labels.flatMap(expanded)).sorted { $0.id < $1.id }

  private static let fixed: [Rule] = [
    ("byline.agency", "a line that credits a news agency"),
    ("byline.author", "a line that names the author"),
    ("byline.block", "a block of the page that is marked up as author or credit"),
    ("byline.glued", "an author, with places beside the name, in front of the first sentence"),
    ("byline.desk", "a line in which an agency names those who prepared a report"),
    (
      "byline.pair",
      "a line above the text of names and places parted by marks: author, paper, place"
    ),
    ("byline.note", "a line behind the text that says who the author is"),
    (
      "byline.post",
      "a line above the text of an author's name with a post, or a place and an account"
    ),
    ("caption.below_credit", "a caption below the credit or the label of its picture"),
    ("caption.credit", "a line that is or ends in the credit of a picture"),
    ("caption.figure", "a caption by its markup: figcaption or a class that says so"),
    ("caption.foreign", "a line above the text that is in another script: a credit, a slug"),
    ("caption.file", "the name of a picture's file"),
    ("caption.shortcode", "a caption between the marks of a system for blogs: [caption …]"),
    ("caption.lead", "a line above the first paragraph that captions the picture there"),
    ("contact.address", "an address of the newsroom behind the article"),
    ("date.block", "a block of the page that is marked up as a date"),
    ("date.credit", "a line above the text with the place, the date and the agency"),
    ("date.post", "a line above the text with a date among account, section, paper and counts"),
    ("date.line", "a line that is nothing but a date or a time"),
    ("date.list", "a list of dates behind the article, of other articles"),
    ("duplicate.line", "a line that repeats another line of the article"),
    ("duplicate.pull_quote", "a line that stands in a paragraph as well"),
    ("duplicate.paragraph", "a paragraph that stood in the article before"),
    ("embed.block", "a block of the page that is marked up as embedded content"),
    ("embed.gallery", "the number of a picture in a row of them, and its caption"),
    ("embed.title", "the title of a film above the notice that stands in its place"),
    ("embed.post", "a post of a social network that ends in its link"),
    ("limit.text", "a block of more than 4,000,000 bytes: no paragraph is that long"),
    ("markup.script", "a statement of a script"),
    ("markup.shortcode", "a mark that a system for blogs would have replaced: [adrotate …]"),
    ("markup.attribute", "the remnant of a tag, such as content=\"…\" />"),
    ("markup.template", "a place that a script of the page would have filled: {{ article.lead }}"),
    ("navigation.block", "a block of the page that is marked up as navigation or header"),
    ("navigation.breadcrumb", "the path to the article: site and sections before the title"),
    ("navigation.counter", "how often an article was read, shared or commented on"),
    ("navigation.footer", "a block of the page that is marked up as its footer"),
    ("navigation.menu", "short entries of a menu above the article"),
    ("navigation.row", "labels and agencies one behind the other, behind the last sentence"),
    ("navigation.section", "the name of a section above the article"),
    ("navigation.nav", "a block inside a nav element"),
    ("other.block", "a block that is no part of the article and is not marked up as anything"),
    ("other.head_line", "a few words between the title and the text: a name, a place, a caption"),
    ("other.comments", "a block of the page that is marked up as readers' comments"),
    ("promo.block", "a block of the page that is marked up as advertisement or promotion"),
    ("promo.box", "a paragraph that explains a topic above a list of its stories"),
    ("promo.invitation", "an invitation to follow the site, by its verb and where it leads to"),
    ("promo.notice", "a notice of the site about itself: cookies, polls, whose views these are"),
    ("reading_time.line", "a line that says how long reading takes"),
    ("related.block", "a block of the page that is marked up as related stories or sidebar"),
    ("related.article", "a second article behind the source or the tags of the first"),
    ("related.article.rest", "what a second article behind source or tags consists of"),
    ("related.dated", "headlines of a list behind the article, each with its date"),
    ("related.headline", "headlines of other articles behind the last sentence"),
    ("related.links", "a block that is no part of the article and consists mostly of links"),
    ("related.skipped", "a box that readers for the blind are led past"),
    ("related.teaser", "the first paragraphs of other stories behind the article"),
    ("other.last_line", "a line behind the last sentence: a tag, a caption, a name"),
    ("other.head_number", "a number above the text"),
    ("other.glued_head", "what ran into the text in front of its date: title, section, author"),
    (
      "other.glued_tail",
      "what ran together behind the last sentence: buttons, tags, other headlines, comments"
    ),
    ("navigation.above_title", "a line above the title: the site, its editors, other headlines"),
    ("navigation.bars", "menu entries between bars"),
    ("related.ticker", "headlines of other articles above the text"),
    ("share.block", "a block of the page that is marked up as buttons to share"),
    ("share.buttons", "a row of names of social networks behind a word such as share"),
    ("share.invitation", "an invitation to follow the site, ending in a colon"),
    ("share.row", "a line of nothing but names of social networks"),
    ("tags.block", "a block of the page that is marked up as its tags"),
    ("tags.hashtags", "a line of nothing but hashtags"),
    ("tags.row", "tags behind the last sentence, after their label without a colon"),
    ("title.breadcrumb", "the title behind the path that leads to it"),
    ("title.first_line", "the first line, which is the title when none is given"),
    ("title.given", "a line or block that is the title given with the article"),
    ("title.doubled", "a title that ran into its own repetition"),
    ("title.repeated", "a line that repeats the title"),
  ].map { Rule(id: $0, explanation: $1, example: nil) }

  /// The rows of ``Labels``, in their own words.
  private static let labelExplanations = [
    "related.label": "a label above related stories",
    "related.more": "a link to more of a section",
    "related.step": "a link to the article before or behind this one",
    "related.author": "a link to more by the same author",
    "related.discover": "a label above more stories of the site",
    "related.list": "the frame that readers for the blind are told of a list of stories",
    "related.pointer": "a word that points to another article or a film",
    "related.skip": "a note for readers with a screen reader that leads past a box",
    "source.label": "a label that names the source",
    "source.link": "a line that leads to the source",
    "source.bare": "a line that names an agency as the source without a colon",
    "source.syndication": "a note of the paper or service that a text is printed from",
    "source.origin": "a short note of the site that a text is from",
    "tags.label": "a label before tags",
    "share.label": "a label of buttons to share",
    "share.follow": "an invitation to follow the site",
    "promo.app": "an invitation to install or subscribe",
    "promo.advertisement": "the word that marks an advertisement",
    "navigation.rights": "a line about copyright",
    "navigation.more": "a link to more of the same",
    "navigation.control": "a button or menu entry of the site that stands alone",
    "navigation.comments": "a label above readers' comments",
    "byline.label": "a label before those who wrote, prepared or uploaded a text",
    "caption.label": "a label before the credit of a picture",
    "caption.marked": "a caption that says so: the source of the picture, the comment on it",
    "caption.opening": "a line that begins as captions do: part of, a group picture of",
    "contact.label": "a label before an address of the newsroom",
    "contact.message": "how to send the author a text message",
    "embed.label": "the frame of an embedded post without the post",
    "other.end_mark": "the mark of an agency behind the end of a report",
    "reading_time.label": "a label before the time that reading takes",
    "reading_time.count": "how often a text was read",
  ]

  private static let labels: [(row: Labels.Row, rule: Rule)] = Labels.rows.map { row in
    guard let explanation = labelExplanations[row.rule] else {
      preconditionFailure("the rule \(row.rule) has no explanation")
    }
    return (row, Rule(id: row.rule, explanation: explanation, example: row.phrases.first))
  }

  /// A label's rule and those of what leaves with the label.
  private static func expanded(_ label: (row: Labels.Row, rule: Rule)) -> [Rule] {
    var rules = [label.rule]
    if label.row.reach == .headlines {
      rules.append(
        Rule(
          id: label.rule.id + ".headline",
          explanation: "a headline behind \(label.rule.explanation)", example: nil))
    }
    if label.row.reach != .piece || label.row.kind == .tags {
      rules.append(
        Rule(
          id: label.rule.id + ".rest",
          explanation: "what follows \(label.rule.explanation) at the end of a text",
          example: nil))
    }
    return rules
  }
}
