/// A question that analysts ask of every database, with `:name` for what they fill in.
struct CannedQuery {
  var name: String
  var title: String
  var description: String
  var sql: String

  /// All of them, in the order in which they are listed.
  static let all = [
    whoSaidWhat, mostQuoted, anonymousShare, sameSaying, speakerByDay, searchQuotes,
  ]

  private static let whoSaidWhat = CannedQuery(
    name: "who_said_what_about", title: "Who said what about …",
    description: "about: a name or part of one, in Arabic or English; copies are left out.",
    sql: """
      SELECT speaker, stance, content, mentioned, source, published_on, title, quote_id
      FROM mentions
      WHERE is_duplicate = 0 AND (mentioned LIKE '%' || :about || '%' OR mentioned_en LIKE '%' || :about || '%')
      ORDER BY published_on DESC, quote_id LIMIT 500
      """)

  private static let mostQuoted = CannedQuery(
    name: "most_quoted", title: "Who is quoted most",
    description:
      "kind: person, organization, state, document, group, anonymous, outlet; empty: all.",
    sql: """
      SELECT name, name_en, kind, country, quotes, articles, sources, first_on, last_on
      FROM speakers WHERE :kind = '' OR kind = :kind
      ORDER BY quotes DESC, name LIMIT 100
      """)

  private static let anonymousShare = CannedQuery(
    name: "anonymous_share", title: "Whose quotes rest on unnamed sources",
    description: "The share of quotes with an unnamed speaker, by publisher; copies are left out.",
    sql: """
      SELECT coalesce(source, '(unknown)') AS source, count(*) AS quotes,
        sum(CASE WHEN speaker_kind = 'anonymous' THEN 1 ELSE 0 END) AS anonymous,
        round(1.0 * sum(CASE WHEN speaker_kind = 'anonymous' THEN 1 ELSE 0 END) / count(*), 3) AS share
      FROM quotes WHERE is_duplicate = 0 AND speaker_id IS NOT NULL
      GROUP BY coalesce(source, '(unknown)') ORDER BY share DESC, quotes DESC
      """)

  private static let sameSaying = CannedQuery(
    name: "same_saying", title: "One saying in several outlets",
    description:
      "What several articles report in their own words; about: part of the words; empty: all.",
    sql: """
      SELECT u.utterance_id, u.speaker, q.source, q.published_on, q.kind, round(m.similarity, 2) AS similarity,
        q.content, q.title
      FROM utterances u
      JOIN utterance_quote m ON m.utterance_id = u.utterance_id
      JOIN quotes q ON q.quote_id = m.quote_id
      WHERE u.content LIKE '%' || :about || '%'
      ORDER BY u.sources DESC, u.articles DESC, u.utterance_id, q.published_on LIMIT 500
      """)

  private static let speakerByDay = CannedQuery(
    name: "speaker_by_day", title: "Quotes of a speaker by day",
    description: "speaker: a name or part of one, in Arabic or English; copies are left out.",
    sql: """
      SELECT d.published_on, d.speaker, d.quotes, d.articles
      FROM speaker_daily d JOIN speaker s ON s.speaker_id = d.speaker_id
      WHERE s.name LIKE '%' || :speaker || '%' OR s.name_en LIKE '%' || :speaker || '%'
      ORDER BY d.published_on DESC, d.quotes DESC LIMIT 500
      """)

  /// The query folds its words as the normalizer does: the letters that Arabic news uses.
  private static let searchQuotes = CannedQuery(
    name: "search_quotes", title: "Find words in quotes, in any spelling",
    description:
      "words: all must occur. They are folded first (أ إ آ as ا, ة as ه, ى as ي, no vowel "
      + "signs), as the column folded of quote_fts is; the search box above a table folds nothing.",
    sql: """
      WITH RECURSIVE folding(step, words) AS (
        SELECT 0, lower(:words)
        UNION ALL
        SELECT step + 1, replace(words, substr(value, 1, 1), substr(value, 2))
        FROM folding JOIN json_each('\(foldings)') ON key = step
      )
      SELECT q.speaker, q.cue, q.content, q.source, q.published_on, q.title, q.quote_id
      FROM quotes q WHERE q.quote_id IN (
        SELECT rowid FROM quote_fts WHERE quote_fts MATCH (
          SELECT '"' || replace(replace(words, '"', ''), ' ', '" "') || '"'
          FROM folding ORDER BY step DESC LIMIT 1))
      ORDER BY q.published_on DESC, q.quote_id LIMIT 200
      """)

  /// A JSON list of letters, each with what it is folded to; alone when it is dropped.
  private static let foldings: String = {
    let letters = [
      "أا", "إا", "آا", "ٱا", "ىي", "یي", "ئي", "ؤو", "ةه", "کك", "گك", "چج", "ژز", "پب", "ڤف",
      "٠0",
      "١1", "٢2", "٣3", "٤4", "٥5", "٦6", "٧7", "٨8", "٩9",
    ]
    // Tatweel and the vowel signs, which would hide behind the letter before them.
    let dropped = ([0x640] + Array(0x64B...0x652)).map { "\\u0" + String($0, radix: 16) }
    return "[" + (letters + dropped).map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }()
}
