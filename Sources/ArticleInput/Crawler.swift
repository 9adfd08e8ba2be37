import ETLModel
import Foundation
import Synchronization

/// Fetches addresses on a thread of its own, many at a time and each host politely.
///
///     let crawler = Crawler(CrawlPolicy())
///     crawler.fetch([CrawlRequest(id: 0, address: address)])
///     while crawler.isBusy {
///       guard let event = crawler.next(within: 0.1) else { continue }
///       …
///     }
///
/// Before the first request to a site its robots.txt is asked (RFC 9309). Every redirection is a
/// request of its own, judged by the rules of its site. While more than ``Crawler/mostBytes`` of
/// answers wait for the caller, nothing new is asked: memory does not grow with the number of
/// addresses. Letting go of the crawler ends all requests.
public final class Crawler: Sendable {
  /// Bytes of answers that may wait.
  static let mostBytes = 32 << 20

  private let exchange = CrawlExchange()

  /// Starts a crawler.
  ///
  /// - Parameter robots: Rules that were fetched before, by site: text, and when it was fetched in
  ///   seconds since 1970.
  public init(_ policy: CrawlPolicy, robots: [String: (text: [UInt8], fetchedAt: Int)] = [:]) {
    let exchange = exchange
    let rules = robots.mapValues { entry in
      CrawlHost.Rules.known(
        RobotsRules(entry.text, product: CrawlPolicy.product),
        until: entry.fetchedAt + CrawlPolicy.robotsLifetime)
    }
    Thread.detachNewThread {
      do throws(InputError) {
        var loop = try CrawlLoop(policy, rules, exchange)
        while loop.turn() {}
      } catch {
        exchange.fail(error)
      }
    }
  }

  deinit { exchange.cancel() }

  /// Adds requests; each has one event in the end.
  public func fetch(_ requests: [CrawlRequest]) { exchange.add(requests) }

  /// Whether a request has no event yet, or an event was not taken.
  public var isBusy: Bool { exchange.isBusy }

  /// The next event.
  ///
  /// - Parameter seconds: How long is waited for one.
  public func next(within seconds: Double) -> CrawlEvent? { exchange.next(within: seconds) }

  public var progress: CrawlProgress { exchange.progress }
}
