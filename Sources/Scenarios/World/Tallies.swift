// Counting over what was sent and received. Conditions of tallies are judged when a message is
// sent, for later the facts have changed; afterwards a tally is a walk over the events.

import CEL
import PolicyEngine

/// A fact that is counted.
struct TallySlot: Sendable {
  let slot: Int
  let direction: Tally.Direction
  let scope: Tally.Scope
  let result: Tally.Result
  /// The slot of the fact of the last message that it gives, if it gives one.
  let given: Int?

  static let channelName = "message.channel"
  static let purposeName = "message.purpose"

  /// All tallies of a vocabulary, in its order.
  static func all(of vocabulary: Vocabulary) -> [TallySlot] {
    vocabulary.facts.enumerated().compactMap { slot, fact in
      guard case .tally(let tally) = fact.origin else { return nil }
      let given: Int? =
        switch tally.result {
        case .lastChannel: vocabulary.slot(of: channelName)
        case .lastPurpose: vocabulary.slot(of: purposeName)
        default: nil
        }
      return TallySlot(
        slot: slot, direction: tally.direction, scope: tally.scope, result: tally.result,
        given: given)
    }
  }

  /// The state of the fact over what counts for it, which is given by position in the events; `nil`
  /// for the vocabulary's default.
  func state(_ counted: [Int], in world: World) -> FactState? {
    guard var chosen = counted.first else { return nil }
    if result == .count { return .value(.int(Int64(counted.count))) }
    for position in counted.dropFirst() {
      let isEarlier = world.events[position].moment < world.events[chosen].moment
      if result == .firstTime ? isEarlier : !isEarlier { chosen = position }
    }
    switch result {
    case .count: return nil
    case .firstTime, .lastTime: return .value(.timestamp(world.events[chosen].moment))
    case .lastIdentifier: return .value(.string(world.events[chosen].message.id))
    case .lastChannel, .lastPurpose:
      guard let given else { return nil }
      return world.events[chosen].message.facts[given]
        ?? world.domain.vocabulary.facts[given].standard
    }
  }
}

extension Question {
  /// Fills in what is counted over the events up to the moment.
  func fillTallies(_ table: inout FactTable, withEvidence: Bool) {
    guard !world.events.isEmpty else { return }
    let near = world.events.indices.compactMap { position -> (position: Int, scopes: Scopes)? in
      guard world.events[position].moment <= moment else { return nil }
      return (position, scopes(of: world.events[position]))
    }
    for (number, tally) in world.domain.tallies.enumerated() {
      let counted = near.filter { event in
        event.scopes.contains(Scopes(tally.scope))
          && world.events[event.position].direction == tally.direction
          && world.events[event.position].conditions[number]
      }
      guard !counted.isEmpty, let state = tally.state(counted.map(\.position), in: world)
      else { continue }
      if withEvidence {
        table.set(tally.slot, to: state, because: .tallied)
      } else {
        table.set(tally.slot, to: state)
      }
    }
  }

  /// What an event has in common with the message in question.
  private func scopes(of event: World.Event) -> Scopes {
    var scopes: Scopes = .seller
    if let order, event.order == order.id { scopes.insert(.order) }
    if let order, event.buyer == order.buyerName { scopes.insert(.buyer) }
    if event.thread == thread { scopes.insert(.thread) }
    return scopes
  }
}

/// A set of scopes.
private struct Scopes: OptionSet {
  let rawValue: UInt8

  static let order = Scopes(rawValue: 1)
  static let buyer = Scopes(rawValue: 2)
  static let seller = Scopes(rawValue: 4)
  static let thread = Scopes(rawValue: 8)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ scope: Tally.Scope) {
    switch scope {
    case .order: self = .order
    case .buyer: self = .buyer
    case .seller: self = .seller
    case .thread: self = .thread
    }
  }
}

extension World.Order {
  /// What tells the buyer from others: the given name, or else that of the order.
  var buyerName: String { buyer ?? id }
}
