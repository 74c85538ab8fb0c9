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
    case remove([EditedPassage], [Change])
    /// Add a line to the text.
    case add(String, Change)
    /// Write passages otherwise, which needs an author; the changes are what that achieves.
    case rewrite([EditedPassage], [Change])
    /// Write something that is not there, which needs an author.
    case write(Change)
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

  /// Whether a part of it needs an author.
  public var needsAuthor: Bool {
    steps.contains { step in
      switch step {
      case .rewrite, .write: true
      case .wait, .remove, .add, .change: false
      }
    }
  }

  /// Whether something has to be done, said or waited for besides working on the message.
  public var asksForMore: Bool {
    steps.contains { step in
      switch step {
      case .wait, .remove, .add, .rewrite, .write: false
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
  /// Where the search for ways could not go on: some of them.
  public let deadEnds: [DeadEnd]
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
      failed: fixes.filter { $0.decision.verdict != .yes }, isComplete: repairs.isComplete,
      deadEnds: repairs.deadEnds)
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

  private typealias Group = (repair: Repair, states: [Int: [FactState]])

  /// Repairs that differ only in what one fact is chosen or said to be become one, as often as there
  /// are such.
  private func grouped(_ repairs: [Repair]) -> [Group] {
    var groups: [Group] = repairs.map { repair in
      (repair, Dictionary(uniqueKeysWithValues: repair.changes.map { ($0.slot, [$0.state]) }))
    }
    var isDone = false
    while !isDone {
      isDone = true
      for index in groups.indices {
        while let other = groups.indices.dropFirst(index + 1).first(where: {
          differ(groups[index], groups[$0]) != nil
        }), let slot = differ(groups[index], groups[other]) {
          groups[index].states[slot, default: []] += groups[other].states[slot] ?? []
          groups.remove(at: other)
          isDone = false
        }
        if index + 1 >= groups.count { break }
      }
    }
    return groups
  }

  /// The only fact in which two groups differ, if they can become one.
  private func differ(_ left: Group, _ right: Group) -> Int? {
    guard left.states.count == right.states.count else { return nil }
    let different = left.states.filter { right.states[$0.key] != $0.value }
    guard different.count == 1, let slot = different.first?.key, right.states[slot] != nil,
      let mine = left.repair.changes.first(where: { $0.slot == slot }),
      let theirs = right.repair.changes.first(where: { $0.slot == slot }),
      mine.range == nil, theirs.range == nil, mine.means != .wait, mine.means != .edit,
      dropsText(mine) == dropsText(theirs)
    else { return nil }
    return slot
  }

  /// A repair as steps, tried.
  private func fix(by repair: Repair, _ states: [Int: [FactState]]) -> Fix {
    let fix = fix(by: repair, states, editsByAuthor: false)
    // When what is left of the text is not permitted for another reason, an author sees to it.
    if fix.decision.verdict == .yes { return fix }
    let written = self.fix(by: repair, states, editsByAuthor: true)
    return written.decision.verdict == .yes ? written : fix
  }

  private func fix(
    by repair: Repair, _ states: [Int: [FactState]], editsByAuthor: Bool
  ) -> Fix {
    let facts = world.domain.vocabulary.facts
    let edits = repair.changes.filter { $0.means == .edit && !dropsText($0) }
    let unwanted = Set(edits.filter { $0.state == facts[$0.slot].standard }.map(\.slot))
    var editing = Editing(message, in: world)
    var steps: [Fix.Step] = []
    var removed: [Change] = []
    var rewritten: [Change] = []
    for change in repair.changes {
      switch change.means {
      case .wait:
        if case .value(.timestamp(let moment)) = change.state { steps.append(.wait(moment)) }
      case .edit where dropsText(change):
        steps.append(.change(change, states: [change.state]))
      case .edit:
        let takesOut = change.state == facts[change.slot].standard
        var next = editing
        let byAuthor = editsByAuthor && facts[change.slot].alteration.cut != .mark
        if !byAuthor, next.remove(change.slot, to: change.state),
          next.keepsSubstance(without: unwanted)
        {
          editing = next
          removed.append(change)
        } else if let line = editing.add(change.slot, to: change.state, order: order?.id) {
          steps.append(.add(line, change))
        } else if takesOut, facts[change.slot].alteration.cut != .nothing {
          rewritten.append(change)
        } else {
          steps.append(.write(change))
        }
      case .choose where facts[change.slot].type == .string: steps.append(.write(change))
      default: steps.append(.change(change, states: states[change.slot] ?? [change.state]))
      }
    }
    // Where no sentence is known to say what the message is for, none may be the last to stay.
    if !rewritten.isEmpty, !editsByAuthor, editing.carriers.isEmpty {
      return fix(by: repair, states, editsByAuthor: true)
    }
    for change in rewritten {
      if editsByAuthor {
        editing.leave(change.slot)
      } else if editing.removeSome(change.slot, without: unwanted) {
        removed.append(change)
      }
    }
    if !editing.removed.isEmpty { steps.append(.remove(editing.removed, removed)) }
    if !rewritten.isEmpty { steps.append(.rewrite(editing.left, rewritten)) }
    // Whoever rewrites a text also sees to what is left when something is taken out of it.
    let needsAuthor = !rewritten.isEmpty
    let tried = needsAuthor ? steps + [.rewrite([], edits)] : steps
    let trial = trial(
      of: tried, text: needsAuthor ? message.content : editing.content, takingAsWritten: true)
    return Fix(
      steps: steps.sorted { $0.rank < $1.rank }, repair: repair, trial: trial,
      decision: trial.decide(), text: editing.content)
  }
}

extension Fix.Step {
  /// The place in the order in which steps are told: work on the text first, waiting last.
  fileprivate var rank: Int {
    switch self {
    case .remove: 0
    case .add: 1
    case .rewrite: 2
    case .write: 2
    case .change(let change, _): change.means == .act ? 4 : change.means == .state ? 5 : 3
    case .wait: 6
    }
  }
}
