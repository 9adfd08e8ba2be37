import ETLModel

/// One site: its rules, and the requests that wait for it.
struct CrawlHost {
  /// What is known of the rules of a site.
  enum Rules {
    case unknown
    /// They are being asked for.
    case asked
    case known(RobotsRules, until: Int)
    /// They cannot be had, so nothing is asked; perhaps they can be later.
    case refused(InputError, isPassing: Bool)
  }

  /// A request on its way to an answer, perhaps by way of other addresses.
  struct Visit {
    enum Purpose {
      case page(CrawlRequest)
      /// The rules of a site.
      case robots(origin: String)
    }

    var purpose: Purpose
    /// Where it stands now.
    var address: HTTPAddress
    /// How many redirections led here.
    var hops = 0
    /// How often the address has failed.
    var failures = 0
    /// Not before this time.
    var start = ContinuousClock.now
  }

  var rules = Rules.unknown
  /// Requests under way.
  var activeCount = 0
  /// When the next request may start.
  var nextStart = ContinuousClock.now
  /// In seconds since 1970: the server wants no request before.
  var closedUntil: Int?
  /// Whether it is among the hosts that are looked at.
  var isListed = false
  /// Requests for rules: pages wait for them.
  private var leaders: [Visit] = []
  private var queue = Queue<Visit>()

  var waitingCount: Int { leaders.count + queue.count }
  var isIdle: Bool { waitingCount == 0 && activeCount == 0 }

  mutating func add(_ visit: Visit) { queue.append(visit) }

  /// Adds a request that goes before all others.
  mutating func addFirst(_ visit: Visit) {
    if case .robots = visit.purpose {
      leaders.append(visit)
    } else {
      queue.prepend(visit)
    }
  }

  mutating func next() -> Visit? { leaders.popLast() ?? queue.popFirst() }
}
