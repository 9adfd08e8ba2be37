import ETLModel
import Testing

@testable import HTMLReport

struct DayBucketsTests {
  private func buckets(_ days: [String]) -> DayBuckets {
    DayBuckets(days.map { .init($0, 1) })
  }

  @Test func `days between are shown without a count, and what is no day is counted apart`() {
    let buckets = buckets(["2024-02-28", "2024-03-01", "", "2024-13-01", "<b>"])
    #expect(buckets.length == .day)
    #expect(
      buckets.counts == [
        .init("2024-02-28", 1), .init("2024-02-29", 0), .init("2024-03-01", 1),
      ])
    #expect(buckets.undated == 3)
  }

  @Test(
    arguments: [
      ("2024-01-03", "2024-12-31", DayBuckets.Length.week, "2024-01-01", "2024-12-30"),
      ("2015-07-21", "2023-11-09", .month, "2015-07", "2023-11"),
      ("1931-01-01", "2024-01-01", .year, "1931", "2024"),
    ])
  func `longer times get weeks, months or years`(
    _ first: String, _ last: String, _ length: DayBuckets.Length, _ start: String, _ end: String
  ) {
    let buckets = buckets([first, last])
    #expect(buckets.length == length)
    #expect(buckets.counts.first == .init(start, 1))
    #expect(buckets.counts.last == .init(end, 1))
    #expect(buckets.counts.count <= DayBuckets.limit)
  }

  @Test func `a wrong year does not make more bars than the limit`() {
    let buckets = buckets(["0001-01-01", "9999-12-31"])
    #expect(buckets.counts.count == DayBuckets.limit)
    #expect(buckets.counts.map(\.count).reduce(0, +) == 2)
  }

  @Test func `no day is no bar`() {
    #expect(buckets([]).counts.isEmpty)
  }
}
