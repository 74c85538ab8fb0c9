import CEL
import Foundation
import MessageAnalysis
import PolicyEngine
import Scenarios
import Testing

@Suite("Reading scenario files")
struct ScenarioReaderTests {
  @Test(
    "each bad file gives the golden errors", arguments: files(in: "BadScenarios", extension: "yaml")
  )
  func bad(file: URL) throws {
    let source = try LampShop.source(file)
    let domain = try LampShop.domain.get()
    let error = #expect(throws: Diagnostics.self) { try Scenario(source, in: domain) }
    let text = try #require(error).rendered() + "\n"
    try expect(text, equals: file.deletingPathExtension().appendingPathExtension("txt"))
  }

  @Test("what a message doesn't say comes from the one it is like")
  func inheritance() throws {
    let scenario = try LampShop.scenario(
      """
      scenario: x
      clock: 2021-03-20
      orders: { A-1: {} }
      messages:
        last: { like: middle, channel: letter, attachments: [] }
        middle: { like: first, body: other }
        first:
          order: A-1
          subject: s
          body: b
          channel: mail
          purpose: review
          attachments: [a.pdf, { name: b.png, bytes: 12, type: image/png }]
      """)
    let messages = scenario.world.messages
    #expect(messages.ids == ["last", "middle", "first"])
    let last = try #require(messages["last"])
    #expect(last.order == "A-1")
    #expect(last.content.subject == "s")
    #expect(last.content.body == "other")
    #expect(last.content.attachments.isEmpty)
    #expect(messages["middle"]?.content.attachments.count == 2)
    let vocabulary = try LampShop.domain.get().vocabulary
    let channel = try #require(vocabulary.slot(of: "message.channel"))
    let purpose = try #require(vocabulary.slot(of: "message.purpose"))
    #expect(last.facts[channel] == .value(.string("letter")))
    #expect(last.facts[purpose] == .value(.string("review")))
    #expect(messages["middle"]?.facts[channel] == .value(.string("mail")))
  }

  @Test("a date without an offset is read in the zone of the store")
  func zones() throws {
    let vocabulary = try LampShop.domain.get().vocabulary
    let slot = try #require(vocabulary.slot(of: "order.delivered"))
    for (store, expected) in [
      ("lamps", "2021-03-04T23:00:00Z"), ("bulbs.example", "2021-03-05T05:00:00Z"),
    ] {
      let world = try LampShop.scenario(
        """
        orders: { A-1: { delivered: 2021-03-05 } }
        clock: 2021-03-20T09:00Z
        scenario: x
        store: \(store)
        """
      ).world
      let instant = try #require(Timestamp(expected))
      #expect(world.orders["A-1"]?.facts[slot] == .value(.timestamp(instant)))
      #expect(world.clock == Timestamp("2021-03-20T09:00:00Z"))
    }
  }

  @Test("a stated fact keeps its place, and none and unknown their meaning")
  func states() throws {
    let scenario = try LampShop.scenario(
      """
      scenario: x
      clock: 2021-03-20
      orders: { A-1: { delivered: none, weight: unknown, tags: brass } }
      messages: { a: { purpose: none }, b: { purpose: unknown } }
      seller: { brand: "none" }
      """)
    let vocabulary = try LampShop.domain.get().vocabulary
    func state(_ name: String, in sheet: FactSheet?) throws -> FactState? {
      sheet?[try #require(vocabulary.slot(of: name))]
    }
    let order = scenario.world.orders["A-1"]?.facts
    #expect(try state("order.delivered", in: order) == .absent)
    #expect(try state("order.weight", in: order) == .unknown)
    #expect(try state("order.tags", in: order) == .value(.list([.string("brass")])))
    #expect(
      try state("message.purpose", in: scenario.world.messages["a"]?.facts)
        == .value(.string("none")))
    #expect(try state("message.purpose", in: scenario.world.messages["b"]?.facts) == .unknown)
    #expect(try state("seller.brand", in: scenario.world.facts) == .value(.string("none")))
    let entry = try #require(order?.entries.first)
    #expect(entry.span?.start.line == 3)
    #expect(entry.span.map { String($0.text) } == "none")
  }
}
