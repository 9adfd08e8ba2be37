/// Finds the day in the address of a page, where many sites keep their archive by days.
///
///     AddressDate.of("https://example.org/news/2024/05/03/quake")   // "2024-05-03"
enum AddressDate {
  /// The day that three parts of the path of `url` in a row are, or one part such as `2024-05-03`.
  static func of(_ url: String) -> String? {
    let path = url.utf8.prefix(500).prefix { $0 != 0x3F && $0 != 0x23 }
    let parts = path.split(separator: 0x2F)
    for (index, part) in parts.enumerated() {
      var numbers = [part] + parts.dropFirst(index + 1).prefix(2)
      if part.count == 10 { numbers = part.split(separator: 0x2D) }
      let isDay =
        numbers.map(\.count) == [4, 2, 2]
        && numbers.allSatisfy { $0.allSatisfy(MarkupByte.isDigit) }
      if isDay { return numbers.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-") }
    }
    return nil
  }
}
