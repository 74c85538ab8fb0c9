// What an open answer would be if an unknown fact were known: each value of a small fact, each
// stretch of an ordered one. On a stretch no comparison of the policy turns, so one decision
// stands for all of it; its ends are found by bisection on each comparison that reads the fact.

public import CEL

/// A state that an unknown fact may have, or a stretch of values on which nothing turns.
public enum Case: Hashable, Sendable {
  /// The fact is known not to be.
  case absent
  /// It has this value.
  case value(Value)
  /// It has a value from the first to before the second; `nil` is without end.
  case stretch(from: Value?, until: Value?)
}

/// An unknown fact, and the answer in each of its cases.
public struct OpenFact: Sendable {
  /// The fact's slot.
  public let slot: Int
  /// The cases with their decisions, in the order of the values; neighbours differ.
  public let cases: [(case: Case, decision: Decision)]
  /// Whether every case has a definite answer, so that knowing this one fact is enough.
  public let settles: Bool
}

extension Decision {
  /// The largest number of combinations of small unknown facts that are tried.
  static let mostCombinations = 64

  /// The unknown facts that could change the answer to a question, those that settle it first.
  public func openFacts(for question: Int = 0) -> [OpenFact] {
    guard answers[question].verdict == .depends else { return [] }
    let all = support(of: question).map { openFact($0, question) }
    let telling = all.filter { open in
      open.cases.contains { $0.decision.answers[question].verdict != .depends }
    }
    let shown = telling.isEmpty ? all : telling
    return shown.filter(\.settles) + shown.filter { !$0.settles }
  }

  /// The decision in one case of a fact.
  public func assuming(_ slot: Int, _ state: FactState) -> Decision {
    var facts = facts
    facts.set(slot, to: state, because: .stated(nil))
    return edition.decideAllCases(of: edition.decide(facts, by: evaluation(facts, [slot])))
  }

  /// The evaluation in which the facts in some slots have other states.
  private func evaluation(_ changed: FactTable, _ slots: [Int]) -> Evaluation {
    edition.graph.evaluate(
      changed, insteadOf: evaluation, slots: slots, zones: edition.policy.zones)
  }

  /// The answer that all combinations of unknown yes-or-no facts and choices share, if they do
  /// and nothing else is unknown.
  func verdictInAllCases(of question: Int) -> Verdict? {
    let slots = support(of: question)
    var domains: [[Value]] = []
    var count = 1
    for slot in slots {
      guard facts.scalars[slot].kind == .unknown,
        let values = facts.vocabulary.facts[slot].type.values
      else { return nil }
      domains.append(values)
      count *= values.count
      if count > Self.mostCombinations { return nil }
    }
    var shared: Verdict?
    var facts = facts
    for number in 0..<count {
      var rest = number
      for (slot, values) in zip(slots, domains) {
        facts.set(slot, to: .value(values[rest % values.count]))
        rest /= values.count
      }
      let verdict = edition.verdict(of: question, by: evaluation(facts, slots))
      if verdict == .depends || (shared ?? verdict) != verdict { return nil }
      shared = verdict
    }
    return shared
  }

  func openFact(_ slot: Int, _ question: Int) -> OpenFact {
    var cases: [(case: Case, decision: Decision)] = [(.absent, assuming(slot, .absent))]
    if let values = facts.vocabulary.facts[slot].type.values {
      cases = values.map { (.value($0), assuming(slot, .value($0))) }
    } else if let axis = Axis(facts.vocabulary.facts[slot].type) {
      let turns = turningPoints(of: slot, along: axis)
      var start: Value?
      for end in turns.map(Optional.some) + [nil] {
        let sample = start ?? end.flatMap(axis.before) ?? axis.value(0)
        let decision = assuming(slot, .value(sample))
        if let last = cases.last, case .stretch(let from, _) = last.case,
          last.decision.answers[question] == decision.answers[question]
        {
          cases[cases.count - 1] = (.stretch(from: from, until: end), last.decision)
        } else {
          cases.append((.stretch(from: start, until: end), decision))
        }
        start = end
      }
    } else {
      var texts = edition.graph.texts(comparedWith: slot)
      texts += facts.vocabulary.facts[slot].samples.map(Value.string).filter { !texts.contains($0) }
      cases += texts.map { (.value($0), assuming(slot, .value($0))) }
    }
    return OpenFact(
      slot: slot, cases: cases,
      settles: cases.allSatisfy { $0.decision.answers[question].verdict != .depends })
  }

  /// The values of an ordered fact at which some comparison turns, ascending.
  func turningPoints(of slot: Int, along axis: Axis) -> [Value] {
    func truths(at position: Int64) -> [Truth] {
      var facts = facts
      facts.set(slot, to: .value(axis.value(position)))
      return evaluation(facts, [slot]).truths
    }
    let low = truths(at: axis.range.lowerBound)
    let high = truths(at: axis.range.upperBound)
    var points: Set<Int64> = []
    for step in edition.graph.steps where step.operation == .less || step.operation == .lessOrEqual
    {
      let target = Int(step.target)
      guard low[target] != high[target], low[target] == .yes || low[target] == .no,
        high[target] == .yes || high[target] == .no
      else { continue }
      var (lower, upper) = (axis.range.lowerBound, axis.range.upperBound)
      while upper - lower > 1 {
        let middle = lower + (upper - lower) / 2
        if truths(at: middle)[target] == low[target] { lower = middle } else { upper = middle }
      }
      points.insert(upper)
    }
    return points.sorted().map(axis.value)
  }
}

/// The values of an ordered fact as whole steps: seconds, or ones.
struct Axis {
  let range: ClosedRange<Int64>
  let value: @Sendable (Int64) -> Value

  init?(_ type: FactType) {
    switch type {
    case .timestamp:
      // 1900 to 2200, so that no calendar arithmetic leaves the range of timestamps.
      range = -2_208_988_800...7_258_118_400
      value = { Timestamp(seconds: $0).map(Value.timestamp) ?? .null }
    case .int:
      range = -1_000_000_000_000...1_000_000_000_000
      value = { .int($0) }
    case .double:
      range = -1_000_000_000_000...1_000_000_000_000
      value = { .double(Double($0)) }
    case .duration:
      range = -9_000_000_000...9_000_000_000
      value = { Duration(seconds: $0).map(Value.duration) ?? .null }
    default: return nil
    }
  }

  /// The place of a value in whole steps, rounded down.
  static func position(_ value: Value) -> Int64? {
    switch value {
    case .int(let number): number
    case .timestamp(let instant): instant.seconds
    case .duration(let span): span.seconds
    case .double(let number): abs(number) < 1e15 ? Int64(number.rounded(.down)) : nil
    default: nil
    }
  }

  /// The value one step before another.
  func before(_ value: Value) -> Value? {
    switch value {
    case .timestamp(let instant): self.value(instant.seconds - 1)
    case .int(let number): self.value(number - 1)
    case .double(let number): .double(number - 1)
    case .duration(let span): self.value(span.seconds - 1)
    default: nil
    }
  }
}

extension FactType {
  /// All values, for kinds that have only a few.
  var values: [Value]? {
    switch self {
    case .bool: [.bool(true), .bool(false)]
    case .choice(let words): words.map(Value.string)
    default: nil
    }
  }
}

extension DecisionGraph {
  /// The texts that some condition compares with the fact in a slot, in the order of the steps.
  func texts(comparedWith slot: Int) -> [Value] {
    var texts: [Value] = []
    for step in steps where step.operation == .equal {
      for (side, other) in [(step.first, step.second), (step.second, step.first)]
      where side == slot {
        let position = Int(other) - factCount
        guard constants.indices.contains(position), constants[position].kind == .object else {
          continue
        }
        let text = constantObjects[Int(constants[position].bits)]
        if !texts.contains(text) { texts.append(text) }
      }
    }
    return texts
  }
}
