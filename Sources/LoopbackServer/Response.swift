/// What the server answers, and how: at once and whole, late, drop by drop, or broken.
///
///     .page("<p>نص</p>").delayed(by: .milliseconds(200))
///     .page(row, headers: ["ETag": "\"1\""]).repeated(1_000_000).chunked()
///     .raw(Array("HTTP/1.1 2oo OK\r\n\r\n".utf8))
public struct Response: Sendable {
  public var status: Int
  public var headers: Headers
  public var body: [UInt8]

  var delay = Duration.zero
  var drip: (bytesPerWrite: Int, interval: Duration)?
  var isChunked = false
  var repeats = 1
  var earlyEnd: Int?
  var isRaw = false
  var hangs = false

  /// An answer with a length, if its status allows a body.
  public init(status: Int = 200, headers: Headers = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

extension Response {
  /// A page of HTML in UTF-8, if `headers` name no other type.
  public static func page(_ html: String, headers: Headers = [:]) -> Self {
    content(Array(html.utf8), type: htmlType, headers: headers)
  }

  /// Bytes of some type, unless `headers` name another one.
  public static func content(_ bytes: [UInt8], type: String, headers: Headers = [:]) -> Self {
    var response = Response(headers: headers, body: bytes)
    response.headers.addMissing(["Content-Type": type])
    return response
  }

  /// A status with a short text.
  public static func status(_ status: Int, headers: Headers = [:], body: String = "") -> Self {
    Response(status: status, headers: headers, body: Array(body.utf8))
  }

  /// Sends the client to another address, relative or whole.
  public static func redirect(to address: String, status: Int = 302) -> Self {
    Response(status: status, headers: ["Location": address])
  }

  /// The page that the client has is the newest.
  public static var notModified: Self { Response(status: 304) }

  /// Writes `bytes` as they are, without a head, and closes the connection. None at all is a
  /// connection that closes instead of an answer.
  public static func raw(_ bytes: [UInt8]) -> Self {
    var response = Response(body: bytes)
    response.isRaw = true
    return response
  }

  /// A page of HTML that has been compressed already.
  public static func gzip(_ compressed: [UInt8], headers: Headers = [:]) -> Self {
    var response = content(compressed, type: htmlType, headers: headers)
    response.headers.addMissing(["Content-Encoding": "gzip"])
    return response
  }

  /// Never answers, and keeps the connection open.
  public static var hanging: Self {
    var response = Response()
    response.hangs = true
    return response
  }

  /// `page` with its validators, or ``notModified`` if the request names one of them.
  ///
  /// `If-None-Match` decides where there is one, as the protocol wants it. A day in
  /// `If-Modified-Since` must be the same text as `lastModified`; the two are not compared as days.
  public static func validated(
    etag: String? = nil, lastModified: String? = nil, for request: Request,
    page: @autoclosure () -> Self
  ) -> Self {
    var response: Self
    if let known = request.headers["If-None-Match"] {
      response = matches(known, etag) ? notModified : page()
    } else if let lastModified, request.headers["If-Modified-Since"] == lastModified {
      response = notModified
    } else {
      response = page()
    }
    if let etag { response.headers.addMissing(["ETag": etag]) }
    if let lastModified { response.headers.addMissing(["Last-Modified": lastModified]) }
    return response
  }

  private static let htmlType = "text/html; charset=utf-8"

  /// Whether a list of entity tags has this one. Weak ones count.
  private static func matches(_ list: String, _ etag: String?) -> Bool {
    guard let etag else { return false }
    func strong(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
    return list.split(whereSeparator: { $0 == "," || $0 == " " })
      .contains { $0 == "*" || strong($0) == strong(etag[...]) }
  }
}

extension Response {
  /// Waits before the first byte.
  public func delayed(by delay: Duration) -> Self {
    changed { $0.delay = delay }
  }

  /// Writes a few bytes of the body at a time, the first with the head.
  public func dripping(bytesPerWrite: Int, every interval: Duration) -> Self {
    precondition(bytesPerWrite > 0, "a drip needs a byte")
    return changed { $0.drip = (bytesPerWrite, interval) }
  }

  /// Sends the body in chunks, one for each write, and no length.
  public func chunked() -> Self {
    changed { $0.isChunked = true }
  }

  /// Sends the body `times` times over, without having it in memory more often than a few times.
  public func repeated(_ times: Int) -> Self {
    precondition(times >= 0, "a body cannot be sent a negative number of times")
    return changed { $0.repeats = times }
  }

  /// Announces the whole body, but closes the connection behind some bytes of it.
  public func closingEarly(after count: Int) -> Self {
    precondition(count >= 0, "a body cannot end before its first byte")
    return changed { $0.earlyEnd = count }
  }

  private func changed(_ change: (inout Self) -> Void) -> Self {
    var response = self
    change(&response)
    return response
  }
}
