import Glibc

/// Waits for all connections at once, on one thread.
final class ServerLoop {
  /// The end of the server that wakes, then the sockets that listen.
  private let fixed: [Int32]
  private let log: RequestLog
  private let routes: @Sendable (Request) -> Response
  private var connections: [Connection] = []
  private var waiting: [pollfd] = []

  /// - Parameters:
  ///   - listeners: Sockets that listen; they are closed at the end, as is `wake`.
  ///   - wake: A socket; a byte in it ends the loop.
  init(
    listeners: [Int32], wake: Int32, log: RequestLog,
    routes: @escaping @Sendable (Request) -> Response
  ) {
    fixed = [wake] + listeners
    self.log = log
    self.routes = routes
  }

  /// Serves until it is woken, then closes everything.
  func run() {
    withUnsafeTemporaryAllocation(byteCount: Connection.maximumHead, alignment: 16) { scratch in
      while wait() { serve(scratch) }
    }
    for connection in connections { connection.end() }
    for descriptor in fixed { close(descriptor) }
    connections = []
    log.set(openConnections: 0)
  }

  /// Waits for the next event or deadline.
  ///
  /// - Returns: Whether to go on.
  private func wait() -> Bool {
    waiting.removeAll(keepingCapacity: true)
    for descriptor in fixed {
      waiting.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }
    var deadline: ContinuousClock.Instant?
    for connection in connections {
      waiting.append(
        pollfd(fd: connection.descriptor, events: connection.events, revents: 0))
      guard let own = connection.deadline else { continue }
      deadline = deadline.map { min($0, own) } ?? own
    }
    let count = poll(&waiting, nfds_t(waiting.count), deadline.map(Self.milliseconds) ?? -1)
    precondition(count >= 0 || errno == EINTR, "the sockets of the server cannot be waited for")
    // After an interruption the answers of the system are not set.
    return count < 0 || waiting[0].revents == 0
  }

  /// Serves every connection for which something has happened.
  private func serve(_ scratch: UnsafeMutableRawBufferPointer) {
    let first = fixed.count
    var hasEnded = false
    for (index, connection) in connections.enumerated() {
      let events = waiting[first + index].revents
      guard events != 0 || connection.deadline != nil else { continue }
      if events & Int16(POLLIN | POLLHUP | POLLERR) != 0 { connection.read(scratch) }
      connection.advance(answer)
      hasEnded = hasEnded || !connection.isOpen
    }
    let hasNew = (1..<first).contains { waiting[$0].revents != 0 }
    guard hasEnded || hasNew else { return }
    connections.removeAll { !$0.isOpen }
    for index in 1..<first where waiting[index].revents != 0 { accept(from: waiting[index].fd) }
    log.set(openConnections: connections.count)
  }

  private func accept(from listener: Int32) {
    while true {
      let client = Glibc.accept(listener, nil, nil)
      guard client >= 0 else { return }
      _ = fcntl(client, F_SETFD, FD_CLOEXEC)
      connections.append(Connection(descriptor: client))
    }
  }

  private func answer(_ head: ArraySlice<UInt8>) -> (response: Response, isLast: Bool) {
    guard head.count < Connection.maximumHead else { return (.status(431), true) }
    let open = connections.count { $0.isOpen }
    guard let request = Request(head: head, arrival: .now, openConnections: open) else {
      return (.status(400), true)
    }
    log.add(request)
    return (routes(request), request.isLast)
  }

  /// The time until an instant, rounded up.
  private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let (seconds, fraction) = ContinuousClock.now.duration(to: deadline).components
    guard seconds >= 0, fraction >= 0 else { return 0 }
    return Int32(
      min(seconds, 86_400) * 1_000 + (fraction + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
