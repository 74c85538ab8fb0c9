// Searches for worlds in which one condition settles a rule: with it the rule applies, without it not,
// or the other way round. In a circuit that is the rule computed twice, once with the condition and once
// without. Where there is no such world, it is told which other condition stands in the way.

import CEL

/// A search over the conditions of one rule.
struct ConditionSearch {
  private let conditions: RuleConditionSet
  private var search: WorldSearch
  /// Found facts as a world has them; `nil` when there can be no such world.
  private let asWorld: (FactTable) -> FactTable?

  init(
    _ conditions: RuleConditionSet, hints: [Int: [Value]], anchor: Timestamp,
    asWorld: @escaping (FactTable) -> FactTable?
  ) {
    self.conditions = conditions
    self.asWorld = asWorld
    search = WorldSearch(
      PolicyCircuit([conditions.edition], hints: hints, of: [conditions.rule]), anchor: anchor)
  }

  /// Facts in which a condition is so and settles the rule, and something else holds.
  mutating func world(
    _ leaf: Int32, _ isYes: Bool, where holds: (FactTable) -> Bool
  ) -> FactTable? {
    let pair = search.policy.truths[0][Int(leaf)]
    var wanted = [isYes ? pair.isYes : pair.isNo]
    // A condition that others rest on settles the rule by way of them.
    if conditions.restingConditions(on: leaf).isEmpty { wanted.append(settles(leaf)) }
    guard
      case .found(let facts) = search.find(
        wanted, where: { facts in asWorld(facts).map(holds) ?? false })
    else { return nil }
    return asWorld(facts)
  }

  /// Why no two worlds were found for a condition. If there were two in which nothing else turns, it
  /// would settle the rule in both.
  ///
  /// - Parameter name: How another condition is called.
  mutating func reason(_ leaf: Int32, name: (Int32) -> String?) -> MissingEdge.Reason {
    let pair = search.policy.truths[0][Int(leaf)]
    if isImpossible([pair.isYes]) { return .constant(false) }
    if isImpossible([pair.isNo]) { return .constant(true) }
    guard conditions.restingConditions(on: leaf).isEmpty else { return .notFound }
    let settles = settles(leaf)
    guard let side = [pair.isYes, pair.isNo].first(where: { isImpossible([$0, settles]) }) else {
      return .notFound
    }
    for other in conditions.leaves where other != leaf {
      let free = search.gate { $0.freePair(prefers: false) }
      let freed = self.settles(leaf, where: [other: free])
      if !isImpossible([side, freed]), let name = name(other) { return .masked(by: name) }
    }
    return .masked(by: nil)
  }

  private mutating func isImpossible(_ literals: [Literal]) -> Bool {
    if case .impossible = search.find(literals, where: { _ in true }) { true } else { false }
  }

  /// Whether the rule is another one with a condition than without.
  private mutating func settles(
    _ leaf: Int32, where changed: [Int32: TruthPair] = [:]
  ) -> Literal {
    let root = conditions.root
    return search.changing { policy in
      let (yes, no) = (policy.circuit.pair(.yes), policy.circuit.pair(.no))
      let with = policy.truth(root, where: changed.merging([leaf: yes]) { $1 })
      let without = policy.truth(root, where: changed.merging([leaf: no]) { $1 })
      return policy.circuit.or([
        policy.circuit.and([with.isYes, without.isNo]),
        policy.circuit.and([with.isNo, without.isYes]),
      ])
    }
  }
}
