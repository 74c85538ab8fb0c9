// Spelling in the program: when it is looked at, what is told, and what is told when it can't be.
// The dictionaries come with `.ci/install`.

import Foundation
import TerminalTesting
import Testing

@Suite("The check of spelling")
struct SpellingCommandTests {
  static let letter = """
    Subject: Your order 112-4829301-5520193

    Hello Mr Tanaka,

    the adress of order 112-4829301-5520193 has no appartment number. Which one is it?

    Driftwood Frames
    """
  static let japanese = "佐藤様、ランプは今朝弊社の倉庫を出荷いたしました。木曜日にお届けの予定です。"

  static func check(_ text: String, _ options: String...) throws -> ProgramRun {
    let folder = try TemporaryFolder(["letter.txt": text])
    return try ProgramRun(
      [
        "check", folder.path("letter.txt"), "--at", "2021-03-20", "--purpose", "address-issue",
        "--channel", "contact-buyer",
      ] + options)
  }

  @Test func `Advise and not refuse in a letter`() throws {
    let run = try Self.check(Self.letter)
    #expect(run.status == (try Self.check(Self.letter, "--no-spelling")).status)
    #expect(run.output.contains("· styling.spelling-is-right"))
    #expect(run.output.contains("    5:5: “adress”\n    5:48: “appartment”\n"))
    #expect(!run.output.contains("spelling: "))
  }

  @Test func `Look at no words when told so`() throws {
    let run = try Self.check(Self.letter, "--no-spelling")
    #expect(run.output.contains("letter.txt") && !run.output.contains("spelling"))
  }

  @Test func `Say that a language was not checked`() throws {
    let run = try Self.check(Self.japanese)
    #expect(
      run.output.contains(
        "  spelling: not checked in Japanese, for which there is no dictionary\n"))
    let json = try Self.check(Self.japanese, "--format", "json")
    #expect(
      json.output.contains(
        #""spelling":{"dictionaries":[],"words":[],"not_checked":["not checked in Japanese"#))
  }

  @Test func `Look at lines of JSON only when asked to`() throws {
    let line =
      #"{"at": "2021-03-20T09:00", "message": {"purpose": "invoice", "channel": "app", "#
      + #""body": "The invoice of your order is atached, thank you very much."}}"#
    let plain = try ProgramRun(["check", "--jsonl"], input: line)
    #expect(!plain.output.contains("spelling"))
    let asked = try ProgramRun(["check", "--jsonl", "--spelling"], input: line)
    #expect(asked.output.contains(#""spelling":{"dictionaries":["en_US"],"words":["atached"]"#))
  }

  @Test func `Run scenarios with it only when asked to`() throws {
    let scenario = """
      scenario: A letter with a slip
      clock: 2021-03-20T09:00
      orders: { 112-4829301-5520193: { placed: 2021-03-18, buyer: { language: en-US } } }
      messages:
        letter:
          order: 112-4829301-5520193
          purpose: address-issue
          channel: contact-buyer
          body: The adress of order 112-4829301-5520193 has no number. Which one is it?
        japanese: { like: letter, body: \(Self.japanese) }
      script:
        - { can: letter, expect: yes, advises: styling.spelling-is-right }
        - { can: japanese, critical: yes }
      """
    let folder = try TemporaryFolder(["scenario.yaml": scenario])
    let plain = try ProgramRun(["run", folder.path("scenario.yaml")])
    #expect(plain.status == 1)
    #expect(plain.output.contains("advises: expected styling.spelling-is-right"), "\(plain.output)")
    let asked = try ProgramRun(["run", "--spelling", folder.path("scenario.yaml")])
    #expect(asked.status == 0, "\(asked.output)")
    #expect(
      asked.errors.contains(
        "note: spelling was not checked in Japanese, for which there is no dictionary"))
  }

  @Test func `Show in the shell where and what may be meant`() throws {
    let run = try ProgramRun([
      "-c",
      """
      settings spelling yes
      draft letter purpose invoice channel app body "The invoice of your order is atached."
      can letter
      scan letter
      why styling.spelling-is-right
      set message.spelling-errors 0
      can letter
      """,
    ])
    #expect(run.output.contains("spelling: “atached”; `scan letter` shows where, and"))
    #expect(run.output.contains("1 word in no dictionary:\n\n  atached: perhaps attached"))
    #expect(
      run.output.contains("the number of spelling errors (1) is more than 0"), "\(run.output)")
    let last = run.output.components(separatedBy: "is now 0").last ?? ""
    #expect(!last.contains("spelling"), "\(last)")
  }

  @Test func `Look at words at a terminal and not in a script`() async throws {
    #expect(try ProgramRun(["-c", "settings"]).output.contains("spelling  no"))
    let terminal = try PseudoTerminal(
      [], program: PseudoTerminal.built("maysend"), environment: ["NO_COLOR": "1", "PAGER": ""])
    try await terminal.type("settings\r")
    try await terminal.waits(for: "the settings") {
      $0.screen.lines.contains { $0.hasPrefix("spelling  yes") }
        && $0.screen.lines.last?.hasSuffix(" >") ?? false
    }
    try await terminal.type("\u{4}")
    _ = try await terminal.ends()
  }
}
