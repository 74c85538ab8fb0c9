// A stretch of time as a bar with marks below it. It is only drawn: whatever it shows is said in
// words beside it, so that nothing is missing where nothing can be drawn.

import CEL
import PolicyEngine

/// A time with its verdicts and what happens in it.
public struct Timeline: Hashable, Sendable {
  /// A part of the time with one verdict.
  struct Part: Hashable, Sendable {
    let verdict: Verdict
    /// Its end, in seconds since 1970.
    let until: Int64
  }

  /// Something that happens.
  struct Mark: Hashable, Sendable {
    let moment: Int64
    let label: Phrase
  }

  /// The first second.
  let from: Int64
  /// The parts in order; the last one's end is that of the bar.
  let parts: [Part]
  /// The marks in order.
  let marks: [Mark]
}

extension Layout {
  private static let longestBar = 72
  private static let shortestBar = 12

  /// An empty row, the bar, and below it each mark with a line down from its place, the last mark first;
  /// in plain layout the marks in their order, one a row.
  func timelineRows(_ timeline: Timeline, indent: String) -> [String] {
    if isPlain {
      return [""]
        + timeline.marks.flatMap {
          wrapped($0.label.spoken, first: indent, next: indent + "  ")
        }
    }
    guard let end = timeline.parts.last?.until, end > timeline.from else { return [] }
    let room = width - Phrase(indent).columns
    let longest = timeline.marks.map(\.label.columns).max() ?? 0
    let length = min(Self.longestBar, max(Self.shortestBar, room - longest - 2))
    func column(_ moment: Int64) -> Int {
      let place = Double(moment - timeline.from) / Double(end - timeline.from) * Double(length)
      return min(length - 1, max(0, Int(place)))
    }
    var rows = ["", indent + painted(bar(timeline, length, column))]
    let marks = timeline.marks.map { (column: column($0.moment), label: $0.label) }
    for (index, mark) in marks.enumerated().reversed() {
      var lines = [Character](repeating: " ", count: mark.column)
      for before in marks[..<index] where before.column < mark.column {
        lines[before.column] = "│"
      }
      let sharesColumn = index > 0 && marks[index - 1].column == mark.column
      let head = Phrase(String(lines) + (sharesColumn ? "├ " : "└ "), .faint).characters
      let label = mark.label.characters.cut(every: max(8, room - head.columns)).first ?? []
      rows.append((indent + painted(head + label)).withoutBlanksAtEnd)
    }
    return rows
  }

  private func bar(
    _ timeline: Timeline, _ length: Int, _ column: (Int64) -> Int
  ) -> [StyledCharacter] {
    var cells = [Verdict](repeating: .no, count: length)
    var start = timeline.from
    // A window shorter than a column still shows.
    for verdict in [Verdict.depends, .yes] {
      start = timeline.from
      for part in timeline.parts {
        if part.verdict == verdict {
          for cell in column(start)...column(max(start, part.until - 1)) { cells[cell] = verdict }
        }
        start = part.until
      }
    }
    return cells.map { verdict in
      switch verdict {
      case .yes: StyledCharacter(character: "█", style: .good)
      case .depends: StyledCharacter(character: "▒", style: .open)
      case .no: StyledCharacter(character: "·", style: .faint)
      }
    }
  }
}
