import Glibc
import Synchronization

/// An HTTP/1.1 server on this machine that answers as it is told.
///
///     let server = try NewsServer { request in
///       switch request.path {
///       case "/robots.txt": .status(404)
///       case "/slow": .page("<p>نص</p>").dripping(bytesPerWrite: 1, every: .milliseconds(50))
///       default: .redirect(to: "/slow")
///       }
///     }
///     server.url("/start")  // "http://127.0.0.1:40001/start"
///
/// It keeps connections open, answers requests that come before the answer to the last one, and
/// reads none that have a body.
public final class NewsServer: Sendable {
  /// The port it listens on, the same at each address.
  public let port: Int

  private let addresses: [String]
  private let log: RequestLog
  private let wake: Int32
  private let thread: pthread_t
  private let isStopped = Mutex(false)

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - addresses: Where it listens. All that begin with 127 are this machine, and each is a host
  ///     of its own to a client.
  ///   - port: The port, or 0 for one that is free.
  ///   - keepsRequests: Whether ``requests`` are kept; a benchmark has too many.
  ///   - routes: Answers a request. It runs on the only thread of the server, so it must not wait;
  ///     see ``Response/delayed(by:)``.
  /// - Throws: ``ServerError`` if an address is none or is taken.
  public init(
    addresses: [String] = ["127.0.0.1"], port: Int = 0, keepsRequests: Bool = true,
    routes: @escaping @Sendable (Request) -> Response
  ) throws {
    let listening = try Listener.open(addresses, port: port)
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let code = socketpair(AF_UNIX, kind, 0, &ends)
    precondition(code == 0, "no descriptor is left for waking the server")
    let log = RequestLog(keepsRequests: keepsRequests)
    let loop = ServerLoop(
      listeners: listening.sockets, wake: ends[0], log: log, routes: routes)
    do {
      thread = try Self.start(loop)
    } catch {
      for descriptor in listening.sockets + ends { close(descriptor) }
      throw error
    }
    self.addresses = addresses
    self.port = listening.port
    self.log = log
    wake = ends[1]
  }

  deinit { stop() }

  /// The requests so far, in the order of their arrival.
  public var requests: [Request] { log.requests }

  /// The number of connections that are open now.
  public var openConnections: Int { log.openConnections }

  /// The most connections that have been open at a time.
  public var peakConnections: Int { log.peakConnections }

  /// The address of a path, which begins with a slash.
  ///
  /// - Parameter host: The host to name, or nothing for the first address of the server.
  public func url(_ path: String, host: String? = nil) -> String {
    "http://\(host ?? addresses[0]):\(port)\(path)"
  }

  /// Closes all connections and waits until the port is free. A second time does nothing.
  public func stop() {
    let isFirst = isStopped.withLock { isStopped in
      defer { isStopped = true }
      return !isStopped
    }
    guard isFirst else { return }
    var byte: UInt8 = 1
    let count = write(wake, &byte, 1)
    precondition(count == 1, "the server cannot be woken")
    // A route may let go of the server as the last one.
    if pthread_equal(pthread_self(), thread) != 0 {
      pthread_detach(thread)
    } else {
      pthread_join(thread, nil)
    }
    close(wake)
  }

  private static func start(_ loop: ServerLoop) throws -> pthread_t {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(loop)
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<ServerLoop>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard code == 0 else {
      context.release()
      throw ServerError.noThread(code: code)
    }
    return thread
  }
}
