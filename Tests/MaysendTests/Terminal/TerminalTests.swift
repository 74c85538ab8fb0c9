// What the program decides about a terminal, and the programs that it lends it to.

import CEL
import Glibc
import TerminalTesting
import Testing

@testable import maysend

@Suite struct ColourChoiceTests {
  @Test(arguments: [
    (ColourChoice.auto, true, [:], true),
    (.auto, false, [:], false),
    (.always, false, ["NO_COLOR": "1", "TERM": "dumb"], true),
    (.never, true, ["CLICOLOR_FORCE": "1"], false),
    (.auto, true, ["NO_COLOR": "1"], false),
    (.auto, true, ["NO_COLOR": ""], true),
    (.auto, true, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false),
    (.auto, false, ["CLICOLOR_FORCE": "1"], true),
    (.auto, false, ["CLICOLOR_FORCE": "0"], false),
    (.auto, true, ["CLICOLOR": "0"], false),
    (.auto, true, ["TERM": "dumb"], false),
    (.auto, true, ["TERM": ""], false),
  ])
  func what_is_asked_for_comes_first(
    _ choice: ColourChoice, _ isTerminal: Bool, _ variables: [String: String], _ isUsed: Bool
  ) {
    let environment = ["TERM": "xterm"].merging(variables) { $1 }
    #expect(choice.usesColour(isTerminal: isTerminal, environment: environment) == isUsed)
  }
}

@Suite struct TerminalSizeTests {
  @Test(arguments: [
    ("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2), ("a\r\nb\r\n", 2),
    ("1234567890", 1), ("12345678901", 2), ("日本語日本語", 2),
    ("\u{1B}[1;31m1234567890\u{1B}[0m\n", 1), ("\u{1B}[0m", 1), ("\u{1B}7x", 1),
  ])
  func rows_are_counted_as_they_wrap(_ text: String, _ rows: Int) {
    #expect(TerminalSize(columns: 10, rows: 5).rows(of: text) == rows)
  }
}

// One after the other: each changes what the process does at Ctrl-C for a while.
@Suite(.serialized, .timeLimit(.minutes(2))) struct LentTerminalTests {
  @Suite struct PagerTests {
    private func pager(_ variables: [String: String] = [:], isInteractive: Bool = true) -> Pager {
      Pager(
        isInteractive: isInteractive, size: TerminalSize(columns: 20, rows: 4),
        environment: ["TERM": "xterm", "PATH": "/usr/bin:/bin"].merging(variables) { $1 })
    }

    @Test func only_what_scrolls_away_is_paged() {
      #expect(pager().command(for: "1\n2\n3\n") == nil)
      #expect(pager().command(for: "1\n2\n3\n4\n") == "less -FRX")
      let long = "1\n2\n3\n4\n"
      #expect(pager(["PAGER": "more"]).command(for: long) == "more")
      #expect(pager(["PAGER": ""]).command(for: long) == nil)
      #expect(pager(["PAGER": "cat"]).command(for: long) == nil)
      #expect(pager(["TERM": "dumb"]).command(for: long) == nil)
      #expect(pager(isInteractive: false).command(for: long) == nil)
    }

    @Test func the_pager_gets_the_text_and_its_options() throws {
      let folder = try TemporaryFolder()
      let text = (1...50).map { "row \($0) é\n" }.joined()
      pager(["PAGER": "cat >'\(folder.path)/text'; echo \"$LESS\" >'\(folder.path)/less'"]).show(
        text)
      #expect(folder.read("text") == text && folder.read("less") == "FRX\n")
    }

    @Test func a_pager_that_leaves_early_ends_nothing() {
      // Far more than a pipe holds.
      pager(["PAGER": "true"]).show(String(repeating: "0123456789\n", count: 100_000))
    }
  }

  @Suite struct ExternalEditorTests {
    private func editor(_ command: String, in folder: TemporaryFolder) -> ExternalEditor {
      ExternalEditor(
        environment: ["EDITOR": command, "TMPDIR": folder.path, "PATH": "/usr/bin:/bin"])
    }

    @Test func the_edited_text_comes_back() throws {
      let folder = try TemporaryFolder()
      let editor = editor("sed -i.bak s/a/日/", in: folder)
      let texts = try ["a", "a\n", "", "b\n\n"].map { text throws in
        try editor.edit(text, name: "message.txt")
      }
      #expect(texts == ["日", "日\n", "", "b\n\n"])
      #expect(folder.names.isEmpty)
    }

    @Test func the_file_is_the_owners_alone() throws {
      let folder = try TemporaryFolder()
      let script = "stat -c %a \"$0\" \"${0%/*}\" >'\(folder.path)/modes'"
      _ = try editor("sh -c '\(script.replacing("'", with: "'\\''"))'", in: folder)
        .edit("x", name: "message.txt")
      #expect(folder.read("modes") == "600\n700\n")
    }

    @Test(arguments: [
      ("false", "ended with status 1"), ("no-such-editor", "ended with status 127"),
      ("printf '\\377' >", "is not valid UTF-8"), ("rm", "can't be read"),
      ("head -c 5000000 /dev/zero >", "is longer than 4 MiB"),
    ])
    func what_goes_wrong_is_told_and_nothing_is_lost(_ command: String, _ words: String) throws {
      let folder = try TemporaryFolder()
      do throws(Diagnostics) {
        _ = try editor(command, in: folder).edit("kept", name: "message.txt")
        Issue.record("nothing was thrown")
      } catch {
        #expect(error.all.first?.message.contains(words) == true)
      }
      let kept = folder.names.first.flatMap { folder.read("\($0)/message.txt") }
      if command == "false" { #expect(kept == "kept\n") }
    }

    @Test func the_choice_follows_the_terminal() {
      let variables = ["VISUAL": "big", "EDITOR": "small"]
      let dumb = variables.merging(["TERM": "dumb"]) { $1 }
      let able = variables.merging(["TERM": "xterm"]) { $1 }
      #expect(ExternalEditor(environment: dumb).command == "small")
      #expect(ExternalEditor(environment: able).command == "big")
    }
  }
}
