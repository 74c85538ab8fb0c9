// What a person would have to do for a message to be permitted, as steps that can be done, and each
// way tried by the ordinary engine before anybody sees it.

public import CEL
import MessageAnalysis
public import PolicyEngine

/// One way to make a message permitted.
public struct Fix: Sendable {
  /// One thing to do.
  public enum Step: Sendable {
    /// Wait until a moment.
    case wait(Timestamp)
    /// Take passages out of the text; the changes are what that achieves.
    case remove([Quote], [Change])
    /// Add a line to the text.
    case add(String, Change)
    /// Write something otherwise, which needs an author.
    case rewrite(Change)
    /// Choose, do or say something; any of the states will do.
    case change(Change, states: [FactState])
  }

  /// What to do, in order.
  public let steps: [Step]
  /// What it rests on.
  public let repair: Repair
  /// The question when all of it is done; what needs an author is taken as written.
  public let trial: Question
  /// What the ordinary engine says to it.
  public let decision: Decision
  /// The text with the edits that need no author.
  let text: MessageAnalysis.Message

  /// Whether something has to be done, said or waited for besides working on the message.
  public var asksForMore: Bool {
    steps.contains { step in
      switch step {
      case .wait, .remove, .add, .rewrite: false
      case .change(let change, _):
        trial.world.domain.layout.places[change.slot] != .message
      }
    }
  }

  /// The moment of sending, when it is to be waited for.
  public var wait: Timestamp? {
    steps.lazy.compactMap { if case .wait(let moment) = $0 { moment } else { nil } }.first
  }
}

/// The ways to make a message permitted.
public struct Fixes: Sendable {
  /// The question.
  public let question: Question
  /// Its answer.
  public let decision: Decision
  /// The ways whose trial gave a yes, cheapest first.
  public let all: [Fix]
  /// Ways that would be enough if only the facts named changed; but the text that is left then says
  /// something else that is not permitted.
  public let failed: [Fix]
  /// Whether these are all the ways there are.
  public let isComplete: Bool
}

extension Question {
  /// The ways to make the message permitted, all that is not a part of them staying as it is.
  ///
  /// - Parameter until: How long one may wait; `nil` is a year from the moment.
  public func fixes(until: Timestamp? = nil) -> Fixes {
    let decision = decide()
    let repairs = decision.repairs(patience: patience(until: until))
    let fixes = grouped(repairs.all).map { fix(by: $0.repair, $0.states) }
    return Fixes(
      question: self, decision: decision, all: fixes.filter { $0.decision.verdict == .yes },
      failed: fixes.filter { $0.decision.verdict != .yes }, isComplete: repairs.isComplete)
  }

  private func patience(until: Timestamp?) -> Patience? {
    let year = moment.adding(Duration(totalNanoseconds: 366 * 86_400_000_000_000))
    guard let slot = world.domain.layout.clock, let end = until ?? year, end > moment else {
      return nil
    }
    let pinned = world.edition.map { world.domain.edition(at: $0.moment) }
    let domain = world.domain
    return Patience(
      slot: slot, until: end,
      borders: pinned == nil ? domain.editionStarts(after: moment, before: end) : [],
      edition: { pinned ?? domain.edition(at: $0) })
  }

  /// Repairs that differ only in what one fact is chosen or said to be become one.
  private func grouped(_ repairs: [Repair]) -> [(repair: Repair, states: [Int: [FactState]])] {
    var result: [(repair: Repair, states: [Int: [FactState]])] = []
    for repair in repairs {
      let position = result.firstIndex { other in
        guard other.repair.changes.count == repair.changes.count else { return false }
        let theirs = Dictionary(uniqueKeysWithValues: other.repair.changes.map { ($0.slot, $0) })
        let different = repair.changes.filter { theirs[$0.slot]?.state != $0.state }
        guard different.count == 1, let change = different.first, theirs[change.slot] != nil,
          change.range == nil, change.means != .wait, change.means != .edit
        else { return false }
        return other.states.allSatisfy { $0.key == change.slot || $0.value.count == 1 }
      }
      if let position {
        for change in repair.changes {
          let known = result[position].states[change.slot] ?? []
          if !known.contains(change.state) {
            result[position].states[change.slot] = known + [change.state]
          }
        }
      } else {
        result.append(
          (
            repair,
            Dictionary(uniqueKeysWithValues: repair.changes.map { ($0.slot, [$0.state]) })
          ))
      }
    }
    return result
  }

  /// A repair as steps, tried.
  private func fix(by repair: Repair, _ states: [Int: [FactState]]) -> Fix {
    var editing = Editing(message, in: world)
    var steps: [Fix.Step] = []
    var removed: [Change] = []
    for change in repair.changes {
      switch change.means {
      case .wait:
        if case .value(.timestamp(let moment)) = change.state { steps.append(.wait(moment)) }
      case .edit:
        if editing.remove(change.slot, to: change.state) {
          removed.append(change)
        } else if let line = editing.add(change.slot, to: change.state, order: order?.id) {
          steps.append(.add(line, change))
        } else {
          steps.append(.rewrite(change))
        }
      case .choose where world.domain.vocabulary.facts[change.slot].type == .string:
        steps.append(.rewrite(change))
      default: steps.append(.change(change, states: states[change.slot] ?? [change.state]))
      }
    }
    if !removed.isEmpty { steps.insert(.remove(editing.quotes, removed), at: 0) }
    let text = editing.content
    // Whoever rewrites a text also sees to what is left when something is taken out of it.
    let needsAuthor = steps.contains { if case .rewrite = $0 { true } else { false } }
    let tried =
      needsAuthor
      ? repair.changes.filter { $0.means == .edit }.map { Fix.Step.rewrite($0) } + steps : steps
    let trial = trial(
      of: tried, text: needsAuthor ? message.content : text, takingAsWritten: true)
    return Fix(
      steps: steps.sorted { $0.rank < $1.rank }, repair: repair, trial: trial,
      decision: trial.decide(), text: text)
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
    for step in steps {
      switch step {
      case .wait(let until): moment = until
      case .remove, .add: break
      case .rewrite(let change): if takingAsWritten { state(change) }
      case .change(let change, _): state(change)
      }
    }
    let changed = World.Message(
      id: message.id, order: message.order, inReplyTo: message.inReplyTo, thread: message.thread,
      facts: sheet, content: text, in: world.domain)
    world.put(changed)
    world.record(events)
    return Question(world, changed, at: moment)
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

extension Fix.Step {
  /// The place in the order in which steps are told: work on the text first, waiting last.
  fileprivate var rank: Int {
    switch self {
    case .remove: 0
    case .add: 1
    case .rewrite: 2
    case .change(let change, _): change.means == .act ? 4 : change.means == .state ? 5 : 3
    case .wait: 6
    }
  }
}
