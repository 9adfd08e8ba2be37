import Glibc

/// Why a server cannot start.
public enum ServerError: Error, CustomStringConvertible {
  case notAnAddress(String)
  case cannotListen(address: String, port: Int, code: Int32)
  case noThread(code: Int32)

  public var description: String {
    switch self {
    case .notAnAddress(let text):
      "'\(text)' is no address to listen at; one such as 127.0.0.2 would be right"
    case .cannotListen(let address, let port, let code):
      "cannot listen at \(address):\(port): \(Self.reason(code))"
    case .noThread(let code): "cannot start a thread for the server: \(Self.reason(code))"
    }
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
