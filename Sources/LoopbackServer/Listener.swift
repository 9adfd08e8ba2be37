import Glibc

/// Sockets that listen at several addresses on one port.
enum Listener {
  /// How often another free port is tried, if one is not free at all addresses.
  private static let attempts = 16

  /// Opens one socket for each address.
  ///
  /// - Parameter port: The port, or 0 for one that is free.
  /// - Throws: ``ServerError`` if an address is none, or is taken.
  static func open(_ addresses: [String], port: Int) throws -> (sockets: [Int32], port: Int) {
    precondition(!addresses.isEmpty, "a server needs an address")
    var attempt = 0
    while true {
      attempt += 1
      var sockets: [Int32] = []
      var common = port
      do {
        for address in addresses {
          let (socket, own) = try open(address, port: common)
          sockets.append(socket)
          common = own
        }
        return (sockets, common)
      } catch {
        for socket in sockets { close(socket) }
        if port != 0 || sockets.isEmpty || attempt == attempts { throw error }
      }
    }
  }

  private static func open(_ address: String, port: Int) throws -> (socket: Int32, port: Int) {
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    guard inet_pton(AF_INET, address, &name.sin_addr) == 1 else {
      throw ServerError.notAnAddress(address)
    }
    let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
    let socket = socket(AF_INET, Int32(kind), 0)
    var isOn: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &isOn, size)
    // Connections inherit it: what is written in drops must arrive in drops.
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutableBytes(of: &name) { bytes -> Int32 in
      let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
      guard let pointer, bind(socket, pointer, length) == 0, listen(socket, 1_024) == 0 else {
        return errno
      }
      return getsockname(socket, pointer, &length) == 0 ? 0 : errno
    }
    guard code == 0 else {
      close(socket)
      throw ServerError.cannotListen(address: address, port: port, code: code)
    }
    return (socket, Int(UInt16(bigEndian: name.sin_port)))
  }
}
