// The same question in a world in which some facts are other ones, made with the means of a world: by
// stating, by moving the clock, by sending and receiving, by words in the text. What cannot be made so
// that exactly these facts differ is not made.

import CEL
import MessageAnalysis
import PolicyEngine

extension Question {
  /// The question with other states of some facts.
  ///
  /// - Parameter relevant: The facts of which all others have to stay.
  /// - Returns: `nil` when there is no such world.
  func varied(
    _ changes: [(slot: Int, state: FactState)], keeping relevant: [Int]
  ) -> Question? {
    var next = self
    for (slot, state) in changes {
      guard let varied = next.varied(slot, state, keeping: relevant) else { return nil }
      next = varied
    }
    let (before, after) = (facts(withEvidence: false), next.facts(withEvidence: false))
    for (slot, state) in changes where after[slot] != state { return nil }
    let changed = Set(changes.map(\.slot))
    guard relevant.allSatisfy({ changed.contains($0) || before[$0] == after[$0] }) else {
      return nil
    }
    return next
  }

  private func varied(
    _ slot: Int, _ state: FactState, keeping relevant: [Int]
  ) -> Question? {
    let domain = world.domain
    if facts(withEvidence: false)[slot] == state { return self }
    if slot == domain.layout.clock {
      guard case .value(.timestamp(let moment)) = state else { return nil }
      return Question(world, message, at: moment)
    }
    if let tally = domain.tallySlots.firstIndex(of: slot) {
      return counted(tally, state, keeping: relevant)
    }
    let fact = domain.vocabulary.facts[slot]
    if domain.analysisSlots.contains(slot), !fact.isGiven { return reworded(slot, state) }
    var world = world
    if domain.layout.isOfStore(slot) {
      guard let store = domain.store(in: world.store, otherwise: slot, state) else { return nil }
      world.store = store
      return Question(world, message, at: moment)
    }
    guard fact.isGiven else { return nil }
    var message = message
    switch domain.layout.places[slot] {
    case .message:
      message.facts.set(slot, to: state, at: nil)
      world.put(message)
    case .order, .buyer:
      guard let order, (try? world.set(slot, to: state, of: .order(order.id))) != nil else {
        return nil
      }
    case .world: if (try? world.set(slot, to: state, of: .world)) == nil { return nil }
    }
    return Question(world, message, at: moment)
  }

  /// The message with another text, in which a fact is found or no longer found.
  private func reworded(_ slot: Int, _ state: FactState) -> Question? {
    let content: MessageAnalysis.Message
    if let composition = Composition(rawValue: world.domain.vocabulary.facts[slot].name.content) {
      guard let composed = composition.content(message.content, to: state) else { return nil }
      content = composed
    } else {
      var editing = Editing(message, in: world)
      guard editing.remove(slot, to: state) || editing.addSample(of: slot, to: state) else {
        return nil
      }
      content = editing.content
    }
    let changed = World.Message(
      id: message.id, order: message.order, inReplyTo: message.inReplyTo, thread: message.thread,
      facts: message.facts, content: content, in: world.domain)
    var world = world
    world.put(changed)
    return Question(world, changed, at: moment)
  }
}
