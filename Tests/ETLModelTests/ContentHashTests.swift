import ETLModel
import Testing

struct ContentHashTests {
  /// The examples of FIPS 180-4, and runs of `a` whose padding falls on each side of a block border.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (run(55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (run(56), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (run(63), "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
    (run(64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    (run(65), "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"),
    (run(119), "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
    (run(120), "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"),
    (run(128), "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"),
    (run(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func `SHA-256 gives the published values`(_ message: String, _ expected: String) {
    #expect(ContentHash.sha256(of: Array(message.utf8)).hex == expected, "\(message.utf8.count)")
  }

  @Test func `the short form is the first half`() {
    let hash = ContentHash.sha256(of: Array("abc".utf8))
    #expect(hash.shortHex == "ba7816bf8f01cfea414140de5dae2223")
  }

  @Test func `equal bytes have equal hashes, others have not`() {
    let hash = ContentHash.sha256(of: [1, 2, 3])
    #expect(hash == ContentHash.sha256(of: [1, 2, 3]))
    #expect(hash != ContentHash.sha256(of: [1, 2, 4]))
    #expect(Set([hash, ContentHash.sha256(of: [1, 2, 3])]).count == 1)
  }

  @Test func `lists of fields that are cut in other places differ`() {
    let lists: [[String?]] = [
      [], [""], [nil], ["", ""], ["ab"], ["a", "b"], ["", "ab"], ["ab", ""], ["ab", nil],
      ["1:a"], ["a", "1:b"], ["a1:b"], [nil, "ab"], ["-:"], ["-:", "ab"],
    ]
    #expect(Set(lists.map(ContentHash.sha256(ofFields:))).count == lists.count)
  }

  @Test func `a list of fields has the same hash in every run`() {
    #expect(
      ContentHash.sha256(ofFields: ["a", nil, ""]).hex
        == "5c9cb9f60929ce33a42cbbcfe260172aea4c15dfeae74288ee59e7d3979e44a0")
  }

  private static func run(_ count: Int) -> String { String(repeating: "a", count: count) }
}
