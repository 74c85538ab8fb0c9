import CEL
import Foundation
import MessageAnalysis
import PolicyEngine
import Scenarios
import Testing

@Suite("Writing scenario files")
struct ScenarioWriterTests {
  @Test("a case read, written and read again is the same")
  func written() throws {
    for file in files(in: "LampScenarios", extension: "yaml") {
      let scenario = try Scenario(LampShop.source(file), in: LampShop.domain.get())
      try expectRoundTrip(scenario)
    }
  }

  @Test("whatever texts, facts and steps it holds, a scenario survives", arguments: 0..<200)
  func generated(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    try expectRoundTrip(try scenario(from: &generator))
  }

  @Test("what was written replays to the same answers")
  func replay() throws {
    let file = cases.appending(path: "LampScenarios/second-request.yaml")
    let scenario = try Scenario(LampShop.source(file), in: LampShop.domain.get())
    let again = try LampShop.scenario(scenario.yaml())
    let verdicts = try scenario.run().map(\.verdict)
    #expect(verdicts == [.yes, .no, .yes, .yes, .yes, .no])
    #expect(try again.run().map(\.verdict) == verdicts)
  }

  @Test("a saved file is its owner's alone, and replaces the old one whole")
  func saving() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "save-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "s.yaml").path
    try FileSystem.writeAtomically("old and long", to: path)
    let scenario = try LampShop.scenario("scenario: x\nclock: 2021-03-20\n")
    try scenario.save(to: path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try FileSystem.readText(path).text == scenario.yaml())
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["s.yaml"])
    let problem = #expect(throws: Diagnostics.self) {
      try scenario.save(to: folder.appending(path: "none/s.yaml").path)
    }
    #expect(problem?.all.first?.id == "can-not-write")
  }

  private func expectRoundTrip(_ scenario: Scenario) throws {
    let text = scenario.yaml()
    let again = try LampShop.scenario(text)
    #expect(again.title == scenario.title)
    #expect(again.about == scenario.about)
    #expect(again.world == scenario.world, "\(text)")
    #expect(again.script == scenario.script, "\(text)")
    #expect(again.yaml() == text)
  }

  // MARK: Generated scenarios

  private static let texts = [
    "plain", "two words", "yes", "none", "unknown", "auto", "null", "~", "007", "1e3", "- dash",
    "# hash", "a: b", "a:", "key:value", "\"quoted\"", "it's", "[x]", "{y}", "&a", "*a", "!t", "%p",
    "@at", "`tick`", "ends ", " starts", "tab\there", "two\nlines", "block\n\nof lines\n", "end\n",
    "end\n\n", " indented\nblock", "\n", "a\r\nb", "žluť", "🙂 ok", "\u{1B}[31m", "\u{202E}x",
    "\u{85}", "\u{FEFF}", "\u{FFFE}", "back\\slash", "colon : space", "tail #c", "a\n \nb", "|",
    ">",
    "...", "---", "a\n---\nb", "a\n...\n", "=", "<<", "2021-03-05", "x\u{2028}y", "a\u{A0}b\nc",
  ]

  private func scenario(from generator: inout SeededGenerator) throws -> Scenario {
    let domain = try LampShop.domain.get()
    func text() -> String { Self.texts[generator.below(Self.texts.count)] }
    var world = World(
      domain, clock: moment(&generator), store: domain.stores.stores[generator.below(2)])
    func state(_ fact: FactDeclaration) -> FactState {
      switch generator.below(8) {
      case 0 where !holds(fact, "none"): return .absent
      case 1: return .unknown
      default: return .value(value(fact.type, &generator))
      }
    }
    var given: [(slot: Int, fact: FactDeclaration)] = []
    for (slot, fact) in domain.vocabulary.facts.enumerated() where fact.isGiven {
      given.append((slot, fact))
    }
    for number in 0..<generator.below(3) {
      let buyer: String? = generator.below(2) == 0 ? nil : text()
      world.put(World.Order(id: "\(text())\(number)", buyer: buyer))
    }
    for number in 0..<generator.below(4) {
      world.put(
        World.Message(
          id: "\(text())\(number)", order: world.orders.ids.first,
          inReplyTo: world.messages.ids.first, thread: generator.below(3) == 0 ? text() : nil,
          content: Message(
            subject: text(), body: text(),
            bodyKind: [nil, .plain, .html][generator.below(3)],
            alternatives: (0..<generator.below(3)).map { number in
              BodyPart(text: text() + "\n" + text(), kind: number == 0 ? .html : .plain)
            },
            attachments: generator.below(2) == 0
              ? []
              : [
                Attachment(
                  name: text(), byteCount: 3, contentID: number == 0 ? text() : nil,
                  isInline: number == 1)
              ],
            disregarded: (0..<generator.below(3)).map { _ in text() }),
          in: domain))
    }
    var steps: [Step] = []
    for _ in 0..<6 {
      let (slot, fact) = given[generator.below(given.count)]
      let about = (world.messages.ids.last ?? world.orders.ids.last).map { Written($0) }
      guard let target = try? world.target(of: slot, about: about) else { continue }
      let state = state(fact)
      if generator.below(2) == 0 {
        try world.set(slot, to: state, of: target)
      } else {
        steps.append(Step(.set([Step.Assignment(slot: slot, state: state, target: target)])))
      }
    }
    steps.append(Step(.wait(seconds: Int64(generator.below(400_000))), note: text()))
    steps.append(Step(.edition(nil), at: moment(&generator)))
    if let id = world.messages.ids.first {
      steps.append(Step(.send(Written(id))))
      steps.append(
        Step(
          .can(
            Written(id),
            [
              Expectation(.verdict(question: 0, .depends)),
              Expectation(.verdict(question: 2, .no)),
              Expectation(.because(["letters.once"], only: generator.below(2) == 0)),
              Expectation(.missing(["order.weight"])),
            ])))
    }
    return Scenario(title: text(), about: text(), world: world, script: steps)
  }

  private func holds(_ fact: FactDeclaration, _ word: String) -> Bool {
    fact.type.holds(.string(word)) && fact.type != .string
  }

  private func moment(_ generator: inout SeededGenerator) -> Timestamp {
    Timestamp(
      seconds: Int64(generator.below(4_000_000_000)) - 1_000_000_000,
      nanoseconds: generator.below(3) == 0 ? Int32(generator.below(1_000_000_000)) : 0) ?? .first
  }

  private func value(_ type: FactType, _ generator: inout SeededGenerator) -> Value {
    switch type {
    case .bool: .bool(generator.below(2) == 0)
    case .int: .int(Int64(generator.below(1_000)) - 500)
    case .double: .double(Double(generator.below(1_000)) / 8)
    case .string: .string(Self.texts[generator.below(Self.texts.count)])
    case .choice(let words): .string(words[generator.below(words.count)])
    case .timestamp: .timestamp(moment(&generator))
    case .duration:
      .duration(Duration(seconds: Int64(generator.below(1_000_000))) ?? .zero)
    case .list(let element):
      .list((0..<generator.below(4)).map { _ in value(element, &generator) })
    }
  }
}
