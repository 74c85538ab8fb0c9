// A sentence with holes: `The window closed on {order.delivered.plusDays(30, store.zone)}.`
// Each hole is a CEL expression over the vocabulary, checked like a condition.

import CEL

/// A checked sentence template.
struct Template: Sendable {
  enum Piece: Sendable {
    case text(String)
    case hole(CheckedExpression, Program)
  }

  let pieces: [Piece]
}

extension Template {
  /// Splits a template into texts and the ranges of its holes, both as UTF-8 ranges of `text`.
  ///
  /// Braces inside a CEL string do not end a hole. A brace that never closes is an error.
  static func split(_ text: String) -> (pieces: [(range: Range<Int>, isHole: Bool)], open: Int?) {
    var pieces: [(range: Range<Int>, isHole: Bool)] = []
    let bytes = Array(text.utf8)
    var start = 0
    var position = 0
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "{") else {
        position += 1
        continue
      }
      if start < position { pieces.append((start..<position, false)) }
      guard let end = endOfHole(bytes, from: position + 1) else { return (pieces, position) }
      pieces.append((position + 1..<end, true))
      position = end + 1
      start = position
    }
    if start < bytes.count { pieces.append((start..<bytes.count, false)) }
    return (pieces, nil)
  }

  private static func endOfHole(_ bytes: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var quote: UInt8?
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if let open = quote {
        if byte == UInt8(ascii: "\\") { position += 1 }
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        if depth == 0 { return position }
        depth -= 1
      }
      position += 1
    }
    return nil
  }

  /// Parses and checks a template; problems are added to `problems`.
  init?(
    _ written: Written<String>, in environment: Environment, problems: inout [Diagnostic]
  ) {
    let text = written.content
    let (ranges, open) = Self.split(text)
    if open != nil {
      problems.append(.openHole(written.span))
      return nil
    }
    let source = SourceText(name: written.span?.source.name ?? "template", text: text)
    let places = Self.placesOfHoles(written, ranges.filter(\.isHole).count)
    var pieces: [Piece] = []
    var holes = 0
    let utf8 = Array(text.utf8)
    for (range, isHole) in ranges {
      guard isHole else {
        pieces.append(.text(String(decoding: utf8[range], as: UTF8.self)))
        continue
      }
      let span = places?[holes] ?? SourceSpan(source, range)
      holes += 1
      do throws(Diagnostics) {
        let checked = try environment.check(try environment.parse(span))
        pieces.append(.hole(checked, Program(checked)))
      } catch {
        problems += error.all
      }
    }
    self.pieces = pieces
  }

  /// Where the holes stand in the file, if the file's raw text has the same number of holes.
  private static func placesOfHoles(_ written: Written<String>, _ count: Int) -> [SourceSpan]? {
    guard let span = written.span else { return nil }
    let raw = split(String(span.text))
    let holes = raw.pieces.filter(\.isHole)
    guard raw.open == nil, holes.count == count else { return nil }
    let start = span.range.lowerBound
    return holes.map {
      SourceSpan(span.source, start + $0.range.lowerBound..<start + $0.range.upperBound)
    }
  }
}

extension Diagnostic {
  fileprivate static func openHole(_ span: SourceSpan?) -> Diagnostic {
    Diagnostic(
      id: "open-hole", "a `{` in this sentence is never closed", at: span,
      help: "write `{fact.name}`")
  }
}
