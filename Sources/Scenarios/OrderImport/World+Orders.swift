// Orders of a file in a world: new ones are added, known ones get what the file knows better. What
// somebody stated is never replaced by "unknown".

import CEL
import PolicyEngine

/// What a file changes in a world.
public struct OrderChanges: Sendable {
  /// The store that the world gets, because the file names it and the world is empty.
  public fileprivate(set) var store: Store?
  /// Orders that the world doesn't have.
  public fileprivate(set) var added: [World.Order] = []
  /// Facts of orders that the world has, which change.
  public fileprivate(set) var assignments: [Step.Assignment] = []
  /// How many orders the world has just so.
  public fileprivate(set) var unchanged = 0
  /// How many orders are of other stores and are left out, by store.
  public fileprivate(set) var leftOut: [(store: Store, count: Int)] = []
}

extension World {
  /// What a file would change.
  ///
  /// - Parameter choosesStore: Whether a world without orders may get the store that the file
  ///   names most often.
  public func changes(by file: OrderFile, choosesStore: Bool = true) -> OrderChanges {
    var changes = OrderChanges()
    var counts: [String: Int] = [:]
    for order in file.orders { if let store = order.store { counts[store.id, default: 0] += 1 } }
    var store = store
    if choosesStore, orders.isEmpty, counts[store.id] == nil {
      var best = 0
      for candidate in domain.stores.stores {
        if let count = counts[candidate.id], count > best {
          best = count
          store = candidate
        }
      }
      if best > 0 { changes.store = store }
    }
    for order in file.orders where order.store.map({ $0 == store }) ?? true {
      guard let known = orders[order.id.content] else {
        changes.added.append(Order(id: order.id.content, facts: order.facts))
        continue
      }
      let differing = order.facts.entries.filter { entry in
        let stated = known.facts[entry.slot]
        return stated != entry.state && (entry.state != .unknown || stated == nil)
      }
      if differing.isEmpty { changes.unchanged += 1 }
      changes.assignments += differing.map {
        Step.Assignment(slot: $0.slot, state: $0.state, target: .order(known.id))
      }
    }
    for other in domain.stores.stores where other != store {
      if let count = counts[other.id] { changes.leftOut.append((other, count)) }
    }
    return changes
  }

  /// Makes the changes.
  public mutating func apply(_ changes: OrderChanges) {
    if let store = changes.store { self.store = store }
    for order in changes.added { put(order) }
    for one in changes.assignments {
      guard case .order(let id) = one.target else { continue }
      _ = orders.change(id) { $0.facts.set(one.slot, to: one.state, at: nil) }
    }
  }

  /// Adds the orders of files, one after the other.
  public mutating func add(_ files: [OrderFile]) {
    for file in files { apply(changes(by: file)) }
  }
}
