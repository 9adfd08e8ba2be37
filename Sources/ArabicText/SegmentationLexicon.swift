/// The words that decide about sentence borders.
///
///     let lexicon = try SegmentationLexicon(tsv: bytes)
///     SentenceSegmenter(lexicon: lexicon)
///
/// The columns of the file are `form`, `type` and `use`; its head says what they mean. Forms are
/// compared in their folded form (``Normalizer``).
public struct SegmentationLexicon: Sendable {
  static let columns = ["form", "type", "use"]

  /// The lexicon that is compiled in.
  public static let builtIn: SegmentationLexicon = {
    do {
      return try SegmentationLexicon(tsv: builtInTSV)
    } catch {
      preconditionFailure("the built-in lexicon has problems: \(error)")
    }
  }()

  /// The bytes of ``builtIn``.
  public static var builtInTSV: [UInt8] { PackageResources.segmentation_tsv }

  private let table: ByteTable<WordUses>

  /// The number of rows.
  public let count: Int

  /// Compiles a lexicon.
  ///
  /// - Parameter tsv: Tab-separated values in UTF-8. A line that starts with `#` is a comment; the
  ///   first other line names the columns; empty lines are skipped.
  /// - Throws: ``SegmentationLexiconError`` with every problem: wrong columns, unknown types, empty
  ///   forms, repeated rows.
  /// - Complexity: O(*n*) in the bytes of the file.
  public init(tsv: [UInt8]) throws(SegmentationLexiconError) {
    var reader = SegmentationLexiconReader()
    reader.read(tsv)
    if !reader.problems.isEmpty { throw SegmentationLexiconError(problems: reader.problems) }
    table = reader.table
    count = reader.lines.count
  }

  /// The uses of a folded word.
  func uses(of folded: ArraySlice<UInt8>) -> WordUses { table[folded] ?? [] }
}

/// All problems of a segmentation lexicon, in the order of its lines.
public struct SegmentationLexiconError: Error, Hashable, CustomStringConvertible {
  /// Something wrong with a line.
  public struct Problem: Hashable, Sendable {
    /// Counted from 1.
    public let line: Int
    public let message: String
  }

  public let problems: [Problem]

  public var description: String {
    problems.map { "\($0.line): \($0.message)" }.joined(separator: "\n")
  }
}

/// Reads the rows of a segmentation lexicon and collects what is wrong with them.
///
/// `LexiconReader` of the quote tagger reads the other lexicons in the same way; this library
/// stands below that one.
private struct SegmentationLexiconReader {
  private(set) var table = ByteTable<WordUses>()
  private(set) var problems: [SegmentationLexiconError.Problem] = []
  /// The line of each row by its folded form and type.
  private(set) var lines: [String: Int] = [:]

  mutating func read(_ tsv: [UInt8]) {
    guard let text = String(validating: tsv, as: UTF8.self) else {
      report(1, "the file is not valid UTF-8")
      return
    }
    let names = SegmentationLexicon.columns.joined(separator: ", ")
    var hasHeader = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if hasHeader {
        readRow(fields, line: index + 1)
      } else {
        hasHeader = true
        guard fields == SegmentationLexicon.columns else {
          report(index + 1, "the columns must be \(names)")
          return
        }
      }
    }
    if !hasHeader { report(1, "the columns must be \(names)") }
  }

  private mutating func readRow(_ fields: [String], line: Int) {
    let expected = SegmentationLexicon.columns.count
    guard fields.count == expected else {
      report(line, "\(fields.count) columns where \(expected) are expected")
      return
    }
    let folded = Normalizer.folded(fields[0])
    guard !folded.isEmpty else {
      report(line, "the column form is empty")
      return
    }
    guard let use = WordUse(rawValue: fields[1]) else {
      let known = WordUse.allCases.map(\.rawValue).joined(separator: ", ")
      report(line, "unknown type \"\(fields[1])\"; known are \(known)")
      return
    }
    // Two spellings of one folded form are fine: a reader may look for either.
    let name = "\(fields[0]) (\(fields[1]))"
    if let earlier = lines[name] {
      report(line, "the same row as line \(earlier): \(name)")
      return
    }
    lines[name] = line
    table[folded] = (table[folded] ?? []).union(WordUses(use))
  }

  private mutating func report(_ line: Int, _ message: String) {
    problems.append(.init(line: line, message: message))
  }
}
