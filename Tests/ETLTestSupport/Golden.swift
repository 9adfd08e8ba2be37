import Foundation
public import Testing

/// Compares text with a file in `Goldens/` beside the test.
///
/// `RECORD=1 swift test` writes the files and fails, so that no run both records and passes.
/// Review a golden like code.
public func expectGolden(
  _ text: String, _ name: String, test: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let directory = URL(fileURLWithPath: test).deletingLastPathComponent()
    .appendingPathComponent("Goldens")
  let file = directory.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name); run again without RECORD", sourceLocation: sourceLocation)
    } catch {
      Issue.record("cannot record \(name): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let data = FileManager.default.contents(atPath: file.path) else {
    Issue.record("there is no golden \(name); run with RECORD=1", sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  guard text != expected else { return }
  let found = text.split(separator: "\n", omittingEmptySubsequences: false)
  let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(found, wanted).prefix { $0 == $1 }.count
  let first = line < found.count ? found[line] : "(end)"
  let second = line < wanted.count ? wanted[line] : "(end)"
  Issue.record(
    "\(name) differs first in line \(line + 1):\n  found    \(first)\n  expected \(second)",
    sourceLocation: sourceLocation)
}
