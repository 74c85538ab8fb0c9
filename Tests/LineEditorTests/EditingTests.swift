// Lines edited over a pseudo-terminal: what is typed arrives, whatever alphabet, terminal
// and locale, and the line is drawn where it belongs.

import TerminalTesting
import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(2))) struct EditingTests {
  @Test func letters_of_every_width_are_edited_and_drawn() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("żółć 日本😀x")
    try await terminal.shows(["> żółć 日本😀x"])
    // Left over the emoji, backspace over the wide character.
    try await terminal.type("\u{2}\u{2}\u{8}語")
    try await terminal.shows(["> żółć 日語😀x"])
    #expect(terminal.screen.textBeforeCursor == "> żółć 日語")
    try await terminal.type("\r")
    try await terminal.shows(["> żółć 日語😀x", "[żółć 日語😀x]", ">"])
  }

  @Test(arguments: ["C", "xx_YY.UTF-8", "POSIX"])
  func letters_arrive_without_a_usable_locale(_ locale: String) async throws {
    let terminal = try PseudoTerminal(environment: ["LC_ALL": locale])
    try await terminal.type("zażółć 日\r")
    try await terminal.shows(["> zażółć 日", "[zażółć 日]", ">"])
  }

  @Test(arguments: ["dumb", "no-such-terminal", ""])
  func a_terminal_that_can_nothing_is_enough(_ name: String) async throws {
    let terminal = try PseudoTerminal(["--colour"], environment: ["TERM": name])
    try await terminal.type("sug\r")
    try await terminal.waits(for: "the statement") { $0.screen.lines.contains("[sug]") }
    try await terminal.type("des\tx\r")
    try await terminal.waits(for: "the word") { $0.screen.lines.contains("[describe x]") }
    #expect(!terminal.output.contains(0x1B) && terminal.screen.greyText.isEmpty)
  }

  @Test func the_colour_of_the_prompt_ends_with_it() async throws {
    let terminal = try PseudoTerminal(["--colour"])
    try await terminal.type("abc")
    try await terminal.shows(["> abc"])
    let text = String(decoding: terminal.output, as: UTF8.self)
    #expect(text.contains("\u{1B}[32m>\u{1B}[0m"))
  }

  @Test func enter_adds_rows_until_the_statement_is_complete() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("one\\\rtwo\\\rthree\r")
    try await terminal.shows(["> one\\", "two\\", "three", "[one\\|two\\|three]", ">"])
    // The way up brings all the rows back, and Enter runs from the middle of them.
    try await terminal.type("\u{10}\u{1}X\r")
    try await terminal.shows([
      "> one\\", "two\\", "three", "[one\\|two\\|three]",
      "> Xone\\", "two\\", "three", "[Xone\\|two\\|three]", ">",
    ])
  }

  @Test func what_is_typed_ahead_is_kept() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("one\rtwo\rthree")
    try await terminal.waits(for: "both") {
      $0.screen.lines.contains("[two]") && $0.screen.lines.last == "> three"
    }
  }

  @Test func a_change_in_the_middle_of_full_rows_leaves_the_rows_below() async throws {
    let terminal = try PseudoTerminal(columns: 20)
    let text = "one two three four five six seven eight nine ten"
    try await terminal.type(text + "\u{1}\u{6}\u{6}\u{6}XYZ\u{4}")
    try await terminal.shows([
      "> oneXYZtwo three fo", "ur five six seven ei", "ght nine ten",
    ])
    try await terminal.type("\r")
    try await terminal.waits(for: "the statement") { $0.screen.lines.last == ">" }
    // Recalled statements of other lengths replace each other cleanly.
    try await terminal.type("another statement that takes two rows\r\u{10}\u{10}")
    try await terminal.waits(for: "the first statement") {
      $0.screen.lines.suffix(3) == [
        "> oneXYZtwo three fo", "ur five six seven ei", "ght nine ten",
      ]
    }
    try await terminal.type("\u{E}")
    try await terminal.waits(for: "the second statement") {
      $0.screen.lines.suffix(2) == ["> another statement", "that takes two rows"]
    }
  }

  @Test func a_line_longer_than_the_screen_is_kept_whole() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type(String(repeating: "0123456789", count: 500) + "\r")
    try await terminal.waits(for: "its length") { $0.screen.lines.contains("[5000 characters]") }
    try await terminal.type("next\r")
    try await terminal.waits(for: "the next") { $0.screen.lines.contains("[next]") }
  }

  @Test func settings_of_the_user_apply_and_leave_our_keys_alive() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("bind -v\nother:bind ^I ed-insert\n".utf8), to: ".editrc")
    let terminal = try PseudoTerminal(folder: folder)
    // Escape is a key of its own with vi's keys.
    try await terminal.type("hello world")
    try await terminal.shows(["> hello world"])
    try await terminal.type("\u{1B}")
    try await terminal.type("0dwi")
    try await terminal.shows(["> world"])
    try await terminal.type("des\t")
    try await terminal.shows(["> describe world"])
    try await terminal.paste("two\nrows ")
    try await terminal.shows(["> describe two", "rows world"])
    try await terminal.type("\r")
    try await terminal.waits(for: "the statement") {
      $0.screen.lines.last == ">" && $0.screen.lines.contains("[describe two|rows world]")
    }
  }

  @Test func keys_can_be_bound_to_the_functions_by_name() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("demo:bind ^X complete-word\n".utf8), to: ".editrc")
    let terminal = try PseudoTerminal(folder: folder)
    try await terminal.type("des\u{18}\r")
    try await terminal.shows(["> describe", "[describe ]", ">"])
  }

  @Test(arguments: 0..<6)
  func no_bytes_crash_or_hang_it(_ seed: UInt64) async throws {
    let terminal = try PseudoTerminal(["--colour"], columns: 40)
    var generator = Generator(state: seed)
    // Not what would suspend, quit or end the program on purpose.
    let forbidden: Set<UInt8> = [0x04, 0x1A, 0x1C]
    let bytes = (0..<1_500).map { _ in UInt8.random(in: 0...255, using: &generator) }
    try await terminal.type(bytes.filter { !forbidden.contains($0) })
    // The end mark closes a paste that the bytes may have opened.
    try await terminal.type("\u{1B}[201~\u{7}\u{3}")
    try await terminal.type("\u{3}\rdone\r")
    try await terminal.waits(for: "an answer") { $0.screen.lines.contains("[done]") }
  }
}

/// Random numbers that are the same in every run (SplitMix64).
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
