// `orders` and `order`: what the world holds of orders, and a way to add one.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let orders = Command(
    "orders", group: .world, usage: "orders", summary: "Lists the orders.", examples: ["orders"]
  ) { session, arguments throws(Diagnostics) in
    _ = try arguments.atMost(0)
    let orders = session.world.orders.entries
    guard !orders.isEmpty else {
      return Reply("There is no order yet: `order ID placed 2021-03-01` makes one.")
    }
    return Reply(
      [.table(orders.map { [.name($0.id), Phrase(session.summary(of: $0.facts))] })],
      json: ["orders": .list(orders.map { session.json(of: $0) })])
  }

  static let order = Command(
    "order", group: .world, usage: "order ID [PROPERTY VALUE]…",
    summary: "Shows an order, or says something of it; a new id makes a new order.",
    about: [
      "`order 112-4829301-5520193 placed 2021-03-01 delivered 2021-03-05` makes the order if there "
        + "is none of this id, and states two facts of it."
    ],
    examples: [
      "order 112-4829301-5520193",
      "order 112-0000000-0000001 placed 2021-03-01 delivered 2021-03-05",
    ],
    arguments: [.order, .draftField], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    let id = try arguments.required("an order id")
    let pairs = arguments.words.dropFirst()
    guard !pairs.isEmpty else {
      return session.show(try session.world.order(Written(id.text, at: id.span)))
    }
    let isNew = session.world.orders[id.text] == nil
    if isNew {
      session.situation.origin.put(World.Order(id: id.text))
      session.world.put(World.Order(id: id.text))
    }
    var assignments: [Step.Assignment] = []
    for (name, values) in try session.pairs(pairs, subjects: ["order", "buyer"], arguments) {
      let slot = try session.slot(name, subjects: ["order", "buyer"])
      let state = try session.state(values, of: slot, after: name)
      assignments.append(Step.Assignment(slot: slot, state: state, target: .order(id.text)))
    }
    if isNew {
      for one in assignments {
        try session.situation.origin.set(one.slot, to: one.state, of: one.target)
        try session.world.set(one.slot, to: one.state, of: one.target)
      }
    } else {
      try session.situation.perform(.set(assignments))
    }
    return session.show(try session.world.order(Written(id.text, at: id.span)))
  }
}

extension Session {
  /// Facts in one line: `placed 2021-03-01, delivered 2021-03-05`.
  func summary(of sheet: FactSheet) -> String {
    sheet.entries.map { entry in
      let fact = domain.vocabulary.facts[entry.slot]
      let name = FactName.shown(fact.name.content)
      let property = name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? name
      return
        "\(name.hasPrefix("buyer.") ? "buyer " : "")\(property): \(words(of: entry.state, fact))"
    }.joined(separator: ", ")
  }

  /// A state as people read it.
  func words(of state: FactState, _ fact: FactDeclaration) -> String {
    switch state {
    case .absent: "none"
    case .unknown: "unknown"
    case .value(.string("")): "\"\""
    case .value(let value): words.words(value, as: fact)
    }
  }

  /// The rows of a sheet: name, value.
  func rows(of sheet: FactSheet) -> [[Phrase]] {
    sheet.entries.map { entry in
      let fact = domain.vocabulary.facts[entry.slot]
      return [
        Phrase(FactName.shown(fact.name.content)), Phrase(words(of: entry.state, fact)),
      ]
    }
  }

  func json(of sheet: FactSheet) -> JSON {
    .object(
      sheet.entries.map { entry in
        JSON.Member(
          name: FactName.shown(domain.vocabulary.facts[entry.slot].name.content),
          value: .text(world.notation.text(of: entry.state)))
      })
  }

  func json(of order: World.Order) -> JSON {
    ["id": .text(order.id), "buyer": .optional(order.buyer), "facts": json(of: order.facts)]
  }

  func show(_ order: World.Order) -> Reply {
    var blocks: [Block] = [.text(.name(order.id))]
    if let buyer = order.buyer { blocks.append(.text(Phrase("buyer: \(buyer)"), indent: 2)) }
    let rows = rows(of: order.facts)
    blocks.append(
      rows.isEmpty
        ? .text("Nothing is stated of it.", indent: 2) : .table(rows, indent: 2))
    let events = world.events.filter { $0.order == order.id }
    if !events.isEmpty {
      blocks += [.blank, .table(events.map { eventRow($0) }, indent: 2)]
    }
    return Reply(
      blocks,
      json: json(of: order).with("events", .list(events.map { json(of: $0) })))
  }

  func eventRow(_ event: World.Event) -> [Phrase] {
    [
      Phrase(world.notation.words(for: event.moment)), Phrase(event.direction.rawValue),
      .name(event.message.id),
    ]
  }

  func json(of event: World.Event) -> JSON {
    [
      "moment": .text(event.moment.description), "direction": .text(event.direction.rawValue),
      "message": .text(event.message.id),
    ]
  }
}
