import CCurl
import Foundation

/// One GET request over HTTP, with a limit on everything: time, redirections, size.
///
/// Only `http` and `https` are spoken, also after a redirection.
public struct HTTPGet: Sendable {
  /// What came back.
  public struct Response: Sendable {
    public var status: Int
    /// The first ``HTTPGet/maximumBodySize`` bytes of the body; the rest is discarded.
    public var body: [UInt8]
  }

  /// Seconds for the whole request, redirections included.
  public var timeout = 10
  public var maximumRedirects = 5
  public var maximumBodySize = 1 << 20

  /// Creates a request with the default limits.
  public init() {}

  /// Fetches `url` and waits for the answer, whatever its status is.
  ///
  /// - Throws: `HTTPError` when there is no answer.
  public func fetch(_ url: String) throws(HTTPError) -> Response {
    guard let server = Self.server(of: url) else {
      throw HTTPError(description: "the URL must start with http:// or https:// and name a host")
    }
    guard HTTPConnections.isReady, let handle = curl_easy_init() else {
      throw HTTPError(description: "libcurl cannot be used")
    }
    defer { curl_easy_cleanup(handle) }
    let body = Body(limit: maximumBodySize)
    var code = configure(handle, url, body)
    if code == CURLE_OK { code = withExtendedLifetime(body) { curl_easy_perform(handle) } }
    var status = 0
    if code == CURLE_OK { code = ccurl_get_status(handle, &status) }
    guard code == CURLE_OK else {
      throw HTTPError(description: "\(server): \(String(cString: curl_easy_strerror(code)))")
    }
    return Response(status: status, body: body.bytes)
  }

  /// Scheme, host and port of a URL: what may be printed of one. User, path and query can be
  /// secrets.
  ///
  /// - Returns: Nil when it is no URL of HTTP.
  public static func server(of url: String) -> String? {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
    else { return nil }
    return "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
  }

  private func configure(_ handle: UnsafeMutableRawPointer, _ url: String, _ body: Body) -> CURLcode
  {
    let steps: [() -> CURLcode] = [
      { ccurl_set_string(handle, CURLOPT_URL, url) },
      { ccurl_allow_only_http(handle) },
      { ccurl_set_string(handle, CURLOPT_USERAGENT, "etl") },
      { ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 1) },
      { ccurl_set_long(handle, CURLOPT_MAXREDIRS, maximumRedirects) },
      { ccurl_set_long(handle, CURLOPT_TIMEOUT, timeout) },
      // Without this libcurl would end a slow look-up of a name by a signal.
      { ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1) },
      { ccurl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(body).toOpaque()) },
      {
        ccurl_set_writer(handle) { bytes, size, count, context in
          guard let bytes, let context else { return 0 }
          let body = Unmanaged<Body>.fromOpaque(context).takeUnretainedValue()
          body.append(UnsafeRawBufferPointer(start: bytes, count: size * count))
          return size * count
        }
      },
    ]
    for step in steps {
      let code = step()
      if code != CURLE_OK { return code }
    }
    return CURLE_OK
  }

  /// What has come of a body.
  private final class Body {
    private let limit: Int
    private(set) var bytes: [UInt8] = []

    init(limit: Int) { self.limit = limit }

    func append(_ more: UnsafeRawBufferPointer) {
      bytes.append(contentsOf: more.prefix(max(0, limit - bytes.count)))
    }
  }
}

/// Why a request got no answer; holds neither user, path nor query of the URL.
public struct HTTPError: Error, CustomStringConvertible {
  public var description: String
}
