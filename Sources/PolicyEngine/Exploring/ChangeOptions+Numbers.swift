// The numbers that a change can bring: of each stretch on which nothing turns the one that is nearest.

import CEL

extension ChangeOptions {
  /// Of each stretch of numbers on which nothing turns the one that is nearest.
  mutating func numbers(of slot: Int, in decision: Decision) -> [Change] {
    let graph = decision.edition.graph
    let fact = start.facts.vocabulary.facts[slot]
    guard let axis = Axis(fact.type) else { return [] }
    let constant = graph.constantTurns(of: slot)
    let turns =
      constant
      ?? decision.numericTurns(
        of: slot, along: axis,
        for: decision.edition.plans.filter { $0.effect.answers }.map(\.applies))
    let now = start.facts[slot].value.flatMap(Axis.position)
    let here = now.map { now in turns.count { $0 <= now } }
    var changes: [Change] = []
    let starts: [Int64?] = [nil] + turns.map(Optional.some)
    for (index, from) in starts.enumerated() {
      let until = index < turns.count ? turns[index] : nil
      if index == here { continue }
      let isBelow = here.map { index < $0 } ?? (from == nil)
      guard let value = isBelow ? until.map({ $0 - 1 }) : from else { continue }
      changes.append(
        change(
          slot, to: .value(axis.value(value)),
          in: now == nil
            ? .stretch(from: from.map(axis.value), until: until.map(axis.value)) : nil,
          // Going further costs a little more.
          extra: here.map { min(abs(index - $0), 900) } ?? 0))
    }
    if case .tally = fact.origin {
      // What has happened can't be undone.
      changes.removeAll { $0.state.value.flatMap(Axis.position) ?? 0 < now ?? 0 }
    }
    if fact.alteration.takesOutOnly, let now,
      let nothing = fact.standard.value.flatMap(Axis.position)
    {
      changes.removeAll { change in
        guard let position = change.state.value.flatMap(Axis.position) else { return true }
        return position < min(now, nothing) || position > max(now, nothing)
      }
    }
    return constant == nil ? changes : remember(slot, changes)
  }
}

extension FactState {
  /// The value, if there is one.
  var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }
}

extension DecisionGraph {
  /// The whole numbers at which a comparison of a fact with a constant turns, ascending; `nil` if
  /// the fact is compared with anything else.
  func constantTurns(of slot: Int) -> [Int64]? {
    var turns: Set<Int64> = []
    for position in uses.readers[slot] {
      let step = steps[Int(position)]
      guard inputs[Int(position)].scalars.contains(Int32(slot)) else { continue }
      let isLeft = step.first == slot
      let other = Int(isLeft ? step.second : step.first) - factCount
      guard step.operation != .present else { continue }
      guard [.less, .lessOrEqual, .equal].contains(step.operation),
        constants.indices.contains(other), let limit = constants[other].wholeNumbers
      else { return nil }
      switch step.operation {
      // value < limit turns at the first number that is not less; limit < value behind the last
      // one that is not more.
      case .less: turns.insert(isLeft ? limit.up : limit.down + 1)
      case .lessOrEqual: turns.insert(isLeft ? limit.down + 1 : limit.up)
      default: turns.formUnion([limit.up, limit.up + 1])
      }
    }
    return turns.sorted()
  }
}

extension Scalar {
  /// The whole numbers next to a number; of a length of time, in seconds.
  fileprivate var wholeNumbers: (down: Int64, up: Int64)? {
    switch kind {
    case .int: return (bits, bits)
    case .double:
      guard abs(double) < 1e15 else { return nil }
      return (Int64(double.rounded(.down)), Int64(double.rounded(.up)))
    case .duration:
      let (down, rest) = Tick(bits).flooringDivision(by: 1_000_000_000)
      return (Int64(down), Int64(rest == 0 ? down : down + 1))
    default: return nil
    }
  }
}

extension Decision {
  /// The whole numbers at which something turns along an ordered fact, given all else as it is.
  func numericTurns(of slot: Int, along axis: Axis, for truths: [Int32]) -> [Int64] {
    guard facts.vocabulary.facts[slot].type == .int else {
      return turningPoints(of: slot, along: axis).compactMap { Axis.position($0) }
    }
    let analysis = ClockAnalysis(
      edition, facts, along: slot, from: Tick(axis.range.lowerBound),
      until: Tick(axis.range.upperBound), for: truths)
    return analysis.turns(of: truths).map { Int64(clamping: $0) }
  }
}
