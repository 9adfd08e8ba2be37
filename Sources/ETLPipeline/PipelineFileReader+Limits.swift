import Foundation

extension PipelineFileReader {
  mutating func readLimits(_ pairs: [ConfigNode.Pair]) -> RunLimits {
    refuseUnknown(pairs, PipelineKeys.limits.names, "of limits")
    var limits = RunLimits()
    limits.workers = count("workers", in: 0...1024, pairs) ?? limits.workers
    limits.retries = count("retries", in: 0...100, pairs) ?? limits.retries
    if let node = pairs.value("max_rejected") {
      if let limit = rejectLimit(node) {
        limits.maximumRejected = limit
      } else {
        report(
          "max_rejected must be a share such as \"1%\" or a whole number, not \(node.kindName)",
          node.place)
      }
    }
    if let node = pairs.value("run_timeout") {
      limits.runTimeout = duration(node, "run_timeout", example: "30m or 3h")
    }
    if let node = pairs.value("busy_timeout") {
      limits.busyTimeout =
        duration(node, "busy_timeout", example: "30s or 2m") ?? limits.busyTimeout
    }
    return limits
  }

  mutating func readMonitor(_ node: ConfigNode) -> Monitor {
    var monitor = Monitor()
    guard let pairs = map(node, "monitor") else { return monitor }
    refuseUnknown(pairs, PipelineKeys.monitor.names, "of monitor")
    if let node = pairs.value("metrics"), let path = secretString(node, "metrics of monitor") {
      if path.isEmpty { report("metrics of monitor must name a file", node.place) }
      monitor.metrics = OptionPath(
        actual: path, base: baseDirectory, redactor: Redactor(vault.secrets))
    }
    if let node = pairs.value("ping"), let url = secretString(node, "ping of monitor") {
      if isWebAddress(url) {
        monitor.ping = url
      } else {
        // The address is not repeated: those of dead-man switches are secrets by themselves.
        report(
          "ping of monitor must be an address that starts with http:// or https://", node.place)
      }
    }
    return monitor
  }

  /// Text that may hold a secret, with the secret in it.
  private mutating func secretString(_ node: ConfigNode, _ what: String) -> String? {
    switch ScalarReader.string(node) {
    case .success(let text): return vault.revealed(text)
    case .failure(let trap):
      report("\(what) \(trap.message)", node.place)
      return nil
    }
  }

  private func isWebAddress(_ url: String) -> Bool {
    guard let scheme = url.range(of: "://") else { return false }
    let host = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
    return ["http", "https"].contains(url[..<scheme.lowerBound].lowercased()) && !host.isEmpty
      && url.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }

  private mutating func count(
    _ key: String, in range: ClosedRange<Int>, _ pairs: [ConfigNode.Pair]
  ) -> Int? {
    guard let node = pairs.value(key) else { return nil }
    if case .integer(let count)? = ScalarReader.number(node), range.contains(count) { return count }
    report(
      "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound), "
        + "not \(node.kindName)", node.place)
    return nil
  }

  private func rejectLimit(_ node: ConfigNode) -> RunLimits.Rejected? {
    if case .integer(let count)? = ScalarReader.number(node), count >= 0 { return .count(count) }
    guard case .scalar(let text, _) = node.value, text.hasSuffix("%"),
      let percent = Double(text.dropLast()), (0...100).contains(percent)
    else { return nil }
    return .share(percent / 100)
  }
}
