// Two worlds that differ in one fact, one on each side of where something turns. For an ordered fact
// they lie next to each other at the exact threshold; testers call such pairs boundary values.

import CEL

/// Two states of one fact, with what is decided in each.
public struct Boundary: Sendable {
  /// The facts from which both sides were made.
  public let base: FactTable
  /// The fact in which the sides differ.
  public let slot: Int
  /// The fact on either side: first the side on which nothing was asked for, or the smaller value.
  public let states: (FactState, FactState)
  /// The decisions on either side.
  public let decisions: (Decision, Decision)
}

extension Decision {
  /// The nearest boundaries at which the verdict on a question turns: one for each fact and
  /// direction, or other verdict.
  ///
  /// - Parameter slots: The facts that may be changed.
  public func boundaries(question: Int = 0, of slots: [Int]) -> [Boundary] {
    let truths = edition.plans.filter { Int($0.question) == question && $0.effect.answers }
      .map(\.applies)
    let pairs = BoundaryPairs(self, truths, hints: edition.policy.exampleValues)
    var result: [Boundary] = []
    for slot in slots where pairs.reads(slot) {
      let turning = pairs.all(of: slot).compactMap { pair -> Boundary? in
        let sides = (pairs.decide(slot, pair.0, nil), pairs.decide(slot, pair.1, nil))
        let verdicts = (sides.0.answers[question].verdict, sides.1.answers[question].verdict)
        guard verdicts.0 != verdicts.1 else { return nil }
        return Boundary(base: facts, slot: slot, states: pair, decisions: sides)
      }
      result += nearest(turning, question)
    }
    return result
  }

  /// Of a fact's boundaries those next to where it is now; of a choice one for each verdict.
  private func nearest(_ boundaries: [Boundary], _ question: Int) -> [Boundary] {
    guard let first = boundaries.first else { return [] }
    let axis = Axis(facts.vocabulary.facts[first.slot].type)
    guard axis != nil, let here = facts[first.slot].value.flatMap(Axis.position) else {
      var seen: Set<Verdict> = []
      return boundaries.filter { seen.insert($0.decisions.1.answers[question].verdict).inserted }
    }
    let places = boundaries.map { $0.states.1.value.flatMap(Axis.position) }
    let below = places.indices.last { places[$0].map { $0 <= here } ?? false }
    let above = places.indices.first { places[$0].map { $0 > here } ?? false }
    let absent = places.indices.first { places[$0] == nil }
    return [below, above, absent].compactMap { $0.map { boundaries[$0] } }
  }
}

extension Edition {
  /// The slots of the facts that a rule rests on.
  public func factsRead(by rule: Int) -> [Int] { factsRead[rule].map(Int.init) }

  /// Whether any rule rests on a fact.
  public func reads(_ slot: Int) -> Bool { factsRead.contains { $0.contains(Int32(slot)) } }
}
