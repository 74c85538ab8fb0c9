// Search through the history while typing, with letters that libedit's own search stops at.

import TerminalTesting
import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(2))) struct SearchTests {
  private func terminal(_ statements: [String]) async throws -> PseudoTerminal {
    let folder = try TemporaryFolder()
    try folder.write(Array(HistoryFile.text(of: statements).utf8), to: "history")
    return try PseudoTerminal(
      ["--history", "\(folder.path)/history"], folder: folder)
  }

  @Test(arguments: ["ą", "ć", "č", "ę", "ść", "日", "😀"])
  func any_letter_can_be_searched(_ letter: String) async throws {
    let terminal = try await terminal(["first \(letter) one", "second"])
    try await terminal.type("\u{12}\(letter)")
    try await terminal.shows(["(search back `\(letter)`) first \(letter) one"])
    #expect(terminal.screen.textBeforeCursor == "(search back `\(letter)`) first ")
    try await terminal.type("\r")
    try await terminal.shows(["> first \(letter) one", "[first \(letter) one]", ">"])
  }

  @Test func older_and_newer_matches_are_reached() async throws {
    let terminal = try await terminal(["send a", "Send b", "check", "send c"])
    try await terminal.type("\u{12}send")
    try await terminal.shows(["(search back `send`) send c"])
    try await terminal.type("\u{12}")
    try await terminal.shows(["(search back `send`) Send b"])
    try await terminal.type("\u{12}")
    try await terminal.shows(["(search back `send`) send a"])
    try await terminal.type("\u{12}")
    try await terminal.shows(["(no match, search back `send`) send a"])
    try await terminal.type("\u{13}")
    try await terminal.shows(["(search forward `send`) Send b"])
    try await terminal.type("\u{8}\u{8}\u{8}\u{8}\u{8}x")
    try await terminal.shows(["(no match, search forward `x`)"])
    try await terminal.type("\u{8}Send")
    try await terminal.shows(["(search forward `Send`) Send b"])
    // A key that is no letter ends the search and does what it always does.
    try await terminal.type("\u{5}!\r")
    try await terminal.shows(["> Send b!", "[Send b!]", ">"])
  }

  @Test func giving_up_brings_the_line_back() async throws {
    let terminal = try await terminal(["one", "two"])
    try await terminal.type("draft\u{2}\u{12}on")
    try await terminal.shows(["(search back `on`) one"])
    try await terminal.type("\u{7}")
    try await terminal.shows(["> draft"])
    #expect(terminal.screen.textBeforeCursor == "> draf")
    try await terminal.type("\u{12}on\u{3}")
    try await terminal.showsLast(">")
    try await terminal.type("x\r")
    try await terminal.waits(for: "the statement") { $0.screen.lines.contains("[x]") }
  }

  @Test func a_paste_ends_the_search() async throws {
    let terminal = try await terminal(["one two"])
    try await terminal.type("\u{12}tw")
    try await terminal.shows(["(search back `tw`) one two"])
    try await terminal.paste("three ")
    try await terminal.shows(["> one three two"])
  }

  @Test(arguments: [
    ("b", "abc", 1), ("B", "abc", nil), ("B", "aBc", 1), ("ą", "xĄ", 1), ("", "x", 0),
    ("xx", "x", nil), ("İ", "aİ", 1),
  ])
  func small_letters_find_capitals(_ pattern: String, _ text: String, _ offset: Int?) {
    #expect(HistorySearch.offset(of: pattern, in: text) == offset)
  }
}
