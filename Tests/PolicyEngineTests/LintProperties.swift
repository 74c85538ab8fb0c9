// Lint and mutants, against trying every world and compiling every mutant, on random policies over
// few facts.

import CEL
import Testing

@testable import PolicyEngine

@Suite struct LintProperties {
  static let seeds = 0..<UInt64(16)

  @Test(arguments: seeds) func findingsAreTrue(seed: UInt64) throws {
    var tiny = TinyPolicySketch(seed: seed)
    let policy = try Policy(tiny.policy().document)
    let findings = policy.findings()
    let editions = policy.dates.map { Edition(policy, on: $0) }
    let worlds = TinyPolicySketch.worlds(policy.vocabulary)
    let decisions = editions.map { edition in worlds.map { edition.decide($0) } }
    let open = TinyPolicySketch.worlds(policy.vocabulary, andUnknown: true)
    let openDecisions = editions.map { edition in open.map { edition.decide($0) } }
    func all(_ rule: String, _ decisions: [[Decision]]) -> [(decision: Decision, position: Int)] {
      zip(editions, decisions).flatMap { edition, decisions in
        edition.position(of: rule).map { position in decisions.map { ($0, position) } } ?? []
      }
    }
    for rule in policy.rules {
      func isDecided(_ decision: Decision, _ position: Int) -> Bool {
        guard decision.applies(position) == .yes else { return false }
        if rule.effect == .advise { return true }
        let without = decision.edition.decide(
          decision.facts, by: decision.evaluation, replacing: [position: .no])
        return without.answers[rule.question].verdict != decision.answers[rule.question].verdict
          && decision.answers[rule.question].deciding.contains(position)
      }
      let known = all(rule.id, decisions)
      let applies = known.contains { $0.decision.applies($0.position) == .yes }
      let kinds = findings.filter { $0.subject == rule.id }.map(\.kind)
      #expect(
        kinds.contains(.neverApplies) == !applies, "\(rule.id): \(rule.document.when.content)")
      // With facts unknown a rule may decide that never does when all are known.
      if kinds.contains(.shadowed) || kinds.contains(.neverDecides) {
        #expect(!known.contains { isDecided($0.decision, $0.position) }, "\(rule.id)")
      } else if applies {
        let decides = all(rule.id, openDecisions).contains { isDecided($0.decision, $0.position) }
        #expect(decides, "\(rule.id): \(rule.document.when.content)")
      }
    }
    for finding in findings where finding.kind == .shadowed {
      for other in policy.rules where finding.reason.contains("`\(other.id)`") {
        let isCovered = zip(editions, decisions).allSatisfy { edition, decisions in
          guard let own = edition.position(of: finding.subject) else { return true }
          guard let position = edition.position(of: other.id) else {
            return decisions.allSatisfy { $0.applies(own) != .yes }
          }
          return decisions.allSatisfy { $0.applies(own) != .yes || $0.applies(position) == .yes }
        }
        #expect(isCovered, "\(finding.reason)")
      }
    }
    for finding in findings where finding.kind == .sameCondition {
      let ids = finding.message.split(separator: "`").map(String.init).filter { $0.hasPrefix("r") }
      let isSame = zip(editions, decisions).contains { edition, decisions in
        guard let first = edition.position(of: ids[0]), let second = edition.position(of: ids[1])
        else { return false }
        return decisions.allSatisfy { $0.applies(first) == $0.applies(second) }
      }
      #expect(isSame, "\(finding.message)")
    }
  }

  @Test(arguments: seeds) func mutantsAreComputedAsIfCompiled(seed: UInt64) throws {
    var tiny = TinyPolicySketch(seed: seed)
    let policy = try Policy(tiny.policy().document)
    let all = TinyPolicySketch.worlds(policy.vocabulary)
    // A few worlds as tests, so that some mutants go unnoticed.
    let edition = Edition(policy, on: try #require(instant("2021-06-01T00:00:00Z")))
    var tests: [PolicyTest] = []
    for _ in 0..<6 {
      let decision = edition.decide(tiny.sketch.pick(all))
      let verdicts = decision.answers.map(\.deciding) + [decision.advice]
      tests.append(
        PolicyTest(
          decision,
          expecting: .decision { $0.answers.map(\.deciding) + [$0.advice] == verdicts }))
    }
    let score = MutationScore(policy, tests: tests)
    #expect(!score.mutants.isEmpty)
    let dates = policy.dates
    for (mutant, fate) in score.mutants {
      let changed = Policy(policy, changedBy: mutant)
      let other = Edition(changed, on: edition.date)
      let isNoticed = tests.contains { test in
        let decision = other.decide(test.decision.facts)
        if case .decision(let holds) = test.expected { return !holds(decision) }
        return false
      }
      switch fate {
      case .killed: #expect(isNoticed, "\(mutant.replacement) for \(mutant.original)")
      case .survived(let facts, let id, let date):
        #expect(!isNoticed)
        let pair = (Edition(policy, on: date), Edition(changed, on: date))
        let position = try #require(pair.0.position(of: id))
        #expect(pair.0.decide(facts).applies(position) != pair.1.decide(facts).applies(position))
      case .equivalent:
        #expect(!isNoticed)
        for date in dates {
          let pair = (Edition(policy, on: date), Edition(changed, on: date))
          let isSame = all.allSatisfy { world in
            let (before, after) = (pair.0.decide(world), pair.1.decide(world))
            return pair.0.rules.indices.allSatisfy { before.applies($0) == after.applies($0) }
          }
          #expect(isSame, "\(mutant.replacement) for \(mutant.original)")
        }
      case .open: Issue.record("these few facts are all seen through")
      }
    }
  }
}
