// The pairs of conditions and the proofs that there are none, against trying every world, on random
// policies over few facts.

import CEL
import Testing

@testable import PolicyEngine

@Suite struct ConditionEdgeProperties {
  @Test(arguments: 0..<UInt64(24)) func pairsAndProofsAreTrue(seed: UInt64) throws {
    var tiny = TinyPolicySketch(seed: seed)
    let policy = try Policy(tiny.policy().document)
    let worlds = TinyPolicySketch.worlds(policy.vocabulary)
    let date = try #require(instant("2021-06-01T00:00:00Z"))
    let edition = Edition(policy, on: date)
    for rule in edition.rules.indices {
      let slots = edition.factsRead(by: rule)
      let conditions = RuleConditionSet(edition, rule)
      let found = edition.edges(
        of: rule, from: Array(worlds.prefix(1)), changing: slots, near: date, asWorld: { $0 },
        accepts: { _, _ in true }, assumes: { _ in false })
      #expect(found.edges.count + found.missing.count <= conditions.leaves.count)
      for edge in found.edges {
        let (first, second) = edge.boundary.decisions
        #expect(first.applies(rule) != second.applies(rule))
        let differing = policy.vocabulary.facts.indices.filter {
          first.facts[$0] != second.facts[$0]
        }
        #expect(differing == [edge.boundary.slot])
        #expect(edge.sentences.0 != edge.sentences.1)
      }
      for missing in found.missing {
        let leaf = try #require(
          conditions.leaves.first { leaf in
            edition.place(ofTruth: leaf, startingWith: rule).map {
              $0.compiled.checked.expression.span(of: $0.node).text == missing.written
            } ?? false
          })
        let evaluations = worlds.map { conditions.decision(on: $0).evaluation }
        if case .constant(let isYes) = missing.reason {
          let other: Truth = isYes ? .no : .yes
          #expect(!evaluations.contains { $0.truths[Int(leaf)] == other }, "\(missing.written)")
        }
        // Whether a proof was given or not: there is no pair.
        var hasPair = false
        for slot in slots {
          let groups = Dictionary(grouping: worlds.indices) { worlds[$0].states(without: slot) }
          for group in groups.values {
            for (first, second) in group.flatMap({ one in group.map { (one, $0) } }) {
              let isPair = conditions.turns(
                leaf, evaluations[first], evaluations[second], by: .alone)
              if isPair { hasPair = true }
            }
          }
        }
        #expect(!hasPair, "\(missing.written) \(missing.reason)")
      }
    }
  }
}

extension FactTable {
  fileprivate func states(without slot: Int) -> [FactState] {
    vocabulary.facts.indices.filter { $0 != slot }.map { self[$0] }
  }
}
