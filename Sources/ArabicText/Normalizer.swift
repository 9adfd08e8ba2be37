/// Folds spellings that Arabic news uses interchangeably, so that words can be compared.
///
///     Normalizer.folded("أُعلِنَ فى مدرسةٍ ١٢")   // "اعلن في مدرسه 12"
///
/// | folded | to |
/// | --- | --- |
/// | vowel signs, Quranic marks, superscript alef, tatweel, format characters | nothing |
/// | أ إ آ ٱ | ا |
/// | ى ی ې, ئ | ي |
/// | ؤ | و |
/// | ة ۀ ە ہ | ه |
/// | ک گ | ك |
/// | چ ژ پ ڤ | ج ز ب ف |
/// | Arabic-Indic and Persian digits | 0–9 |
/// | A–Z | a–z |
///
/// Folding a folded text changes nothing. This is the pipeline's one normalizer: lexicons, quotes,
/// duplicates and search compare words in this form only. Presentation forms are letters again
/// before a text gets here; see ``BodyText``.
public enum Normalizer {
  /// Appends the folded form of `text` to `output`.
  ///
  /// - Complexity: O(*n*), one pass over the bytes.
  public static func fold(_ text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    output.reserveCapacity(output.count + text.count)
    foldings.withUnsafeBufferPointer { foldings in
      var offset = 0
      while offset < text.count {
        let first = text[offset]
        if first < 0x80 {
          output.append(first &- 0x41 < 26 ? first | 0x20 : first)
          offset += 1
        } else if first & 0xFC == 0xD8 {
          // U+0600–U+06FF: two bytes, both in the table.
          let scalar = Int(first & 0x1F) << 6 | Int(text[offset + 1] & 0x3F)
          let folded = foldings[scalar - 0x600]
          if folded >= 0x80 {
            output.append(0xC0 | UInt8(truncatingIfNeeded: folded >> 6))
            output.append(0x80 | UInt8(truncatingIfNeeded: folded & 0x3F))
          } else if folded != 0 {
            output.append(UInt8(truncatingIfNeeded: folded))
          }
          offset += 2
        } else {
          let (scalar, length) = UTF8Scalars.decode(text, at: offset)
          let isDropped = scalar == 0xAD || CharacterClass.of(scalar) == .format
          if !isDropped { output.append(contentsOf: text[offset..<offset + length]) }
          offset += length
        }
      }
    }
  }

  /// The folded form of `text`.
  public static func folded(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    text.withUnsafeBufferPointer { fold($0, into: &output) }
    return output
  }

  /// The folded form of `text`.
  public static func folded(_ text: String) -> String {
    var text = text
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    text.withUTF8 { fold($0, into: &output) }
    return String(decoding: output, as: UTF8.self)
  }

  /// The folded scalar of each scalar from U+0600 to U+06FF; 0 where it is dropped.
  static let foldings: [UInt16] = {
    var table = (0x600...0x6FF).map { UInt16($0) }
    func set(_ scalars: String, _ folded: Unicode.Scalar?) {
      for scalar in scalars.unicodeScalars {
        table[Int(scalar.value) - 0x600] = folded.map { UInt16($0.value) } ?? 0
      }
    }
    for scalar in UInt32(0x600)...0x6FF {
      let kind = CharacterClass.of(scalar)
      if kind == .mark || kind == .format { table[Int(scalar) - 0x600] = 0 }
    }
    set("\u{640}", nil)
    set("أإآٱ", "ا")
    set("ىیېئ", "ي")
    set("ؤ", "و")
    set("ةۀەہۃھ", "ه")
    set("کگ", "ك")
    set("چ", "ج")
    set("ژ", "ز")
    set("پ", "ب")
    set("ڤ", "ف")
    for digit in 0..<10 {
      table[0x60 + digit] = UInt16(0x30 + digit)
      table[0xF0 + digit] = UInt16(0x30 + digit)
    }
    return table
  }()
}
