import ArabicText

/// Finds who is spoken of in the content of a quote: names of the lexicon, people with a title, and
/// whoever the article quotes, these also by their surnames. Descriptions (`الوزير`) name nobody, and
/// words that only look like a name are left out.
struct MentionFinder {
  typealias Mention = SpeakerResolver.Mention

  /// The most mentions kept of one content.
  private static let limit = 32

  private let text: AnnotatedText
  /// Where the article names somebody, in its order.
  private let mentions: [Mention]

  init(_ resolver: SpeakerResolver) {
    text = resolver.text
    mentions = resolver.named.sorted {
      ($0.tokens.lowerBound, -$0.tokens.upperBound) < ($1.tokens.lowerBound, -$1.tokens.upperBound)
    }
  }

  /// Who is named among the tokens `content`, beside the entities `others`, each once.
  ///
  /// - Parameter isQuoted: Whether the article quotes an entity.
  /// - Complexity: O(*n*) in the tokens of the content, besides the search for its start.
  func mentions(
    in content: Range<Int>, of resolver: inout SpeakerResolver, without others: [Int],
    isQuoted: (Int) -> Bool
  ) -> [Mention] {
    var found: [Mention] = []
    var seen = others
    func isNew(_ entity: Int) -> Bool {
      if seen.contains(entity) { return false }
      seen.append(entity)
      return true
    }
    var next = mentions.partitioningIndex {
      $0.tokens.lowerBound >= content.lowerBound
    }
    var token = content.lowerBound
    while token < content.upperBound, found.count < Self.limit {
      while next < mentions.count, mentions[next].tokens.lowerBound < token { next += 1 }
      if next < mentions.count, mentions[next].tokens.lowerBound == token {
        let mention = mentions[next]
        if mention.tokens.upperBound <= content.upperBound,
          mention.isSure || isQuoted(mention.entity), isNew(mention.entity)
        {
          found.append(mention)
        }
        token = max(token + 1, mention.tokens.upperBound)
        continue
      }
      if let entity = surname(token, of: &resolver, isQuoted), isNew(entity) {
        found.append(Mention(tokens: token..<token + 1, entity: entity, isSure: true))
      }
      token += 1
    }
    return found
  }

  /// The person whose surname stands at `token`, with nothing but و attached: one of the lexicon's that
  /// the article names in full, or somebody whom it quotes.
  private func surname(
    _ token: Int, of resolver: inout SpeakerResolver, _ isQuoted: (Int) -> Bool
  ) -> Int? {
    guard text.isSurname(token), let entity = resolver.knownPerson(token..<token + 1) else {
      return nil
    }
    if let known = text.knownName(token), known.form.isShort,
      resolver.memory[entity].knownName == known.form.name
    {
      return text.info(token).name.clitics.isSubset(of: .conjunction) ? entity : nil
    }
    guard isQuoted(entity), text.info(token).name.value < 0,
      case .tokens(let name) = resolver.memory[entity].name,
      let last = name.last(where: { text.isWord($0) }), last > name.lowerBound
    else { return nil }
    let words = text.text
    return words.folded(words.tokens[last]).elementsEqual(words.folded(words.tokens[token]))
      ? entity : nil
  }
}
