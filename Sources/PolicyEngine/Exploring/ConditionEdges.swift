// For each condition of a rule two worlds that differ in one fact, in which it turns the rule. Testers
// call them unique-cause pairs: of the conditions only the one differs (Chilenski, Miller, "Applicability
// of Modified Condition/Decision Coverage to Software Testing", 1994). Where conditions on the same fact
// can only turn together, it is told which. Worlds that are at hand are tried first; then such are
// searched for in which the condition settles the rule, or it is proved that none is one.

public import CEL

/// A condition of a rule, and two worlds between which it turns the rule.
public struct ConditionEdge: Sendable {
  /// The condition as it stands on either side, in sentences without a full stop.
  public let sentences: (String, String)
  /// The worlds.
  public let boundary: Boundary
  /// Whether the rule applies on the second side.
  public let applies: Bool
  /// The other conditions that turn with it, as they are written.
  public let turningToo: [String]
}

/// A condition of a rule for which there are no two worlds.
public struct MissingEdge: Sendable {
  /// Why there are none.
  public enum Reason: Hashable, Sendable {
    /// The condition comes out the same whatever is known: proved.
    case constant(Bool)
    /// The condition can't turn the rule alone, as on one of its sides others have always settled
    /// the rule: proved. The name is that of a condition that is enough for it, as it is written.
    case masked(by: String?)
    /// None was found, and nothing proved.
    case notFound
  }

  /// The condition as it stands in one world, in a sentence without a full stop.
  public let sentence: String
  /// The condition as it is written.
  public let written: String
  /// The reason.
  public let reason: Reason
}

extension Edition {
  /// For each condition of a rule a pair of worlds that differ in one fact, in which it turns the rule.
  ///
  /// - Parameters:
  ///   - rule: The rule's position in ``rules``.
  ///   - bases: Worlds to start from, such as the rule's examples.
  ///   - slots: The facts that may be changed.
  ///   - moment: When worlds that are searched for take place if nothing speaks for another time.
  ///   - asWorld: Facts that were searched for as a world has them; `nil` when there can be no such world.
  ///   - accepts: Whether a pair can be used that was made from the base at a position, or from
  ///     facts that were searched for; the search goes on when it can't.
  ///   - assumes: Whether a pair can be used that nothing else was found for.
  /// - Returns: the pairs, and the conditions for which there is none.
  public func edges(
    of rule: Int, from bases: [FactTable], changing slots: [Int], near moment: Timestamp,
    asWorld: @escaping (FactTable) -> FactTable?,
    accepts: @escaping (_ base: Int?, Boundary) -> Bool, assumes: @escaping (Boundary) -> Bool
  ) -> (edges: [ConditionEdge], missing: [MissingEdge]) {
    let conditions = RuleConditionSet(self, rule)
    let decisions = bases.map { conditions.decision(on: $0) }
    let hints = policy.exampleValues
    var search: ConditionSearch?
    var edges: [ConditionEdge] = []
    var missing: [MissingEdge] = []
    for leaf in conditions.leaves where place(ofTruth: leaf, startingWith: rule) != nil {
      func written(_ truth: Int32) -> String? {
        self.place(ofTruth: truth, startingWith: rule).map { place in
          place.compiled.checked.expression.span(of: place.node).text
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
      }
      func sentence(_ truth: Int32, _ decision: Decision) -> String? {
        self.place(ofTruth: truth, startingWith: rule).map { place in
          ConditionPhrases(decision).sentence(
            place.node, decision.evaluation.truths[Int(truth)], place.compiled)
        }
      }
      var open =
        search ?? ConditionSearch(conditions, hints: hints, anchor: moment, asWorld: asWorld)
      defer { search = open }
      let pairs = UniqueCausePairs(
        conditions, leaf, slots.filter { graph.uses.facts(of: leaf).contains(Int32($0)) }, hints,
        accepts, assumes)
      var found: Boundary?
      for cause in RuleConditionSet.Cause.allCases where found == nil {
        found = pairs.first(from: decisions, &open, by: cause)
      }
      if let found {
        let (first, second) = found.decisions
        let others = conditions.turning(with: leaf, first.evaluation, second.evaluation)
        edges.append(
          ConditionEdge(
            sentences: (sentence(leaf, first) ?? "", sentence(leaf, second) ?? ""),
            boundary: found, applies: second.applies(rule) == .yes,
            turningToo: others.compactMap(written)))
      } else if let decision = decisions.first {
        missing.append(
          MissingEdge(
            sentence: sentence(leaf, decision) ?? "", written: written(leaf) ?? "",
            reason: open.reason(leaf, name: written)))
      }
    }
    return (edges, missing)
  }
}

/// The pairs of one condition.
private struct UniqueCausePairs {
  private let conditions: RuleConditionSet
  private let leaf: Int32
  private let near: [Int]
  private let hints: [Int: [Value]]
  private let accepts: (Int?, Boundary) -> Bool
  private let assumes: (Boundary) -> Bool
  /// Making worlds takes longer than finding pairs.
  private static let mostAttempts = 6
  private static let mostAttemptsSearched = 2

  init(
    _ conditions: RuleConditionSet, _ leaf: Int32, _ near: [Int], _ hints: [Int: [Value]],
    _ accepts: @escaping (Int?, Boundary) -> Bool, _ assumes: @escaping (Boundary) -> Bool
  ) {
    (self.conditions, self.leaf, self.near) = (conditions, leaf, near)
    (self.hints, self.accepts, self.assumes) = (hints, accepts, assumes)
  }

  /// A pair that starts from worlds at hand, or from such as are searched for.
  func first(
    from decisions: [Decision], _ search: inout ConditionSearch, by cause: RuleConditionSet.Cause
  ) -> Boundary? {
    var refused: Boundary?
    var attempts = 0
    for (base, decision) in decisions.enumerated() {
      for pair in pairs(from: decision, by: cause, most: Self.mostAttempts)
      where attempts < Self.mostAttempts {
        let found = boundary(pair, from: decision)
        if accepts(base, found) { return found }
        attempts += 1
        refused = refused ?? found
      }
    }
    for isYes in [true, false] {
      let facts = search.world(leaf, isYes) { facts in
        !pairs(from: conditions.decision(on: facts), by: cause, most: 1).isEmpty
      }
      guard let facts else { continue }
      let start = conditions.decision(on: facts)
      for pair in pairs(from: start, by: cause, most: Self.mostAttemptsSearched) {
        let found = boundary(pair, from: start)
        if accepts(nil, found) { return found }
        refused = refused ?? found
      }
    }
    return refused.flatMap { assumes($0) ? $0 : nil }
  }

  /// The pairs in which one of the sides is a decision's world, or an ordered fact of it is at a
  /// threshold.
  private func pairs(
    from start: Decision, by cause: RuleConditionSet.Cause, most: Int
  ) -> [(slot: Int, states: (FactState, FactState))] {
    let candidates = BoundaryPairs(
      start, [conditions.root], hints: hints, steps: conditions.steps)
    var result: [(slot: Int, states: (FactState, FactState))] = []
    for slot in near {
      for pair in candidates.all(of: slot) {
        if result.count == most { return result }
        let sides = (candidates.evaluation(slot, pair.0), candidates.evaluation(slot, pair.1))
        guard conditions.turns(leaf, sides.0, sides.1, by: cause) else { continue }
        result.append((slot, pair))
      }
    }
    return result
  }

  private func boundary(
    _ pair: (slot: Int, states: (FactState, FactState)), from start: Decision
  ) -> Boundary {
    func decide(_ state: FactState) -> Decision {
      var facts = start.facts
      facts.set(pair.slot, to: state, because: .stated(nil))
      return conditions.edition.decide(facts)
    }
    return Boundary(
      base: start.facts, slot: pair.slot, states: pair.states,
      decisions: (decide(pair.states.0), decide(pair.states.1)))
  }
}
