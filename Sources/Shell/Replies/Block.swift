// What a reply is made of. Blocks know nothing of widths, colours or terminals.

import CEL
import PolicyEngine

/// A part of a reply.
public enum Block: Hashable, Sendable {
  /// A sentence or more, wrapped; rows after the first are indented further by `hanging`.
  case text(Phrase, indent: Int = 0, hanging: Int = 0)
  /// An empty row.
  case blank
  /// A line of a message with a part of it marked.
  case quote(MarkedLine, indent: Int = 0)
  /// Rows of cells below each other; the last cell is wrapped.
  case table([[Phrase]], indent: Int = 0)
  /// Sentences with what they rest on below them.
  case tree([Branch], indent: Int = 0)
  /// Text that somebody else wrote, row by row.
  case verbatim(String, indent: Int = 0)
  /// A report that is laid out already.
  case report(String)
  /// A time as a bar with marks; plain layout leaves it out.
  case timeline(Timeline, indent: Int = 0)
}

extension Block {
  /// The block as it is read aloud.
  var spoken: Block {
    switch self {
    case .text(let phrase, let indent, let hanging):
      .text(phrase.spoken, indent: indent, hanging: hanging)
    case .table(let rows, let indent): .table(rows.map { $0.map(\.spoken) }, indent: indent)
    case .tree(let branches, let indent): .tree(branches.map(\.spoken), indent: indent)
    case .blank, .quote, .verbatim, .report, .timeline: self
    }
  }
}

/// A sentence of a tree.
public struct Branch: Hashable, Sendable {
  /// The sentence.
  public let phrase: Phrase
  /// Marks in the message on which it rests.
  public let quotes: [MarkedLine]
  /// What it rests on.
  public let children: [Branch]

  init(_ phrase: Phrase, quotes: [MarkedLine] = [], children: [Branch] = []) {
    self.phrase = phrase
    self.quotes = quotes
    self.children = children
  }

  var spoken: Branch {
    Branch(phrase.spoken, quotes: quotes, children: children.map(\.spoken))
  }
}

/// A line of a message, cut into what stands before, in and after a mark.
public struct MarkedLine: Hashable, Sendable {
  /// The part of the message: `body`.
  public let part: String
  /// The line, counted from 1.
  public let line: Int
  /// The column of the mark's first character, counted from 1.
  public let column: Int
  /// The text before the mark.
  public let before: String
  /// The marked text, as far as it stands in its first line.
  public let marked: String
  /// The text behind the mark.
  public let after: String

  /// Cuts the line in which a mark begins.
  init(part: String, span: SourceSpan) {
    let bytes = Array(span.source.text.utf8)
    let newline = UInt8(ascii: "\n")
    let lower = bytes[..<span.range.lowerBound].lastIndex(of: newline).map { $0 + 1 } ?? 0
    var upper = bytes[span.range.lowerBound...].firstIndex(of: newline) ?? bytes.count
    if upper > span.range.lowerBound, bytes[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
    let end = min(span.range.upperBound, upper)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    self.part = part
    (line, column) = span.start
    before = text(lower..<span.range.lowerBound)
    marked = text(span.range.lowerBound..<max(end, span.range.lowerBound))
    after = text(max(end, span.range.lowerBound)..<upper)
  }

  /// The lines of marks; marks that touch become one.
  static func lines(of quotes: [Quote]) -> [MarkedLine] {
    var spans: [(part: String, span: SourceSpan)] = []
    for quote in quotes.sorted(by: { $0.span.range.lowerBound < $1.span.range.lowerBound }) {
      let position = spans.lastIndex { $0.part == quote.part }
      if let position, quote.span.range.lowerBound <= spans[position].span.range.upperBound + 1 {
        let last = spans[position].span
        let end = max(last.range.upperBound, quote.span.range.upperBound)
        spans[position].span = SourceSpan(last.source, last.range.lowerBound..<end)
      } else {
        spans.append((quote.part, quote.span))
      }
    }
    var parts: [String] = []
    for quote in quotes where !parts.contains(quote.part) { parts.append(quote.part) }
    return parts.flatMap { part in
      spans.filter { $0.part == part }.map { MarkedLine(part: part, span: $0.span) }
    }
  }

  var json: JSON {
    ["part": .text(part), "line": .number(line), "column": .number(column), "text": .text(marked)]
  }
}
