import CCurl
import ETLModel
import Foundation

/// The work of a crawler's thread: which request starts when, and what its answer means.
struct CrawlLoop: ~Copyable {
  typealias Visit = CrawlHost.Visit

  /// How long nothing happens before requests and cancellation are looked for, in milliseconds.
  private static let pause = 20.0
  /// Milliseconds before a failed request is tried again; doubled each time.
  private static let firstPause = 500

  private let policy: CrawlPolicy
  private let exchange: CrawlExchange
  private let connections: HTTPConnections
  private var hosts: [String: CrawlHost] = [:]
  /// The hosts that requests wait for, in the order in which they are looked at.
  private var order: [String] = []
  /// Rules that are known of sites without requests.
  private var rules: [String: CrawlHost.Rules]
  /// Requests that are tried again later.
  private var delayed: [Visit] = []
  private var active: [ObjectIdentifier: Visit] = [:]
  private let clock = ContinuousClock()

  init(
    _ policy: CrawlPolicy, _ rules: [String: CrawlHost.Rules], _ exchange: CrawlExchange
  ) throws(InputError) {
    self.policy = policy
    self.rules = rules
    self.exchange = exchange
    connections = try HTTPConnections(count: policy.connections)
  }

  /// Does what is to be done now, and waits a little.
  ///
  /// - Returns: False when the crawl is over.
  mutating func turn() -> Bool {
    if exchange.isCancelled { return false }
    for request in exchange.takeRequests() {
      enter(Visit(purpose: .page(request), address: request.address))
    }
    let now = clock.now
    if !delayed.isEmpty {
      let due = delayed.filter { $0.start <= now }
      delayed.removeAll { $0.start <= now }
      for visit in due { enter(visit, isFirst: true) }
    }
    let wait = startDue(now)
    exchange.note(hosts: order.count)
    for (transfer, code) in connections.finished(within: Int(wait.rounded(.up))) {
      guard let visit = active.removeValue(forKey: ObjectIdentifier(transfer)) else { continue }
      hosts[visit.address.origin]?.activeCount -= 1
      end(visit, transfer, code)
    }
    return true
  }

  // MARK: Starting

  private mutating func enter(_ visit: Visit, isFirst: Bool = false) {
    let origin = visit.address.origin
    var host = hosts.removeValue(forKey: origin) ?? CrawlHost()
    if !host.isListed { order.append(origin) }
    host.isListed = true
    if case .unknown = host.rules, let known = rules[origin] { host.rules = known }
    if isFirst { host.addFirst(visit) } else { host.add(visit) }
    hosts[origin] = host
  }

  /// Starts what may start.
  ///
  /// - Returns: The milliseconds until something else may.
  private mutating func startDue(_ now: ContinuousClock.Instant) -> Double {
    guard !exchange.isFull, connections.count < policy.connections else { return Self.pause }
    var wait = Self.pause
    var idle: Set<String> = []
    for origin in order {
      guard var host = hosts.removeValue(forKey: origin) else { continue }
      while connections.count < policy.connections, host.waitingCount > 0,
        host.activeCount < policy.connectionsPerHost
      {
        if host.nextStart > now {
          wait = min(wait, (host.nextStart - now) / .milliseconds(1))
          break
        }
        guard let visit = admitted(&host) else { break }
        start(visit, &host, now)
      }
      if host.isIdle {
        idle.insert(origin)
        host.isListed = false
      }
      hosts[origin] = host
    }
    if !idle.isEmpty { order.removeAll { idle.contains($0) } }
    // No host has a right to be the first.
    if order.count > 1 { order.append(order.removeFirst()) }
    return wait
  }

  /// The next request to a host that its rules admit, or a request for them; nil when none is left
  /// or the rules are still to come.
  private mutating func admitted(_ host: inout CrawlHost) -> Visit? {
    while let visit = host.next() {
      if case .robots = visit.purpose { return visit }
      if let until = host.closedUntil, until > Self.seconds {
        postpone(visit, until: until)
        continue
      }
      switch host.rules {
      case .known(let rules, let until) where until > Self.seconds:
        if rules.allows(visit.address.text) { return visit }
        fail(visit, InputError(.robots, "robots.txt of \(visit.address.origin) disallows it"))
      case .refused(let error, let isPassing): fail(visit, error, isPassing: isPassing)
      case .asked:
        host.addFirst(visit)
        return nil
      case .known, .unknown:
        host.addFirst(visit)
        host.rules = .asked
        let origin = visit.address.origin
        guard let address = HTTPAddress(origin + "/robots.txt") else { return nil }
        return Visit(purpose: .robots(origin: origin), address: address)
      }
    }
    return nil
  }

  private mutating func start(
    _ visit: Visit, _ host: inout CrawlHost, _ now: ContinuousClock.Instant
  ) {
    var request = HTTPTransfer.Request(
      address: visit.address, userAgent: policy.userAgent, timeout: Int(policy.timeout * 1000),
      sizeLimit: policy.sizeLimit, allowsPrivateAddresses: policy.allowsPrivateAddresses)
    if case .page(let page) = visit.purpose {
      if let tag = page.entityTag { request.fields.append("If-None-Match: \(tag)") }
      if let date = page.lastModified { request.fields.append("If-Modified-Since: \(date)") }
    } else {
      // The start of long rules is what counts, however small pages must be (RFC 9309, section 2.5).
      request.sizeLimit = RobotsRules.maximumSize
      request.takesStart = true
    }
    var delay = policy.delay
    if case .known(let rules, _) = host.rules, let asked = rules.crawlDelay {
      delay = max(delay, min(asked, CrawlPolicy.crawlDelayLimit))
    }
    host.nextStart = now + .seconds(delay)
    do throws(InputError) {
      let transfer = try HTTPTransfer(request)
      guard connections.start(transfer) else {
        throw InputError(.unreachable, "libcurl cannot be used")
      }
      host.activeCount += 1
      active[ObjectIdentifier(transfer)] = visit
    } catch {
      fail(visit, error)
      // The host is not among the others now, where the failure is noted.
      if case .robots = visit.purpose { host.rules = .refused(error, isPassing: true) }
    }
  }

  // MARK: Ending

  private mutating func end(_ visit: Visit, _ transfer: HTTPTransfer, _ code: CURLcode) {
    do throws(InputError) {
      let response = try transfer.response(code)
      switch response.status {
      case 301, 302, 303, 307, 308: try follow(visit, response)
      case let status where Self.passingStatus(status): retry(visit, response)
      case 304 where visit.isConditional:
        finish(visit, .unchanged(id: visit.id, fields: response.fields))
      case 200...299 where response.status != 206: take(visit, response)
      default: refuse(visit, response)
      }
    } catch {
      if Self.isPassing(error), tryAgain(visit, after: nil) { return }
      fail(visit, error)
    }
  }

  private mutating func follow(_ visit: Visit, _ response: HTTPTransfer.Response) throws(InputError)
  {
    guard visit.hops < CrawlPolicy.redirectLimit else {
      throw InputError(
        .badRedirect, "more than \(CrawlPolicy.redirectLimit) redirections")
    }
    guard let address = response.redirection.flatMap(HTTPAddress.init) else {
      throw InputError(.badRedirect, "\(visit.address.origin) leads to no web address")
    }
    var visit = visit
    visit.address = address
    visit.hops += 1
    visit.failures = 0
    enter(visit, isFirst: true)
  }

  /// A server that cannot answer now, or wants fewer requests (RFC 9110, section 10.2.3).
  private mutating func retry(_ visit: Visit, _ response: HTTPTransfer.Response) {
    let asked = response.fields.value(named: "Retry-After")
      .flatMap { RetryAfter.seconds($0, now: Self.seconds) }
    if let asked, Double(asked) > CrawlPolicy.patience {
      let until = Self.seconds + asked
      hosts[visit.address.origin]?.closedUntil = until
      let error = InputError(
        .badStatus,
        "\(visit.address.origin) answers \(response.status) and asks for a pause of \(asked) s")
      return fail(visit, error, isPassing: true, retryAt: until)
    }
    if tryAgain(visit, after: asked) {
      let pause = Duration.seconds(asked ?? 1)
      let isAsked = asked != nil || response.status == 429
      if isAsked { hosts[visit.address.origin]?.nextStart = clock.now + pause }
      return
    }
    refuse(visit, response)
  }

  /// - Returns: Whether the request is tried again later.
  private mutating func tryAgain(_ visit: Visit, after seconds: Int?) -> Bool {
    guard visit.failures < policy.retries else { return false }
    var visit = visit
    let pause = Duration.milliseconds(Self.firstPause << min(visit.failures, 6))
    visit.start = clock.now + max(pause, .seconds(seconds ?? 0))
    visit.failures += 1
    delayed.append(visit)
    return true
  }

  private mutating func take(_ visit: Visit, _ response: HTTPTransfer.Response) {
    if case .robots(let origin) = visit.purpose {
      exchange.put(.robots(origin: origin, text: response.body, fetchedAt: Self.seconds))
      let rules = RobotsRules(response.body, product: CrawlPolicy.product)
      return setRules(.known(rules, until: Self.seconds + CrawlPolicy.robotsLifetime), of: origin)
    }
    let page = CrawledPage(
      url: visit.address.text, fetchedAt: Self.seconds, status: response.status,
      head: response.head, fields: response.fields, body: response.body)
    finish(visit, .page(id: visit.id, page))
  }

  /// Takes an answer that is an error.
  private mutating func refuse(_ visit: Visit, _ response: HTTPTransfer.Response) {
    // A site without rules allows everything (RFC 9309, section 2.3.1.3). That it wants fewer
    // requests is no permission.
    if case .robots(let origin) = visit.purpose, (400...499).contains(response.status),
      response.status != 429
    {
      exchange.put(.robots(origin: origin, text: [], fetchedAt: Self.seconds))
      return setRules(
        .known(.allowAll, until: Self.seconds + CrawlPolicy.robotsLifetime), of: origin)
    }
    let error = InputError(.badStatus, "\(visit.address.origin) answers \(response.status)")
    fail(visit, error, isPassing: Self.passingStatus(response.status))
  }

  private mutating func fail(
    _ visit: Visit, _ error: InputError, isPassing: Bool = false, retryAt: Int? = nil
  ) {
    let isPassing = isPassing || Self.isPassing(error)
    guard case .robots(let origin) = visit.purpose else {
      return finish(
        visit, .failed(id: visit.id, error, isPassing: isPassing, retryAt: retryAt))
    }
    // Rules that cannot be read allow nothing (RFC 9309, section 2.3.1.4). A site that cannot be
    // reached is no matter of rules.
    let isAnswer = error.reason == .badStatus
    let reason =
      isAnswer ? InputError(.robots, "robots.txt cannot be read: \(error.detail)") : error
    setRules(.refused(reason, isPassing: isPassing), of: origin)
  }

  /// Whether a failure may be over soon.
  private static func isPassing(_ error: InputError) -> Bool {
    error.reason == .timeout || error.reason == .unreachable
  }

  private static func passingStatus(_ status: Int) -> Bool {
    status == 408 || status == 429 || (500...599).contains(status)
  }

  private mutating func setRules(_ rules: CrawlHost.Rules, of origin: String) {
    self.rules[origin] = rules
    hosts[origin]?.rules = rules
  }

  private func postpone(_ visit: Visit, until: Int) {
    finish(visit, .postponed(id: visit.id, until: until))
  }

  private func finish(_ visit: Visit, _ event: CrawlEvent) {
    if case .page = visit.purpose { exchange.put(event) }
  }

  /// Seconds since 1970.
  private static var seconds: Int { Int(Date().timeIntervalSince1970) }
}

extension CrawlHost.Visit {
  /// What the caller knows the request by; 0 for one of our own.
  fileprivate var id: Int { if case .page(let request) = purpose { request.id } else { 0 } }

  /// Whether the answer may be that nothing has changed.
  fileprivate var isConditional: Bool {
    guard case .page(let request) = purpose else { return false }
    return request.entityTag != nil || request.lastModified != nil
  }
}

extension HTTPTransfer.Response {
  /// The fields of the head.
  fileprivate var fields: [HeaderField] {
    do { return try HTTPMessage(head).fields } catch { return [] }
  }
}
