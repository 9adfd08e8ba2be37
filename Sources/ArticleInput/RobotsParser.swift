/// Reads the lines of a robots.txt and keeps what is said to one crawler.
struct RobotsParser {
  /// What is said to a crawler, in all of its groups together.
  struct Group {
    var isNamed = false
    var rules: [RobotsRules.Rule] = []
    var crawlDelay: Double?
  }

  private let product: [UInt8]
  private var own = Group()
  private var others = Group()
  /// Whether the lines that are read now are said to the crawler by its name, and to all.
  private var isOwn = false
  private var isForAll = false
  private var isBehindRule = false

  init(product: String) { self.product = Self.token(Array(product.utf8)[...]) }

  /// The rules that hold: those of all only when no group names the crawler.
  var group: Group { own.isNamed ? own : others }

  /// Reads a text. A line that is cut off by the limit is not taken for a rule.
  mutating func read(_ bytes: [UInt8]) {
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    let isEnd = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
    if text.count > RobotsRules.maximumSize {
      text = text.prefix(RobotsRules.maximumSize)
      text = text.lastIndex(where: isEnd).map { text[..<$0] } ?? []
    }
    for line in text.split(whereSeparator: isEnd) { readLine(line) }
  }

  private mutating func readLine(_ line: ArraySlice<UInt8>) {
    let content = line.prefix { $0 != UInt8(ascii: "#") }
    guard let colon = content.firstIndex(of: UInt8(ascii: ":")) else { return }
    let value = Self.trimmed(content[content.index(after: colon)...])
    switch Self.trimmed(content[..<colon]).map(\.asciiLowercased) {
    case Array("user-agent".utf8): startGroup(value)
    case Array("allow".utf8): addRule(value, isAllowed: true)
    case Array("disallow".utf8): addRule(value, isAllowed: false)
    case Array("crawl-delay".utf8): addDelay(value)
    default: break
    }
  }

  /// Several lines in a row that name crawlers start one group. Only a rule ends the row: records
  /// that are not of the protocol must not interfere (section 2.2.4).
  private mutating func startGroup(_ value: ArraySlice<UInt8>) {
    if isBehindRule { (isOwn, isForAll, isBehindRule) = (false, false, false) }
    if value.first == UInt8(ascii: "*") {
      isForAll = true
    } else if !product.isEmpty, Self.token(value) == product {
      isOwn = true
      own.isNamed = true
    }
  }

  private mutating func addRule(_ value: ArraySlice<UInt8>, isAllowed: Bool) {
    isBehindRule = true
    guard isOwn || isForAll, let pattern = RobotsPattern(value) else { return }
    let rule = RobotsRules.Rule(pattern: pattern, isAllowed: isAllowed)
    if isOwn, own.rules.count < RobotsRules.maximumCount { own.rules.append(rule) }
    if isForAll, others.rules.count < RobotsRules.maximumCount { others.rules.append(rule) }
  }

  private mutating func addDelay(_ value: ArraySlice<UInt8>) {
    let isNumber = value.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }
    guard isNumber, let delay = Double(String(decoding: value, as: UTF8.self)), delay.isFinite
    else { return }
    if isOwn { own.crawlDelay = max(delay, own.crawlDelay ?? 0) }
    if isForAll { others.crawlDelay = max(delay, others.crawlDelay ?? 0) }
  }

  /// The name at the start of a value, in lower case. Digits are part of it: the protocol knows
  /// none, but crawlers have them in their names.
  private static func token(_ value: ArraySlice<UInt8>) -> [UInt8] {
    value.prefix {
      ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: "_")
    }.map(\.asciiLowercased)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let rest = bytes.drop(while: isBlank)
    return rest.lastIndex { !isBlank($0) }.map { rest[...$0] } ?? []
  }
}
