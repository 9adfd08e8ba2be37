import Testing

@testable import etl_bench

struct InventedSiteTests {
  @Test(arguments: [2_000, 20_000, 100_000])
  func `a page has about the size that is wanted`(size: Int) {
    let site = InventedSite(pageCount: 10, pageSize: size, hasLinks: true)
    for number in 1...10 {
      #expect((size..<size + 1_500).contains(site.page(number).count))
    }
  }

  @Test func `a page is the same in every site and unlike the others`() {
    let one = InventedSite(pageCount: 100, pageSize: 5_000, hasLinks: false)
    let other = InventedSite(pageCount: 100, pageSize: 5_000, hasLinks: false)
    #expect((1...100).allSatisfy { one.page($0) == other.page($0) })
    #expect(Set((1...100).map { one.page($0) }).count == 100)
  }

  @Test func `every page can be reached from the first`() {
    let site = InventedSite(pageCount: 321, pageSize: 500, hasLinks: true)
    var reached: Set<Int> = [1]
    var next = [1]
    while let number = next.popLast() {
      let page = String(decoding: site.page(number), as: UTF8.self)
      for match in page.matches(of: /<a href="\/page\/([0-9]+)\.html">/) {
        if let linked = Int(match.1), reached.insert(linked).inserted { next.append(linked) }
      }
    }
    #expect(reached == Set(1...321))
  }
}
