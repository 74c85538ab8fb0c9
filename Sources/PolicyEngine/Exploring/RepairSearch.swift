// All minimal sets of changes that make an answer yes, cheapest first: the hitting-set tree of Reiter,
// "A Theory of Diagnosis from First Principles" (1987), searched in the order of cost as in Wotawa,
// "A Variant of Reiter's Hitting-Set Algorithm" (2001).
//
// Each node is a set of changes. Where the answer is not yet yes, its grounds are a conflict: facts
// of which one at least has to change as well. So each repair lies below a child that makes one of
// its changes, and none is missed, also where a change breaks what another one mended. A set that
// holds a repair is none, since the cheaper repair came before it. With some changes other facts
// fall away: the text, when another one takes its place. A change of such a fact beside it is
// needless.

import CEL

extension Decision {
  /// The minimal sets of changes that make the answer to a question yes.
  ///
  /// - Parameters:
  ///   - patience: How long one may wait; `nil` leaves the clock alone.
  ///   - limit: The most repairs that are looked for.
  public func repairs(
    question: Int = 0, patience: Patience? = nil, limit: Int = 24
  ) -> Repairs {
    var search = RepairSearch(self, question, patience, limit)
    return search.run()
  }
}

/// A search for the repairs of one decision.
struct RepairSearch {
  /// The most sets of changes that are looked at.
  static let mostNodes = 3_000

  let start: Decision
  let question: Int
  let patience: Patience?
  private let limit: Int
  private var options: ChangeOptions
  private var queue = CostQueue()
  private var seen: Set<Set<Change>> = []
  private var found: [Repair] = []
  private var deadEnds: [DeadEnd] = []
  /// The most dead ends that are kept.
  private static let mostDeadEnds = 24

  init(_ start: Decision, _ question: Int, _ patience: Patience?, _ limit: Int) {
    self.start = start
    self.question = question
    self.patience = patience
    self.limit = limit
    options = ChangeOptions(start, question, patience)
  }

  mutating func run() -> Repairs {
    var nodes = 0
    queue.insert([], cost: 0)
    while let changes = queue.popFirst() {
      if found.contains(where: { dominates($0.changes, changes) }) { continue }
      nodes += 1
      if nodes > Self.mostNodes || found.count >= limit {
        return Repairs(all: found, isComplete: false, deadEnds: deadEnds)
      }
      let decision = decision(with: changes)
      if decision.answers[question].verdict == .yes {
        if changes.isEmpty { break }
        found.append(Repair(changes: changes, decision: decision))
        continue
      }
      let conflict = conflict(decision, changes)
      if isEnd(conflict) { note(deadEnd: changes, decision) }
      for change in children(of: conflict.union(clock(beside: changes)), decision)
      where !isNeedless(change, beside: changes) {
        let next = (changes + [change]).sorted { ($0.cost, $0.slot) < ($1.cost, $1.slot) }
        if seen.insert(Set(next)).inserted {
          queue.insert(next, cost: next.reduce(0) { $0 + $1.cost })
        }
      }
    }
    return Repairs(all: found, isComplete: true, deadEnds: deadEnds)
  }

  /// The changes of which every repair with a conflict holds one.
  private mutating func children(of conflict: Set<Int>, _ decision: Decision) -> [Change] {
    let declarations = start.facts.vocabulary.facts
    let only = conflict.filter { slot in
      declarations[slot].alteration.isOnlyWay && start.facts[slot] != declarations[slot].standard
    }
    var changes: [Change] = []
    for slot in (only.isEmpty ? conflict : only).sorted() {
      changes += options.changes(of: slot, in: decision)
    }
    return changes + options.drops(of: conflict, in: decision)
  }

  /// Whether a change has no effect beside others, or takes the effect of one of them.
  private func isNeedless(_ change: Change, beside others: [Change]) -> Bool {
    let dropped = options.dropped(by: change)
    return others.contains { other in
      dropped.contains(other.slot) || options.dropped(by: other).contains(change.slot)
    }
  }

  private func decision(with changes: [Change]) -> Decision {
    if changes.isEmpty { return start }
    var facts = start.facts
    var slots = changes.map(\.slot)
    for dropped in changes.map(options.dropped(by:)) {
      for slot in dropped { facts.set(slot, to: facts.vocabulary.facts[slot].standard) }
      slots += dropped
    }
    for change in changes { facts.set(change.slot, to: change.state, because: .stated(nil)) }
    let edition = edition(with: changes)
    let evaluation =
      edition === start.edition
      ? edition.graph.evaluate(
        facts, insteadOf: start.evaluation, slots: slots, zones: edition.policy.zones)
      : edition.graph.evaluate(facts, zones: edition.policy.zones)
    return edition.decideAllCases(of: edition.decide(facts, by: evaluation))
  }

  private func edition(with changes: [Change]) -> Edition {
    guard let patience, let wait = changes.first(where: { $0.slot == patience.slot }),
      case .value(.timestamp(let moment)) = wait.state
    else { return start.edition }
    return patience.edition(moment)
  }

  // MARK: Conflicts

  /// In how many ways each fact can be changed besides some changes.
  private func ways(beside changes: [Change]) -> [Int] {
    var ways = options.ways
    for change in changes {
      ways[change.slot] = 0
      for slot in options.dropped(by: change) { ways[slot] = 0 }
    }
    return ways
  }

  /// Whether nothing but waiting is left, which is an end when no repair is found.
  private func isEnd(_ facts: Set<Int>) -> Bool { facts.allSatisfy { $0 == patience?.slot } }

  private mutating func note(deadEnd changes: [Change], _ decision: Decision) {
    guard deadEnds.count < Self.mostDeadEnds, !changes.contains(where: { $0.means == .wait })
    else { return }
    var grounds = Grounds(
      decision.edition.graph, decision.evaluation, ways: ways(beside: changes))
    let rules = decision.answers[question].deciding.filter { rule in
      decision.edition.plans[rule].effect != .permit
        && isEnd(grounds.facts(keeping: decision.edition.plans[rule].applies))
    }
    deadEnds.append(DeadEnd(changes: changes, decision: decision, rules: rules))
  }

  /// Facts of which at least one has to change besides, in every repair with these changes.
  private func conflict(_ decision: Decision, _ changes: [Change]) -> Set<Int> {
    let ways = ways(beside: changes)
    var grounds = Grounds(decision.edition.graph, decision.evaluation, ways: ways)
    var best: Set<Int>?
    func consider(_ facts: Set<Int>) {
      if let known = best, grounds.weight(known) <= grounds.weight(facts) { return }
      best = facts
    }
    let plans = decision.edition.plans
    let mine = plans.indices.filter {
      Int(plans[$0].question) == question && plans[$0].effect.answers
    }
    let isFuzzy = decision.mayHideAnAnswer(to: question)
    for rule in mine where plans[rule].effect != .permit {
      let truth = decision.applies(rule)
      if truth == .no || (truth != .yes && isFuzzy) { continue }
      consider(grounds.facts(keeping: plans[rule].applies))
    }
    let permits = mine.filter { plans[$0].effect == .permit }
    let isPermitted =
      decision.edition.defaults[question] || permits.contains { decision.applies($0) == .yes }
    if !isPermitted, !isFuzzy || permits.allSatisfy({ decision.applies($0) == .no }) {
      consider(
        permits.reduce(into: []) { $0.formUnion(grounds.facts(keeping: plans[$1].applies)) })
    }
    // CEL's unknowns are not exact where a fact is read twice: then all that the open rules read.
    return best
      ?? Set(
        (decision.answers[question].undecided + (isPermitted ? [] : permits)).flatMap { rule in
          decision.edition.factsRead[rule].map(Int.init).filter { ways[$0] > 0 }
        })
  }

  /// The clock, where waiting brings another edition, which may be another one whatever was done.
  private func clock(beside changes: [Change]) -> Set<Int> {
    guard let patience, !patience.borders.isEmpty,
      !changes.contains(where: { $0.slot == patience.slot }), options.ways[patience.slot] > 0
    else { return [] }
    return [patience.slot]
  }

  /// Whether a repair makes every change of a set needless: it makes some of them, or goes less far
  /// in the same direction.
  private func dominates(_ repair: [Change], _ changes: [Change]) -> Bool {
    repair.allSatisfy { mine in
      changes.contains { other in
        other.slot == mine.slot
          && (other.state == mine.state || isNearer(mine.state, than: other.state, to: mine.slot))
      }
    }
  }

  private func isNearer(_ near: FactState, than far: FactState, to slot: Int) -> Bool {
    guard let near = near.position, let far = far.position, let now = start.facts[slot].position
    else { return false }
    return now < near && near < far || far < near && near < now
  }
}

extension FactState {
  /// The place of an ordered value on its axis.
  fileprivate var position: Tick? {
    switch self {
    case .value(.int(let number)): Tick(number)
    case .value(.timestamp(let instant)): instant.tick
    case .value(.duration(let span)): Tick(span.totalNanoseconds)
    case .value(.double(let number)): Tick(exactly: (number * 1_000_000).rounded())
    default: nil
    }
  }
}

/// Sets of changes in the order of cost, those of equal cost in the order in which they came.
private struct CostQueue {
  private var heap: [(cost: Int, number: Int, changes: [Change])] = []
  private var count = 0

  mutating func insert(_ changes: [Change], cost: Int) {
    heap.append((cost, count, changes))
    count += 1
    var child = heap.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> [Change]? {
    guard let first = heap.first else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if isBefore(child, least) { least = child }
      }
      if least == parent { return first.changes }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    (heap[left].cost, heap[left].number) < (heap[right].cost, heap[right].number)
  }
}
