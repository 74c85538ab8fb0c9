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
      guard let varied = next.varied(slot, state) else { return nil }
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

  private func varied(_ slot: Int, _ state: FactState) -> Question? {
    let domain = world.domain
    if facts(withEvidence: false)[slot] == state { return self }
    if slot == domain.layout.clock {
      guard case .value(.timestamp(let moment)) = state else { return nil }
      return Question(world, message, at: moment)
    }
    if let tally = domain.tallySlots.firstIndex(of: slot) { return counted(tally, state) }
    let fact = domain.vocabulary.facts[slot]
    if !fact.isGiven { return domain.analysisSlots.contains(slot) ? reworded(slot, state) : nil }
    var world = world
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
    var editing = Editing(message, in: world)
    guard editing.remove(slot, to: state) || editing.addSample(of: slot, to: state) else {
      return nil
    }
    let changed = World.Message(
      id: message.id, order: message.order, inReplyTo: message.inReplyTo, thread: message.thread,
      facts: message.facts, content: editing.content, in: world.domain)
    var world = world
    world.put(changed)
    return Question(world, changed, at: moment)
  }

  // MARK: What was sent and received

  /// The world in which a tally counts so many.
  private func counted(_ tally: Int, _ state: FactState) -> Question? {
    let slot = world.domain.tallies[tally]
    guard slot.result == .count, case .value(.int(let wanted)) = state, (0...9).contains(wanted),
      case .value(.int(let now)) = facts(withEvidence: false)[slot.slot]
    else { return nil }
    var next = self
    if wanted < now {
      var world = world
      for _ in wanted..<now {
        guard let last = world.lastEvent(countedBy: tally) else { return nil }
        world.remove(last)
      }
      next = Question(world, message, at: moment)
    } else {
      for _ in now..<wanted {
        guard let more = next.withOneMore(tally) else { return nil }
        next = more
      }
    }
    return next
  }

  /// The world in which one more message was sent or received that a tally counts, and as few
  /// others as can be.
  private func withOneMore(_ tally: Int) -> Question? {
    let domain = world.domain
    let slot = domain.tallies[tally]
    guard let purpose = domain.vocabulary.slot(of: TallySlot.purposeName),
      case .choice(let words) = domain.vocabulary.facts[purpose].type,
      let earlier = Timestamp(seconds: moment.seconds - 86_400)
    else { return nil }
    var best: (others: Int, question: Question)?
    for word in words {
      var world = world
      var number = 1
      while world.messages["earlier-\(number)"] != nil { number += 1 }
      var facts = FactSheet()
      facts.set(purpose, to: .value(.string(word)), at: nil)
      var earlierMessage = World.Message(
        id: "earlier-\(number)", order: message.order, facts: facts,
        content: MessageAnalysis.Message(), in: domain)
      earlierMessage.isFromBuyer = slot.direction == .received
      var message = message
      if slot.scope == .thread {
        if let answered = message.inReplyTo {
          earlierMessage.inReplyTo = answered
        } else {
          message.inReplyTo = earlierMessage.id
        }
      }
      world.put(earlierMessage)
      world.put(message)
      let clock = world.clock
      world.clock = earlier
      if slot.direction == .received {
        world.receive(earlierMessage)
      } else if (try? world.send(Written(earlierMessage.id))) == nil {
        continue
      }
      world.clock = clock
      guard let event = world.events.last, event.conditions[tally] else { continue }
      let others = event.conditions.count { $0 }
      if best.map({ others < $0.others }) ?? true {
        best = (others, Question(world, message, at: moment))
      }
    }
    return best?.question
  }
}

extension World {
  /// The last event that a tally counts.
  fileprivate func lastEvent(countedBy tally: Int) -> Int? {
    events.lastIndex { $0.direction == domain.tallies[tally].direction && $0.conditions[tally] }
  }
}
