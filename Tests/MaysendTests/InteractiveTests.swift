// The shell for a person, on a pseudo-terminal: what is typed, what stands on the screen.

import Testing
import TerminalTesting

@testable import maysend

@Suite(.timeLimit(.minutes(3))) struct InteractiveTests {
  private func open(
    _ options: [String] = [], columns: Int = 100, folder: TemporaryFolder? = nil,
    environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      Sample.opening + options, program: PseudoTerminal.built("maysend"), columns: columns,
      folder: folder,
      environment: ["NO_COLOR": "1", "PAGER": "", "SWIFT_BACKTRACE": "enable=no"].merging(
        environment
      ) { $1 })
  }

  private let prompt = "2021-03-20 09:00 PDT >"

  @Test func bannerPromptAndAnswer() async throws {
    let terminal = try open()
    try await terminal.showsLast(prompt)
    #expect(
      terminal.screen.lines.first
        == "maysend · policy kite-shop, edition of 2020-11-06 · 1 order, 3 messages · `help` lists the commands"
        .prefix(100).description)
    try await terminal.type("can I send second-ask now?\r")
    try await terminal.waits(for: "the answer") {
      $0.screen.lines.contains("NO. second-ask may not be sent.")
        && $0.screen.lines.last == "2021-03-20 09:00 PDT >"
    }
    try await terminal.type("\u{4}")
    let end = try await terminal.ends()
    #expect(end.code == 0 && end.signal == 0)
  }

  @Test func tabCompletesAndExplains() async throws {
    let terminal = try open()
    try await terminal.type("can sec\t")
    try await terminal.showsLast("\(prompt) can second-ask")
    try await terminal.type("\u{15}set buyer.opted-out \t")
    try await terminal.waits(for: "the list") {
      $0.screen.lines.contains("yes      the buyer has opted out")
    }
    try await terminal.type("n")
    try await terminal.showsLast("\(prompt) set buyer.opted-out n")
    try await terminal.type("\u{3}")
    try await terminal.showsLast(prompt)
  }

  @Test func anOpenQuoteSaysSo() async throws {
    let terminal = try open(environment: ["NO_COLOR": ""])
    try await terminal.type("can \"second-ask\r")
    try await terminal.waits(for: "the hint") {
      $0.screen.lines.contains { $0.contains("a quote is still open") }
    }
    try await terminal.type("\u{3}")
    try await terminal.showsLast(prompt)
  }

  @Test func historyLivesOnAndIsSearched() async throws {
    let folder = try TemporaryFolder()
    let state = ["XDG_STATE_HOME": folder.path]
    let first = try open(folder: folder, environment: state)
    try await first.type("set seller.brand \"Żuraw ą 日本\"\r")
    try await first.waits(for: "the reply") {
      $0.screen.lines.contains("seller.brand is now Żuraw ą 日本.")
    }
    try await first.type("orders\r\u{4}")
    _ = try await first.ends()
    let second = try open(folder: folder, environment: state)
    try await second.type("\u{12}ą 日")
    try await second.waits(for: "the statement found") {
      $0.screen.lines.last?.contains("set seller.brand \"Żuraw ą 日本\"") ?? false
    }
    try await second.type("\r")
    try await second.waits(for: "the reply") {
      $0.screen.lines.contains("seller.brand is now Żuraw ą 日本.")
    }
    #expect(folder.read("maysend/history")?.contains("Żuraw") ?? false)
  }

  @Test func controlCClearsTheLineAndLeavesATextUnwritten() async throws {
    let terminal = try open()
    try await terminal.type("nonsense")
    try await terminal.showsLast("\(prompt) nonsense")
    try await terminal.type("\u{3}")
    try await terminal.waits(for: "the next prompt") {
      $0.screen.lines.suffix(2) == ["\(prompt) nonsense^C", prompt]
    }
    try await terminal.type("draft note\r")
    try await terminal.showsLast("subject >")
    try await terminal.type("Hello\rone\r")
    try await terminal.showsLast("text, `.` ends >")
    try await terminal.type("\u{3}")
    try await terminal.waits(for: "the notice") {
      $0.screen.lines.contains("Nothing was written.")
        && $0.screen.lines.last == "2021-03-20 09:00 PDT >"
    }
    try await terminal.type("show note\r")
    try await terminal.waits(for: "no message") {
      $0.screen.lines.contains("error: there is no message `note` [unknown-message]")
    }
  }

  @Test func anErrorIsNoEnd() async throws {
    let terminal = try open()
    try await terminal.type("hlp\r")
    try await terminal.waits(for: "the help line") {
      $0.screen.lines.contains("help: did you mean `help`?")
    }
    try await terminal.type("wait 1d\r")
    try await terminal.showsLast("2021-03-21 09:00 PDT >")
    try await terminal.type("quit\r")
    #expect(try await terminal.ends().code == 0)
  }

  @Test func pastedRowsRunOneAfterTheOther() async throws {
    let terminal = try open()
    try await terminal.showsLast(prompt)
    try await terminal.paste("wait 1d\nwait 2d\norders")
    try await terminal.waits(for: "the rows") { $0.screen.lines.last == "orders" }
    try await terminal.type("\r")
    try await terminal.waits(for: "all replies") {
      $0.screen.lines.contains("It is now 2021-03-21 09:00 PDT.")
        && $0.screen.lines.contains("It is now 2021-03-23 09:00 PDT.")
        && $0.screen.lines.last == "2021-03-23 09:00 PDT >"
    }
  }

  @Test func aPastedTextIsTakenAsItIs() async throws {
    let terminal = try open()
    try await terminal.type("draft note\r")
    try await terminal.showsLast("subject >")
    try await terminal.type("Hi\r")
    try await terminal.paste("dear buyer; can you\n\tread 'this\nżółć 日本")
    try await terminal.type("\r.\r")
    try await terminal.waits(for: "the draft") {
      $0.screen.lines.contains { $0.hasPrefix("note is drafted") }
    }
    try await terminal.type("show note\r")
    try await terminal.waits(for: "the text") {
      $0.screen.lines.contains("  │ dear buyer; can you") && $0.screen.lines.contains("  │ żółć 日本")
    }
  }

  @Test func anOpenQuoteGoesOnInTheNextRow() async throws {
    let terminal = try open()
    try await terminal.type("set seller.brand \"Sun\rand Wind\"\r")
    try await terminal.waits(for: "the reply") {
      $0.screen.lines.contains("seller.brand is now Sun␊and Wind.")
    }
  }

  @Test func resizingLaysOutAnew() async throws {
    let terminal = try open(columns: 100)
    try await terminal.showsLast(prompt)
    terminal.resize(columns: 60)
    try await terminal.type("can coupon-thanks\r")
    try await terminal.waits(for: "the answer") {
      $0.screen.lines.last == "2021-03-20 09:00 PDT >" && $0.screen.lines.count > 5
    }
    #expect(terminal.screen.lines.allSatisfy { $0.count <= 60 })
  }

  @Test func theEditorChangesAMessage() async throws {
    let folder = try TemporaryFolder()
    let script = "#!/bin/sh\nprintf 'Subject: New\\n\\nChanged.\\n' > \"$1\"\n"
    try folder.write(Array(script.utf8), to: "editor.sh")
    let terminal = try open(
      folder: folder, environment: ["VISUAL": "sh \(folder.path)/editor.sh"])
    try await terminal.type("edit second-ask\r")
    try await terminal.waits(for: "the change") {
      $0.screen.lines.contains { $0.hasPrefix("second-ask is changed") }
    }
    try await terminal.type("show second-ask\r")
    try await terminal.waits(for: "the text") {
      $0.screen.lines.contains("  subject: New") && $0.screen.lines.contains("  │ Changed.")
    }
    try await terminal.type("undo\r")
    try await terminal.waits(for: "the undoing") {
      $0.screen.lines.contains { $0.hasPrefix("Undone: `edit second-ask`") }
    }
  }

  @Test func plainAndColour() async throws {
    let terminal = try open(["--plain"])
    try await terminal.type("can second-ask\r")
    try await terminal.waits(for: "the answer") {
      $0.screen.lines.contains { $0.hasPrefix("  no: reviews.once-per-order") }
    }
    let colourful = try open(["--color=always"])
    try await colourful.type("can second-ask\r")
    try await colourful.waits(for: "the answer") { terminal in
      terminal.screen.lines.contains("NO. second-ask may not be sent.")
    }
    #expect(String(decoding: colourful.output, as: UTF8.self).contains("\u{1B}[1;31mNO."))
  }
}
