/// What a processor reads from memory at once: 64 bytes on all that the program is built for.
enum CacheLine {
  /// The 32-bit numbers in a line.
  static let numbers = 16
}
