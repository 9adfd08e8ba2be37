import Glibc

/// A client's connection: requests are read from it and answered one after another.
final class Connection {
  /// The most bytes of a head, and of requests that wait while another one is answered.
  static let maximumHead = 65_536

  /// The most pieces of input that are read before a connection is closed.
  private static let patience = 16

  let descriptor: Int32
  private(set) var isOpen = true
  private var input: [UInt8] = []
  /// Before this place of the input no head ends.
  private var scanned = 0
  private var reply: Reply?

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// When the connection goes on by itself.
  var deadline: ContinuousClock.Instant? { reply?.deadline }

  /// What it is waiting for.
  var events: Int16 {
    let reading = reply == nil || input.count < Self.maximumHead ? Int16(POLLIN) : 0
    return reply?.wantsToWrite == true ? reading | Int16(POLLOUT) : reading
  }

  /// Reads what has come. A client that sends nothing more has gone.
  func read(_ scratch: UnsafeMutableRawBufferPointer) {
    let count = recv(descriptor, scratch.baseAddress, scratch.count, Int32(MSG_DONTWAIT))
    if count > 0 {
      input += scratch[..<count]
    } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
      end()
    }
  }

  /// Goes on with the answer that is due and answers the requests that have been read, as far as
  /// the client takes it.
  func advance(_ answer: (_ head: ArraySlice<UInt8>) -> (response: Response, isLast: Bool)) {
    while isOpen {
      switch reply?.write(to: descriptor) {
      case .waiting: return
      case .failed: return end()
      case .finished where reply?.closes == true: return end()
      case .finished, nil: reply = nil
      }
      guard let head = nextHead() else { return }
      let (response, isLast) = answer(input[head])
      input.removeFirst(min(input.count, head.upperBound + 4))
      reply = Reply(response, isLast: isLast)
    }
  }

  /// Closes the connection. What is unread is read first: it would make the client lose what it
  /// has not read itself.
  func end() {
    guard isOpen else { return }
    isOpen = false
    withUnsafeTemporaryAllocation(byteCount: Self.maximumHead, alignment: 1) { scratch in
      for _ in 0..<Self.patience {
        let count = recv(descriptor, scratch.baseAddress, scratch.count, Int32(MSG_DONTWAIT))
        guard count > 0 else { return }
      }
    }
    close(descriptor)
  }

  /// The place of the next head without the empty line at its end; more than the limit if none
  /// ends within it.
  private func nextHead() -> Range<Int>? {
    let last = min(input.count, Self.maximumHead) - 4
    while scanned <= last {
      if input[scanned] == 0x0D, input[scanned + 1] == 0x0A, input[scanned + 2] == 0x0D,
        input[scanned + 3] == 0x0A
      {
        defer { scanned = 0 }
        return 0..<scanned
      }
      scanned += 1
    }
    return input.count >= Self.maximumHead ? 0..<input.count : nil
  }
}
