// The question as it would be asked when the steps of a way are done: in a copy of the world, with the
// text as edited, or without the text where it falls away.

import CEL
import MessageAnalysis
public import PolicyEngine

extension Question {
  /// Whether the text falls away with a change.
  public func dropsText(_ change: Change) -> Bool {
    guard case .value(let value) = change.state else { return false }
    return world.domain.vocabulary.facts[change.slot].alteration.valuesWithoutText.contains(value)
  }

  /// The message as a way has it, without what needs an author, and the question about it when
  /// everything else of that way is done.
  public func applying(_ fix: Fix, as id: String) -> Question {
    let message = World.Message(
      id: id, order: message.order, inReplyTo: message.inReplyTo, thread: message.thread,
      facts: message.facts, content: message.content, in: world.domain)
    return Question(world, message, at: moment).trial(
      of: fix.steps, text: fix.text, takingAsWritten: false)
  }

  /// The question as it would be asked when some steps are done.
  ///
  /// - Parameter takingAsWritten: Whether what needs an author counts as done.
  func trial(
    of steps: [Fix.Step], text: MessageAnalysis.Message, takingAsWritten: Bool
  ) -> Question {
    var world = world
    var moment = moment
    var sheet = message.facts
    var events: [World.Event] = []
    func state(_ change: Change) {
      switch world.domain.layout.places[change.slot] {
      case .message: sheet.set(change.slot, to: change.state, at: nil)
      case .order, .buyer:
        if let order { try? world.set(change.slot, to: change.state, of: .order(order.id)) }
      case .world:
        if let tally = world.domain.tallySlots.firstIndex(of: change.slot) {
          events += self.events(for: change, tally: tally)
        } else {
          try? world.set(change.slot, to: change.state, of: .world)
        }
      }
    }
    var text = text
    for step in steps {
      if case .change(let change, _) = step { drop(with: change, &text, &sheet) }
    }
    for step in steps {
      switch step {
      case .wait(let until): moment = until
      case .remove, .add: break
      case .rewrite(_, let changes): if takingAsWritten { for change in changes { state(change) } }
      case .write(let change): if takingAsWritten { state(change) }
      case .change(let change, _):
        // A text that has fallen away says by itself that it has no words.
        if !(isInText(change.slot) && dropsText(change)) { state(change) }
      }
    }
    let changed = World.Message(
      id: message.id, order: message.order, inReplyTo: message.inReplyTo, thread: message.thread,
      facts: sheet, content: text, in: world.domain)
    world.put(changed)
    world.record(events)
    return Question(world, changed, at: moment)
  }

  private func isInText(_ slot: Int) -> Bool {
    if case .analysis = world.domain.vocabulary.facts[slot].origin { true } else { false }
  }

  /// Takes away the text, or the files, that fall away with a change, and what is stated of them.
  private func drop(
    with change: Change, _ text: inout MessageAnalysis.Message, _ sheet: inout FactSheet
  ) {
    guard case .value(let value) = change.state else { return }
    let facts = world.domain.vocabulary.facts
    let alteration = facts[change.slot].alteration
    let dropsFiles = alteration.valuesWithoutFiles.contains(value)
    if dropsText(change) {
      text = MessageAnalysis.Message(attachments: text.attachments)
      for slot in facts.indices where isInText(slot) && !facts[slot].isOfFiles { sheet.unset(slot) }
    }
    if dropsFiles {
      text.attachments = []
      for slot in facts.indices where facts[slot].isOfFiles { sheet.unset(slot) }
    }
  }

  /// Messages sent first, so that a count becomes what a change asks for.
  private func events(for change: Change, tally: Int) -> [World.Event] {
    guard case .value(.int(let count)) = change.state else { return [] }
    let before = facts(withEvidence: false)[change.slot]
    guard case .value(.int(let now)) = before, now < count, count - now < 100 else { return [] }
    let conditions = world.domain.tallies.indices.map { $0 == tally }
    return (now..<count).map { _ in
      World.Event(
        direction: world.domain.tallies[tally].direction, message: message, moment: moment,
        order: order?.id, buyer: order?.buyerName, thread: thread, conditions: conditions)
    }
  }
}
