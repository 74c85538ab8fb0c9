// Orders of files in a world: added, updated, kept, left out.

import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

@Suite("Order files in a world")
struct OrderChangesTests {
  let domain: Domain
  let delivered: Int
  let status: Int

  init() throws {
    domain = try OrderFileTests.domain.get()
    delivered = try #require(domain.vocabulary.slot(of: "order.delivered"))
    status = try #require(domain.vocabulary.slot(of: "order.status"))
  }

  func report(_ rows: (String, String, String)...) throws -> OrderFile {
    var text = "amazon-order-id\tpurchase-date\torder-status\titem-status\tsales-channel\n"
    for (id, status, store) in rows { text += "\(id)\t2021-03-01\t\(status)\tShipped\t\(store)\n" }
    return try OrderFile(
      Array(text.utf8), named: "report", in: domain, store: domain.stores.standard)
  }

  @Test("a second file changes what differs and replaces nothing by unknown")
  func update() throws {
    var world = World(domain, clock: .first)
    let id = "112-0000001-0000001"
    world.add([try report((id, "Unshipped", "Amazon.com"))])
    let date = FactState.value(.timestamp(try #require(Timestamp("2021-03-05T00:00:00Z"))))
    try world.set(delivered, to: date, of: .order(id))
    let changes = world.changes(by: try report((id, "Shipped", "Amazon.com")))
    #expect(changes.added.isEmpty)
    #expect(
      changes.assignments.contains { $0.slot == status && $0.state == .value(.string("shipped")) })
    #expect(!changes.assignments.contains { $0.slot == delivered })
    world.apply(changes)
    #expect(world.orders[id]?.facts[delivered] == date)
    #expect(world.changes(by: try report((id, "Shipped", "Amazon.com"))).unchanged == 1)
  }

  @Test("an empty world takes the store of the file, another one leaves its orders out")
  func stores() throws {
    let rows = ("202-0000001-0000001", "Shipped", "Amazon.co.uk")
    let more = ("202-0000001-0000002", "Shipped", "Amazon.co.uk")
    let other = ("302-0000001-0000001", "Shipped", "Amazon.de")
    var world = World(domain, clock: .first)
    let changes = world.changes(by: try report(other, rows, more))
    #expect(changes.store?.id == "amazon.co.uk")
    #expect(changes.leftOut.map(\.store.id) == ["amazon.de"] && changes.leftOut[0].count == 1)
    world.apply(changes)
    #expect(world.store.id == "amazon.co.uk")
    #expect(world.orders.ids == [rows.0, more.0])
    let later = world.changes(by: try report(other))
    #expect(later.added.isEmpty && later.store == nil)
  }

  @Test("a scenario adds to the orders of a file, and its own word counts more")
  func scenario() throws {
    let text = """
      scenario: With a report
      clock: 2021-03-20
      orders: { 112-0000001-0000001: { delivered: 2021-03-05 } }
      messages: { ask: { order: 112-0000001-0000002, purpose: review-request } }
      """
    let file = try report(
      ("112-0000001-0000001", "Shipped", "Amazon.com"),
      ("112-0000001-0000002", "Shipped", "Amazon.com"))
    let world = try Scenario(SourceText(name: "s", text: text), in: domain, orders: [file]).world
    #expect(world.orders["112-0000001-0000001"]?.facts[status] == .value(.string("shipped")))
    #expect(world.orders["112-0000001-0000001"]?.facts[delivered] != .unknown)
    #expect(world.orders["112-0000001-0000002"]?.facts[delivered] == .unknown)
  }

  @Test("a policy without forms of order files says so")
  func noFormats() throws {
    let lamps = try LampShop.domain.get()
    let error = #expect(throws: Diagnostics.self) {
      try OrderFile(Array("a\tb\n".utf8), named: "x", in: lamps, store: lamps.stores.standard)
    }
    #expect(error?.all.first?.id == "no-order-formats")
  }

  @Test("a faulty file of formats is told with all its places")
  func faultyFormats() throws {
    let text = """
      order-ids: [000]
      imports:
        - id: list
          name: list
          form: tabel
          known-by: [order]
          order-id: order
          facts:
            - { from: came, fact: order.deliverd }
            - { from: came, fact: seller.brand }
            - { from: state, fact: order.status, words: { Sent: shiped } }
          cites: [DAT-99]
      """
    let lamps = try Domain(
      policy: domain.policy, analyzer: domain.analyzer, stores: domain.stores,
      imports: SourceText(name: "imports.yaml", text: text))
    let error = #expect(throws: Diagnostics.self) { try lamps.orderFormats() }
    let problems = error?.all.map { "\($0.span?.start.line ?? 0) \($0.id)" }
    #expect(
      problems == [
        "5 wrong-value", "9 unknown-fact", "10 no-fact-of-orders", "11 wrong-value",
        "12 unknown-citation",
      ])
  }
}
