// Coverage of conditions, against its definition: pairs of answers that differ in one condition.

import CEL
import PolicyEngine
import Testing

@Suite struct CoverageProperties {
  /// A condition's truth in a decision, asked of the engine on its own.
  private func truth(_ text: String, _ decision: Decision) throws -> Truth {
    let source = SourceText(name: "condition", text: text)
    let environment = decision.edition.policy.environment
    let checked = try environment.check(SourceSpan(source, 0..<text.utf8.count))
    switch decision.value(of: checked) {
    case .value(.bool(let value)): return value ? .yes : .no
    case .unknown: return .unknown
    default: return .error
    }
  }

  @Test(arguments: 0..<UInt64(30)) func uniqueCausesAreReal(seed: UInt64) throws {
    var tiny = TinyPolicySketch(seed: seed)
    let policy = try Policy(tiny.policy().document)
    let edition = Edition(policy, on: try #require(instant("2021-06-01T00:00:00Z")))
    let worlds = TinyPolicySketch.worlds(policy.vocabulary)
    let decisions = (0..<12).map { _ in edition.decide(tiny.sketch.pick(worlds)) }
    var coverage = ConditionCoverage(policy)
    var halves = (ConditionCoverage(policy), ConditionCoverage(policy))
    for (number, decision) in decisions.enumerated() {
      coverage.count(decision)
      if number % 2 == 0 { halves.0.count(decision) } else { halves.1.count(decision) }
    }
    halves.0.add(halves.1)
    #expect(halves.0 == coverage)
    for entry in coverage.entries where entry.isRule {
      guard let rule = edition.position(of: entry.name) else {
        #expect(entry.reach.allSatisfy { $0 == .unseen })
        continue
      }
      let rows = try decisions.map { decision in
        (try entry.conditions.map { try truth($0, decision) }, decision.applies(rule))
      }
      for (condition, reach) in entry.reach.enumerated() {
        let isUnique = rows.contains { left, first in
          rows.contains { right, second in
            left[condition] == .yes && right[condition] == .no
              && (first == .yes && second == .no || first == .no && second == .yes)
              && left.indices.allSatisfy { other in
                other == condition || left[other] == right[other]
                  || !Set([left[other], right[other]]).isSubset(of: [.yes, .no])
              }
          }
        }
        #expect((reach == .uniqueCause) == isUnique, "\(entry.name) \(entry.conditions[condition])")
        let seen = Set(rows.map { $0.0[condition] })
        #expect(!reach.isShown || seen.isSuperset(of: [.yes, .no]))
        #expect((reach == .onlyTrue) == (seen.contains(.yes) && !seen.contains(.no)))
      }
    }
  }

  @Test func coupledConditionsAreShownTogether() throws {
    var small = SmallPolicy()
    small.fact("k", .choice(["x", "y", "z"]))
    small.fact("a", .bool)
    small.rule("r", .forbid, when: "(k == 'x' && a) || k == 'y'")
    let policy = try Policy(small.document)
    let edition = Edition(policy, on: .first)
    var coverage = ConditionCoverage(policy)
    func show(_ k: String, _ a: Bool) throws {
      coverage.count(
        edition.decide(
          try FactTable(policy.vocabulary).with("k", .string(k)).with("a", .bool(a))))
    }
    try show("x", true)
    #expect(coverage.entry("r")?.reach == [.onlyTrue, .onlyTrue, .onlyFalse])
    try show("x", false)
    #expect(coverage.entry("r")?.reach == [.onlyTrue, .uniqueCause, .onlyFalse])
    try show("y", false)
    #expect(coverage.entry("r")?.reach == [.bothWays, .uniqueCause, .masking])
    try show("z", false)
    #expect(coverage.entry("r")?.reach == [.bothWays, .uniqueCause, .uniqueCause])
    try show("z", true)
    #expect(coverage.entry("r")?.reach == [.uniqueCause, .uniqueCause, .uniqueCause])
    #expect(coverage.total == (3, 3))
  }
}
