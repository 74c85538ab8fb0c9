// A terminal's screen as far as the editor uses one: what a person would see after the
// bytes so far, with rows that wrap, scroll, and flow anew when the width changes.

import CEL

package struct Screen {
  struct Row {
    /// One entry a column; a wide character is followed by an empty string.
    var cells: [String] = []
    /// Whether the text goes on in the next row without a line end.
    var isWrapped = false
  }

  package private(set) var columns: Int
  package let height: Int
  private var rows = [Row()]
  private var row = 0
  private var column = 0
  /// A character stands in the last column and the next one wraps.
  private var isAtMargin = false
  private var saved = (row: 0, column: 0)
  private var isGrey = false
  private var partial: [UInt8] = []
  /// All the text drawn in grey so far.
  package private(set) var greyText = ""

  package init(columns: Int, height: Int = 24) {
    self.columns = columns
    self.height = height
  }

  /// The rows so far, scrolled ones included, without blanks at their ends.
  package var lines: [String] {
    var lines = rows.map { row in
      var text = row.cells.joined()
      while text.last == " " { text.removeLast() }
      return text
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The text up to the cursor in its row.
  package var textBeforeCursor: String {
    rows[row].cells.prefix(column).joined()
      + String(repeating: " ", count: max(0, column - rows[row].cells.count))
  }

  private var top: Int { max(0, rows.count - height) }

  package mutating func receive(_ bytes: [UInt8]) {
    partial += bytes
    while let length = completeLength(partial) {
      let unit = Array(partial.prefix(length))
      partial.removeFirst(length)
      if unit[0] == 0x1B { obey(unit) } else { draw(unit) }
    }
  }

  /// How many bytes the first character or sequence takes; nil when some are missing.
  private func completeLength(_ bytes: [UInt8]) -> Int? {
    guard let first = bytes.first else { return nil }
    if first == 0x1B {
      guard bytes.count > 1 else { return nil }
      guard bytes[1] == UInt8(ascii: "[") else { return 2 }
      guard let end = bytes.dropFirst(2).firstIndex(where: { $0 >= 0x40 }) else { return nil }
      return end + 1
    }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return bytes.count >= length ? length : nil
  }

  private mutating func draw(_ bytes: [UInt8]) {
    switch bytes[0] {
    case 0x07: break
    case 0x08:
      if isAtMargin { isAtMargin = false } else { column = max(0, column - 1) }
    case 0x09: move(toColumn: min(columns - 1, (column / 8 + 1) * 8))
    case 0x0A: moveDown()
    case 0x0D: move(toColumn: 0)
    default: put(String(decoding: bytes, as: UTF8.self))
    }
  }

  private mutating func put(_ text: String) {
    let width = max(1, text.reduce(0) { $0 + $1.columns })
    if isGrey { greyText += text }
    if isAtMargin || column + width > columns {
      rows[row].isWrapped = true
      moveDown()
      move(toColumn: 0)
    }
    while rows[row].cells.count < column + width { rows[row].cells.append(" ") }
    rows[row].cells[column] = text
    if width == 2 { rows[row].cells[column + 1] = "" }
    column += width
    if column >= columns {
      column = columns - 1
      isAtMargin = true
    }
  }

  private mutating func move(toColumn target: Int) {
    column = target
    isAtMargin = false
  }

  private mutating func moveDown() {
    isAtMargin = false
    row += 1
    if row == rows.count { rows.append(Row()) }
  }

  private mutating func obey(_ sequence: [UInt8]) {
    let text = String(decoding: sequence.dropFirst(2).dropLast(), as: UTF8.self)
    let number = Int(text.split(separator: ";").first ?? "")
    let count = max(1, number ?? 1)
    guard sequence.count > 2 else {
      if sequence[1] == UInt8(ascii: "7") { saved = (row, column) }
      if sequence[1] == UInt8(ascii: "8") { (row, column) = saved }
      return
    }
    switch Unicode.Scalar(sequence[sequence.count - 1]) {
    case "A": row = max(top, row - count)
    case "B": row = min(rows.count - 1, row + count)
    case "C": move(toColumn: min(columns - 1, column + count))
    case "D": move(toColumn: max(0, column - count))
    case "G": move(toColumn: min(columns, count) - 1)
    case "K": clearRow(from: column)
    case "J":
      clearRow(from: column)
      rows.removeSubrange((row + 1)...)
    case "m": isGrey = text == "90"
    default: break
    }
  }

  private mutating func clearRow(from start: Int) {
    rows[row].cells = Array(rows[row].cells.prefix(start))
    rows[row].isWrapped = false
    isAtMargin = false
  }

  /// Changes the width as terminals do: rows that wrapped are put together and cut anew.
  package mutating func resize(columns newColumns: Int) {
    var result: [Row] = []
    var newPlace = (row: 0, column: 0)
    var line: [String] = []
    var cursorOffset: Int?
    for (index, old) in rows.enumerated() {
      if index == row { cursorOffset = line.count + column }
      line += old.cells
      if old.isWrapped && index + 1 < rows.count { continue }
      let first = result.count
      repeat {
        let piece = Array(line.prefix(newColumns))
        line.removeFirst(piece.count)
        result.append(Row(cells: piece, isWrapped: !line.isEmpty))
      } while !line.isEmpty
      if let offset = cursorOffset {
        newPlace = (first + offset / newColumns, offset % newColumns)
        while result.count <= newPlace.row { result.append(Row()) }
        cursorOffset = nil
      }
    }
    rows = result
    columns = newColumns
    (row, column) = newPlace
    isAtMargin = false
  }
}
