import Glibc

/// Memory in pages of 2 MB, where the system has them, for arrays that are read at random places.
///
/// The processor knows the addresses of some thousand pages by heart. Of an array of 100 MB in pages
/// of 4 KB that is a small part, and each look elsewhere waits for the address before it waits for
/// the memory: reading the lists of a million articles took a sixth less with large pages.
enum LargePages {
  /// What is smaller than this is left alone, in bytes: the cache holds much of it, and half a large page
  /// may be for nothing.
  private static let leastSize = 16 << 20

  /// Reserves room for `capacity` elements in an array that is empty yet, in large pages if it takes
  /// much memory.
  static func reserve<Element>(_ array: inout [Element], capacity: Int) {
    array.reserveCapacity(capacity)
    let size = capacity * MemoryLayout<Element>.stride
    guard size >= leastSize else { return }
    array.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      let page = Int(sysconf(Int32(_SC_PAGESIZE)))
      let offset = -Int(bitPattern: start) & (page - 1)
      // It is an advice: where it cannot be followed, small pages do.
      _ = madvise(start + offset, size - offset, MADV_HUGEPAGE)
    }
  }
}
