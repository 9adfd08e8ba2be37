import ArticleInput
import ETLModel
import ETLPipeline
import Foundation
import HTMLText

// What leads to pages.
extension OpenCrawl {
  func takeFeed(_ page: CrawledPage, _ target: WebTarget, _ state: AddressState) {
    var state = state
    do throws(InputError) {
      let (feed, text) = try WebArticles.feed(
        page.body, contentType: page["Content-Type"], url: page.url)
      let hash = ContentHash.sha256(of: page.body).hex
      var hasNews = false
      if state.sha256 != hash || memory.isFullRefresh {
        let (record, file) = try keep(try press(page, target, hash), &state)
        let units = articles.items(of: feed, text, record, in: file)
        for (index, item) in feed.items.enumerated() {
          hasNews = take(item, "\(target.externalID)#\(index + 1)", units[index], file) || hasNews
        }
      }
      if feed.isDamaged {
        fail(target.externalID, InputError(.badFeed, "the feed is damaged; items may be missing"))
      }
      schedule(&state, hasNews: hasNews, fields: page.fields, timeToLive: feed.timeToLive)
      // What else it holds was passed over, and must not pass for known.
      if memory.isByName { (state.entityTag, state.lastModified, state.sha256) = (nil, nil, nil) }
      ready.append(.asked(state))
    } catch {
      takeFailure(error, false, nil, target, state)
    }
  }

  /// Takes an item of a feed: its text, or the page that it leads to.
  ///
  /// - Parameters:
  ///   - place: What stands for an item that is neither.
  ///   - unit: The article that the feed holds.
  /// - Returns: Whether it is new or changed.
  private func take(
    _ item: Feed.Item, _ place: String, _ unit: ReadArticles.Unit?, _ file: String
  ) -> Bool {
    if let unit { return hand(out: unit, file) }
    guard articles.fullText != .feed, let url = item.url, let address = HTTPAddress(url),
      let id = WebArticles.externalID(of: item)
    else {
      fail(
        place,
        InputError(.badRecord, "the item holds no text that can be taken, and leads to no page"))
      return false
    }
    var reference = PageReference(externalID: id)
    reference.title = item.title
    reference.author = item.author
    reference.published = item.published
    reference.updated = item.updated
    return lead(to: address, reference)
  }

  func takeSitemap(_ page: CrawledPage, _ target: WebTarget, _ state: AddressState) {
    var state = state
    do throws(InputError) {
      let sitemap = try WebArticles.sitemap(
        page.body, contentType: page["Content-Type"], url: page.url)
      let hash = ContentHash.sha256(of: page.body).hex
      if state.sha256 != hash { _ = try keep(try press(page, target, hash), &state) }
      // An index can be the same when what it lists is not: it is asked for as often as if it had
      // news, and as a whole. Its sitemaps have times of their own.
      var hasNews = !sitemap.children.isEmpty
      for child in sitemap.children where target.depth < Self.greatestDepth {
        guard let address = HTTPAddress(child.url) else { continue }
        add(WebTarget(address: address, kind: .sitemap, depth: target.depth + 1))
      }
      let earliest = options.oldest.map { WebDay.text(now - $0) }
      for entry in sitemap.entries {
        guard let address = HTTPAddress(entry.url) else { continue }
        let changed = entry.lastModified ?? entry.published
        if let earliest, let changed, changed.prefix(10) < earliest { continue }
        var reference = PageReference(externalID: CanonicalURL.of(entry.url))
        reference.title = entry.title
        reference.published = entry.published
        reference.updated = changed
        hasNews = lead(to: address, reference) || hasNews
      }
      schedule(&state, hasNews: hasNews, fields: page.fields, timeToLive: nil)
      if !sitemap.children.isEmpty { (state.entityTag, state.lastModified) = (nil, nil) }
      ready.append(.asked(state))
    } catch {
      takeFailure(error, false, nil, target, state)
    }
  }

  /// Hands out an article that a feed holds, unless it is known.
  private func hand(out unit: ReadArticles.Unit, _ file: String) -> Bool {
    guard case .article(let article) = unit.content,
      memory.isWanted(FileKey(input: name, name: unit.article.externalID)),
      !memory.isKnown(
        FileKey(input: name, name: unit.article.externalID), article.capture.sha256)
    else { return false }
    ready.append(
      .unit(
        unit, byteCount: article.capture.byteCount,
        container: file.isEmpty ? nil : FileKey(input: name, name: file)))
    return true
  }

  /// Takes a page for asking that something has led to, unless it was fetched as it is.
  ///
  /// - Returns: Whether it is new or changed.
  private func lead(to address: HTTPAddress, _ reference: PageReference) -> Bool {
    guard !seen.contains(address.text) else { return false }
    let old = memory.address(address.text, name)
    if let old, old.sha256 == nil { return false }
    if let old, old.reference?.updated == reference.updated { return false }
    let target = WebTarget(address: address, kind: .page, reference: reference)
    // Remembered before it is asked for: what led here may not do so again.
    var state = old ?? AddressState(input: name, url: address.text, kind: .page, checkedAt: now)
    state.reference = reference
    state.nextAt = now
    ready.append(.asked(state))
    add(target)
    return true
  }

  func schedule(
    _ state: inout AddressState, hasNews: Bool, fields: [HeaderField], timeToLive: Int?
  ) {
    let limits = options.pollLimits
    let interval = Polling.interval(after: state.interval, hasNews: hasNews, limits: limits)
    state.interval = interval
    state.nextAt = Polling.next(
      interval, fields: fields, timeToLive: timeToLive, now: state.checkedAt, limits: limits)
  }
}

/// Days as addresses and sitemaps write them.
enum WebDay {
  /// `2026-03-01` for seconds since 1970.
  static func text(_ seconds: Int) -> String {
    String(Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601).prefix(10))
  }
}
