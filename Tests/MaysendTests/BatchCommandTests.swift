// `run`, `check` and `schema` as processes: exit status and streams.

import Foundation
import TerminalTesting
import Testing

@Suite("The batch commands")
struct BatchCommandTests {
  /// A scenario whose one answer is no.
  static func scenario(expecting verdict: String) -> String {
    """
    scenario: Marketing by mail
    clock: 2021-03-20T09:00
    orders: { 112-4829301-5520193: { delivered: 2021-03-05 } }
    messages: { offer: { order: 112-4829301-5520193, purpose: marketing, channel: email } }
    script:
      - can: offer
        expect: \(verdict)
    """
  }

  @Test(
    "run tells by its status what happened",
    arguments: [
      (["good.yaml"], 0, "1 scenario, 1 answer checked: all as expected\n"),
      (
        ["bad.yaml", "good.yaml"], 1,
        "2 scenarios, 2 answers checked: 1 scenario differs (1 answer)\n"
      ),
      (["broken.yaml", "bad.yaml"], 2, "1 scenario differs (1 answer), 1 file can't be used\n"),
    ] as [([String], Int32, String)])
  func run(names: [String], status: Int32, ending: String) throws {
    let folder = try TemporaryFolder([
      "good.yaml": Self.scenario(expecting: "no"), "bad.yaml": Self.scenario(expecting: "yes"),
      "broken.yaml": "scenario: [",
    ])
    let program = try ProgramRun(["run"] + names.map(folder.path))
    #expect(program.status == status)
    #expect(program.output.hasSuffix(ending), "\(program.output)")
    #expect(program.errors.isEmpty == (status != 2))
  }

  @Test(
    "nothing run is never success",
    arguments: [
      ["run", "/nowhere/at/all"], ["run"], ["run", ".", "--format", "xml"],
      ["run", ".", "--jobs", "0"], ["check"], ["check", "x.txt"], ["schema", "nothing"],
      ["check", "--jsonl"], ["check", "x.txt", "--at", "someday"],
    ])
  func usage(arguments: [String]) throws {
    let program = try ProgramRun(arguments)
    #expect(program.status == 2)
    #expect(program.output.isEmpty)
    #expect(!program.errors.isEmpty)
  }

  @Test("an empty folder and a filter that nothing meets are told")
  func nothing() throws {
    let folder = try TemporaryFolder(["good.yaml": Self.scenario(expecting: "no")])
    let program = try ProgramRun(["run", folder.path, "--filter", "no such words"])
    #expect(program.status == 2)
    #expect(program.errors.contains("no such words"))
    let empty = try TemporaryFolder([:])
    #expect(try ProgramRun(["run", empty.path]).status == 2)
  }

  @Test("every form of report is valid and repeats byte for byte")
  func formats() throws {
    let folder = try TemporaryFolder([
      "good.yaml": Self.scenario(expecting: "no"), "bad.yaml": Self.scenario(expecting: "yes"),
    ])
    for format in ["text", "json", "junit", "tap", "sarif"] {
      let arguments = ["run", folder.path, "--format", format, "--coverage"]
      let first = try ProgramRun(arguments + ["--jobs", "1"])
      #expect(first.status == 1)
      #expect(try ProgramRun(arguments + ["--jobs", "2"]).output == first.output)
      switch format {
      case "json", "sarif": _ = try JSONSerialization.jsonObject(with: Data(first.output.utf8))
      case "tap": #expect(first.output.hasPrefix("TAP version 14\n"))
      default: #expect(first.output.contains("bad.yaml"))
      }
    }
  }

  @Test("check judges text files, and an open answer has a status of its own")
  func check() throws {
    let folder = try TemporaryFolder([
      "offer.txt": "Subject: News\n\nBuy one, get one free at http://shop.example!\n",
      "good.yaml": Self.scenario(expecting: "no"),
    ])
    let program = try ProgramRun([
      "check", folder.path("offer.txt"), "--at", "2021-03-20", "--purpose", "marketing",
      "--channel", "email",
    ])
    #expect(program.status == 1)
    #expect(program.output.contains("3:"))
    let open = try ProgramRun([
      "check", folder.path("offer.txt"), "--at", "2021-03-20", "--format", "json",
    ])
    let object = try JSONSerialization.jsonObject(with: Data(open.output.utf8)) as? [String: Any]
    #expect(object?["permitted"] as? String == "no")
    let wrong = try ProgramRun([
      "check", folder.path("offer.txt"), "--scenario", folder.path("good.yaml"), "--order", "113-1",
    ])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("unknown-order"))
  }

  @Test("check takes mails, mailboxes and folders; the worst answer is the status")
  func checkMails() throws {
    let thanks = "From: a@b.example\nSubject: Thanks\n\nThank you.\n"
    let folder = try TemporaryFolder([
      "offer.eml":
        "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n"
        + "Hello.\n--x\nContent-Type: text/plain\n\nVisit http://shop.example!\n--x--\n",
      "box":
        "From a@b.example Fri Mar  5 10:15:00 2021\n\(thanks)\n"
        + "From a@b.example Fri Mar  5 10:16:00 2021\nnothing\n",
      "broken.eml": "no header\n",
    ])
    let options = ["--at", "2021-03-20", "--purpose", "marketing", "--channel", "email"]
    let one = try ProgramRun(["check", folder.path("offer.eml")] + options)
    #expect(one.status == 1)
    #expect(one.output.contains("text part 2 1:7: “http://shop.example”"), "\(one.output)")
    let all = try ProgramRun(["check", folder.path] + options)
    #expect(all.status == 2)
    #expect(all.output.contains("box#1: no") && all.output.contains("offer.eml: no"))
    #expect(all.errors.contains("box#2:") && all.errors.contains("broken.eml:"))
    let second = try ProgramRun(["check", folder.path("box#1"), "--format", "json"] + options)
    #expect(second.output.contains(#"box#1","permitted":"no""#))
    let empty = try TemporaryFolder(["notes": "none"])
    #expect(try ProgramRun(["check", empty.path] + options).status == 2)
  }

  @Test("check --jsonl answers line by line, in order")
  func lines() throws {
    let input = """
      {"id": 1, "at": "2021-03-20", "message": {"purpose": "marketing", "channel": "email"}}

      {"id": 2, "nonsense": true}
      """
    let program = try ProgramRun(["check", "--jsonl"], input: input)
    #expect(program.status == 2)
    let answers = program.output.split(separator: "\n")
    #expect(answers.count == 2)
    #expect(answers.first?.hasPrefix(#"{"id":1,"permitted":"no""#) == true)
    #expect(answers.last?.contains("unknown-key") == true)
  }

  @Test("the schema is JSON")
  func schema() throws {
    let program = try ProgramRun(["schema", "scenario"])
    #expect(program.status == 0)
    _ = try JSONSerialization.jsonObject(with: Data(program.output.utf8))
  }
}
