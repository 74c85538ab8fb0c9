// A text that somebody wrote, and places in it. Every span knows its text, so a problem can be
// shown where it stands, however deep in the program it is found.

/// A text with the name under which people know it: a file's path, `-c`, `standard input`.
///
/// It is a class because spans share it; two texts are equal when they are the same object.
public final class SourceText: Sendable {
  /// The name shown before line and column.
  public let name: String
  /// The whole text.
  public let text: String

  /// Creates a text.
  public init(name: String, text: String) {
    var text = text
    text.makeContiguousUTF8()
    self.name = name
    self.text = text
  }
}

extension SourceText: Hashable {
  /// Whether both are the same object.
  public static func == (left: SourceText, right: SourceText) -> Bool { left === right }
  /// Feeds the object's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A range of UTF-8 offsets in a text.
public struct SourceSpan: Hashable, Sendable {
  /// The text in which the range lies.
  public let source: SourceText
  /// UTF-8 offsets; an empty range marks the place before its offset.
  public let range: Range<Int>

  /// Creates a span; the range is clamped to the text.
  public init(_ source: SourceText, _ range: Range<Int>) {
    self.source = source
    self.range = range.clamped(to: 0..<source.text.utf8.count)
  }

  /// The text inside the span.
  public var text: Substring {
    let bytes = source.text.utf8
    let lower = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    return source.text[lower..<bytes.index(lower, offsetBy: range.count)]
  }

  /// Line and column of the first character, both counted from 1; the column counts Unicode
  /// scalars, as libyaml and most editors do.
  public var start: (line: Int, column: Int) {
    var text = source.text
    return text.withUTF8 { bytes in
      // Two passes without branches: the lines before the place, then the last line's scalars.
      let before = bytes[..<range.lowerBound]
      let line = before.reduce(into: 1) { $0 &+= $1 == UInt8(ascii: "\n") ? 1 : 0 }
      let lineStart = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
      let column = bytes[lineStart..<range.lowerBound].reduce(into: 1) {
        $0 &+= $1 & 0xC0 != 0x80 ? 1 : 0
      }
      return (line, column)
    }
  }
}
