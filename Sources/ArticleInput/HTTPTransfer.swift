import CCurl
import ETLModel
import Foundation

/// One request over HTTP and what has come of its answer.
///
/// Redirections are not followed: each is an answer of its own, so that every hop is judged by the
/// rules of its host. Bodies arrive without their codings. Belongs to the thread of its
/// ``HTTPConnections``.
final class HTTPTransfer {
  /// What is asked for.
  struct Request {
    var address: HTTPAddress
    /// Further lines of the request's head, such as `If-None-Match: "a"`.
    var fields: [String] = []
    var userAgent: String
    /// Milliseconds for the whole of it, from looking up the name to the last byte.
    var timeout: Int
    /// The most bytes that the body may have without its codings.
    var sizeLimit: Int
    /// Whether the start of a larger body is an answer.
    var takesStart = false
    /// Whether addresses of private networks may be connected to.
    var allowsPrivateAddresses: Bool
  }

  /// What came back, whatever its status is.
  struct Response {
    var status: Int
    /// The status line and the fields as they were received.
    var head: [UInt8]
    var body: [UInt8]
    /// Where the answer leads, made absolute; nil unless it redirects.
    var redirection: String?
  }

  /// More than any honest server sends.
  private static let headLimit = 1 << 18

  let request: Request
  private let handle: UnsafeMutableRawPointer
  private var fieldList: UnsafeMutablePointer<curl_slist>?
  private var head: [UInt8] = []
  private var body: [UInt8] = []
  private var isTooLarge = false
  /// Whether the body was broken off, and its start is enough.
  private var isCut = false
  private var isRefused = false

  /// - Throws: `unreachable` when libcurl cannot be used.
  init(_ request: Request) throws(InputError) {
    guard let handle = curl_easy_init() else { throw Self.unusable }
    self.request = request
    self.handle = handle
    // The caller never sees this object when the rest fails: `deinit` cleans up.
    try configure()
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(fieldList)
  }

  private static var unusable: InputError {
    InputError(.unreachable, "libcurl cannot be used")
  }

  /// Hands the transfer to libcurl, which keeps it until ``leave(_:)``.
  func join(_ multi: UnsafeMutableRawPointer) -> Bool {
    ccurl_set_pointer(handle, CURLOPT_PRIVATE, Unmanaged.passRetained(self).toOpaque()) == CURLE_OK
      && curl_multi_add_handle(multi, handle) == CURLM_OK
  }

  /// The transfer of a handle that ``join(_:)`` has handed over.
  static func of(_ handle: UnsafeMutableRawPointer?) -> HTTPTransfer? {
    var pointer: UnsafeMutableRawPointer?
    guard let handle, ccurl_get_pointer(handle, CURLINFO_PRIVATE, &pointer) == CURLE_OK else {
      return nil
    }
    return pointer.map { Unmanaged<HTTPTransfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Takes the transfer back from libcurl.
  func leave(_ multi: UnsafeMutableRawPointer) {
    curl_multi_remove_handle(multi, handle)
    Unmanaged.passUnretained(self).release()
  }

  /// What came back.
  ///
  /// - Throws: Why there is no answer, or none that could be taken.
  func response(_ code: CURLcode) throws(InputError) -> Response {
    guard code == CURLE_OK || isCut else { throw error(code) }
    var status = 0
    guard ccurl_get_status(handle, &status) == CURLE_OK else { throw Self.unusable }
    var target: UnsafeMutablePointer<CChar>?
    ccurl_get_string(handle, CURLINFO_REDIRECT_URL, &target)
    return Response(
      status: status, head: head, body: body, redirection: target.map { String(cString: $0) })
  }

  /// Neither path nor query, which can hold secrets.
  private var place: String { request.address.origin }

  private func error(_ code: CURLcode) -> InputError {
    // A name may have other addresses besides one that is refused: only when none answers, it counts.
    if isRefused {
      return InputError(.privateAddress, "\(place) leads to an address that is not public")
    }
    if isTooLarge {
      return InputError(.tooLarge, "\(place): more than \(request.sizeLimit) bytes")
    }
    let text = "\(place): \(String(cString: curl_easy_strerror(code)))"
    return switch code {
    case CURLE_OPERATION_TIMEDOUT:
      InputError(.timeout, "\(place): no whole answer in \(request.timeout) ms")
    case CURLE_BAD_CONTENT_ENCODING: InputError(.badArchive, text)
    default: InputError(.unreachable, text)
    }
  }

  // MARK: libcurl

  private func configure() throws(InputError) {
    for field in request.fields {
      guard let list = curl_slist_append(fieldList, field) else { throw Self.unusable }
      fieldList = list
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    var codes = [
      ccurl_set_string(handle, CURLOPT_URL, request.address.text),
      ccurl_allow_only_http(handle),
      ccurl_set_string(handle, CURLOPT_USERAGENT, request.userAgent),
      ccurl_set_pointer(handle, CURLOPT_HTTPHEADER, fieldList),
      // Every coding that libcurl was built with; it takes them off again.
      ccurl_set_string(handle, CURLOPT_ACCEPT_ENCODING, ""),
      ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)),
      ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, request.timeout),
      ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, min(request.timeout, 10_000)),
      // Without this libcurl would end a slow look-up of a name by a signal.
      ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1),
      // A proxy of the environment would connect where the address cannot be checked.
      ccurl_set_string(handle, CURLOPT_NOPROXY, "*"),
      ccurl_set_long(handle, CURLOPT_BUFFERSIZE, 1 << 16),
      ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context),
      ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context),
      ccurl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context),
      ccurl_set_writer(handle, Self.readBody),
      ccurl_set_header_reader(handle, Self.readHead),
      ccurl_set_socket_opener(handle, Self.openSocket),
    ]
    if let credentials = request.address.credentials?.removingPercentEncoding {
      codes.append(ccurl_set_string(handle, CURLOPT_USERPWD, credentials))
    }
    guard codes.allSatisfy({ $0 == CURLE_OK }) else { throw Self.unusable }
  }

  private static let readBody: curl_write_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    let length = size * count
    let taken = min(length, transfer.request.sizeLimit - transfer.body.count)
    guard taken == length || transfer.request.takesStart else {
      transfer.isTooLarge = true
      return 0
    }
    transfer.body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: taken))
    guard taken == length else {
      transfer.isCut = true
      return 0
    }
    return length
  }

  private static let readHead: curl_write_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    // An interim answer such as 100 has a head of its own, before the one that counts.
    if line.starts(with: "HTTP/".utf8) { transfer.head.removeAll() }
    guard transfer.head.count + line.count <= headLimit else {
      transfer.isTooLarge = true
      return 0
    }
    transfer.head.append(contentsOf: line)
    return line.count
  }

  /// Opens the socket of a connection, at every hop and for every address of a name: here alone it
  /// is known where a name leads in the end.
  private static let openSocket: curl_opensocket_callback = { context, _, address in
    guard let context, let address else { return CURL_SOCKET_BAD }
    let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else {
      return CURL_SOCKET_BAD
    }
    // The address of a family may be longer than the field: it is looked at in place.
    let name = UnsafeRawPointer(address).advanced(by: offset)
      .assumingMemoryBound(to: sockaddr.self)
    guard transfer.request.allowsPrivateAddresses || NetworkAddress.isPublic(name) else {
      transfer.isRefused = true
      return CURL_SOCKET_BAD
    }
    let type = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return socket(address.pointee.family, type, address.pointee.protocol)
  }
}
