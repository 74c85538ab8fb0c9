// The program without a person: exit status, streams, pipes, and input that can't be used.

import Foundation
import Testing

@Suite struct ScriptTests {
  @Test(arguments: [
    ("can second-ask", 1), ("can first-ask; can second-ask; edit second-ask body x", 1),
    ("orders", 0), ("can second-ask; expect no", 0),
    ("can second-ask; expect no; can second-ask", 1), ("mode json; settings", 0),
    ("quit; nonsense", 0),
  ]) func statusFollowsTheLastAnswer(_ statements: String, _ status: Int32) throws {
    let run = try ProgramRun(Sample.opening + ["-c", statements])
    #expect(run.status == status)
    #expect(run.errors == "")
  }

  @Test(arguments: ["", " ; ;", "# only a comment"])
  func nothingToRunIsNoSuccess(_ statements: String) throws {
    let run = try ProgramRun(Sample.opening + ["-c", statements])
    #expect(run.status == 2)
    #expect(run.errors.contains("[no-statement]"))
    #expect(try ProgramRun(Sample.opening, input: statements).status == 2)
  }

  @Test(arguments: ["save", "output"]) func pipesAreNotReplaced(_ command: String) throws {
    let pipe = FileManager.default.temporaryDirectory.appending(
      path: "pipe-\(command)-\(ProcessInfo.processInfo.processIdentifier)"
    ).path
    #expect(mkfifo(pipe, 0o600) == 0)
    defer { unlink(pipe) }
    let run = try ProgramRun(Sample.opening + ["-c", "\(command) \(pipe)"])
    #expect(run.status == 2)
    #expect(run.errors.contains("not an ordinary file"))
    var status = stat()
    #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test(arguments: ["1 +", "1 / 0", "nobody", "'a' + 1"])
  func expressionsThatCannotBeComputed(_ expression: String) throws {
    let run = try ProgramRun(["eval", expression])
    #expect(run.status == 2)
    #expect(run.output == "")
  }

  @Test func statusOfYesAndDepends() throws {
    let opening = [Sample.twoOrders, "--policy", Sample.policy]
    #expect(try ProgramRun(opening + ["-c", "can invoice"]).status == 0)
    #expect(try ProgramRun(opening + ["-c", "can invoice; can ask-one"]).status == 3)
    #expect(try ProgramRun(opening + ["-c", "can ask-one; can invoice"]).status == 0)
  }

  @Test func anErrorEndsAScript() throws {
    let run = try ProgramRun(Sample.opening + ["-c", "orders\ncan nobody\nmessages"])
    #expect(run.status == 2)
    #expect(run.output.contains("112-4829301-5520193"))
    #expect(!run.output.contains("second-ask"))
    #expect(
      run.errors == """
        -c:2:5: error: there is no message `nobody` [unknown-message]
          can nobody
              ^^^^^^
        help: there is: first-ask, second-ask, coupon-thanks

        """)
  }

  @Test func keepGoingGoesOn() throws {
    let run = try ProgramRun(
      Sample.opening + ["--keep-going", "-c", "can nobody; messages; draft x"])
    #expect(run.status == 2)
    #expect(run.output.contains("second-ask"))
    #expect(run.errors.contains("[unknown-message]"))
    #expect(run.errors.contains("never ends"))
  }

  @Test func aDifferenceIsNoError() throws {
    let run = try ProgramRun(Sample.opening + ["-c", "can second-ask; expect yes; orders"])
    #expect(run.status == 1)
    #expect(run.errors.contains("expected yes, not no"))
    #expect(!run.output.contains("112-4829301-5520193  "))
  }

  @Test func pipedInputIsAScript() throws {
    let input = """
      # a comment
      draft note purpose thanks
      Subject
      Hello,

      thanks; really.
      .
      show note
      """
    let run = try ProgramRun(Sample.opening, input: input)
    #expect(run.status == 0)
    #expect(run.output.contains("  subject: Subject\n  │ Hello,\n  │\n  │ thanks; really.\n"))
    #expect(!run.output.contains("\u{1B}"))
    #expect(!run.output.contains(" > "))
  }

  @Test func fileAndStatementsRunInOrder() throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "statements-\(ProcessInfo.processInfo.processIdentifier).txt")
    try "wait 1d\ncan nobody\n".write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try ProgramRun(Sample.opening + ["-f", file.path, "-c", "wait 3d"])
    #expect(
      run.output == "It is now 2021-03-23 09:00 PDT.\n\nIt is now 2021-03-24 09:00 PDT.\n"
        || run.output == "It is now 2021-03-23 09:00 PDT.\nIt is now 2021-03-24 09:00 PDT.\n")
    #expect(run.errors.hasPrefix("\(file.path):2:5: error:"))
  }

  @Test func colourIsOnlyOnRequest() throws {
    func output(_ options: [String], _ environment: [String: String] = [:]) throws -> String {
      try ProgramRun(
        Sample.opening + options + ["-c", "can second-ask"], environment: environment
      ).output
    }
    let usual = try output([])
    #expect(!usual.contains("\u{1B}"))
    #expect(try output(["--color=always"]).contains("\u{1B}[1;31mNO."))
    #expect(try output([], ["CLICOLOR_FORCE": "1"]).contains("\u{1B}"))
    #expect(try output([], ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]) == usual)
    #expect(try output(["--color=never"], ["CLICOLOR_FORCE": "1"]) == usual)
  }

  @Test func jsonIsOneObjectARow() throws {
    let run = try ProgramRun(Sample.opening + ["--json", "-c", "can second-ask; orders; why"])
    let rows = run.output.split(separator: "\n")
    #expect(rows.count == 3)
    for row in rows {
      #expect(try JSONSerialization.jsonObject(with: Data(row.utf8)) is [String: Any])
    }
  }

  @Test func sameInputSameOutput() throws {
    let arguments =
      [Sample.scenario, "-c", "can coupon-thanks; why --all; terms; rules; policy"]
      + ["--policy", Sample.policy]
    let first = try ProgramRun(arguments)
    for _ in 0..<3 { #expect(try ProgramRun(arguments).output == first.output) }
  }

  @Test(arguments: [
    ["--nonsense"], ["none.yaml"], ["-f", "none.txt"], ["--policy", "/nonexistent", "-c", "rules"],
    ["--edition", "ancient", "-c", "rules"], ["--at", "nonsense", "-c", "rules"],
    ["policy", "lint", "/nonexistent"], ["policy", "show", "never.never"],
  ]) func badUsage(_ arguments: [String]) throws {
    let run = try ProgramRun(arguments)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.lowercased().contains("error"))
  }

  @Test func everyProblemOfAScenarioIsTold() throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "bad-\(ProcessInfo.processInfo.processIdentifier).yaml")
    try "scenario: x\nclock: never\nordres: {}\n".write(
      to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try ProgramRun([file.path, "--policy", Sample.policy, "-c", "orders"])
    #expect(run.status == 2)
    #expect(run.errors.contains("\(file.path):2:8: error:"))
    #expect(run.errors.contains("did you mean `orders`?"))
  }

  @Test func closedStreamsEndQuietly() throws {
    let line = "\"$MAYSEND\" '\(Sample.scenario)' --policy '\(Sample.policy)' -c"
    let piped = try ProgramRun.shell("\(line) 'why-not reviews; rules; help; help' | head -n 1")
    #expect(!piped.errors.contains("Fatal"))
    let many = Array(repeating: "help", count: 400).joined(separator: ";")
    let cut = try ProgramRun.shell("\(line) '\(many)' | head -n 1")
    #expect(cut.output == "The world\n")
    #expect(cut.errors == "")
    let closed = try ProgramRun.shell("\(line) help >&-")
    #expect(closed.status == 2)
  }

  @Test func shownAndChecked() throws {
    #expect(try ProgramRun(["--version"]).output.hasPrefix("maysend "))
    #expect(try ProgramRun(["--help"]).output.contains("Without a command's name"))
    let rules = try ProgramRun(["policy", "rules", "coupon", "--policy", Sample.policy])
    #expect(rules.output.contains("content.no-coupons"))
    #expect(rules.status == 0)
    let lint = try ProgramRun(["policy", "lint", Sample.policy])
    #expect(lint.status == 0)
    #expect(lint.output.contains("errors 0, warnings "))
    #expect(lint.output.contains("mutants: "))
    #expect(try ProgramRun(["policy", "lint", Sample.policy, "--strict"]).status == 1)
    let comparison = try ProgramRun(["policy", "compare", "old", "new", "--policy", Sample.policy])
    #expect(comparison.status == 0)
    #expect(comparison.output.contains("newly prohibited in case-"))
  }
}
