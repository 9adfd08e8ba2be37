import ETLModel
import Testing

@testable import HTMLReport

struct BarChartTests {
  private func chart(_ counts: [ReportFigures.Count]) -> BarChart {
    BarChart(title: "Quotes", unit: "speaker", measure: "quotes", counts: counts, id: "c")
  }

  @Test func `a name from the right to the left stands right of its bar, which grows to the left`()
  {
    let html = chart([.init("سالم", 4), .init("هند", 2)]).rows(rightToLeft: true).html
    #expect(
      html.contains(
        "<text class=\"name\" x=\"478\" y=\"18\" text-anchor=\"end\" direction=\"rtl\">سالم</text>"
      ))
    #expect(
      html.contains("<rect class=\"bar\" x=\"70\" y=\"4\" width=\"400\" height=\"18\" rx=\"2\">"))
    #expect(html.contains("<rect class=\"bar\" x=\"270\" y=\"30\" width=\"200\""))
  }

  @Test func `a table holds the same, for those who see no chart`() {
    let html = chart([.init("<b>", 4)]).rows(rightToLeft: true).html
    #expect(
      html.contains("<th scope=\"row\" dir=\"auto\">&lt;b&gt;</th><td class=\"number\">4</td>"))
    #expect(html.contains("aria-labelledby=\"c-t c-d\""))
    #expect(!html.contains("<b>"))
  }

  @Test func `columns share the width, and some of them are named`() {
    let counts = (0..<120).map { ReportFigures.Count("d\($0)", $0) }
    let html = chart(counts).columns().html
    #expect(html.ranges(of: "<rect").count == 119)
    #expect(html.ranges(of: "class=\"tick\"").count <= 9)
  }

  @Test func `nothing counted is told in words`() {
    #expect(chart([]).columns().html.contains("None."))
    #expect(!chart([]).rows(rightToLeft: false).html.contains("<svg"))
  }

  @Test func `a long name is cut`() {
    #expect(BarChart.shortened("abcdef", 6) == "abcdef")
    #expect(BarChart.shortened("abcdefg", 6) == "abcde…")
  }
}
