// Pasted text is put into the line as it is: no row runs, no tab completes.

import TerminalTesting
import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(2))) struct PasteTests {
  @Test func several_rows_stay_in_the_line_until_enter() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("<>\u{2}")
    try await terminal.paste("first\r\nsecond\rthird\n\tde\t")
    try await terminal.shows(["> <first", "second", "third", "        de      >"])
    try await terminal.type("\r")
    try await terminal.waits(for: "the statement") {
      $0.screen.lines.contains("[<first|second|third|   de      >]")
    }
  }

  @Test func much_text_arrives_whole() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.paste(String(repeating: "0123456789 żółć\n", count: 4_000))
    try await terminal.type("\r")
    try await terminal.waits(for: "its length") { $0.screen.lines.contains("[64000 characters]") }
  }

  @Test func accents_are_joined_to_their_letters() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.paste("cafe\u{301} ")
    try await terminal.type("x\u{8}\u{8}\u{8}\r")
    try await terminal.shows(["> caf", "[caf]", ">"])
  }

  @Test func control_c_ends_a_paste_without_an_end() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("\u{1B}[200~abc")
    try await terminal.type("\u{3}")
    try await terminal.waits(for: "the next prompt") {
      $0.screen.lines.suffix(2) == ["cancelled", ">"]
    }
    try await terminal.type("x\r")
    try await terminal.waits(for: "a statement") { $0.screen.lines.contains("[x]") }
  }

  @Test func escape_sequences_in_it_are_shown_and_not_obeyed() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.paste("a\u{1B}[31mb\u{7}")
    try await terminal.shows(["> a^[[31mb^G"])
  }

  @Test(arguments: [
    ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("\r\r\n\n", "\n\n\n"), ("a\0b", "ab"), ("", ""),
    ("e\u{301}o\u{308}\u{304}", "éȫ"), ("か\u{3099}", "が"), ("x\u{301}", "x\u{301}"),
  ])
  func line_ends_and_accents_get_one_form(_ text: String, _ result: String) {
    #expect(Array(text.pastedText.unicodeScalars) == Array(result.unicodeScalars))
  }
}
