// Two worlds that differ in one fact, one on each side of where something turns. For an ordered fact
// they lie next to each other at the exact threshold; testers call such pairs boundary values, and
// where only one condition of a decision differs, unique-cause pairs (Chilenski, Miller, "Applicability
// of Modified Condition/Decision Coverage to Software Testing", 1994).

import CEL

/// Two states of one fact, with what is decided in each.
public struct Boundary: Sendable {
  /// The facts from which both sides were made.
  public let base: FactTable
  /// Another fact that is changed on both sides so that the pair shows; usually there is none.
  public let extra: (slot: Int, state: FactState)?
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
    let pairs = BoundaryPairs(self, truths)
    var result: [Boundary] = []
    for slot in slots where pairs.reads(slot) {
      let turning = pairs.all(of: slot).compactMap { pair -> Boundary? in
        let sides = (pairs.decide(slot, pair.0, nil), pairs.decide(slot, pair.1, nil))
        let verdicts = (sides.0.answers[question].verdict, sides.1.answers[question].verdict)
        guard verdicts.0 != verdicts.1 else { return nil }
        return Boundary(base: facts, extra: nil, slot: slot, states: pair, decisions: sides)
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

/// A condition of a rule, and two worlds between which it turns the rule.
public struct ConditionEdge: Sendable {
  /// The condition as it stands on either side, in sentences without a full stop.
  public let sentences: (String, String)
  /// The worlds.
  public let boundary: Boundary
  /// Whether the rule applies on the second side.
  public let applies: Bool
}

extension Edition {
  /// For each condition of a rule a pair of worlds that differ in one fact, in which it turns the rule.
  ///
  /// - Parameters:
  ///   - rule: The rule's position in ``rules``.
  ///   - bases: Worlds to start from, such as the rule's examples.
  ///   - slots: The facts that may be changed.
  ///   - accepts: Whether a pair that was made from the base at a position can be used; the search
  ///     goes on when it can't.
  /// - Returns: the pairs, and the conditions for which there is none, in sentences.
  public func edges(
    of rule: Int, from bases: [FactTable], changing slots: [Int],
    where accepts: (Int, Boundary) -> Bool
  ) -> (edges: [ConditionEdge], missing: [String]) {
    let root = conditions[rule].applies
    let leaves = graph.leaves(of: root)
    var edges: [ConditionEdge] = []
    var missing: [String] = []
    let decisions = bases.map { decide($0) }
    for leaf in leaves {
      guard let place = place(ofTruth: leaf, startingWith: rule) else { continue }
      let near = slots.filter { graph.uses.facts(of: leaf).contains(Int32($0)) }
      let found = unique(leaf, in: leaves, root, decisions, near, slots, accepts)
      guard let found else {
        if let decision = decisions.first {
          missing.append(
            ConditionPhrases(decision).sentence(
              place.node, decision.evaluation.truths[Int(leaf)], place.compiled))
        }
        continue
      }
      func sentence(_ decision: Decision) -> String {
        ConditionPhrases(decision).sentence(
          place.node, decision.evaluation.truths[Int(leaf)], place.compiled)
      }
      edges.append(
        ConditionEdge(
          sentences: (sentence(found.decisions.0), sentence(found.decisions.1)), boundary: found,
          applies: found.decisions.1.applies(rule) == .yes))
    }
    return (edges, missing)
  }

  private static let mostAttempts = 8
  private static let mostEvaluations = 2_000

  /// A pair in which a condition differs, and the whole with it: if there is one, a pair in which no
  /// other condition does; first from the bases as they are, then with one more fact changed.
  private func unique(
    _ leaf: Int32, in leaves: [Int32], _ root: Int32, _ decisions: [Decision], _ near: [Int],
    _ others: [Int], _ accepts: (Int, Boundary) -> Bool
  ) -> Boundary? {
    // Making worlds takes longer than finding pairs, and a condition that can't have one must end.
    var attempts = 0
    var evaluations = 0
    func search(
      _ base: Int, _ extra: (slot: Int, state: FactState)?, isStrict: Bool = true
    ) -> Boundary? {
      let decision = decisions[base]
      let start = extra.map { decision.assuming($0.slot, $0.state) } ?? decision
      let pairs = BoundaryPairs(start, [root])
      for slot in near where slot != extra?.slot {
        for pair in pairs.all(of: slot) where attempts < Self.mostAttempts {
          evaluations += 2
          let sides = (pairs.evaluation(slot, pair.0), pairs.evaluation(slot, pair.1))
          func differs(_ truth: Int32) -> Bool {
            sides.0.truths[Int(truth)] != sides.1.truths[Int(truth)]
          }
          let wholes = (sides.0.truths[Int(root)], sides.1.truths[Int(root)])
          guard wholes == (.yes, .no) || wholes == (.no, .yes), differs(leaf),
            !isStrict || leaves.allSatisfy({ $0 == leaf || !differs($0) })
          else { continue }
          let found = Boundary(
            base: decision.facts, extra: extra, slot: slot, states: pair,
            decisions: (pairs.decide(slot, pair.0, nil), pairs.decide(slot, pair.1, nil)))
          attempts += 1
          if accepts(base, found) { return found }
        }
      }
      return nil
    }
    // Conditions on the same fact may have to turn together.
    for isStrict in [true, false] {
      attempts = 0
      for base in decisions.indices {
        if let found = search(base, nil, isStrict: isStrict) { return found }
      }
    }
    let read = Set(graph.uses.facts(of: root).map(Int.init))
    for isStrict in [true, false] {
      (attempts, evaluations) = (0, 0)
      for (base, decision) in decisions.enumerated() {
        let pairs = BoundaryPairs(decision, [root])
        for slot in others where read.contains(slot) {
          for state in pairs.all(of: slot).flatMap({ [$0.0, $0.1] })
          where state != decision.facts[slot] && attempts < Self.mostAttempts
            && evaluations < Self.mostEvaluations
          {
            if let found = search(base, (slot, state), isStrict: isStrict) { return found }
          }
        }
      }
    }
    return nil
  }
}

extension DecisionGraph {
  /// The truths without truths of their own that a truth rests on, in the order of the steps.
  func leaves(of truth: Int32) -> [Int32] {
    steps(for: [truth]).filter { position in
      !steps[position].operation.givesScalar
        && inputs[position].truths.allSatisfy {
          $0 == Self.no || $0 == Self.yes
        }
    }.map { steps[$0].target }
  }
}

extension Edition {
  /// The slots of the facts that a rule rests on.
  public func factsRead(by rule: Int) -> [Int] { factsRead[rule].map(Int.init) }

  /// Whether any rule rests on a fact.
  public func reads(_ slot: Int) -> Bool { factsRead.contains { $0.contains(Int32(slot)) } }
}
