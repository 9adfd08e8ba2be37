import ArticleInput
import ETLModel
import ETLPipeline
import Foundation

/// An input whose servers are being asked.
///
/// What is fetched goes into an archive first; its records are handed out as if they had been read
/// there. Behind each record comes what is to be remembered of its address, so that nothing is
/// remembered of a page that was not worked on.
final class OpenCrawl {
  typealias Step = SourceStep<ReadArticles.Unit>

  /// Requests that are handed to the crawler before others have ended.
  private static let window = 10_000
  /// The most indexes of sitemaps that lead to a page.
  static let greatestDepth = 3

  let name: String
  let options: any WebInput
  let memory: SourceMemory
  private let base: String
  private let digests: FileDigests?
  private let crawler: Crawler
  let articles: WebArticles
  let now = Int(Date().timeIntervalSince1970)
  private var archive: CrawlArchive
  private let press = PagePress()
  var ready = Queue<Step>()
  private var backlog = Queue<WebTarget>()
  private var targets: [Int: (target: WebTarget, state: AddressState)] = [:]
  private var nextID = 0
  /// The addresses that were met in this run.
  private(set) var seen: Set<String> = []
  private var pageBudget: Int
  private var postponedCount = 0
  private(set) var closing = SourceClosing()
  private var isEnded = false

  init(
    input: String, _ options: any WebInput, _ memory: SourceMemory, base: String,
    _ digests: FileDigests?
  ) {
    name = input
    self.options = options
    self.memory = memory
    self.base = base
    self.digests = digests
    articles = WebArticles(input: input, options)
    archive = CrawlArchive(
      folder: options.web.save.resolved, input: input,
      software: "\(Program.name) \(Program.version)")
    pageBudget = memory.recordLimit ?? .max
    let open = memory.openAddresses(input)
    let robots = open.filter { $0.kind == .robots }.map { state in
      let origin = String(state.url.dropLast("/robots.txt".count))
      return (origin, (text: Array((state.note ?? "").utf8), fetchedAt: state.checkedAt))
    }
    crawler = Crawler(
      options.web.policy(retries: Retries.current),
      robots: Dictionary(robots, uniquingKeysWith: { $1 }))
    addListed()
    addMissing(open)
  }

  /// How many addresses have no answer yet, and how many hosts are asked.
  var activity: String? {
    let progress = crawler.progress
    let left = progress.waiting + backlog.count
    guard left > 0 else { return nil }
    return "\(name): \(progress.hosts) \(progress.hosts == 1 ? "host" : "hosts"), \(left) left"
  }

  /// The next step; nil at the end.
  func next() -> Step? {
    while true {
      if let step = ready.popFirst() { return step }
      submit()
      if let sheet = press.next(isWaiting: false) {
        take(sheet)
        continue
      }
      if let event = crawler.next(within: 0.02) {
        take(event)
      } else if let sheet = press.next(isWaiting: true) {
        take(sheet)
      } else if crawler.isBusy || !backlog.isEmpty {
        return .waiting
      } else if isEnded {
        return nil
      } else {
        end()
      }
    }
  }

  // MARK: What is asked

  private func addListed() {
    for (address, place, error) in options.listedAddresses {
      if let address {
        add(WebTarget(address: address, kind: type(of: options).kind))
      } else if let error {
        fail(place, error)
      }
    }
  }

  /// Pages that could not be had when something led to them.
  private func addMissing(_ states: [AddressState]) {
    guard type(of: options).kind != .page else { return }
    for state in states where state.kind == .page && now - state.checkedAt < PageRetry.memory {
      guard let address = HTTPAddress(state.url) else { continue }
      let target = WebTarget(address: address, kind: .page, reference: state.reference)
      let isDue = isAskedAnyway || !state.isGivenUp && state.nextAt ?? 0 <= now
      if isDue {
        add(target)
      } else if state.failureCount > 0 {
        noteKnown(target.externalID, sha256: nil)
      }
    }
  }

  func add(_ target: WebTarget) {
    guard memory.isWanted(FileKey(input: name, name: target.externalID)),
      seen.insert(target.address.text).inserted
    else { return }
    backlog.append(target)
  }

  private func submit() {
    guard targets.count < Self.window, !backlog.isEmpty else { return }
    var requests: [CrawlRequest] = []
    while targets.count < Self.window, let target = backlog.popFirst() {
      if let request = request(target) { requests.append(request) }
    }
    if !requests.isEmpty { crawler.fetch(requests) }
  }

  /// Whether addresses are asked before it is time for them.
  private var isAskedAnyway: Bool { memory.isFullRefresh || memory.isByName }

  /// The request for a target; nil when it is not to be asked now.
  private func request(_ target: WebTarget) -> CrawlRequest? {
    let url = target.address.text
    let old = memory.address(url, name)
    if let old, !isAskedAnyway,
      !Polling.isDue(next: old.nextAt, interval: old.interval, now: now)
    {
      if old.failureCount > 0 { noteKnown(target.externalID, sha256: old.sha256) }
      return nil
    }
    if target.kind == .page {
      guard pageBudget > 0 else { return nil }
      pageBudget -= 1
    }
    var state = old ?? AddressState(input: name, url: url, kind: target.kind, checkedAt: now)
    state.kind = target.kind
    let id = nextID
    nextID += 1
    targets[id] = (target, state)
    closing.askedCount += 1
    var request = CrawlRequest(id: id, address: target.address)
    if isHeld(target, state) {
      request.entityTag = state.entityTag
      request.lastModified = state.lastModified
    }
    return request
  }

  /// Whether what was fetched before need not be sent again: it is in an archive, or its article is
  /// loaded as it would be now.
  private func isHeld(_ target: WebTarget, _ state: AddressState) -> Bool {
    // A page that failed meanwhile is remembered as a reject: it is worked on like a new one.
    guard let sha256 = state.sha256, state.failureCount == 0 else { return false }
    if let container = state.container, FileStamp.of(path(of: container)) != nil { return true }
    guard target.kind == .page else { return !memory.isFullRefresh }
    return memory.isKnown(FileKey(input: name, name: target.externalID), sha256)
  }

  // MARK: What comes of it

  private func take(_ event: CrawlEvent) {
    switch event {
    case .page(let id, let page):
      guard let (target, state) = targets.removeValue(forKey: id) else { return }
      closing.answeredCount += 1
      var next = state
      next.entityTag = page["ETag"]
      next.lastModified = page["Last-Modified"]
      note(&next, page.fetchedAt)
      switch target.kind {
      case .page: take(page, target, next, isHeld: isHeld(target, state))
      case .feed: takeFeed(page, target, next)
      case .sitemap: takeSitemap(page, target, next)
      case .robots: break
      }
    case .unchanged(let id, let fields):
      guard let (target, state) = targets.removeValue(forKey: id) else { return }
      closing.answeredCount += 1
      takeUnchanged(target, state, fields)
    case .failed(let id, let error, let isPassing, let retryAt):
      guard let (target, state) = targets.removeValue(forKey: id) else { return }
      takeFailure(error, isPassing, retryAt, target, state)
    case .postponed(let id, let until):
      guard let (target, state) = targets.removeValue(forKey: id) else { return }
      postponedCount += 1
      var next = state
      next.nextAt = until
      next.reference = target.reference
      ready.append(.asked(next))
    case .robots(let origin, let text, let fetchedAt):
      var state = AddressState(
        input: name, url: origin + "/robots.txt", kind: .robots, checkedAt: fetchedAt)
      state.note = String(decoding: text, as: UTF8.self)
      ready.append(.asked(state))
    }
  }

  /// Takes over that an address has answered.
  private func note(_ state: inout AddressState, _ time: Int) {
    state.checkedAt = time
    state.failureCount = 0
    state.nextAt = nil
  }

  private func take(
    _ page: CrawledPage, _ target: WebTarget, _ state: AddressState, isHeld: Bool
  ) {
    let reference = target.reference ?? PageReference(externalID: target.externalID)
    var state = state
    state.externalID = reference.externalID
    // What led to the page is in its record now, but for what tells that it has changed.
    state.reference = target.reference?.short
    press.add(
      PagePress.Sheet(page: page, target: target, state: state, reference: reference),
      isKept: isKeeping, unless: isHeld ? state.sha256 : nil)
  }

  private func take(_ sheet: PagePress.Sheet) {
    guard let record = sheet.record else {
      noteHeld(sheet.target, sheet.state)
      return ready.append(.asked(sheet.state))
    }
    var state = sheet.state
    do throws(InputError) {
      let pressed = try record.get()
      let (page, file) = try keep(pressed, &state)
      ready.append(
        .unit(
          articles.page(page, in: file), byteCount: sheet.page.body.count,
          container: file.isEmpty ? nil : FileKey(input: name, name: file)))
      ready.append(.asked(state))
      if archive.isFull { try endFile() }
    } catch {
      fail(sheet.target.externalID, error)
    }
  }

  private func takeUnchanged(
    _ target: WebTarget, _ state: AddressState, _ fields: [HeaderField]
  ) {
    var state = state
    note(&state, Int(Date().timeIntervalSince1970))
    if target.kind == .page {
      state.reference = target.reference?.short
      noteHeld(target, state)
    } else {
      schedule(&state, hasNews: false, fields: fields, timeToLive: nil)
    }
    ready.append(.asked(state))
  }

  func takeFailure(
    _ error: InputError, _ isPassing: Bool, _ retryAt: Int?, _ target: WebTarget,
    _ state: AddressState
  ) {
    var state = state
    state.checkedAt = Int(Date().timeIntervalSince1970)
    state.failureCount += 1
    state.nextAt = retryAt
    state.externalID = target.kind == .page ? target.externalID : nil
    if target.kind != .page {
      let interval = Polling.interval(afterFailure: state.interval, limits: options.pollLimits)
      state.interval = interval
      state.nextAt = max(retryAt ?? 0, state.checkedAt + interval)
    } else if let reference = target.reference {
      // A page may be announced before it is there: an error of the server is not the last word.
      if !isPassing, error.reason != .badStatus { state.failureCount = PageRetry.most }
      state.reference = reference
      let pause = PageRetry.pause(failures: state.failureCount)
      state.nextAt = max(retryAt ?? 0, state.checkedAt + pause)
    }
    fail(target.externalID, error)
    ready.append(.asked(state))
  }

  // MARK: What is kept

  /// Whether what is fetched is kept in an archive.
  private var isKeeping: Bool { !options.web.save.written.isEmpty }

  /// The record of a feed or a sitemap.
  func press(
    _ page: CrawledPage, _ target: WebTarget, _ hash: String
  ) throws(InputError) -> PressedRecord {
    try PressedRecord(
      page, asked: target.address.text, nil, kind: target.kind, bodyHash: hash, isKept: isKeeping)
  }

  /// - Returns: The record, and the archive it is in; the empty string for none.
  func keep(
    _ record: PressedRecord, _ state: inout AddressState
  ) throws(InputError) -> (WARCRecord, file: String) {
    state.sha256 = record.bodyHash
    state.container = nil
    state.recordOffset = nil
    guard isKeeping else { return (record.placed(offset: 0, length: 0), "") }
    let kept = try archive.write(record)
    let file = archive.path.map { FileFinder.relative($0, to: base) } ?? ""
    state.container = file
    state.recordOffset = kept.offset
    return (kept, file)
  }

  private func path(of container: String) -> String {
    container.hasPrefix("/") || base.isEmpty ? container : base + "/" + container
  }

  private func endFile() throws(InputError) {
    guard let end = try archive.finish() else { return }
    digests?.note(end.path, end.stamp, sha256: end.sha256, isOurs: true)
    let file = FileFinder.relative(end.path, to: base)
    ready.append(.endOfFile(FileKey(input: name, name: file), sha256: end.sha256))
  }

  private func end() {
    isEnded = true
    do throws(InputError) {
      try endFile()
    } catch {
      fail(options.web.save.written, error)
    }
    if postponedCount > 0 {
      closing.notices.append(
        "input '\(name)': \(postponedCount) addresses wait, as their servers ask; "
          + "later runs read them")
    }
  }

  /// Counts a page that came by unchanged, unless its archive is counted.
  private func noteHeld(_ target: WebTarget, _ state: AddressState) {
    if let container = state.container, FileStamp.of(path(of: container)) != nil { return }
    noteKnown(target.externalID, sha256: state.sha256)
  }

  private func noteKnown(_ externalID: String, sha256: String?) {
    let file = FileKey(input: name, name: externalID)
    // What is remembered is looked up by this.
    _ = memory.isKnown(file, sha256 ?? "")
    ready.append(.known(file))
  }

  func fail(_ externalID: String, _ error: InputError) {
    let key = ArticleKey(input: name, externalID: externalID)
    let unit = ReadArticles.Unit(article: key, content: .failure(error))
    ready.append(.unit(unit, byteCount: 0, container: nil))
  }
}
