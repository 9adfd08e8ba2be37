import Synchronization

/// What the server has seen, for other threads to read.
final class RequestLog: Sendable {
  private struct State {
    var requests: [Request] = []
    var openConnections = 0
    var peakConnections = 0
  }

  private let keepsRequests: Bool
  private let state = Mutex(State())

  init(keepsRequests: Bool) { self.keepsRequests = keepsRequests }

  var requests: [Request] { state.withLock { $0.requests } }
  var openConnections: Int { state.withLock { $0.openConnections } }
  var peakConnections: Int { state.withLock { $0.peakConnections } }

  func add(_ request: Request) {
    guard keepsRequests else { return }
    state.withLock { $0.requests.append(request) }
  }

  func set(openConnections count: Int) {
    state.withLock { state in
      state.openConnections = count
      state.peakConnections = max(state.peakConnections, count)
    }
  }
}
