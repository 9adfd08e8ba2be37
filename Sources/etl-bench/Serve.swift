import ArgumentParser
import Dispatch
import Foundation
import LoopbackServer

/// A site of invented news on this machine, for measuring how pages are fetched.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a site of invented news on this machine.",
    discussion: """
      The pages are /page/1.html and so on, the same in every run; /sitemap.xml lists them all and \
      /feed.xml the newest 50. It ends with SIGTERM or SIGINT, or when its standard input is a pipe \
      and closes.
      """)

  @Option(help: "How many pages there are.")
  var pages = 10_000
  @Option(help: "About how many bytes a page has.")
  var size = 20_000
  @Option(help: "The port; 0 is one that is free.")
  var port = 0
  @Option(help: "A file that is written when the server listens, with its port.")
  var portFile: String?
  @Flag(help: "Link each page to ten others, so that all can be reached from the first.")
  var links = false

  func validate() throws {
    guard pages > 0 else { throw ValidationError("--pages is \(pages); at least 1 is needed") }
    guard size > 0 else { throw ValidationError("--size is \(size); at least 1 is needed") }
  }

  func run() throws {
    let ended = Self.end()
    let site = InventedSite(pageCount: pages, pageSize: size, hasLinks: links)
    let server = try NewsServer(port: port, keepsRequests: false) { site.answer($0) }
    if let portFile {
      try Data("\(server.port)\n".utf8).write(to: URL(filePath: portFile), options: .atomic)
    }
    print("serve: \(pages) pages of about \(size) bytes at \(server.url("/"))")
    fflush(nil)
    ended.wait()
    server.stop()
  }

  /// Signals when the program is told to end.
  private static func end() -> DispatchSemaphore {
    let ended = DispatchSemaphore(value: 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    // Later threads inherit it: the signals are left to the one that waits for them.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Thread.detachNewThread { [signals] in
      var signals = signals
      var number: Int32 = 0
      sigwait(&signals, &number)
      ended.signal()
    }
    guard isPipe(STDIN_FILENO) else { return ended }
    Thread.detachNewThread {
      while let data = try? FileHandle.standardInput.read(upToCount: 4_096), !data.isEmpty {}
      ended.signal()
    }
    return ended
  }

  /// Whether a descriptor is a pipe or a socket. A script that starts a program in the background
  /// gives it an input that is empty from the start.
  private static func isPipe(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return false }
    let kind = status.st_mode & S_IFMT
    return kind == S_IFIFO || kind == S_IFSOCK
  }
}
