// Where libedit draws a character: it does not tell, so its rules of wrapping are followed
// here, on its own measure of width.

struct ScreenPosition: Equatable {
  /// Rows below the row where the prompt begins.
  var row = 0
  /// Columns from the left edge.
  var column = 0

  private static let tabStop = 8

  /// The place of the cursor after a prompt and a text were drawn in rows of `columns`.
  static func after(prompt: String, text: some Sequence<Unicode.Scalar>, columns: Int) -> Self {
    var position = ScreenPosition()
    for scalar in prompt.unicodeScalars { position.advance(over: scalar, columns: columns) }
    for scalar in text { position.advance(over: scalar, columns: columns) }
    return position
  }

  private mutating func advance(over scalar: Unicode.Scalar, columns: Int) {
    switch scalar {
    case "\n": breakRow()
    case "\t":
      repeat { place(width: 1, columns: columns) } while column % Self.tabStop != 0
    default:
      let width = Libedit.columns(of: scalar)
      if width >= 0 {
        // A character without width takes a cell in libedit's picture of the screen.
        place(width: max(1, width), columns: columns)
      } else {
        let written = scalar.value < 0x20 || scalar.value == 0x7F ? 2 : 0
        let escaped = scalar.value > 0xFFFF ? 8 : 7
        for _ in 0..<(written > 0 ? written : escaped) { place(width: 1, columns: columns) }
      }
    }
  }

  private mutating func place(width: Int, columns: Int) {
    if column + width > columns { breakRow() }
    column += width
    if column >= columns { breakRow() }
  }

  private mutating func breakRow() {
    row += 1
    column = 0
  }
}
