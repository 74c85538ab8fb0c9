// Incremental search through the history. libedit's own ends at letters such as ą, whose
// low byte is a control code. Each step takes one key, then asks for itself again, so that
// libedit redraws in between.

/// A search under way.
struct HistorySearch {
  enum Direction { case backward, forward }

  var direction: Direction
  var pattern = ""
  /// The entry shown, or the number of entries when none is.
  var position: Int
  var hasFailed = false
  /// The line to go back to.
  let original: EditedLine

  var prompt: String {
    let name = direction == .backward ? "search back" : "search forward"
    return "(\(hasFailed ? "no match, " : "")\(name) `\(pattern.visibleText)`) "
  }

  /// Goes to the next entry that holds the pattern, from the one shown on or after it.
  mutating func find(in entries: [String], includingShown: Bool) {
    let candidates: any Sequence<Int>
    switch direction {
    case .backward:
      let first = includingShown ? position : position - 1
      candidates = stride(from: min(first, entries.count - 1), through: 0, by: -1)
    case .forward:
      let first = includingShown ? position : position + 1
      candidates = stride(from: max(0, first), to: entries.count, by: 1)
    }
    // Repeats of the statement that is shown would look as if the key did nothing.
    let shown = entries.indices.contains(position) && !includingShown ? entries[position] : nil
    for index in candidates
    where entries[index] != shown && Self.offset(of: pattern, in: entries[index]) != nil {
      position = index
      hasFailed = false
      return
    }
    hasFailed = true
  }

  /// Where a pattern begins in a text, in scalars. Small letters match capitals too.
  static func offset(of pattern: String, in text: String) -> Int? {
    let needle = Array(pattern.unicodeScalars)
    let ignoresCase = !needle.contains { $0.properties.isUppercase }
    let hay = text.unicodeScalars.map { ignoresCase ? $0.small : $0 }
    guard needle.count <= hay.count else { return nil }
    return (0...(hay.count - needle.count)).first {
      hay[$0..<($0 + needle.count)].elementsEqual(needle)
    }
  }
}

extension Unicode.Scalar {
  /// The small letter, where it is a single scalar.
  fileprivate var small: Unicode.Scalar {
    if value < 0x80 { return value >= 0x41 && value <= 0x5A ? Self(UInt8(value + 0x20)) : self }
    let mapping = properties.lowercaseMapping.unicodeScalars
    return mapping.count == 1 ? mapping.first ?? self : self
  }
}

extension LineEditor {
  func beginSearch(_ direction: HistorySearch.Direction) -> EditorEffect {
    search = HistorySearch(
      direction: direction, position: direction == .backward ? history.entries.count : -1,
      original: editor.line)
    editor.push(PrivateKey.search)
    return .redraw
  }

  /// Takes one key of a search.
  func continueSearch() -> EditorEffect {
    guard var search else { return .nothing }
    // A key that ends the search and then does what it always does.
    guard let key = nextKey() else { return .nothing }
    switch key {
    case "\u{12}", "\u{13}":
      search.direction = key == "\u{12}" ? .backward : .forward
      if !search.pattern.isEmpty { search.find(in: history.entries, includingShown: false) }
    case "\u{8}", "\u{7F}":
      guard !search.pattern.isEmpty else { return .beep(in: self) }
      search.pattern.unicodeScalars.removeLast()
      search.position = search.direction == .backward ? history.entries.count : -1
      if !search.pattern.isEmpty { search.find(in: history.entries, includingShown: true) }
    case "\u{7}":
      self.search = nil
      editor.replaceLine(with: search.original.text, cursor: search.original.cursor)
      return .redraw
    case _ where key.value < 0x20 || key == PrivateKey.paste:
      self.search = nil
      editor.push(key)
      return .redraw
    default:
      search.pattern.unicodeScalars.append(key)
      search.find(in: history.entries, includingShown: true)
    }
    self.search = search
    show(search)
    editor.push(PrivateKey.search)
    return .redraw
  }

  private func show(_ search: HistorySearch) {
    if history.entries.indices.contains(search.position) {
      let entry = history.entries[search.position]
      let offset = HistorySearch.offset(of: search.pattern, in: entry)
      editor.replaceLine(with: entry, cursor: offset ?? 0)
    } else {
      editor.replaceLine(with: search.original.text, cursor: search.original.cursor)
    }
  }
}

extension EditorEffect {
  /// A beep in a search that goes on.
  fileprivate static func beep(in editor: LineEditor) -> EditorEffect {
    editor.editor.push(LineEditor.PrivateKey.search)
    return .beep
  }
}
