// Rows and cells of a table as exports have it: separated by tabs (or semicolons or commas, once a
// spreadsheet saved it), cells bare or in quotation marks. A bare mark, as in `24" lamp`, is text.

import CEL

/// Reads a table row by row.
struct TableReader {
  /// A cell: where its value stands. Doubled quotation marks in it are left as they are; no value
  /// that is read from tables has any.
  typealias Cell = Range<Int>

  private let bytes: [UInt8]
  private var position = 0
  let separator: UInt8
  /// Whether the header is in quotation marks, so that cells may hold line breaks.
  private let isQuoted: Bool
  /// The closing mark that was found last and where that search began; it serves all searches in
  /// between, so that unclosed marks cost no more than one pass.
  private var knownClose: (from: Int, at: Int)?
  private var knownLineEnd = (from: 0, at: -1)

  init(_ source: SourceText) {
    bytes = Array(source.text.utf8)
    let header = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let tab = UInt8(ascii: "\t")
    separator =
      [tab, UInt8(ascii: ";"), UInt8(ascii: ",")].first { header.contains($0) } ?? tab
    isQuoted = header.first == UInt8(ascii: "\"")
  }

  /// The cells of the next row that isn't empty, or `nil` at the end.
  mutating func nextRow() -> [Cell]? {
    while position < bytes.count {
      let row = readRow()
      if row.count > 1 || !(row.first?.isEmpty ?? true) { return row }
    }
    return nil
  }

  private mutating func readRow() -> [Cell] {
    var cells: [Cell] = []
    while true {
      let cell = readCell()
      if cells.count <= OrderImportLimits.columns { cells.append(trimmed(cell)) }
      guard position < bytes.count else { return cells }
      let byte = bytes[position]
      position += 1
      if byte == separator {
        if position == bytes.count {
          cells.append(position..<position)
          return cells
        }
        continue
      }
      return cells
    }
  }

  /// Reads a cell up to the separator or line end after it.
  private mutating func readCell() -> Cell {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      let start = position + 1
      if let close = closingMark(from: start) {
        position = close + 1
        if position < bytes.count, bytes[position] == UInt8(ascii: "\r") { position += 1 }
        return start..<close
      }
    }
    let start = position
    while position < bytes.count, bytes[position] != separator,
      bytes[position] != UInt8(ascii: "\n")
    {
      position += 1
    }
    return start..<position
  }

  /// The mark that closes a cell: not doubled, and a separator or line end comes after it.
  private mutating func closingMark(from start: Int) -> Int? {
    let run = endOfMarks(from: start)
    let close: Int
    if (run - start) % 2 == 1, isEndOfCell(run) {
      close = run - 1
    } else {
      if knownClose.map({ $0.from > run || $0.at < run }) ?? true {
        knownClose = (run, searchClose(from: run))
      }
      close = knownClose?.at ?? bytes.count
    }
    guard close < bytes.count, close - start <= OrderImportLimits.quotedCell else { return nil }
    return isQuoted || lineEnd(from: start) > close ? close : nil
  }

  private func searchClose(from start: Int) -> Int {
    var place = start
    while place < bytes.count {
      let end = endOfMarks(from: place)
      if (end - place) % 2 == 1, isEndOfCell(end) { return end - 1 }
      place = max(end, place + 1)
    }
    return bytes.count
  }

  private func endOfMarks(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == UInt8(ascii: "\"") { end += 1 }
    return end
  }

  private func isEndOfCell(_ place: Int) -> Bool {
    place == bytes.count || bytes[place] == separator || bytes[place] == UInt8(ascii: "\n")
      || bytes[place] == UInt8(ascii: "\r")
  }

  private mutating func lineEnd(from start: Int) -> Int {
    if knownLineEnd.from > start || knownLineEnd.at < start {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      knownLineEnd = (start, end)
    }
    return knownLineEnd.at
  }

  /// The cell without white space around it.
  private func trimmed(_ cell: Cell) -> Cell {
    var (lower, upper) = (cell.lowerBound, cell.upperBound)
    while lower < upper, Self.isSpace(bytes[lower]) { lower += 1 }
    while lower < upper, Self.isSpace(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
  }

  /// The text of a cell.
  func text(_ cell: Cell) -> String { String(decoding: bytes[cell], as: UTF8.self) }
}
