// How much a terminal shows, and how many of its rows a text takes.

import CEL
import Glibc

struct TerminalSize: Equatable, Sendable {
  var columns = 80
  var rows = 24

  /// The size of the terminal behind standard output: what it tells, else `COLUMNS` and
  /// `LINES`, else 80 × 24.
  static func current(environment: [String: String]) -> TerminalSize {
    var size = TerminalSize()
    if let columns = environment["COLUMNS"].flatMap(Int.init), columns > 0 {
      size.columns = columns
    }
    if let rows = environment["LINES"].flatMap(Int.init), rows > 0 { size.rows = rows }
    var told = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &told) == 0 {
      if told.ws_col > 0 { size.columns = Int(told.ws_col) }
      if told.ws_row > 0 { size.rows = Int(told.ws_row) }
    }
    return size
  }

  /// The rows that a text takes, long lines wrapped, colour sequences not counted.
  func rows(of text: String) -> Int {
    var total = 0
    var width = 0
    var sequence = Sequence.none
    var isLineOpen = false
    for character in text {
      switch sequence {
      case .escape:
        sequence = character == "[" ? .parameters : .none
        continue
      case .parameters:
        if let scalar = character.unicodeScalars.first, (0x40...0x7E).contains(scalar.value) {
          sequence = .none
        }
        continue
      case .none: break
      }
      isLineOpen = true
      if character == "\n" || character == "\r\n" {
        total += rows(ofWidth: width)
        width = 0
        isLineOpen = false
      } else if character == "\u{1B}" {
        sequence = .escape
      } else {
        width += character.columns
      }
    }
    return isLineOpen ? total + rows(ofWidth: width) : total
  }

  /// Where in a terminal's control sequence the scan stands.
  private enum Sequence { case none, escape, parameters }

  private func rows(ofWidth width: Int) -> Int {
    max(1, (width + columns - 1) / max(1, columns))
  }
}
