// Counting over what was sent and received. Conditions of tallies are judged when a message is
// sent, for later the facts have changed; afterwards a tally is a walk over the events.

import CEL
import PolicyEngine

/// A fact that is counted.
struct TallySlot: Sendable {
  let slot: Int
  let tally: Tally
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
      return TallySlot(slot: slot, tally: tally, given: given)
    }
  }

  /// The state of the fact for a message, or `nil` for the vocabulary's default.
  ///
  /// - Parameter position: The tally's position among the domain's, where events keep its condition.
  func state(at position: Int, for question: Question) -> FactState? {
    var count: Int64 = 0
    var chosen: World.Event?
    for event in question.world.events
    where event.direction == tally.direction && event.moment <= question.moment
      && event.isIn(tally.scope, of: question)
    {
      guard event.conditions[position] else { continue }
      count += 1
      if let other = chosen {
        let isEarlier = event.moment < other.moment
        if tally.result == .firstTime ? !isEarlier : isEarlier { continue }
      }
      chosen = event
    }
    if tally.result == .count { return count == 0 ? nil : .value(.int(count)) }
    guard let chosen else { return nil }
    switch tally.result {
    case .count: return .value(.int(count))
    case .firstTime, .lastTime: return .value(.timestamp(chosen.moment))
    case .lastIdentifier: return .value(.string(chosen.message.id))
    case .lastChannel, .lastPurpose:
      guard let given else { return nil }
      return chosen.message.facts[given] ?? question.world.domain.vocabulary.facts[given].standard
    }
  }
}

extension World.Event {
  /// Whether the event shares the scope with the message in question.
  fileprivate func isIn(_ scope: Tally.Scope, of question: Question) -> Bool {
    switch scope {
    case .seller: true
    case .order: order != nil && order == question.order?.id
    case .buyer: buyer != nil && buyer == question.order?.buyerName
    case .thread: thread == question.thread
    }
  }
}

extension World.Order {
  /// What tells the buyer from others: the given name, or else that of the order.
  var buyerName: String { buyer ?? id }
}
