import ArgumentParser
import Foundation

/// The processor times of several rounds of the same work. Other programs on the machine do not
/// count.
struct Measurement {
  static let rounds = 5

  /// The seconds of each round, the shortest first.
  private let seconds: [Double]
  /// The number of results, the same in every round.
  let results: Int

  var best: Double { seconds[0] }
  var median: Double { seconds[seconds.count / 2] }

  /// Does `work`, which returns the number of its results, five times.
  ///
  /// - Throws: `ExitCode.failure` if two rounds have different numbers of results.
  init(_ name: String, _ work: () throws -> Int) throws {
    var seconds: [Double] = []
    var counts: [Int] = []
    for _ in 0..<Self.rounds {
      let start = Self.processorTime()
      counts.append(try work())
      seconds.append(Self.processorTime() - start)
    }
    guard Set(counts).count == 1 else {
      FileHandle.standardError.write(Data("error: \(name) differs by round: \(counts)\n".utf8))
      throw ExitCode.failure
    }
    self.seconds = seconds.sorted()
    results = counts[0]
  }

  /// The seconds that this thread has worked.
  static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// The lines that a benchmark prints.
enum Report {
  static func heading(_ name: String, _ articles: Articles, _ size: TextSize) {
    print(
      "\(name): \(articles.name): \(size.articles) articles, \(size.bytes) bytes, "
        + "\(size.codePoints) code points")
  }

  /// One line: the times, then `amounts` per second at the median.
  static func line(
    _ name: String, _ measurement: Measurement, _ results: String,
    _ amounts: [(count: Double, unit: String)]
  ) {
    let rates = amounts.map { number($0.count / measurement.median) + " " + $0.unit + "/s" }
    print(
      "  \(name.padding(toLength: 22, withPad: " ", startingAt: 0))"
        + "median \(milliseconds(measurement.median)), best \(milliseconds(measurement.best)); "
        + rates.joined(separator: ", ") + "; \(measurement.results) \(results)")
  }

  /// How many times as long `slower` takes as `faster`, by their medians.
  static func ratio(_ slower: Measurement, to faster: Measurement, _ name: String) {
    print("  \(number(slower.median / faster.median)) times the \(name)")
  }

  private static func milliseconds(_ seconds: Double) -> String {
    number(seconds * 1_000) + " ms"
  }

  private static func number(_ value: Double) -> String {
    String(format: value < 100 ? "%.1f" : "%.0f", value)
  }
}
