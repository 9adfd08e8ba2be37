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

/// What the thread of a crawler and its caller hand each other.
final class CrawlExchange: Sendable {
  private struct State {
    var requests: [CrawlRequest] = []
    var events: [CrawlEvent] = []
    /// The events before this one were taken.
    var firstEvent = 0
    var byteCount = 0
    /// Requests without an event.
    var openCount = 0
    var isCancelled = false
    var failure: InputError?
    var progress = CrawlProgress()
  }

  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)

  // MARK: The caller

  func add(_ requests: [CrawlRequest]) {
    let failure = state.withLock { state in
      state.openCount += requests.count
      state.progress.waiting += requests.count
      if state.failure == nil { state.requests += requests }
      return state.failure
    }
    if let failure {
      for request in requests {
        put(.failed(id: request.id, failure, isPassing: true, retryAt: nil))
      }
    }
  }

  func cancel() { state.withLock { $0.isCancelled = true } }

  var isBusy: Bool {
    state.withLock { $0.openCount > 0 || $0.firstEvent < $0.events.count }
  }

  var progress: CrawlProgress { state.withLock { $0.progress } }

  func next(within seconds: Double) -> CrawlEvent? {
    if let event = take() { return event }
    _ = signal.wait(timeout: .now() + seconds)
    return take()
  }

  private func take() -> CrawlEvent? {
    state.withLock { state in
      guard state.firstEvent < state.events.count else { return nil }
      let event = state.events[state.firstEvent]
      state.byteCount -= event.byteCount
      state.firstEvent += 1
      if state.firstEvent == state.events.count {
        state.events.removeAll(keepingCapacity: true)
        state.firstEvent = 0
      }
      return event
    }
  }

  // MARK: The thread

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Whether the caller has enough to do.
  var isFull: Bool { state.withLock { $0.byteCount > Crawler.mostBytes } }

  func takeRequests() -> [CrawlRequest] {
    state.withLock { state in
      defer { state.requests = [] }
      return state.requests
    }
  }

  func put(_ event: CrawlEvent) {
    state.withLock { state in
      state.events.append(event)
      state.byteCount += event.byteCount
      if case .robots = event { return }
      state.openCount -= 1
      state.progress.waiting -= 1
      state.progress.done += 1
    }
    signal.signal()
  }

  func note(hosts: Int) { state.withLock { $0.progress.hosts = hosts } }

  /// Answers every request, now and later, with a failure.
  func fail(_ error: InputError) {
    let requests = state.withLock { state in
      state.failure = error
      defer { state.requests = [] }
      return state.requests
    }
    for request in requests {
      put(.failed(id: request.id, error, isPassing: true, retryAt: nil))
    }
  }
}

extension CrawlEvent {
  fileprivate var byteCount: Int {
    if case .page(_, let page) = self { page.body.count + page.head.count } else { 0 }
  }
}
