// The pairs of states of a fact that may lie on two sides of something: for an ordered fact those next
// to each other where a comparison turns.

import CEL

/// The pairs of states for the facts of one decision.
struct BoundaryPairs {
  let start: Decision
  let truths: [Int32]
  private let needed: Set<Int>

  /// How far back and forth dates are looked for, in seconds.
  private static let years: Int64 = 3 * 366 * 86_400
  /// The most pairs of one fact.
  private static let most = 64

  init(_ start: Decision, _ truths: [Int32]) {
    self.start = start
    self.truths = truths
    needed = Set(start.edition.graph.steps(for: truths))
  }

  /// Whether the truths rest on a fact.
  func reads(_ slot: Int) -> Bool {
    start.edition.graph.uses.readers[slot].contains { needed.contains(Int($0)) }
  }

  /// The record in which a fact has another state.
  func evaluation(_ slot: Int, _ state: FactState) -> Evaluation {
    var facts = start.facts
    facts.set(slot, to: state)
    return start.edition.graph.evaluate(
      facts, insteadOf: start.evaluation, slots: [slot], zones: start.edition.policy.zones)
  }

  /// The decision in which a fact has another state.
  func decide(_ slot: Int, _ state: FactState, _ reason: Evidence?) -> Decision {
    var facts = start.facts
    facts.set(slot, to: state, because: reason ?? .stated(nil))
    return start.edition.decideAllCases(
      of: start.edition.decide(facts, by: evaluation(slot, state)))
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
    case .string:
      let texts = start.edition.graph.texts(comparedWith: slot)
      return texts.filter { .value($0) != now }.map {
        (now == .unknown ? .absent : now, .value($0))
      }
    case .bool, .choice, .list: return []
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
    let value = now.value ?? .timestamp(middle)
    result.append(
      (now == .absent ? .absent : .value(value), now == .absent ? .value(value) : .absent))
    return result
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
    if now == .absent { pairs.append((.absent, .value(axis.value(0)))) }
    return pairs
  }
}
