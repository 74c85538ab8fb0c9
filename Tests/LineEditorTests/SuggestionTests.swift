// The grey text behind the line: seen, accepted, cut, and never left behind.

import TerminalTesting
import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(2))) struct SuggestionTests {
  @Test(arguments: ["\u{6}", "\u{1B}[C", "\u{1B}OC"])
  func a_key_to_the_right_accepts_it(_ key: String) async throws {
    let terminal = try PseudoTerminal(["--colour"])
    try await terminal.type("sug")
    try await terminal.shows(["> suggested text"])
    #expect(terminal.screen.textBeforeCursor == "> sug")
    #expect(terminal.screen.greyText.hasSuffix("gested text"))
    try await terminal.type(key)
    try await terminal.waits(for: "the cursor behind it") {
      $0.screen.textBeforeCursor == "> suggested text"
    }
    try await terminal.type("\r")
    try await terminal.shows(["> suggested text", "[suggested text]", ">"])
  }

  @Test func it_is_gone_when_the_line_runs_or_goes_another_way() async throws {
    let terminal = try PseudoTerminal(["--colour"])
    try await terminal.type("sug")
    try await terminal.shows(["> suggested text"])
    try await terminal.type("\r")
    try await terminal.shows(["> sug", "[sug]", ">"])
    try await terminal.type("su")
    try await terminal.showsLast("> suggested text")
    try await terminal.type("x")
    try await terminal.showsLast("> sux")
    // In the middle of the line the same keys only move.
    try await terminal.type("\u{8}\u{2}\u{2}\u{6}X\r")
    try await terminal.waits(for: "the statement") { $0.screen.lines.contains("[sXu]") }
  }

  @Test func past_statements_are_suggested() async throws {
    let terminal = try PseudoTerminal(["--colour"])
    try await terminal.type("can I send it\r")
    try await terminal.shows(["> can I send it", "[can I send it]", ">"])
    try await terminal.type("can")
    try await terminal.shows(["> can I send it", "[can I send it]", "> can I send it"])
    try await terminal.type("\u{6}?\r")
    try await terminal.waits(for: "the statement") {
      $0.screen.lines.contains("[can I send it?]")
    }
  }

  @Test func it_is_cut_at_the_end_of_the_row() async throws {
    let terminal = try PseudoTerminal(["--colour"], columns: 10)
    try await terminal.type("sug")
    try await terminal.shows(["> sugges…"])
    try await terminal.type("\u{6}")
    try await terminal.shows(["> suggeste", "d text"])
  }

  @Test func without_colour_there_is_none() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("sug\u{6}\r")
    try await terminal.shows(["> sug", "[sug]", ">"])
  }
}
