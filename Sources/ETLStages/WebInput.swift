import ArticleInput
import ETLModel
import ETLPipeline
import Foundation

/// The options of an input that asks servers: its own, and those that all of them have.
protocol WebInput: StageOptions {
  /// What the addresses lead to.
  static var kind: AddressState.Kind { get }
  static var via: Capture.Via { get }

  var urls: [String] { get }
  var web: WebOptions { get }
  /// A file with an address on each line; an empty path for none.
  var urlsFrom: OptionPath { get }
  /// Where the articles of a feed come from.
  var fullText: FullText { get }
  /// The shortest and the longest time between two requests to a feed, in seconds.
  var pollLimits: ClosedRange<Int> { get }
  /// The age in seconds from which what a sitemap lists is left out; nil for no limit.
  var oldest: Int? { get }
}

extension WebInput {
  var urlsFrom: OptionPath { OptionPath("") }
  var fullText: FullText { .fetch }
  var pollLimits: ClosedRange<Int> { 0...0 }
  var oldest: Int? { nil }

  func inputPaths() -> [OptionPath] { urlsFrom.written.isEmpty ? [] : [urlsFrom] }

  /// The addresses of the pipeline file and of the file that it names, as they are written, with
  /// what stands for each that is none.
  ///
  /// A file that cannot be read is an address that is none; one that does not exist is told elsewhere.
  var listedAddresses: [(address: HTTPAddress?, place: String, error: InputError?)] {
    let wrong = InputError(.badAddress, "no address of http or https")
    var listed = urls.map { url in
      let address = HTTPAddress(url)
      return (address: address, place: url, error: address == nil ? wrong : nil)
    }
    guard !urlsFrom.written.isEmpty, FileStamp.of(urlsFrom.resolved) != nil else { return listed }
    do throws(InputError) {
      var lines = try LineReader(path: urlsFrom.resolved)
      while let line = try lines.next() {
        let text = String(decoding: line.bytes, as: UTF8.self)
          .trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty || text.hasPrefix("#") { continue }
        let address = HTTPAddress(text)
        listed.append(
          (address, "\(urlsFrom.written):\(line.number)", address == nil ? wrong : nil))
      }
    } catch {
      listed.append((nil, urlsFrom.written, error))
    }
    return listed
  }

  /// What can be wrong with the addresses.
  func addressProblems() -> [OptionProblem] {
    var problems: [OptionProblem] = []
    if urls.isEmpty, urlsFrom.written.isEmpty {
      problems.append(OptionProblem(key: "urls", message: "must name at least one address"))
    }
    if urls.contains(where: { HTTPAddress($0) == nil }) {
      problems.append(
        OptionProblem(key: "urls", message: "must hold addresses of http or https only"))
    }
    return problems + web.problems()
  }
}
