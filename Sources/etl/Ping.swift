import ArticleInput
import Dispatch
import Foundation

/// A dead-man switch: a service that raises an alarm when no ping comes, in the manner of
/// healthchecks.io.
struct Ping: Sendable {
  /// Where success is told; `/start` and `/EXITCODE` behind its path tell the rest.
  let url: String

  /// Nil for what is no URL of HTTP.
  init?(_ url: String) {
    guard HTTPGet.server(of: url) != nil else { return nil }
    self.url = url
  }

  /// Tells the service something: an empty `event` is success.
  ///
  /// - Returns: Why the service could not be told, in one sentence; nil when it was.
  func send(_ event: String) async -> String? {
    guard let target = target(event) else { return "the ping URL cannot be used" }
    var problem: String?
    for attempt in 0..<3 {
      if attempt > 0 { try? await Task.sleep(for: .seconds(attempt)) }
      problem = await Self.request(target)
      if problem == nil { return nil }
    }
    return problem.map { "the ping failed three times: \($0)" }
  }

  private func target(_ event: String) -> String? {
    guard var parts = URLComponents(string: url) else { return nil }
    if !event.isEmpty {
      parts.percentEncodedPath =
        parts.percentEncodedPath.drop(suffix: "/") + "/" + event
    }
    return parts.string
  }

  /// One request, on a thread that may wait.
  private static func request(_ target: String) async -> String? {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(returning: Self.problem(target))
      }
    }
  }

  private static func problem(_ target: String) -> String? {
    do {
      let status = try HTTPGet().fetch(target).status
      if (200..<300).contains(status) { return nil }
      return "\(HTTPGet.server(of: target) ?? "the server") answered with status \(status)"
    } catch {
      return error.description
    }
  }
}

extension String {
  fileprivate func drop(suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
