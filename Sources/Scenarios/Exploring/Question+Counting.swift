// The same question in a world in which other messages were sent or received before, so that what is
// counted over them is something else.

import CEL
import MessageAnalysis
import PolicyEngine

extension Question {
  /// The world in which a tally gives something else.
  ///
  /// - Parameter relevant: The facts that had better stay as they are.
  func counted(_ tally: Int, _ state: FactState, keeping relevant: [Int]) -> Question? {
    let counted = world.events.indices.filter { world.isCounted($0, by: tally) }
    switch (world.domain.tallies[tally].result, state) {
    case (_, .absent):
      return without(counted)
    case (.count, .value(.int(let wanted))) where (0...Self.mostMessages).contains(wanted):
      let fewer = without(counted.dropFirst(Int(wanted)))
      return withMore(tally, Int(wanted) - counted.count, of: fewer, keeping: relevant)
    case (.firstTime, .value(.timestamp(let moment))), (.lastTime, .value(.timestamp(let moment))):
      return without(counted).withOneMore(tally, at: moment, keeping: relevant)
    case (.lastChannel, .value(let word)):
      return without(counted).withOneMore(
        tally, stating: world.domain.vocabulary.slot(of: TallySlot.channelName), as: word,
        keeping: relevant)
    case (.lastPurpose, .value(let word)):
      return without(counted).withOneMore(
        tally, stating: world.domain.vocabulary.slot(of: TallySlot.purposeName), as: word,
        keeping: relevant)
    default: return nil
    }
  }

  private static let mostMessages: Int64 = 9

  private func without(_ events: some Collection<Int>) -> Question {
    var world = world
    for event in events.sorted().reversed() { world.remove(event) }
    return Question(world, message, at: moment)
  }

  private func withMore(
    _ tally: Int, _ count: Int, of question: Question, keeping relevant: [Int]
  ) -> Question? {
    var next = question
    for _ in 0..<max(0, count) {
      guard let more = next.withOneMore(tally, keeping: relevant) else { return nil }
      next = more
    }
    return next
  }

  /// The world in which one more message was sent or received that a tally counts, and as few
  /// others as can be.
  ///
  /// - Parameters:
  ///   - time: When; `nil` is a day before.
  ///   - slot: A fact that the message states besides its purpose, with its value.
  private func withOneMore(
    _ tally: Int, at time: Timestamp? = nil, stating slot: Int? = nil, as value: Value? = nil,
    keeping relevant: [Int]
  ) -> Question? {
    let domain = world.domain
    guard let purpose = domain.vocabulary.slot(of: TallySlot.purposeName),
      case .choice(let words) = domain.vocabulary.facts[purpose].type,
      let earlier = time ?? Timestamp(seconds: moment.seconds - 86_400)
    else { return nil }
    let now = self.facts(withEvidence: false)
    let others = relevant.filter { $0 != domain.tallies[tally].slot }
    // A message in the same thread may be about another order.
    let orders = domain.tallies[tally].scope == .thread ? [message.order, nil] : [message.order]
    var best: (changes: Int, counts: Int, question: Question)?
    for order in orders {
      for word in words {
        var facts = FactSheet()
        facts.set(purpose, to: .value(.string(word)), at: nil)
        if let slot, let value { facts.set(slot, to: .value(value), at: nil) }
        guard let (question, event) = having(facts, of: order, tally, at: earlier),
          event.conditions[tally]
        else { continue }
        let counts = event.conditions.count { $0 }
        let then = question.facts(withEvidence: false)
        let changes = others.count { now[$0] != then[$0] }
        if best.map({ (changes, counts) < ($0.changes, $0.counts) }) ?? true {
          best = (changes, counts, question)
        }
      }
      if best?.changes == 0 { break }
    }
    return best?.question
  }

  /// The world in which one more message was sent or received.
  private func having(
    _ facts: FactSheet, of order: String?, _ tally: Int, at earlier: Timestamp
  ) -> (Question, World.Event)? {
    let slot = world.domain.tallies[tally]
    var world = world
    var number = 1
    while world.messages["earlier-\(number)"] != nil { number += 1 }
    var earlierMessage = World.Message(
      id: "earlier-\(number)", order: order, facts: facts,
      content: MessageAnalysis.Message(), in: world.domain)
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
      return nil
    }
    world.clock = clock
    return world.events.last.map { (Question(world, message, at: moment), $0) }
  }
}

extension World {
  /// Whether an event counts for a tally, were it in its scope.
  fileprivate func isCounted(_ event: Int, by tally: Int) -> Bool {
    events[event].direction == domain.tallies[tally].direction && events[event].conditions[tally]
  }
}
