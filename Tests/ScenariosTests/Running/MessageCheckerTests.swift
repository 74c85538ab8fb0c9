import CEL
import Foundation
import MessageAnalysis
import PolicyEngine
import Scenarios
import Testing

@Suite("Judging messages from outside")
struct MessageCheckerTests {
  func world() throws -> World {
    try Scenario(
      LampShop.source(cases.appending(path: "LampScenarios/second-request.yaml")),
      in: LampShop.domain.get()
    ).worldAfterScript()
  }

  func file(_ text: String) throws -> MessageFile {
    try MessageFile(SourceText(name: "letter.txt", text: text))
  }

  @Test(
    "a subject line is one, whatever its line ends",
    arguments: [
      ("Subject: Hi\n\nBody\n", "Hi", "Body\n"), ("subject:Hi\r\n\r\nBody", "Hi", "Body"),
      ("Subject: Hi", "Hi", ""), ("Subject:", "", ""), ("Hello", "", "Hello"), ("", "", ""),
      ("Subject: Hi\nBody", "Hi", "Body"), ("Subjects differ", "", "Subjects differ"),
    ])
  func subject(text: String, subject: String, body: String) throws {
    let message = try file(text).message
    #expect(message.subject == subject)
    #expect(message.body == body)
  }

  @Test("quotes are shown where they stand in the file")
  func places() throws {
    let domain = try LampShop.domain.get()
    var world = try world()
    world.edition = nil
    let checker = MessageChecker(domain: domain, world: world, order: "A-1")
    let judgement = try checker.judge(file("Subject: x\n\nHello,\nplease leave a review.\n"))
    #expect(judgement.verdict == .no)
    #expect(judgement.exitStatus == 1)
    try expect(judgement.text(), equals: cases.appending(path: "Reports/judgement.txt"))
    try expect(judgement.json() + "\n", equals: cases.appending(path: "Reports/judgement.json"))
  }

  @Test("an open answer names the facts that would settle it")
  func open() throws {
    let domain = try LampShop.domain.get()
    let moment = try #require(Timestamp("2021-03-20T00:00:00Z"))
    let checker = MessageChecker(
      domain: domain, world: World(domain, clock: moment),
      facts: [("order.delivered", "2021-03-01"), ("message.purpose", "delay")])
    let judgement = try checker.judge(file("Sorry."))
    #expect(judgement.exitStatus == 3)
    #expect(judgement.text().contains("  depends on reading.late; settled by:\n"))
    #expect(judgement.text().contains("    --set reading.late=strict|mild\n"))
  }

  @Test("facts and orders that are not known are told")
  func unknown() throws {
    let domain = try LampShop.domain.get()
    let world = try world()
    for (order, facts, id) in [
      ("A-9", [], "unknown-order"), (nil, [("order.wait", "1")], "unknown-fact"),
      ("A-1", [("message.purpose", "revue")], "wrong-value"),
      ("A-1", [("message.purpose", "[")], "yaml-missing-value"),
      (nil, [("order.weight", "1")], "no-order"),
    ] as [(String?, [(name: String, value: String)], String)] {
      let checker = MessageChecker(domain: domain, world: world, order: order, facts: facts)
      let error = #expect(throws: Diagnostics.self) { try checker.judge(file("x")) }
      #expect(error?.all.first?.id == id)
    }
  }

  @Test("lines of JSON are answered in kind")
  func lines() throws {
    let checker = MessageChecker(domain: try LampShop.domain.get(), world: nil)
    let lines = [
      #"{"id": 7, "at": "2021-03-20T09:00", "order": {"delivered": "2021-03-05"}, "message": {"body": "Hi \ud83d\ude00 \u00e9 \/ \\u \ud83d"}}"#,
      #"{"id": "seven", "at": "2021-03-20", "store": "bulbs.example", "settings": {"late": "strict"}, "order": {"id": "X", "delivered": "2021-03-05", "buyer": {"refuses-mail": true}}, "message": {"purpose": "delay", "channel": "mail"}}"#,
      #"{"message": {}}"#, #"{"at": "2021-03-20", "message": "first"}"#, "[1, 2]", "{", "null",
      #"{"at": "2021-03-20", "message": {"in-reply-to": "x"}, "order": 5}"#,
    ]
    var text = ""
    for (number, line) in lines.enumerated() {
      let (json, status) = checker.answer(line: line, number: number + 1)
      _ = try JSONSerialization.jsonObject(with: Data(json.utf8))
      text += "\(status) \(json)\n"
    }
    try expect(text, equals: cases.appending(path: "Reports/lines.txt"))
  }

  @Test("a question may add to the world of a scenario")
  func adding() throws {
    let checker = MessageChecker(domain: try LampShop.domain.get(), world: try world())
    let (json, status) = checker.answer(
      line: #"{"at": "2021-03-21", "edition": "new", "message": "second"}"#, number: 1)
    #expect(status == 1)
    #expect(json.contains("letters.once"))
    let other = checker.answer(
      line: #"{"at": "2021-03-21", "edition": "new", "order": "A-2", "message": "second"}"#,
      number: 2)
    #expect(other.status == 0)
  }

  @Test("any line is answered", arguments: 0..<40)
  func anything(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let checker = MessageChecker(domain: try LampShop.domain.get(), world: nil)
    let parts = [
      "{", "}", "[", "]", "\"", ":", ",", "\\u", "\\ud83d", "dead", "at", "message", "order", "id",
      "2021-03-20", "null", "true", "-1", "\\", "\u{1B}", "é", " ", "&a", "*a", "? ",
    ]
    for _ in 0..<100 {
      let line = (0..<generator.below(20)).map { _ in parts[generator.below(parts.count)] }.joined()
      let (json, _) = checker.answer(line: line, number: 1)
      _ = try JSONSerialization.jsonObject(with: Data(json.utf8))
    }
  }
}
