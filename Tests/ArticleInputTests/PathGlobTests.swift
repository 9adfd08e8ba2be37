import ArticleInput
import Foundation
import Testing

struct PathGlobTests {
  private let directory: TemporaryDirectory
  private let extensions: Set<String> = ["txt", "html", "htm"]

  init() throws {
    directory = try TemporaryDirectory()
    for name in [
      "a.txt", "b.TXT", "c.html.gz", "d.json", "e", ".hidden.txt", "inner/f.htm",
      "inner/deep/g.txt.gz", "inner/deep/h.gz", ".git/i.txt", "خبر 1.txt", "[x].txt",
    ] {
      try directory.write(name, "")
    }
  }

  private func expand(_ path: String) -> [String] {
    let result = PathGlob.expand(path, base: directory.path, extensions: extensions)
    return result.paths.map { String($0.dropFirst(directory.path.count + 1)) }
  }

  @Test(arguments: [
    ("a*", true), ("a?", true), ("[a]", true), ("**/x", true), ("a.txt", false), ("", false),
  ])
  func `wildcards make a pattern`(path: String, expected: Bool) {
    #expect(PathGlob.isPattern(path) == expected)
  }

  @Test(
    arguments: [
      ("a.txt", ["a.txt"]), ("./inner/../a.txt", ["inner/../a.txt"]), ("d.json", ["d.json"]),
      ("*.txt", ["[x].txt", "a.txt", "خبر 1.txt"]), ("?.txt", ["a.txt"]),
      ("[a-c].*", ["a.txt", "b.TXT", "c.html.gz"]), ("[!a-c].*", ["d.json"]), ("[ab", []),
      ("خبر ?.txt", ["خبر 1.txt"]), ("[x].txt", ["[x].txt"]), ("[[]x].txt", ["[x].txt"]),
      ("*/*.htm", ["inner/f.htm"]), (".h*", [".hidden.txt"]),
      ("**/*.gz", ["c.html.gz", "inner/deep/g.txt.gz", "inner/deep/h.gz"]),
      ("inner/**", ["inner/deep/g.txt.gz", "inner/f.htm"]),
      ("**/**/**/deep/*.gz", ["inner/deep/g.txt.gz", "inner/deep/h.gz"]),
      ("inn*", ["inner/deep/g.txt.gz", "inner/f.htm"]), ("*.pdf", []), ("none/*.txt", []),
    ] as [(String, [String])])
  func `patterns find files`(pattern: String, expected: [String]) {
    #expect(expand(pattern) == expected)
  }

  @Test(arguments: [".", "", "./"])
  func `a directory stands for the articles below it`(path: String) {
    #expect(
      expand(path) == [
        "[x].txt", "a.txt", "b.TXT", "c.html.gz", "inner/deep/g.txt.gz", "inner/f.htm",
        "خبر 1.txt",
      ])
  }

  @Test func `only a path without wildcard can be missing`() {
    func isMissing(_ path: String) -> Bool {
      PathGlob.expand(path, base: directory.path, extensions: extensions).isMissing
    }
    #expect(isMissing("z.txt"))
    #expect(!isMissing("a.txt"))
    #expect(!isMissing("z*.txt"))
  }

  @Test func `an absolute path does not start from the base`() {
    let result = PathGlob.expand(
      directory.path + "/*.json", base: "/nowhere", extensions: extensions)
    #expect(result.paths == [directory.path + "/d.json"])
  }

  @Test func `a base with brackets in its name is no pattern`() throws {
    try directory.write("[ab]/z.txt", "")
    try directory.write("a/y.txt", "")
    let result = PathGlob.expand(
      "*.txt", base: directory.path + "/[ab]", extensions: extensions)
    #expect(result.paths == [directory.path + "/[ab]/z.txt"])
  }

  @Test func `links to directories do not make a walk run in circles`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: directory.path + "/inner/loop", withDestinationPath: directory.path)
    #expect(expand("**/*.htm") == ["inner/f.htm"])
    #expect(expand("inner") == ["inner/deep/g.txt.gz", "inner/f.htm"])
    #expect(expand("inner/loop/a.txt") == ["inner/loop/a.txt"])
  }

  @Test func `a directory that cannot be listed is named`() throws {
    let locked = directory.path + "/inner/deep"
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: locked)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: locked)
    }
    let result = PathGlob.expand("**/*.htm", base: directory.path, extensions: extensions)
    // Permissions do not stop the superuser.
    #expect(result.unlisted == (getuid() == 0 ? [] : [locked]))
    #expect(result.paths == [directory.path + "/inner/f.htm"])
  }

  @Test func `many stars do not make matching slow`() throws {
    let name = String(repeating: "a", count: 200)
    try directory.write(name, "")
    #expect(expand(String(repeating: "a*", count: 60) + "b") == [])
    #expect(expand(String(repeating: "a*", count: 60)) == [name])
  }
}
