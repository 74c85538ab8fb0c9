// Sentences broken at word boundaries, with hanging indents; a command in backticks stays on one
// row if it fits, so that it can be copied. Widths are columns of a terminal, not characters.

import CEL

/// A character with its style.
struct StyledCharacter: Hashable {
  let character: Character
  let style: Phrase.Style

  var columns: Int { character.columns }
  var isSpace: Bool { character == " " }
}

extension Phrase {
  /// The characters, hostile ones made visible.
  var characters: [StyledCharacter] {
    runs.flatMap { run in
      run.text.visible.map { StyledCharacter(character: $0, style: run.style) }
    }
  }

  /// The columns that it takes.
  var columns: Int { characters.columns }
}

extension Collection where Element == StyledCharacter {
  var columns: Int { reduce(0) { $0 + $1.columns } }

  /// Pieces that each fit into so many columns, cut behind a space where there is one; nothing is
  /// left out.
  func cutAtSpaces(every limit: Int) -> [[StyledCharacter]] {
    var pieces: [[StyledCharacter]] = []
    var rest = Array(self)
    while rest.columns > limit {
      let whole = rest.cut(every: limit)[0]
      let space = whole.lastIndex(where: \.isSpace).map { $0 + 1 } ?? 0
      let count = space > whole.count / 3 ? space : whole.count
      pieces.append(Array(rest.prefix(count)))
      rest.removeFirst(count)
    }
    return rest.isEmpty ? pieces : pieces + [rest]
  }

  /// Pieces that each fit into so many columns.
  func cut(every limit: Int) -> [[StyledCharacter]] {
    var pieces: [[StyledCharacter]] = []
    var used = limit
    for character in self {
      if used + character.columns > limit {
        pieces.append([])
        used = 0
      }
      pieces[pieces.count - 1].append(character)
      used += character.columns
    }
    return pieces
  }
}

extension Collection where Element == Phrase {
  func joined(by separator: String) -> Phrase {
    var result: Phrase = ""
    for (index, phrase) in enumerated() {
      result = index == 0 ? phrase : result + Phrase(separator) + phrase
    }
    return result
  }
}

extension String {
  var withoutBlanksAtEnd: String {
    var result = self[...]
    while result.last == " " { result.removeLast() }
    return String(result)
  }
}

extension Layout {
  /// A space at which no row ends.
  static let fixedSpace: Character = "\u{A0}"

  /// The phrase in rows, the first one after `first`, the others after `next`.
  func wrapped(_ phrase: Phrase, first: String, next: String, limit: Int? = nil) -> [String] {
    wrapped(phrase, first: Phrase(first).characters, next: next, limit: limit ?? width)
  }

  func wrapped(
    _ phrase: Phrase, first: [StyledCharacter], next: String, limit: Int
  ) -> [String] {
    let nextColumns = Phrase(next).columns
    let room = max(8, limit - nextColumns)
    var rows: [[StyledCharacter]] = []
    var row = first
    var isEmpty = true
    let head = Phrase(next).characters
    func startRow() {
      rows.append(row)
      row = head
      isEmpty = true
    }
    for word in Self.words(of: phrase.characters, longest: room) {
      let space = isEmpty ? 0 : 1
      if !isEmpty, row.columns + space + word.columns > limit { startRow() }
      if isEmpty, word.columns > room || (rows.isEmpty && row.columns + word.columns > limit) {
        if rows.isEmpty, row.columns > nextColumns, word.columns <= room {
          startRow()
          row += word
        } else {
          var pieces = word.cut(every: max(8, limit - max(row.columns, nextColumns)))[...]
          while let piece = pieces.popFirst() {
            row += piece
            if !pieces.isEmpty { startRow() }
          }
        }
      } else {
        if !isEmpty, let last = row.last {
          row.append(StyledCharacter(character: " ", style: last.style))
        }
        row += word
      }
      isEmpty = false
    }
    rows.append(row)
    return rows.map { painted($0).withoutBlanksAtEnd }
  }

  /// Words between spaces; what stands in backticks is one word unless it is too long.
  private static func words(
    of characters: [StyledCharacter], longest: Int
  ) -> [[StyledCharacter]] {
    var words: [[StyledCharacter]] = []
    var word: [StyledCharacter] = []
    var position = 0
    while position < characters.count {
      let character = characters[position]
      if character.character == "`",
        let end = characters[(position + 1)...].firstIndex(where: { $0.character == "`" }),
        word.columns + characters[position...end].columns < longest
      {
        word += characters[position...end]
        position = end
      } else if character.isSpace {
        if !word.isEmpty { words.append(word) }
        word = []
      } else {
        word.append(character)
      }
      position += 1
    }
    if !word.isEmpty { words.append(word) }
    return words.map { word in
      word.map {
        $0.character == fixedSpace ? StyledCharacter(character: " ", style: $0.style) : $0
      }
    }
  }

  /// The characters as text, with colour if it is used.
  func painted(_ characters: [StyledCharacter]) -> String {
    guard usesColour else { return String(characters.map(\.character)) }
    var result = ""
    var style = Phrase.Style.plain
    for character in characters {
      if character.style != style, !character.isSpace {
        if style != .plain { result += "\u{1B}[0m" }
        result += character.style.colour
        style = character.style
      }
      result.append(character.character)
    }
    return style == .plain ? result : result + "\u{1B}[0m"
  }
}

extension Phrase.Style {
  /// The sequence that switches the style on.
  fileprivate var colour: String {
    switch self {
    case .plain: ""
    case .good: "\u{1B}[1;32m"
    case .bad: "\u{1B}[1;31m"
    case .open: "\u{1B}[1;33m"
    case .name: "\u{1B}[1m"
    case .faint: "\u{1B}[2m"
    }
  }
}
