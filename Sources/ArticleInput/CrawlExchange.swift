import ETLModel
import Foundation
import Synchronization

/// What the thread of a crawler and its caller hand each other.
final class CrawlExchange: Sendable {
  private struct State {
    var requests: [CrawlRequest] = []
    var events = Queue<CrawlEvent>()
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
    state.withLock { $0.openCount > 0 || !$0.events.isEmpty }
  }

  var progress: CrawlProgress { state.withLock { $0.progress } }

  func next(within seconds: Double) -> CrawlEvent? {
    // Each event has one signal.
    signal.wait(timeout: .now() + seconds) == .success ? take() : nil
  }

  private func take() -> CrawlEvent? {
    state.withLock { state in
      let event = state.events.popFirst()
      state.byteCount -= event?.byteCount ?? 0
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
