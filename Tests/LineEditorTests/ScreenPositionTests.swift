// Where libedit puts the cursor, and how text is shown that could harm a terminal.

import TerminalTesting
import Testing

@testable import LineEditor

@Suite struct ScreenPositionTests {
  @Test(arguments: [
    ("", "", 10, 0, 0), ("> ", "abc", 10, 0, 5), ("> ", "12345678", 10, 1, 0),
    ("> ", "123456789", 10, 1, 1), ("> ", "1234567日", 10, 1, 2), ("> ", "ab\ncd", 10, 1, 2),
    ("> ", "12345678\n", 10, 2, 0), ("> ", "\tx", 20, 0, 9), ("> ", "\u{1B}", 10, 0, 4),
    ("> ", "\u{9B}", 20, 0, 9), ("", "é日😀", 10, 0, 5),
  ])
  func it_follows_the_rules_of_wrapping(
    _ prompt: String, _ text: String, _ columns: Int, _ row: Int, _ column: Int
  ) {
    let position = ScreenPosition.after(
      prompt: prompt, text: text.unicodeScalars, columns: columns)
    #expect(position == ScreenPosition(row: row, column: column))
  }

  @Test(arguments: [
    ("plain é 日", "plain é 日"), ("a\u{1B}[31m", "a^[[31m"), ("\u{7F}\u{0}", "^?^@"),
    ("\u{9B}", "\\u{9B}"), ("\u{202E}abc", "\\u{202E}abc"), ("a\tb\nc", "a b⏎c"),
  ])
  func controls_are_written_out(_ text: String, _ shown: String) {
    #expect(text.visibleText == shown)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
    ("abc", 1, "…"), ("abc", 0, ""), ("abc", -3, ""),
  ])
  func text_is_cut_to_columns(_ text: String, _ columns: Int, _ result: String) {
    #expect(text.cut(toColumns: columns) == result)
  }
}
