// The history outlives sessions, crashes, other sessions and broken files.

import Glibc
import TerminalTesting
import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(2))) struct HistoryTests {
  @Test func a_second_run_recalls_the_first() async throws {
    let folder = try TemporaryFolder()
    let arguments = ["--history", "\(folder.path)/history"]
    let first = try PseudoTerminal(arguments, folder: folder)
    try await first.type("zażółć\\\rgęślą \\n\r")
    try await first.shows(["> zażółć\\", "gęślą \\n", "[zażółć\\|gęślą \\n]", ">"])
    try await first.type("\u{4}")
    let ended = try await first.ends()
    #expect(ended == (0, 0))
    let second = try PseudoTerminal(arguments, folder: folder)
    try await second.type("\u{10}\r")
    try await second.shows(["> zażółć\\", "gęślą \\n", "[zażółć\\|gęślą \\n]", ">"])
    var status = stat()
    #expect(stat("\(folder.path)/history", &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(folder.names == ["history"])
  }

  @Test func statements_survive_a_kill() async throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal(["--history", "\(folder.path)/history"], folder: folder)
    try await terminal.type("kept\r")
    try await terminal.shows(["> kept", "[kept]", ">"])
    terminal.send(signal: SIGKILL)
    let ended = try await terminal.ends()
    #expect(ended.signal == SIGKILL)
    #expect(History(file: "\(folder.path)/history").entries == ["kept"])
  }

  @Test func any_text_is_read_back_as_it_was() throws {
    let statements = [
      "plain", "two\nrows", "back\\slash\\n", "\\", "\r", "  spaces  ", "日本 😀 é", "# x",
    ]
    let text = HistoryFile.text(of: statements)
    let read = try HistoryFile.statements(in: Array(text.utf8))
    #expect(read == statements)
  }

  @Test func repeats_blanks_and_giants_are_left_out() {
    var history = History(file: nil, limit: 3)
    let giant = String(repeating: "x", count: History.longestStatement + 1)
    for statement in ["a", "a", " \n ", "", giant, "b", "a", "c", "d"] {
      history.append(statement)
    }
    #expect(history.entries == ["a", "c", "d"] && history.problem == nil)
  }

  @Test func sessions_side_by_side_keep_each_others_lines() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/history"
    var first = History(file: path, limit: 4)
    var second = History(file: path, limit: 4)
    first.append("one")
    second.append("two")
    first.append("three")
    #expect(first.entries == ["one", "three"])
    #expect(History(file: path).entries == ["one", "two", "three"])
    second.append("four")
    second.append("five")
    #expect(History(file: path).entries == ["two", "three", "four", "five"])
    #expect(folder.names == ["history"])
  }

  @Test func many_sessions_at_once_lose_nothing() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/history"
    await withTaskGroup { group in
      for session in 0..<4 {
        group.addTask {
          var history = History(file: path)
          for number in 0..<10 { history.append("\(session).\(number)") }
        }
      }
    }
    let entries = History(file: path).entries
    #expect(entries.count == 40)
    for session in 0..<4 {
      #expect(entries.filter { $0.hasPrefix("\(session).") } == (0..<10).map { "\(session).\($0)" })
    }
  }

  @Test(arguments: [
    Array("not a history\nof ours\n".utf8),
    Array((HistoryFile.header + "\nok\n\u{0}").utf8) + [0xFF],
    [], [0x0A],
  ])
  func a_broken_file_is_kept_aside(_ bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "history")
    try folder.write(Array("earlier".utf8), to: "history.damaged")
    var history = History(file: "\(folder.path)/history")
    #expect(history.entries.isEmpty && history.problem != nil)
    history.append("new")
    #expect(history.problem == nil)
    #expect(History(file: "\(folder.path)/history").entries == ["new"])
    #expect(folder.names == ["history", "history.damaged", "history.damaged-2"])
    #expect(folder.read("history.damaged") == "earlier")
    #expect(folder.read("history.damaged-2") == String(decoding: bytes, as: UTF8.self))
  }

  @Test func what_is_no_file_is_left_alone() throws {
    let folder = try TemporaryFolder()
    mkdir("\(folder.path)/history", 0o700)
    var history = History(file: "\(folder.path)/history")
    history.append("new")
    #expect(history.entries == ["new"] && history.problem != nil)
    #expect(folder.names == ["history"])
  }

  @Test func missing_folders_are_made_and_links_stay() throws {
    let folder = try TemporaryFolder()
    defer {
      unlink("\(folder.path)/state/app/history")
      rmdir("\(folder.path)/state/app")
    }
    var history = History(file: "\(folder.path)/state/app/history")
    history.append("one")
    #expect(history.problem == nil)
    symlink("\(folder.path)/state/app/history", "\(folder.path)/link")
    var linked = History(file: "\(folder.path)/link")
    linked.append("two")
    #expect(History(file: "\(folder.path)/state/app/history").entries == ["one", "two"])
    var status = stat()
    #expect(lstat("\(folder.path)/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat("\(folder.path)/state", &status) == 0 && status.st_mode & 0o777 == 0o700)
  }
}
