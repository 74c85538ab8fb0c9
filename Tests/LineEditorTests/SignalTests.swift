// Keys that are signals, new sizes, and ends of every kind: the line is cancelled, drawn
// anew or gone, and the terminal is always left in its normal state.

import Glibc
import TerminalTesting
import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(2))) struct SignalTests {
  @Test func control_c_clears_the_line_and_never_leaves() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("abc")
    try await terminal.shows(["> abc"])
    try await terminal.type("\u{3}")
    try await terminal.shows(["> abc^C", "cancelled", ">"])
    try await terminal.type("\u{3}")
    try await terminal.shows(["> abc^C", "cancelled", "> ^C", "cancelled", ">"])
    try await terminal.type("one\\\rtwo\u{1}")
    try await terminal.waits(for: "the cursor at the beginning") {
      $0.screen.lines.last == "two" && $0.screen.textBeforeCursor == "> "
    }
    try await terminal.type("\u{3}")
    try await terminal.waits(for: "the next prompt") {
      $0.screen.lines.suffix(4) == ["> one\\", "two", "cancelled", ">"]
    }
    try await terminal.type("x\r")
    try await terminal.waits(for: "a statement") { $0.screen.lines.contains("[x]") }
  }

  @Test func control_c_stops_a_command() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("work\r")
    try await terminal.shows(["> work", "working"])
    try await terminal.type("\u{3}")
    try await terminal.shows(["> work", "working", "^Cstopped", ">"])
    // The flag is gone: the next command works until it is stopped itself.
    try await terminal.type("work\r")
    try await terminal.showsLast("working")
    try await terminal.type("\u{3}")
    try await terminal.waits(for: "the second stop") {
      $0.screen.lines.suffix(2) == ["^Cstopped", ">"]
    }
  }

  @Test func control_d_leaves_only_an_empty_line() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("abc\u{4}\u{1}\u{4}")
    try await terminal.shows(["> bc"])
    try await terminal.type("\u{4}\u{4}\u{4}")
    let ended = try await terminal.ends()
    #expect(ended == (0, 0))
    #expect(terminal.screen.lines.last == "end of input")
    #expect(terminal.isInNormalState && terminal.endsWithPasteMarksOff)
  }

  @Test func the_line_comes_back_after_control_z() async throws {
    let terminal = try PseudoTerminal(
      ["--norc", "--noprofile", "-i"], program: "/bin/bash", environment: ["PS1": "$ "])
    try await terminal.type("\(PseudoTerminal.built("line-editor-demo"))\r")
    try await terminal.showsLast(">")
    try await terminal.type("abc")
    try await terminal.showsLast("> abc")
    try await terminal.type("\u{1A}")
    try await terminal.waits(for: "the shell") {
      $0.screen.lines.last == "$" && $0.screen.lines.contains { $0.contains("Stopped") }
    }
    try await terminal.type("fg\r")
    try await terminal.showsLast("> abc")
    try await terminal.type("d\r")
    try await terminal.waits(for: "the statement") { $0.screen.lines.contains("[abcd]") }
  }

  @Test func control_z_without_a_shell_changes_nothing() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("abc")
    try await terminal.shows(["> abc"])
    try await terminal.type("\u{1A}")
    try await terminal.showsLast("> abc")
    try await terminal.type("d\r")
    try await terminal.waits(for: "the statement") { $0.screen.lines.contains("[abcd]") }
  }

  @Test(arguments: [0, 3])
  func a_new_width_draws_the_line_once(_ left: Int) async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("before\r")
    try await terminal.shows(["> before", "[before]", ">"])
    let text = "one two three four five six seven eight nine ten eleven twelve thirteen"
    try await terminal.type(text + String(repeating: "\u{2}", count: left))
    let statement = "> " + text
    try await terminal.waits(for: "the line") { $0.rows(of: statement, from: 2, columns: 60) }
    for columns in [30, 60, 100, 25, 60] {
      terminal.resize(columns: columns)
      // Output after the new width is drawn proves that the editor saw it.
      let length = terminal.output.count
      try await terminal.waits(for: "the line in \(columns) columns") {
        $0.output.count > length && $0.rows(of: statement, from: 2, columns: columns)
      }
    }
    try await terminal.type("X\r")
    try await terminal.waits(for: "the statement") {
      let index = text.index(text.endIndex, offsetBy: -left)
      let shown = $0.screen.lines.dropFirst(4).dropLast().joined()
      return shown == "[\(text[..<index])X\(text[index...])]"
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV])
  func a_deadly_signal_leaves_the_terminal_normal(_ signal: Int32) async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("abc")
    try await terminal.shows(["> abc"])
    #expect(!terminal.isInNormalState)
    terminal.send(signal: signal)
    let ended = try await terminal.ends()
    #expect(ended.signal == signal)
    #expect(terminal.isInNormalState && terminal.endsWithPasteMarksOff)
  }

  @Test func an_exit_in_a_hook_leaves_the_terminal_normal() async throws {
    let terminal = try PseudoTerminal(["--colour"])
    try await terminal.type("exit")
    let ended = try await terminal.ends()
    #expect(ended == (0, 7))
    #expect(terminal.isInNormalState && terminal.endsWithPasteMarksOff)
  }

  @Test func the_terminal_is_normal_while_commands_run_and_after_they_spoil_it() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.type("work\r")
    try await terminal.shows(["> work", "working"])
    #expect(terminal.isInNormalState && terminal.endsWithPasteMarksOff)
    try await terminal.type("\u{3}")
    try await terminal.shows(["> work", "working", "^Cstopped", ">"])
    try await terminal.type("lend\r")
    try await terminal.waits(for: "the command") {
      $0.screen.lines.suffix(2) == ["returned", ">"]
    }
    try await terminal.type("quit\r")
    let ended = try await terminal.ends()
    #expect(ended == (0, 0))
    #expect(terminal.isInNormalState)
  }

  @Test func without_a_terminal_there_is_no_editor() async throws {
    let terminal = try PseudoTerminal(
      ["-c", "\(PseudoTerminal.built("line-editor-demo")) </dev/null"], program: "/bin/sh")
    let ended = try await terminal.ends()
    #expect(ended == (0, 2))
    #expect(terminal.screen.lines == ["no terminal"])
  }
}

extension PseudoTerminal {
  /// Whether the rows from one on are this text, cut at the width, and no others follow.
  fileprivate func rows(of text: String, from first: Int, columns: Int) -> Bool {
    var expected: [String] = []
    var rest = text[...]
    while !rest.isEmpty {
      var row = String(rest.prefix(columns))
      rest = rest.dropFirst(columns)
      while row.last == " " { row.removeLast() }
      expected.append(row)
    }
    return Array(screen.lines.dropFirst(first)) == expected
  }
}
