public import ETLModel

/// A report on a database as one HTML page that loads nothing and runs nothing.
///
/// The same values give the same bytes. Text of the database reaches the page only escaped.
public struct ReportPage: Sendable {
  /// What every page starts with.
  public static let start = "<!DOCTYPE html>\n<!-- A report of etl. -->\n"

  /// The name of the pipeline.
  public var title: String
  /// What is known of the last run, in order.
  public var run: [(name: String, value: String)] = []
  public var graph = ReportGraph(nodes: [], arrows: [])
  /// What is told below the graph.
  public var graphNote: String?
  public var stages: ReportTable
  /// Milliseconds by stage.
  public var times: [ReportFigures.Count] = []
  public var checks: ReportTable
  public var figures = ReportFigures()
  /// What the reasons of rejects mean, and how often they occur.
  public var rejectReasons: ReportTable
  /// What the rules mean that found the quotes of the page.
  public var rules: ReportTable
  public var articles: [ReportArticle] = []
  public var copies: [ReportCopies] = []

  /// Creates a page without figures and articles.
  public init(
    title: String, stages: ReportTable, checks: ReportTable, rejectReasons: ReportTable,
    rules: ReportTable
  ) {
    self.title = title
    self.stages = stages
    self.checks = checks
    self.rejectReasons = rejectReasons
    self.rules = rules
  }

  /// The page.
  public var html: String {
    let sections = self.sections
    var output = Markup()
    output.open("html", ["lang": "en", "dir": "ltr"])
    output.newLine()
    writeHead(to: &output)
    output.element("body") { output in
      output.element("a", ["class": "skip", "href": "#main"], text: "Skip to the report")
      output.newLine()
      writeHeader(sections, to: &output)
      output.element("main", ["id": "main"]) { output in
        for section in sections { write(section, to: &output) }
      }
    }
    output.newLine()
    output.close("html")
    output.newLine()
    return Self.start + output.html
  }

  private struct Section {
    var id: String
    var title: String
    var content: Markup
  }

  private func writeHead(to output: inout Markup) {
    output.element("head") { output in
      output.newLine()
      output.void("meta", ["charset": "utf-8"])
      output.void(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content":
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
        ])
      output.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      output.void("meta", ["name": "color-scheme", "content": "light dark"])
      output.newLine()
      output.element("title", text: "Report: \(title)")
      output.newLine()
      output.style(String(decoding: PackageResources.report_css, as: UTF8.self))
      output.newLine()
    }
    output.newLine()
  }

  private func writeHeader(_ sections: [Section], to output: inout Markup) {
    output.element("header") { output in
      output.element("h1") { output in
        output.text("Report: ")
        output.isolated(title)
      }
      output.newLine()
      output.element("nav", ["aria-label": "Sections"]) { output in
        output.element("ul") { output in
          for section in sections {
            output.element("li") {
              $0.element("a", ["href": "#\(section.id)"], text: section.title)
            }
          }
        }
      }
    }
    output.newLine()
  }

  private func write(_ section: Section, to output: inout Markup) {
    output.element("section", ["id": section.id, "aria-labelledby": "\(section.id)-h"]) { output in
      output.element("h2", ["id": "\(section.id)-h"], text: section.title)
      output.newLine()
      output.append(section.content)
    }
    output.newLine()
  }

  private var sections: [Section] {
    [
      Section(id: "summary", title: "Summary", content: summary),
      Section(id: "graph", title: "Graph", content: stageSection),
      Section(id: "quotes", title: "Quotes", content: quoteSection),
      Section(id: "residue", title: "Residue", content: residueSection),
      Section(id: "rejects", title: "Rejects", content: rejectSection),
      Section(id: "articles", title: "Articles", content: articleSection),
      Section(id: "copies", title: "Duplicates", content: copySection),
    ]
  }
}

extension ReportPage {
  private var summary: Markup {
    var output = Markup()
    let numbers = [
      ("articles", figures.articles), ("sentences", figures.sentences), ("quotes", figures.quotes),
      ("duplicates", figures.copies), ("groups of duplicates", figures.clusters),
      ("rejects", figures.rejectCounts.reduce(0) { $0 + $1.count }),
    ]
    output.element("dl", ["class": "numbers"]) { output in
      for (name, number) in numbers {
        output.element("div") { output in
          output.element("dt", text: name)
          output.element("dd", text: "\(number)")
        }
      }
    }
    output.newLine()
    output.element("dl", ["class": "facts"]) { output in
      for (name, value) in run {
        output.element("div") { output in
          output.element("dt", text: name)
          output.element("dd") { $0.isolated(value) }
        }
      }
    }
    output.newLine()
    if !checks.rows.isEmpty { output.append(checks.markup) }
    return output
  }

  private var stageSection: Markup {
    var output = Markup()
    guard !graph.nodes.isEmpty else {
      output.element("p", ["class": "none"], text: "No run has left its stages here.")
      return output
    }
    output.append(GraphDrawing(graph).markup)
    if let graphNote { output.element("p", ["class": "none"], text: graphNote) }
    output.append(stages.markup)
    output.append(
      BarChart(
        title: "Milliseconds by stage", unit: "stage", measure: "milliseconds", counts: times,
        id: "times"
      ).rows(rightToLeft: false))
    return output
  }

  private var quoteSection: Markup {
    let days = DayBuckets(figures.days)
    var output = Markup()
    output.append(
      BarChart(
        title: "Quotes by speaker", unit: "speaker", measure: "quotes", counts: figures.speakers,
        id: "speakers"
      ).rows(rightToLeft: true))
    output.append(
      BarChart(
        title: "Quotes by \(days.length)", unit: "\(days.length)", measure: "quotes",
        counts: days.counts, id: "days"
      ).columns())
    if days.undated > 0 {
      output.element(
        "p", ["class": "none"], text: "\(days.undated) quotes stand in articles without a day.")
    }
    return output
  }

  private var residueSection: Markup {
    BarChart(
      title: "Pieces of residue by kind", unit: "kind", measure: "pieces", counts: figures.residue,
      id: "kinds"
    ).rows(rightToLeft: false)
  }

  private var rejectSection: Markup {
    var output = Markup()
    guard !rejectReasons.rows.isEmpty else {
      output.element("p", ["class": "none"], text: "Nothing was rejected.")
      return output
    }
    output.append(rejectReasons.markup)
    output.element("details") { output in
      output.element("summary", text: "The newest \(figures.rejects.count)")
      output.append(newestRejects.markup)
    }
    return output
  }

  private var newestRejects: ReportTable {
    ReportTable(
      caption: "The newest rejects",
      columns: [
        .text("id"), .text("input"), .words("stage"), .words("reason"), .text("detail"),
        .words("state"),
      ],
      rows: figures.rejects.map {
        [$0.externalID, $0.input, $0.stage, $0.reason, $0.detail ?? "", $0.state]
      })
  }

  private var articleSection: Markup {
    var output = Markup()
    output.element(
      "p", ["class": "none"],
      text:
        "\(articles.count) of \(figures.articles) articles. Numbers of sentences and quotes are "
        + "those of the database (seq).")
    guard !articles.isEmpty else { return output }
    output.element("p", ["class": "legend"]) { output in
      for kind in ["direct", "indirect", "mixed", "reported"] {
        output.element("mark", ["class": "quote \(kind)"], text: kind)
        output.text(" ")
      }
      output.element("span", ["class": "cue"], text: "cue")
      output.text(" ")
      output.element("span", ["class": "source"], text: "words that name the speaker")
      output.text(" ")
      output.element("span", ["class": "seq"], text: "7")
      output.text(" sentence")
    }
    output.newLine()
    for (index, article) in articles.enumerated() {
      output.append(ArticleView(article, id: "a\(index + 1)").markup(isOpen: index == 0))
    }
    if !rules.rows.isEmpty { output.append(rules.markup) }
    return output
  }

  private var copySection: Markup {
    var output = Markup()
    output.element(
      "p", ["class": "none"],
      text: copies.isEmpty
        ? "No duplicates." : "\(copies.count) of \(figures.clusters) groups of duplicates.")
    for (index, pair) in copies.enumerated() {
      output.append(CopyView(pair).markup(isOpen: index == 0))
    }
    return output
  }
}
