// What came of an order file, in the order in which one wants to know it: what it was, what is new,
// what changed, what stays open, what was left out, what is broken.

import CEL
import PolicyEngine
import Scenarios

/// What is told after an import.
struct ImportReport {
  let blocks: [Block]
  let json: JSON

  /// The most changes and ids that are listed; the rest is counted.
  private static let mostRows = 12
  private static let mostIDs = 4

  init(_ file: OrderFile, _ changes: OrderChanges, before: World, in session: Session) {
    let changed = changes.assignments.reduce(into: [String]()) { ids, one in
      if case .order(let id) = one.target, ids.last != id { ids.append(id) }
    }
    let open = Self.openFacts(file, session.world)
    let later = file.orders.count { order in
      session.world.orders[order.id.content].map { Self.isPlacedLater($0, session.world) } ?? false
    }
    let encoding = file.encoding.map { ", read as \($0)" } ?? ""
    var lines: [Phrase] = [
      Phrase(
        "\(counted(changes.added.count, "order")) added, \(changed.count) changed, "
          + "\(changes.unchanged) known already.")
    ]
    if let store = changes.store {
      lines.append("The store is now \(store.id); its zone is \(store.zone.identifier).")
    }
    if !open.isEmpty {
      let facts = open.map { "\($0.name) (\(counted($0.count, "order")))" }
      lines.append("Left unknown by the file: \(facts.joined(separator: ", ")).")
    }
    for remark in file.remarks {
      lines.append(
        "\(counted(remark.orders.count, "order")) \(remark.says) (\(Self.ids(remark.orders)))."
      )
    }
    for (store, count) in changes.leftOut {
      lines.append(
        "\(counted(count, "order")) of \(store.id) left out: this world is of \(session.world.store.id); "
          + "`set store \(store.id)` in an empty world, then import again.")
    }
    if !file.elsewhere.isEmpty {
      lines.append(
        "\(counted(file.elsewhere.count, "order")) from other shops left out (\(Self.ids(file.elsewhere)))."
      )
    }
    if !file.unknownColumns.isEmpty {
      lines.append(
        "Columns that are not known and not read: \(file.unknownColumns.joined(separator: ", ")).")
    }
    if later > 0 {
      lines.append(
        "\(counted(later, "order")) placed after this world's clock; `at DATE` moves it.")
    }
    var blocks: [Block] = [
      .text(
        .name(file.source.name)
          + Phrase(": \(file.kind), \(counted(file.rows, "row"))\(encoding)."))
    ]
    blocks += lines.prefix(1).map { .text($0, indent: 2, hanging: 2) }
    let rows = Self.rows(changes.assignments, before, session)
    if !rows.isEmpty { blocks.append(.table(rows, indent: 4)) }
    if changes.assignments.count > rows.count {
      blocks.append(.text("… \(changes.assignments.count - rows.count) more changes", indent: 4))
    }
    blocks += lines.dropFirst().map { .text($0, indent: 2, hanging: 2) }
    let isPlain = session.settings.isPlain
    let problems = file.problems.map { $0.rendered(plain: isPlain) }
    if !problems.isEmpty { blocks.append(.report(problems.joined(separator: "\n"))) }
    self.blocks = blocks
    json = [
      "file": .text(file.source.name), "kind": .text(file.kind), "rows": .number(file.rows),
      "store": .text(session.world.store.id), "added": .texts(changes.added.map(\.id)),
      "changed": .texts(changed), "unchanged": .number(changes.unchanged),
      "unknown": .object(open.map { JSON.Member(name: $0.name, value: .number($0.count)) }),
      "left-out": .object(
        changes.leftOut.map { JSON.Member(name: $0.store.id, value: .number($0.count)) }),
      "elsewhere": .texts(file.elsewhere), "unknown-columns": .texts(file.unknownColumns),
      "problems": .texts(file.problems.map { $0.rendered(plain: true) }),
    ]
  }

  /// The facts that the file leaves unknown and nobody has stated, with the number of orders.
  private static func openFacts(
    _ file: OrderFile, _ world: World
  ) -> [(name: String, count: Int)] {
    let facts = world.domain.vocabulary.facts
    var counts = [Int](repeating: 0, count: facts.count)
    for order in file.orders {
      guard let known = world.orders[order.id.content] else { continue }
      for entry in order.facts.entries
      where entry.state == .unknown && known.facts[entry.slot] == .unknown {
        counts[entry.slot] += 1
      }
    }
    return facts.indices.filter { counts[$0] > 0 }.map {
      (FactName.shown(facts[$0].name.content), counts[$0])
    }
  }

  private static func isPlacedLater(_ order: World.Order, _ world: World) -> Bool {
    guard let slot = world.domain.vocabulary.slot(of: "order.placed"),
      case .value(.timestamp(let placed)) = order.facts[slot]
    else { return false }
    return placed > world.clock
  }

  /// The changes of known orders: id, fact, before, after.
  private static func rows(
    _ assignments: [Step.Assignment], _ before: World, _ session: Session
  ) -> [[Phrase]] {
    assignments.prefix(mostRows).map { one in
      let fact = session.domain.vocabulary.facts[one.slot]
      guard case .order(let id) = one.target else { return [] }
      let old = before.orders[id]?.facts[one.slot].map { session.words(of: $0, fact) }
      return [
        .name(id),
        Phrase(
          "\(FactName.shown(fact.name.content)): \(old ?? "not stated") → "
            + session.words(of: one.state, fact)),
      ]
    }
  }

  private static func ids(_ ids: [String]) -> String {
    ids.prefix(mostIDs).joined(separator: ", ") + (ids.count > mostIDs ? ", …" : "")
  }
}
