import ArgumentParser
import ETLPipeline
import Foundation

/// A file that is written aside and takes the place of another one when it is whole.
final class NewFile {
  /// Where the file is written.
  let handle: FileHandle
  private let path: String
  private let scratch: String

  /// Begins a file that will stand at `path`.
  ///
  /// - Throws: the exit code of what is wrong, after printing it: something stands there that is no
  ///   file of text, or the directory cannot be written.
  init(replacing path: String) throws {
    self.path = path
    scratch = "\(path).\(ProcessInfo.processInfo.processIdentifier).partial"
    try Self.check(path)
    let descriptor = open(scratch, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let isForbidden = errno == EACCES
      throw Self.failure(
        "'\(path)' cannot be written: \(Self.reason)", isForbidden ? .permission : .cannotCreate)
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Puts the file in its place, with all of it on the disk.
  func publish() throws {
    guard fsync(handle.fileDescriptor) == 0, rename(scratch, path) == 0 else {
      throw Self.failure("'\(path)' cannot be written: \(Self.reason)", .inputOutput)
    }
  }

  /// Removes what was written.
  func discard() { unlink(scratch) }

  /// Makes sure that nothing is lost that is no export: a directory, a device, a database.
  private static func check(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw failure("'\(path)' is no file; - is stdout", .cannotCreate)
    }
    let start = Array("SQLite format 3\0".utf8)
    guard let file = FileHandle(forReadingAtPath: path) else { return }
    defer { try? file.close() }
    if (try? file.read(upToCount: start.count)) == Data(start) {
      throw failure("'\(path)' is a database; name another file", .cannotCreate)
    }
  }

  private static var reason: String { String(cString: strerror(errno)) }

  private static func failure(
    _ text: String, _ code: ETLPipeline.ExitCode
  ) -> ArgumentParser.ExitCode {
    Console.note("error: " + text)
    return ArgumentParser.ExitCode(code.rawValue)
  }
}
