// A YAML text as a tree in two flat arrays: nodes in the order of the text, and the bytes of
// those scalars whose value differs from what stands in the text. Nothing is kept per node.

public import CEL

/// One YAML document, with the place of every node in its text.
///
/// It is a class because its nodes share it.
public final class YAMLDocument: Sendable {
  /// The text.
  public let source: SourceText
  let records: [Record]
  /// The values of scalars that had to be decoded, one after the other.
  let decoded: [UInt8]

  init(source: SourceText, records: [Record], decoded: [UInt8]) {
    self.source = source
    self.records = records
    self.decoded = decoded
  }

  /// Reads a text strictly.
  ///
  /// - Throws: every problem of the text that can be told at once.
  public static func parse(_ source: SourceText) throws(Diagnostics) -> YAMLDocument {
    var problems: [Diagnostic] = []
    let document = parse(source, reporting: &problems)
    if !problems.isEmpty { throw Diagnostics(problems) }
    guard let document else { preconditionFailure("no tree and no problem") }
    return document
  }

  /// Reads a text, and gives its tree even when some rules are broken, so that a reader can find
  /// further problems; `nil` after a syntax error. Every problem is appended to `problems`.
  public static func parse(
    _ source: SourceText, reporting problems: inout [Diagnostic]
  ) -> YAMLDocument? {
    let count = source.text.utf8.count
    guard count <= YAMLLimits.fileBytes else {
      problems.append(.fileTooLarge(at: SourceSpan(source, 0..<0)))
      return nil
    }
    var found: [Diagnostic] = []
    let result = source.text.utf8.withContiguousStorageIfAvailable { bytes -> YAMLDocument? in
      let check = YAMLTextCheck(bytes, in: source)
      guard check.problems.isEmpty else {
        found = check.problems
        return nil
      }
      var builder = YAMLTreeBuilder(bytes, in: source, isASCII: check.isASCII)
      let isWhole = builder.build()
      found = builder.problems
      return isWhole
        ? YAMLDocument(source: source, records: builder.records, decoded: builder.decoded) : nil
    }
    guard let result else { preconditionFailure("a source text is contiguous UTF-8") }
    problems += found
    return result
  }

  /// The outermost node.
  public var root: YAMLNode { YAMLNode(self, 0) }

  /// A node in the array: 28 bytes. Offsets fit, for a file is at most `YAMLLimits.fileBytes`.
  struct Record {
    enum Kind: UInt8 { case scalar, sequence, mapping, alias }

    var kind: Kind
    var style = YAMLStyle.plain
    /// Whether the value lies in `decoded` and not in the text.
    var isDecoded = false
    /// UTF-8 offsets of the node in the text, quotes and block header included.
    var start: Int32
    var end: Int32
    /// Where the value of a scalar begins; for an alias, the node that it stands for.
    var value: Int32 = 0
    /// The length of a scalar in bytes, or the number of children; keys and values both count.
    var count: Int32 = 0
    /// INVARIANT: the index after the last descendant; children begin right after their parent.
    var next: Int32 = 0
  }
}

extension Diagnostic {
  /// The error for a file above the limit.
  static func fileTooLarge(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      id: "yaml-file-too-large",
      "the file is larger than \(YAMLLimits.fileBytes >> 20) MiB", at: span,
      help: "split it into several files")
  }
}
