import ETLModel
import Testing

struct RejectReasonTests {
  @Test(arguments: RejectReason.allCases)
  func `a reason is a snake_case word with an explanation`(_ reason: RejectReason) {
    #expect(reason.rawValue.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F })
    #expect(!reason.rawValue.hasPrefix("_") && !reason.rawValue.hasSuffix("_"))
    #expect(!reason.explanation.isEmpty)
    #expect(!reason.explanation.hasSuffix("."))
  }

  @Test func `no two reasons are explained alike`() {
    let reasons = RejectReason.allCases
    #expect(Set(reasons.map(\.explanation)).count == reasons.count)
  }
}
