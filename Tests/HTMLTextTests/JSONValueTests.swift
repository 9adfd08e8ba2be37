import Testing

@testable import HTMLText

struct JSONValueTests {
  @Test(arguments: [
    ("{\"a\": \"x\"}", "x"),
    ("{\"a\":[1,\"x\"]}", "1"),
    ("{\"b\":{\"a\":1},\"a\":\"x\"}", "x"),
    ("{\"a\":\"سطر\\n\\u0627\\ud83d\\ude42\\\"\\/\"}", "سطر\nا🙂\"/"),
    ("{\"a\":\"line\nbreak\"}", "line\nbreak"),
    ("{\"b\":true,,\"a\":\"x\"", "x"),
    ("{\"a\":\"cut", "cut"),
  ])
  func `a member is read`(_ text: String, _ expected: String) {
    #expect(JSONValue.read(Array(text.utf8))["a"]?.string == expected)
  }

  @Test(arguments: [
    "", "{", "[", "nul", "{\"a\"", "{\"a\":", "\"\\", "\"\\u12", "}", "]", ",", "\\",
  ])
  func `damage ends the text and nothing else`(_ text: String) {
    #expect(JSONValue.read(Array(text.utf8))["a"]?.string == nil)
  }
}
