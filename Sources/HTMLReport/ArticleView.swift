import ETLModel

/// One article with its sentences, quotes, cues and speakers marked in the text, and its quotes in
/// a table. Each quote of the text leads to its row, and each row to its quote.
struct ArticleView {
  private let article: ReportArticle
  /// What the ids of its elements start with.
  private let id: String
  private let text: [Unicode.Scalar]
  private let quoteMarks: [TextMark]

  init(_ article: ReportArticle, id: String) {
    self.article = article
    self.id = id
    let text = Array(article.body.unicodeScalars)
    self.text = text
    quoteMarks = TextMark.thinned(article.quotes.compactMap { Self.mark($0, id).cut(to: text) })
  }

  /// The whole view, folded under its title unless `isOpen`.
  func markup(isOpen: Bool) -> Markup {
    var output = Markup()
    output.element("article", ["id": id]) { output in
      output.element("details", ["open": isOpen ? "open" : nil]) { output in
        output.element("summary") { output in
          output.element("h3", ["dir": "auto"], text: article.shownTitle)
          output.element(
            "span", ["class": "counts"],
            text: "\(article.quotes.count) quotes, \(article.sentences.count) sentences")
        }
        output.append(article.facts)
        output.element("div", ["class": "body", "dir": "rtl", "lang": "ar"]) { output in
          output.newLine()
          output.append(MarkedText.paragraphs(text, marks))
        }
        if text.count < article.bodyLength {
          output.element(
            "p", ["class": "none"],
            text: "The first \(text.count) of \(article.bodyLength) characters are shown.")
        }
        output.append(quoteTable)
        output.append(residueList)
      }
    }
    output.newLine()
    return output
  }

  private var marks: [TextMark] {
    let sentences = article.sentences.map { sentence in
      var mark = TextMark(
        range: sentence.range, layer: .sentence, element: "span", className: "sentence",
        id: "\(id)-s\(sentence.number)")
      mark.opening.element("span", ["class": "seq"], text: "\(sentence.number)")
      return mark
    }
    let words = article.quotes.flatMap { quote in
      [
        quote.cueRange.map { range in
          TextMark(
            range: range, layer: .words, element: "span", className: "cue",
            title: "cue of quote \(quote.number)")
        },
        quote.sourceRange.map { range in
          TextMark(
            range: range, layer: .words, element: "span", className: "source",
            title: "speaker of quote \(quote.number): \(quote.shownSpeaker)")
        },
      ].compactMap(\.self)
    }
    return quoteMarks + TextMark.thinned(sentences + words)
  }

  private static func mark(_ quote: ReportQuote, _ id: String) -> TextMark {
    var mark = TextMark(
      range: quote.range, layer: .quote, element: "mark", className: "quote \(quote.kind)",
      id: "\(id)-q\(quote.number)", title: quote.summary)
    let label = "\(id)-l\(quote.number)"
    let tip = "\(id)-t\(quote.number)"
    mark.closing.element(
      "a",
      [
        "class": "speaker \(quote.kind)", "id": label, "href": "#\(id)-d\(quote.number)",
        "aria-describedby": tip,
      ], text: quote.shownSpeaker)
    mark.closing.element(
      "span", ["class": "tip", "role": "tooltip", "id": tip, "dir": "ltr", "lang": "en"],
      text: quote.summary)
    return mark
  }

  private var quoteTable: Markup {
    var output = Markup()
    guard !article.quotes.isEmpty else {
      output.element("p", ["class": "none"], text: "No quotes.")
      return output
    }
    let shown = Set(quoteMarks.compactMap(\.id))
    output.element("div", ["class": "scroll"]) { output in
      output.element("table", ["class": "quotes"]) { output in
        output.element("caption", text: "Quotes")
        output.element("thead") { output in
          output.element("tr") { output in
            for name in [
              "quote", "speaker", "kind", "cue", "stance", "words that name the speaker",
              "resolution", "rule", "confidence", "content",
            ] { output.element("th", ["scope": "col"], text: name) }
          }
        }
        output.newLine()
        output.element("tbody") { output in
          for quote in article.quotes {
            Self.write(quote, id, isLinked: shown.contains("\(id)-q\(quote.number)"), to: &output)
          }
        }
      }
    }
    output.newLine()
    return output
  }

  private static func write(
    _ quote: ReportQuote, _ id: String, isLinked: Bool, to output: inout Markup
  ) {
    output.element("tr", ["id": "\(id)-d\(quote.number)"]) { output in
      output.element("th", ["scope": "row", "class": "number"]) { output in
        if isLinked {
          output.element(
            "a",
            [
              "href": "#\(id)-q\(quote.number)",
              "aria-label": "quote \(quote.number) in the text",
            ], text: "\(quote.number)")
        } else {
          output.text("\(quote.number)")
        }
      }
      output.element("td", ["dir": "auto"]) { output in
        output.text(quote.speaker ?? "not said")
        if let role = quote.role { output.element("small", text: role) }
      }
      output.element("td") { $0.element("span", ["class": "kind \(quote.kind)"], text: quote.kind) }
      output.element("td", ["dir": "auto"], text: quote.cue ?? "")
      output.element("td", text: quote.shownStance)
      output.element("td", ["dir": "auto"], text: quote.source ?? "")
      output.element("td", text: quote.resolution ?? "")
      output.element("td", text: quote.rule)
      output.element("td", ["class": "number"], text: Self.share(quote.confidence))
      output.element("td", ["class": "content", "dir": "rtl", "lang": "ar"], text: quote.content)
    }
    output.newLine()
  }

  private var residueList: Markup {
    guard !article.residue.isEmpty else { return Markup() }
    var output = Markup()
    output.element("details") { output in
      output.element(
        "summary", text: "\(article.residue.count) pieces of residue that cleaning took out")
      output.append(
        ReportTable(
          caption: "Residue", columns: [.words("kind"), .words("rule"), .text("text")],
          rows: article.residue.map { [$0.kind, $0.rule, $0.text] }
        ).markup)
    }
    output.newLine()
    return output
  }

  /// A number from 0 to 1 with two decimals.
  static func share(_ value: Double) -> String {
    let hundredths = Int((min(max(value, 0), 1) * 100).rounded())
    let digits = String(hundredths % 100)
    return "\(hundredths / 100)." + (digits.count == 1 ? "0" : "") + digits
  }
}

extension ReportQuote {
  fileprivate var shownSpeaker: String { speaker ?? "speaker not said" }

  /// What the cue does, and whether the words were said.
  fileprivate var shownStance: String {
    [stance, polarity == "asserted" ? nil : polarity, modality].compactMap(\.self)
      .joined(separator: ", ")
  }

  /// Everything but the content, in one line.
  fileprivate var summary: String {
    let kindOfSpeaker = speakerKind.map { " (\($0))" } ?? ""
    let parts = [
      cue.map { "cue \($0)" }, shownStance.isEmpty ? nil : "stance \(shownStance)",
      resolution.map { "resolution \($0)" }, "rule \(rule)",
      "confidence \(ArticleView.share(confidence))",
    ]
    return "quote \(number), \(kind), of \(shownSpeaker)\(kindOfSpeaker): "
      + parts.compactMap(\.self).joined(separator: "; ")
  }
}

extension ReportArticle {
  /// The title, or what stands for it.
  var shownTitle: String { title.flatMap { $0.isEmpty ? nil : $0 } ?? externalID }

  /// Where it comes from, as a list of terms.
  var facts: Markup {
    let facts = [
      ("published", publishedOn), ("publisher", source), ("byline", byline), ("input", input),
      ("id", externalID), ("URL", url == externalID ? nil : url), ("words", "\(wordCount)"),
    ]
    var output = Markup()
    output.element("dl", ["class": "facts"]) { output in
      for case (let name, let value?) in facts where !value.isEmpty {
        output.element("div") { output in
          output.element("dt", text: name)
          output.element("dd") { $0.isolated(value) }
        }
      }
    }
    output.newLine()
    return output
  }
}
