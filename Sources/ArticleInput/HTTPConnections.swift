import CCurl
import ETLModel

/// The connections of an input: any number of transfers at once. Belongs to one thread.
final class HTTPConnections {
  private let multi: UnsafeMutableRawPointer
  private var active: [ObjectIdentifier: HTTPTransfer] = [:]

  /// - Parameter count: The most connections that are kept open.
  /// - Throws: `unreachable` when libcurl cannot be used.
  init(count: Int) throws(InputError) {
    guard Self.isReady, let multi = curl_multi_init() else {
      throw InputError(.unreachable, "libcurl cannot be used")
    }
    self.multi = multi
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, count)
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, count)
  }

  deinit {
    for transfer in active.values { transfer.leave(multi) }
    curl_multi_cleanup(multi)
  }

  /// How many transfers are under way.
  var count: Int { active.count }

  /// Starts a transfer.
  ///
  /// - Returns: Whether libcurl has taken it.
  func start(_ transfer: HTTPTransfer) -> Bool {
    guard transfer.join(multi) else { return false }
    active[ObjectIdentifier(transfer)] = transfer
    return true
  }

  /// Waits for something to happen and hands out the transfers that have ended, with the code that
  /// ``HTTPTransfer/response(_:)`` takes.
  ///
  /// - Parameter milliseconds: How long is waited at most.
  func finished(
    within milliseconds: Int
  ) -> [(transfer: HTTPTransfer, code: CURLcode)] {
    curl_multi_poll(multi, nil, 0, Int32(milliseconds), nil)
    var running: Int32 = 0
    curl_multi_perform(multi, &running)
    var ended: [(HTTPTransfer, CURLcode)] = []
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE,
        let transfer = HTTPTransfer.of(message.pointee.easy_handle)
      else { continue }
      ended.append((transfer, ccurl_result(message)))
    }
    for (transfer, _) in ended {
      transfer.leave(multi)
      active[ObjectIdentifier(transfer)] = nil
    }
    return ended
  }

  /// Whether libcurl can be used in this process.
  static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
