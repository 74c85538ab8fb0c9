// A line of a message with carets below the marked part, cut around it to the width; in plain
// layout a sentence that quotes it.

import CEL

extension Layout {
  func quoteRows(_ line: MarkedLine, indent: String) -> [String] {
    if isPlain { return plainQuote(line, indent: indent) }
    let label = "\(line.part.visible) \(line.line):\(line.column)"
    let room = max(16, width - indent.count - Phrase(label).columns - 3)
    let (before, marked, after) = Self.cut(line, to: room)
    let gap = String(repeating: " ", count: Phrase(label).columns)
    let carets = String(repeating: "^", count: max(1, marked.columns))
    let text =
      Phrase(label, .faint).characters + Phrase(" │ ").characters + before
      + marked.map { StyledCharacter(character: $0.character, style: .bad) } + after
    let below =
      Phrase(gap + " │ " + spaces(before.columns)).characters + Phrase(carets, .bad).characters
    return [text, below].map { (indent + painted($0)).withoutBlanksAtEnd }
  }

  private func plainQuote(_ line: MarkedLine, indent: String) -> [String] {
    let start = line.before.isEmpty ? "" : "…"
    let end = line.after.isEmpty ? "" : "…"
    return wrapped(
      "\(line.part), line \(line.line), column \(line.column): “\(start)\(line.marked)\(end)”",
      first: indent, next: indent + "  ")
  }

  /// The three parts, shortened at both ends so that together they fit; the mark comes first.
  private static func cut(
    _ line: MarkedLine, to room: Int
  ) -> (before: [StyledCharacter], marked: [StyledCharacter], after: [StyledCharacter]) {
    let ellipsis = Phrase("…").characters
    var before = Phrase(line.before).characters
    var marked = Phrase(line.marked).characters
    var after = Phrase(line.after).characters
    // An empty mark, such as that of a line's end, still takes the column of its caret.
    let room = marked.isEmpty ? room - 1 : room
    if before.columns + marked.columns + after.columns <= room { return (before, marked, after) }
    if marked.columns > room - 2 {
      marked = Self.start(of: marked, columns: room - 3) + ellipsis
      return (before.isEmpty ? [] : ellipsis, marked, [])
    }
    // What one side does not need goes to the other.
    let left = room - marked.columns
    let share = max(left / 2, left - after.columns)
    if before.columns > share {
      before = ellipsis + Self.end(of: before, columns: share - 1)
    }
    let rest = left - before.columns
    if after.columns > rest { after = Self.start(of: after, columns: rest - 1) + ellipsis }
    return (before, marked, after)
  }

  private static func start(of text: [StyledCharacter], columns: Int) -> [StyledCharacter] {
    var used = 0
    return Array(
      text.prefix { character in
        used += character.columns
        return used <= columns
      })
  }

  private static func end(of text: [StyledCharacter], columns: Int) -> [StyledCharacter] {
    start(of: text.reversed(), columns: columns).reversed()
  }
}
