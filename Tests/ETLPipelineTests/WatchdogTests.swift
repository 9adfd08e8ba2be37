import Synchronization
import Testing

@testable import ETLPipeline

struct WatchdogTests {
  /// What a watchdog did, in order, without repetitions.
  private final class Diary: Sendable {
    let entries = Mutex<[String]>([])

    func note(_ entry: String) {
      entries.withLock { if $0.last != entry { $0.append(entry) } }
    }

    var actions: Watchdog.Actions {
      .init(
        stop: { self.note("stop") }, interrupt: { self.note("interrupt") },
        giveUp: { self.note("give up") })
    }
  }

  @Test func `it stops, interrupts and gives up, in this order`() async throws {
    let diary = Diary()
    let watchdog = Watchdog(seconds: 0.05, grace: 0.2, actions: diary.actions)
    for _ in 0..<100 where diary.entries.withLock({ $0.last != "give up" }) {
      try await Task.sleep(for: .milliseconds(50))
    }
    watchdog.cancel()
    #expect(diary.entries.withLock { $0 } == ["stop", "interrupt", "give up"])
  }

  @Test func `it does nothing after the run has ended`() async throws {
    let diary = Diary()
    let watchdog = Watchdog(seconds: 0.05, grace: 3600, actions: diary.actions)
    for _ in 0..<100 where diary.entries.withLock(\.isEmpty) {
      try await Task.sleep(for: .milliseconds(10))
    }
    watchdog.cancel()
    try await Task.sleep(for: .milliseconds(100))
    #expect(diary.entries.withLock { $0 } == ["stop"])
  }
}
