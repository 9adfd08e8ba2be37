/// The features that the classifier judges a block by. Shares are from 0 to 1, counts are as they
/// are, and what is asked of a block that does not have it is 0.
enum BlockFeature: Int, CaseIterable, Sendable {
  // What the block looks like.
  case words, bytes, wordLength, stop, colon, ellipsis, commas, digits, links, lines, marks
  case label, labelWords, paragraph, heading1, heading2, heading3, item, cell, quote, plain
  case figcaption, button
  // Whether the block stands in such an element or class.
  case inBody, inArticle, inContent, inNavigation, inFooter, inHeader, inSidebar, inRelated
  case inShare, inComment, inCaption, inAdvertisement, inPromotion, inCredit, inDate, inTags
  case inHidden, inAriaHidden, inHeadline, inSummary, inList, inFigure, inForm, inTable, inEmbed
  case inAuthor, inArticleTag, inMainTag, inAsideTag, inNavigationTag, inFooterTag, inHeaderTag
  case inCard
  // The same for the nearest elements only.
  case nearBody, nearArticle, nearContent, nearNavigation, nearFooter, nearHeader, nearSidebar
  case nearRelated, nearShare, nearComment, nearCaption, nearAdvertisement, nearPromotion
  case nearCredit, nearDate, nearTags, nearHeadline, nearSummary, nearEmbed, nearAuthor
  case nearCard
  // The same for the elements between the block and the part of the page that holds most text.
  case offRelated, offShare, offComment, offCaption, offAdvertisement, offPromotion, offCredit
  case offTags, offEmbed, offSidebar, offForm, offList, offTable, offAsideTag, offHeader, offFooter
  case offNavigation, offHidden, offFigure, offQuote, offCard
  // Where it stands.
  case position, textBefore, textBehind, beforeTitle, fromTitle, isTitle, inTitle, repeated
  case isSummary
  /// How many blocks back a label above related stories stands.
  case fromLabel
  case containerShare, parentShare, grandparentShare, containerLinks, parentLinks
  case grandparentLinks, containerBlocks, parentBlocks, depth, offDepth, topDepth
  case inTop, insideTop, behindTop
  // Of all blocks whose elements and classes look the same.
  case groupShare, groupCount, groupWords, groupLinks, groupStops, isMainGroup, insideMainGroup
  case fromMainGroup, toMainGroup
  case inGivenBody, notInGivenBody, density5, density15, topical
  // Of the page.
  case pageWords, pageBlocks, pageLinks, mainGroupShare, topShare, hasArticleTag

  /// The features that are also asked of the blocks before and behind.
  static let ofNeighbours: [BlockFeature] = [
    .words, .stop, .colon, .links, .label, .paragraph, .heading1, .heading2, .heading3, .item,
    .plain, .nearRelated, .nearCard, .nearPromotion, .nearShare, .inTop, .nearBody, .isMainGroup,
    .groupShare, .offDepth, .digits, .nearCaption, .containerShare, .topical,
  ]

  /// The hints that `in…` features stand for, in their order.
  static let around: [Hints] = [
    .body, .article, .content, .navigation, .footer, .header, .sidebar, .related, .share,
    .comment, .caption, .advertisement, .promotion, .credit, .date, .tags, .hidden, .ariaHidden,
    .headline, .summary, .list, .figure, .form, .table, .embed, .author, .articleTag, .mainTag,
    .asideTag, .navigationTag, .footerTag, .headerTag, .card,
  ]

  /// The hints that `near…` features stand for, in their order.
  static let near: [Hints] = [
    .body, .article, .content, .navigation, .footer, .header, .sidebar, .related, .share,
    .comment, .caption, .advertisement, .promotion, .credit, .date, .tags, .headline, .summary,
    .embed, .author, .card,
  ]

  /// The hints that `off…` features stand for, in their order.
  static let off: [Hints] = [
    .related, .share, .comment, .caption, .advertisement, .promotion, .credit, .tags, .embed,
    .sidebar, .form, .list, .table, .asideTag, .header, .footer, .navigation, .hidden, .figure,
    .quote, .card,
  ]
}
