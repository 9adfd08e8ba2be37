import ArgumentParser
import ArticleInput
import ETLModel
import Foundation
import HTMLText

/// Cleans damaged pages, to be built with a sanitizer:
///
///     swift build -c release --sanitize=address --scratch-path .build/asan --product etl-bench
///     .build/asan/release/etl-bench mutate --count 10000
///
/// Each page is decided by the seed and its number alone, so that one that fails can be had again.
struct Mutate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Clean damaged pages and check what comes out.")

  @Option(help: "How many pages are made.")
  var count = 10_000
  @Option(help: "What decides on the damage.")
  var seed: UInt64 = 1
  @Option(help: "The number of the first page.")
  var first = 0
  @Option(help: "A file of JSON lines with 'html_base64' whose pages are damaged too.")
  var pages: String?
  @Option(help: "The most bytes of a page from that file; longer ones are cut.")
  var maximumBytes = 60_000

  func run() throws {
    var originals = MutationSource.invented.map { Array($0.utf8) }
    if let pages {
      originals += try Pages(path: pages).pages.map { Array($0.prefix(maximumBytes)) }
    }
    let cleaner = ArticleCleaner(options: .init())
    var outcomes = (cleaned: 0, unreadable: 0, rejected: 0)
    for number in first..<first + count {
      var mutator = PageMutator(seed: seed, number: number)
      let page = mutator.damaged(originals[number % originals.count], donors: originals)
      let decoded = try? CharsetDecoder.decode(page, isHTML: true, declared: nil)
      if decoded == nil { outcomes.unreadable += 1 }
      do {
        // What is no text is not cleaned in a run; here it may as well be.
        let text = decoded?.bytes ?? Array(String(decoding: page, as: UTF8.self).utf8)
        let document = try cleaner.clean(MutationSource.article(text))
        try check(document, number)
        outcomes.cleaned += 1
      } catch is CleaningError {
        outcomes.rejected += 1
      }
    }
    print(
      "mutate: seed \(seed), \(count) pages from \(originals.count): \(outcomes.cleaned) cleaned, "
        + "\(outcomes.rejected) rejected; \(outcomes.unreadable) would be no text")
  }

  private func check(_ document: Document, _ number: Int) throws {
    let body = document.body
    guard String(validating: body, as: UTF8.self) != nil, !body.contains(0x7F) else {
      print("error: page \(number) of seed \(seed) has a broken body")
      throw ExitCode.failure
    }
  }
}

/// Damages pages.
private struct PageMutator {
  private var random: Generator

  init(seed: UInt64, number: Int) {
    random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(number))
  }

  /// `page` after one to eight accidents.
  mutating func damaged(_ page: [UInt8], donors: [[UInt8]]) -> [UInt8] {
    var page = page
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      guard page.count > 8 else { return page }
      switch Int.random(in: 0..<8, using: &random) {
      case 0: flipBits(&page)
      case 1: page.removeSubrange(part(of: page))
      case 2: page.removeSubrange(place(in: page)...)
      case 3: page.insert(contentsOf: page[part(of: page)], at: place(in: page))
      case 4: moveTag(&page)
      case 5: repeatTag(&page)
      case 6: page.insert(contentsOf: soup(), at: place(in: page))
      default:
        let donor = donors[Int.random(in: 0..<donors.count, using: &random)]
        if donor.count > 8 { page.insert(contentsOf: donor[part(of: donor)], at: place(in: page)) }
      }
    }
    return page
  }

  private mutating func place(in page: [UInt8]) -> Int {
    Int.random(in: 0..<page.count, using: &random)
  }

  private mutating func part(of page: [UInt8]) -> Range<Int> {
    let start = place(in: page)
    return start..<min(page.count, start + Int.random(in: 1...400, using: &random))
  }

  private mutating func flipBits(_ page: inout [UInt8]) {
    for _ in 0..<Int.random(in: 1...60, using: &random) {
      page[place(in: page)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    }
  }

  /// The tag at or behind a place.
  private mutating func tag(in page: [UInt8]) -> Range<Int>? {
    guard let start = page[place(in: page)...].firstIndex(of: 0x3C),
      let end = page[start...].firstIndex(of: 0x3E)
    else { return nil }
    return start..<end + 1
  }

  private mutating func moveTag(_ page: inout [UInt8]) {
    guard let range = tag(in: page) else { return }
    let tag = page[range]
    page.removeSubrange(range)
    page.insert(contentsOf: tag, at: Int.random(in: 0...page.count, using: &random))
  }

  private mutating func repeatTag(_ page: inout [UInt8]) {
    guard let range = tag(in: page), range.count < 300 else { return }
    let tag = Array(page[range])
    for _ in 0..<Int.random(in: 1...30, using: &random) {
      page.insert(contentsOf: tag, at: range.lowerBound)
    }
  }

  private mutating func soup() -> [UInt8] {
    let parts = MutationSource.soup
    return (0..<Int.random(in: 1...12, using: &random)).flatMap { _ in
      Array(parts[Int.random(in: 0..<parts.count, using: &random)].utf8)
    }
  }
}
