import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios
import Testing

@Suite("Worlds")
struct WorldTests {
  func world(_ more: String = "") throws -> World {
    try LampShop.scenario(
      """
      scenario: x
      clock: 2021-03-20T09:00
      orders:
        A-1: { delivered: 2021-03-05, buyer: { id: jo } }
        A-2: { delivered: 2021-03-06, buyer: { id: jo } }
        A-3: { delivered: 2021-03-06 }
      messages:
        ask: { order: A-1, body: Please leave a review. }
        again: { order: A-1, purpose: review, channel: mail }
        other: { order: A-2, purpose: review }
        third: { order: A-3, purpose: review }
      \(more)
      """
    ).world
  }

  func state(_ name: String, _ world: World, _ message: String) throws -> FactState {
    let slot = try #require(world.domain.vocabulary.slot(of: name))
    return try world.question(about: Written(message)).facts()[slot]
  }

  @Test("tallies count what shares the scope, and give the last message's facts")
  func tallies() throws {
    var world = try world()
    #expect(try state("history.reviews", world, "again") == .value(.int(0)))
    #expect(try state("history.last_review", world, "again") == .absent)
    try world.send(Written("ask"))
    let first = world.clock
    try world.wait(seconds: 86_400)
    try world.send(Written("again"))
    #expect(try state("history.reviews", world, "ask") == .value(.int(2)))
    #expect(try state("history.last_review", world, "ask") == .value(.timestamp(world.clock)))
    #expect(try state("history.last_review_id", world, "ask") == .value(.string("again")))
    #expect(try state("history.first_sent", world, "third") == .value(.timestamp(first)))
    #expect(try state("history.reviews", world, "other") == .value(.int(0)))
    #expect(try state("history.last_channel", world, "other") == .value(.string("mail")))
    #expect(try state("history.last_purpose", world, "other") == .value(.string("review")))
    #expect(try state("history.last_channel", world, "third") == .absent)
  }

  @Test("what is sent later is not known earlier")
  func past() throws {
    var world = try world()
    try world.send(Written("ask"))
    let earlier = try #require(Timestamp("2021-03-19T00:00:00Z"))
    let slot = try #require(world.domain.vocabulary.slot(of: "history.reviews"))
    let facts = try world.question(about: Written("again"), at: earlier).facts()
    #expect(facts[slot] == .value(.int(0)))
  }

  @Test("the condition of a tally is judged when the message is sent")
  func judgedThen() throws {
    var world = try world()
    try world.send(Written("again"))
    let slot = try world.slot(ofFact: Written("message.purpose"))
    try world.set(slot, to: .value(.string("reply")), of: .message("again"))
    #expect(try state("history.reviews", world, "ask") == .value(.int(1)))
  }

  @Test("an answer is in the thread of what it answers, and about its order")
  func threads() throws {
    var world = try world()
    world.receive(
      World.Message(id: "question", order: "A-3", content: Message(body: "Why?"), in: world.domain))
    let answer = World.Message(
      id: "answer", inReplyTo: "question", content: Message(), in: world.domain)
    world.put(answer)
    #expect(world.order(of: answer)?.id == "A-3")
    #expect(world.thread(of: answer) == "question")
    #expect(try state("thread.questions", world, "answer") == .value(.int(1)))
    #expect(try state("thread.questions", world, "third") == .value(.int(0)))
    #expect(try state("order.delivered", world, "answer") != .absent)
  }

  @Test("facts of text, world, store and clock come together, with what they rest on")
  func filling() throws {
    let world = try world("store: bulbs.example\nseller: { brand: Lumen }")
    let question = try world.question(about: Written("ask"))
    let facts = question.facts()
    func slot(_ name: String) throws -> Int {
      try #require(world.domain.vocabulary.slot(of: name))
    }
    #expect(facts[try slot("clock")] == .value(.timestamp(world.clock)))
    #expect(facts[try slot("store.zone")] == .value(.string("America/New_York")))
    #expect(facts[try slot("message.words")] == .value(.int(4)))
    #expect(facts[try slot("message.asks_for_review")] == .value(.bool(true)))
    guard case .found(let quotes) = facts.evidence(of: try slot("message.asks_for_review")) else {
      Issue.record("no quotes")
      return
    }
    #expect(quotes.map { String($0.span.text) } == ["leave a review"])
    #expect(quotes.first?.part == "body")
    guard case .stated(let span) = facts.evidence(of: try slot("seller.brand")) else {
      Issue.record("no place")
      return
    }
    #expect(span.map { String($0.text) } == "Lumen")
  }

  @Test("whole days keep the time of day; other lengths are counted")
  func waiting() throws {
    var world = try world()
    world.clock = try #require(Timestamp("2021-03-27T08:00:00Z"))
    try world.wait(seconds: 86_400)
    #expect(world.clock == Timestamp("2021-03-28T07:00:00Z"))
    try world.wait(seconds: 3_600)
    #expect(world.clock == Timestamp("2021-03-28T08:00:00Z"))
    #expect(throws: Diagnostics.self) { try world.wait(seconds: .max) }
    #expect(throws: Diagnostics.self) { try world.wait(seconds: .min) }
  }

  @Test("an error changes nothing and shows a way out")
  func errors() throws {
    var world = try world()
    let before = world
    func problem(_ body: (inout World) throws -> Void) throws -> Diagnostic {
      let error = #expect(throws: Diagnostics.self) { try body(&world) }
      return try #require(error?.all.first)
    }
    #expect(try problem { try $0.send(Written("agan")) }.help == "did you mean `again`?")
    #expect(
      try problem { _ = try $0.slot(ofFact: Written("order.deliverd")) }.help
        == "did you mean `order.delivered`?")
    #expect(try problem { _ = try $0.slot(ofFact: Written("history.reviews")) }.id == "not-stated")
    let slot = try world.slot(ofFact: Written("order.delivered"))
    #expect(try problem { _ = try $0.target(of: slot, about: nil) }.id == "which-order")
    #expect(
      try problem { try $0.set(slot, to: .absent, of: .order("A-9")) }.id == "unknown-order")
    #expect(world == before)
    #expect(try world.target(of: slot, about: Written("other")) == .order("A-2"))
  }
}
