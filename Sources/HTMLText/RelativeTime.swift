import ArabicText

/// Tells lines such as `منذ 3 ساعات` and `2 hours ago`.
enum RelativeTime {
  /// Whether the words say how long ago something was, and nothing else.
  static func isAll(_ key: TextKey) -> Bool {
    guard key.wordCount >= 2, key.wordCount <= 7 else { return false }
    // `آخر تحديث قبل 3 ساعات`.
    var start = 0
    while start < key.wordCount - 1, CalendarWord.of(key.word(start)) == .filler {
      start += 1
    }
    let isArabic = since[key.word(start)] != nil
    let isEnglish = key.word(key.wordCount - 1).elementsEqual("ago".utf8)
    guard isArabic || isEnglish else { return false }
    var hasUnit = false
    for index in (isArabic ? start + 1 : start)..<(isArabic ? key.wordCount : key.wordCount - 1) {
      let word = key.word(index)
      if units[word] != nil {
        hasUnit = true
      } else if !word.allSatisfy(MarkupByte.isDigit) {
        return false
      }
    }
    return hasUnit
  }

  private static let since = words("منذ قبل")
  private static let units = words(
    "ثانية ثوان ثواني دقيقة دقيقتين دقائق ساعة ساعتين ساعات يوم يومين أيام أسبوع أسبوعين أسابيع "
      + "شهر شهرين أشهر شهور سنة سنتين سنوات عام عامين أعوام واحدة واحد second seconds minute "
      + "minutes min mins hour hours day days week weeks month months year years a an")

  private static func words(_ words: String) -> ByteTable<Bool> {
    var table = ByteTable<Bool>()
    for word in words.split(separator: " ") {
      table[TextKey(Array(word.utf8)).bytes[...]] = true
    }
    return table
  }
}
