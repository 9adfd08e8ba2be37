import ArticleInput
import ETLModel
import ETLTestSupport
import Testing

struct ByteStreamTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func readAll(_ path: String, limit: Int = .max) -> Result<[UInt8], InputError> {
    do {
      return .success(try ByteStream.readAll(path: path, limit: limit).bytes)
    } catch {
      return .failure(error)
    }
  }

  /// What a stream hands out before it fails, and why it does.
  private func drain(_ path: String, limit: Int = .max) throws -> ([UInt8], RejectReason?) {
    var stream = try ByteStream(path: path, sizeLimit: limit)
    var bytes: [UInt8] = []
    do {
      while let piece = try stream.read(upTo: 1000) {
        #expect((1...1000).contains(piece.count))
        bytes += piece
      }
    } catch {
      #expect(try stream.read() == nil)
      return (bytes, error.reason)
    }
    #expect(try stream.read() == nil)
    return (bytes, nil)
  }

  private func noise(_ count: Int) -> [UInt8] {
    var random = SplitMix64(seed: 1)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  @Test(arguments: [0, 1, 2, 999, 1000, 1001, 131_072, 400_000])
  func `a plain file is read as it is`(count: Int) throws {
    let bytes = [UInt8](repeating: 0x61, count: count)
    let file = try directory.write("plain.gz", bytes)
    #expect(try drain(file) == (bytes, nil))
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 400_000])
  func `a gzip file is told by its bytes`(count: Int) throws {
    let bytes = noise(count)
    let file = try directory.write("news.txt", Gzip.member(bytes))
    #expect(try drain(file) == (bytes, nil))
  }

  @Test func `compressed blocks are read`() throws {
    let file = try directory.write("news.gz", Gzip.compressed)
    let text = String(repeating: "news news news news\n", count: 4)
    #expect(readAll(file) == .success(Array(text.utf8)))
  }

  @Test func `several gzip members are one stream`() throws {
    let members = [Array("أول\n".utf8), [], noise(200_000), Array("آخر".utf8)]
    let file = try directory.write("news.gz", members.flatMap(Gzip.member) + [0, 0, 0])
    #expect(readAll(file) == .success(Array(members.joined())))
  }

  @Test func `a gzip file that ends early is read up to there`() throws {
    let bytes = noise(100_000)
    let whole = Gzip.member(bytes)
    for end in [3, 12, 5000, 80_000, whole.count - 1] {
      let file = try directory.write("cut.gz", Array(whole[..<end]))
      let (read, reason) = try drain(file)
      #expect(reason == .badArchive)
      #expect(bytes.starts(with: read))
      #expect(read.count >= min(end - 100, bytes.count - 200), "\(end)")
      #expect(readAll(file) == .failure(InputError(.badArchive, "the compressed data ends early")))
    }
  }

  @Test func `a damaged gzip file is a bad archive`() throws {
    let good = Gzip.member(Array("خبر سليم\n".utf8))
    var bad = Gzip.member(noise(1000))
    bad[bad.count - 6] ^= 1
    let file = try directory.write("bad.gz", good + bad)
    let (read, reason) = try drain(file)
    #expect(reason == .badArchive)
    #expect(read.starts(with: Array("خبر سليم\n".utf8)))
    let tail = try directory.write("tail.gz", good + Array("garbage".utf8))
    #expect(try drain(tail).1 == .badArchive)
  }

  @Test func `a file beyond the limit is too large`() throws {
    let bytes = noise(5000)
    for (name, content) in [("plain", bytes), ("packed", Gzip.member(bytes))] {
      let file = try directory.write(name, content)
      #expect(readAll(file, limit: 5000) == .success(bytes))
      let (read, reason) = try drain(file, limit: 4999)
      #expect(reason == .tooLarge)
      #expect(read == Array(bytes.prefix(4999)))
    }
  }

  @Test func `what cannot be opened is unreadable, with the reason`() throws {
    let missing = readAll(directory.path + "/missing")
    #expect(
      missing
        == .failure(
          InputError(.unreadable, "the file cannot be opened: No such file or directory")))
    #expect(
      readAll(directory.path)
        == .failure(InputError(.unreadable, "the path leads to no regular file")))
  }
}
