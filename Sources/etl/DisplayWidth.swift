extension StringProtocol {
  /// The number of columns that a terminal shows the text in: vowel signs and marks of direction
  /// take none, East Asian letters and pictures two.
  var displayWidth: Int {
    utf8.allSatisfy { $0 < 0x80 }
      ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  /// The text, or as much of it as fits in `width` columns with an ellipsis behind it.
  func shortened(toWidth width: Int) -> String {
    guard displayWidth > width else { return String(self) }
    var kept = String.UnicodeScalarView()
    var used = 1
    for scalar in unicodeScalars {
      used += scalar.displayWidth
      if used > width { break }
      kept.append(scalar)
    }
    return String(kept) + "…"
  }

  /// Whether the text has letters that are written from right to left.
  var hasRightToLeftLetters: Bool {
    unicodeScalars.contains {
      (0x590...0x8FF).contains($0.value) || (0xFB1D...0xFEFC).contains($0.value)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    // Most of what there is: ASCII, Arabic letters and digits.
    switch value {
    case 0x20..<0x7F, 0x621...0x64A, 0x660...0x66F: return 1
    default: break
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
