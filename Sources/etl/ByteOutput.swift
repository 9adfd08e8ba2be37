import ArgumentParser
import ETLPipeline
import Foundation

/// Writes much data in large pieces, to stdout or to a file.
///
/// A failure is kept until ``finish()``, so that a query in the middle of its rows need not throw.
final class ByteOutput {
  private let handle: FileHandle
  private let name: String
  private var buffer: [UInt8] = []
  private var failure: (any Error)?

  /// - Parameter name: What the output is called in messages.
  init(_ handle: FileHandle = .standardOutput, name: String = "stdout") {
    self.handle = handle
    self.name = name
  }

  /// Whether nothing has gone wrong so far.
  var isHealthy: Bool { failure == nil }

  /// Writes a text.
  func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { flush() }
  }

  /// Writes what is left.
  ///
  /// - Throws: the exit code of an I/O failure when anything could not be written.
  func finish() throws {
    flush()
    guard let failure else { return }
    Console.note("error: \(name) cannot be written: \(failure.localizedDescription)")
    throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.inputOutput.rawValue)
  }

  private func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard failure == nil, !buffer.isEmpty else { return }
    do {
      try handle.write(contentsOf: Data(buffer))
    } catch {
      failure = error
    }
  }
}
