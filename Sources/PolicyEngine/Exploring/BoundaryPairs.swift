// The pairs of states of a fact that may lie on two sides of something: for an ordered fact those next
// to each other where a comparison turns.

import CEL

/// The pairs of states for the facts of one decision.
struct BoundaryPairs {
  let start: Decision
  let truths: [Int32]
  private var isNeeded: [Bool]
  /// Values that are known to occur, by slot.
  private let hints: [Int: [Value]]

  /// How far back and forth dates are looked for, in seconds.
  private static let years: Int64 = 3 * 366 * 86_400
  /// The most pairs of one fact.
  private static let most = 64

  /// - Parameter steps: What the truths rest on, where that is known.
  init(
    _ start: Decision, _ truths: [Int32], hints: [Int: [Value]], steps: [Int]? = nil
  ) {
    self.hints = hints
    self.start = start
    self.truths = truths
    isNeeded = Array(repeating: false, count: start.edition.graph.steps.count)
    for step in steps ?? start.edition.graph.steps(for: truths) { isNeeded[step] = true }
  }

  /// Whether the truths rest on a fact.
  func reads(_ slot: Int) -> Bool {
    start.edition.graph.uses.readers[slot].contains { isNeeded[Int($0)] }
  }

  /// The record in which a fact has another state.
  func evaluation(_ slot: Int, _ state: FactState) -> Evaluation {
    var facts = start.facts
    facts.set(slot, to: state)
    return start.edition.graph.evaluate(
      facts, insteadOf: start.evaluation, slots: [slot], zones: start.edition.policy.zones,
      where: { isNeeded[$0] })
  }

  /// The decision in which a fact has another state.
  func decide(_ slot: Int, _ state: FactState, _ reason: Evidence?) -> Decision {
    var facts = start.facts
    facts.set(slot, to: state, because: reason ?? .stated(nil))
    return start.edition.decide(facts)
  }

  /// The pairs of a fact, those of an ordered one ascending.
  func all(of slot: Int) -> [(FactState, FactState)] {
    let now = start.facts[slot]
    let type = start.facts.vocabulary.facts[slot].type
    if let values = type.values {
      let first = now.value ?? values[0]
      return values.filter { $0 != first }.map { (.value(first), .value($0)) }
    }
    switch type {
    case .timestamp: return dates(of: slot, now)
    case .int, .double, .duration: return numbers(of: slot, type, now)
    case .string, .list: return texts(of: slot, now)
    case .bool, .choice: return []
    }
  }

  /// What a text or a list is now, and what it is compared with or known to be elsewhere.
  private func texts(of slot: Int, _ now: FactState) -> [(FactState, FactState)] {
    let fact = start.facts.vocabulary.facts[slot]
    var others = start.edition.graph.texts(comparedWith: slot).filter(fact.type.holds)
    for value in (hints[slot] ?? []) + fact.samples.map(Value.string) + [fact.type.anyValue]
    where fact.type.holds(value) && !others.contains(value) {
      others.append(value)
    }
    let first = now == .unknown ? .absent : now
    let absent: [FactState] = fact.isGiven && first != .absent ? [.absent] : []
    return (others.map(FactState.value) + absent).prefix(Self.most).filter { $0 != first }.map {
      (first, $0)
    }
  }

  private func dates(of slot: Int, _ now: FactState) -> [(FactState, FactState)] {
    var middle = start.edition.date
    if case .value(.timestamp(let date)) = now {
      middle = date
    } else if let date = start.facts.vocabulary.facts.indices.lazy.compactMap({ other in
      if case .value(.timestamp(let date)) = start.facts[other] { date } else { nil }
    }).first {
      middle = date
    }
    guard let from = Timestamp(seconds: middle.seconds - Self.years),
      let until = Timestamp(seconds: middle.seconds + Self.years)
    else { return [] }
    var facts = start.facts
    facts.set(slot, to: from)
    let analysis = ClockAnalysis(
      start.edition, facts, along: slot, from: from.tick, until: until.tick, for: truths)
    let turns = analysis.turns(of: truths)
    var result = turns.prefix(Self.most).compactMap(Self.sides)
    result += Self.apart(result)
    let value = now.value ?? .timestamp(middle)
    result.append(
      (now == .absent ? .absent : .value(value), now == .absent ? .value(value) : .absent))
    return result
  }

  /// Pairs over two and more turns, the nearest first: what turns there and back is left out by them.
  private static func apart(_ pairs: [(FactState, FactState)]) -> [(FactState, FactState)] {
    let few = pairs.prefix(8)
    return (1..<max(2, few.count)).flatMap { gap in
      few.indices.dropLast(gap).map { (few[$0].0, few[$0 + gap].1) }
    }
  }

  /// The two whole seconds around a turn: the last before it, and the first behind it.
  private static func sides(of turn: Tick) -> (FactState, FactState)? {
    let second: Tick = 1_000_000_000
    let (seconds, rest) = turn.flooringDivision(by: second)
    let before = rest == 0 ? seconds - 1 : seconds
    guard let first = Timestamp(tick: before * second),
      let next = Timestamp(tick: (before + 1) * second)
    else { return nil }
    return (.value(.timestamp(first)), .value(.timestamp(next)))
  }

  private func numbers(
    of slot: Int, _ type: FactType, _ now: FactState
  ) -> [(FactState, FactState)] {
    guard let axis = Axis(type) else { return [] }
    let turns =
      start.edition.graph.constantTurns(of: slot)
      ?? start.numericTurns(of: slot, along: axis, for: truths)
    var pairs: [(FactState, FactState)] = turns.prefix(Self.most).map {
      (.value(axis.value($0 - 1)), .value(axis.value($0)))
    }
    pairs += Self.apart(pairs)
    let fact = start.facts.vocabulary.facts[slot]
    if now == .absent {
      pairs += ([axis.value(0)] + (hints[slot] ?? [])).prefix(Self.most).map {
        (.absent, .value($0))
      }
    } else if fact.isGiven, now != .unknown {
      pairs.append((.absent, now))
    }
    // Nothing is found or counted less than never.
    let least: Int64? = FactDomain(fact).isCount ? 0 : nil
    return pairs.filter { pair in
      guard let least, let value = pair.0.value, let place = Axis.position(value) else {
        return true
      }
      return place >= least
    }
  }
}
