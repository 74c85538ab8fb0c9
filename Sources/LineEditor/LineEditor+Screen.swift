// What happens around the line on the screen: lists below it, signals, a new size.

import Glibc

/// The size of a terminal in characters.
struct ScreenSize {
  var columns = 80
  var rows = 24

  /// The size now, or 80 × 24 when the terminal does not tell.
  static var current: ScreenSize {
    var size = winsize()
    var result = ScreenSize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return result }
    if size.ws_col > 0 { result.columns = Int(size.ws_col) }
    if size.ws_row > 0 { result.rows = Int(size.ws_row) }
    return result
  }
}

extension LineEditor {
  func position(after scalars: some Sequence<Unicode.Scalar>) -> ScreenPosition {
    .after(prompt: shownPrompt, text: scalars, columns: ScreenSize.current.columns)
  }

  /// Moves the terminal's cursor to the beginning of the row below the line.
  func moveBelowLine() {
    let line = editor.line
    let end = position(after: line.scalars)
    let here = position(after: line.scalars.prefix(line.cursor))
    editor.write("\r" + String(repeating: "\n", count: max(0, end.row - here.row) + 1))
  }

  /// Lists completions below the line, and the line again below them.
  func complete() -> EditorEffect {
    let line = editor.line
    let before = line.scalars.prefix(line.cursor)
    let text = line.text
    let cursor = before.reduce(0) { $0 + UTF8.width($1) }
    let completions = hooks.complete(text, cursor)
    guard !completions.offers.isEmpty else { return .beep }
    if let completed = completions.completed(text) {
      let scalars = completed.text.utf8Slice(0..<completed.cursor)?.unicodeScalars.count
      editor.replaceLine(with: completed.text, cursor: scalars ?? 0)
      return .redraw
    }
    guard completions.offers.count > 1 else { return .beep }
    moveBelowLine()
    let size = ScreenSize.current
    let list = CompletionList(
      offers: completions.offers, columns: size.columns, rows: size.rows, usesColour: usesColour)
    editor.write(list.lines.map { $0 + "\n" }.joined())
    editor.redrawHere()
    return .nothing
  }

  /// Does what the signals say that came while a key was awaited.
  func handleSignals() {
    var waiting = SignalPipe.drain()
    while !waiting.isEmpty && !isLineOver {
      switch waiting.removeFirst() {
      case SIGINT: cancel()
      case SIGWINCH: fitNewSize()
      case SIGCONT: carryOn()
      case SIGTSTP:
        moveBelowLine()
        setEditing(false)
        SignalRouting.deliverByDefault(SIGTSTP)
        carryOn()
        waiting += SignalPipe.drain().filter { $0 != SIGCONT }
      case let deadly:
        moveBelowLine()
        setEditing(false)
        SignalRouting.deliverByDefault(deadly)
        endInput()
      }
    }
  }

  /// Takes the terminal again after the process was stopped.
  private func carryOn() {
    setEditing(false)
    setEditing(true)
    editor.write("\r")
    editor.resize()
    editor.redrawHere()
  }

  /// Draws the line for a new width. The terminal has wrapped the rows anew by now, so the
  /// row of the cursor follows from the new width.
  private func fitNewSize() {
    let line = editor.line
    let here = position(after: line.scalars.prefix(line.cursor))
    if usesSequences {
      editor.write("\r" + (here.row > 0 ? "\u{1B}[\(here.row)A" : "") + "\u{1B}[J")
    } else {
      editor.write("\n")
    }
    editor.resize()
    editor.redrawHere()
  }
}
