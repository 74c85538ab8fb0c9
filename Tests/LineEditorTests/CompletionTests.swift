// Tab: what all offers share first, then a list below the line; laid out to fit any width,
// and nothing that an offer holds reaches the terminal raw.

import TerminalTesting
import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(2))) struct CompletionTests {
  @Test func a_shared_beginning_comes_first_and_a_list_after() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("d\t\t")
    try await terminal.shows([
      "> d",
      "delay     what delay does^[[31m",
      "deliver   what deliver does^[[31m",
      "describe  what describe does^[[31m",
      "done",
      "> d",
      "delay     what delay does^[[31m",
      "deliver   what deliver does^[[31m",
      "describe  what describe does^[[31m",
      "done",
      "> d",
    ])
    try await terminal.type("es\t")
    try await terminal.showsLast("> describe")
    #expect(terminal.screen.textBeforeCursor == "> describe ")
    // Two words that begin with the same six letters, in another alphabet's bytes.
    try await terminal.type("gr\t")
    try await terminal.showsLast("> describe größe")
    try await terminal.type("r\t日\t\r")
    try await terminal.waits(for: "the words") {
      $0.screen.lines.contains("[describe größer 日本 ]")
    }
  }

  @Test func a_word_that_goes_on_gets_no_space() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("fo\tx\r")
    try await terminal.shows(["> folder/x", "[folder/x]", ">"])
  }

  @Test func a_word_in_the_middle_of_two_rows_is_completed_and_listed() async throws {
    let terminal = try PseudoTerminal(columns: 30)
    try await terminal.type("one de three four five six seven eight nine\u{1}")
    try await terminal.type("\u{6}\u{6}\u{6}\u{6}\u{6}\u{6}\t")
    try await terminal.shows([
      "> one de three four five six s", "even eight nine",
      "delay     what delay does^[[…", "deliver   what deliver does^…",
      "describe  what describe does…",
      "> one de three four five six s", "even eight nine",
    ])
    #expect(terminal.screen.textBeforeCursor == "> one de")
    // The space that follows is stepped over.
    try await terminal.type("s\tX\r")
    try await terminal.waits(for: "the statement") {
      $0.screen.lines.suffix(5) == [
        "> one describe Xthree four fiv", "e six seven eight nine",
        "[one describe Xthree four five", " six seven eight nine]", ">",
      ]
    }
  }

  @Test func nothing_to_offer_leaves_the_line() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("xyz\t!\r")
    try await terminal.shows(["> xyz!", "[xyz!]", ">"])
  }

  // MARK: The line

  private func completed(_ line: String, _ range: Range<Int>, _ texts: String...) -> CompletedLine?
  {
    Completions(replaced: range, offers: texts.map { Completion(text: $0) }).completed(line)
  }

  @Test func text_is_never_taken_away() {
    #expect(completed("ab", 0..<2, "abc", "abd") == nil)
    #expect(completed("ab", 0..<2, "abcd", "abce") == CompletedLine(text: "abc", cursor: 3))
    // Offers that match loosely share less than was typed.
    #expect(completed("abx", 0..<3, "ab1x", "ab2x") == nil)
    #expect(completed("é", 0..<2, "école") == CompletedLine(text: "école ", cursor: 7))
    #expect(completed("a b", 0..<1, "abc") == CompletedLine(text: "abc b", cursor: 4))
  }

  @Test(arguments: [0..<9, 1..<2, -1..<1, 2..<3])
  func a_range_outside_the_line_is_refused(_ range: Range<Int>) {
    #expect(completed("é", range, "x") == nil)
  }

  // MARK: The list

  private func lines(
    _ texts: [String], columns: Int, rows: Int = 24, described: String = ""
  ) -> [String] {
    CompletionList(
      offers: texts.map { Completion(text: $0, description: described) }, columns: columns,
      rows: rows, usesColour: false
    ).lines
  }

  @Test func names_fill_columns_downwards() {
    let names = (1...7).map { "name\($0)" }
    #expect(
      lines(names, columns: 24) == ["name1  name4  name7", "name2  name5", "name3  name6"])
    #expect(lines(names, columns: 8) == names)
    #expect(lines(["日本", "größe", "a"], columns: 14) == ["日本   a", "größe"])
  }

  @Test func a_long_list_says_how_many_are_left_out() {
    let names = (1...50).map { "n\($0)" }
    #expect(lines(names, columns: 5, rows: 8) == ["n1", "n2", "n3", "n4", "… a…"])
    #expect(lines(names, columns: 30, rows: 8).last == "… and 26 more")
    #expect(lines(names, columns: 30, rows: 8).first?.hasPrefix("n1   n5   n9") == true)
  }

  @Test(arguments: 0..<40)
  func no_row_is_wider_than_the_terminal_or_holds_a_control(_ columns: Int) {
    let names = ["short", "日本語の長い名前", "with\u{1B}[31mcolour", "e\u{301}e\u{301}", "\u{202E}x"]
    for described in ["", "some words on \u{7} what it is, 日本語", "\u{9B}31m"] {
      for row in lines(names, columns: columns, described: described) {
        #expect(row.columns <= max(1, columns - 1))
        #expect(row.visibleText == row)
      }
    }
  }
}
