// From each numbered statement of the article to a rule, definition or parameter, or to the reason
// why there is none.

import CEL
import PolicyEngine
import Scenarios
import Testing

@Suite("Every statement of the article is accounted for")
struct TraceabilityTests {
  let policy: PolicyDocument
  /// The ids that a rule, a definition or a parameter rests on.
  let used: Set<String>
  let setAside: [String: String]

  init() throws {
    policy = try PolicyLoader.load(try PolicySources.embedded("amazon"))
    var used: Set<String> = []
    for rule in policy.chapters.flatMap(\.rules) {
      used.formUnion((rule.citations + rule.unlessCitations).map(\.content))
    }
    for definition in policy.definitions { used.formUnion(definition.citations.map(\.content)) }
    for parameter in policy.parameters {
      used.formUnion(parameter.periods.flatMap(\.citations).map(\.content))
    }
    self.used = used
    setAside = Dictionary(
      policy.setAside.map { ($0.id.content, $0.reason) }, uniquingKeysWith: { first, _ in first })
  }

  @Test("each is cited by a rule, definition or parameter, or set aside with a reason")
  func statements() {
    let missing = (1...105).map { "S\($0)" }.filter { !used.contains($0) && setAside[$0] == nil }
    #expect(missing == [])
    let both = (1...105).map { "S\($0)" }.filter { used.contains($0) && setAside[$0] != nil }
    #expect(both == [], "set aside and yet cited")
  }

  @Test("what the article says beside its statements is set aside with a reason")
  func remarks() {
    #expect((1...7).map { "N\($0)" }.filter { setAside[$0] == nil } == [])
    #expect(policy.setAside.filter { $0.reason.split(separator: " ").count < 3 }.isEmpty)
    #expect(setAside.count == policy.setAside.count, "an id is set aside twice")
  }

  @Test("every id that is cited is a citation with a place")
  func resolution() {
    let known = Set(policy.citations.map(\.id.content))
    var cited = policy.facts.flatMap(\.citations) + policy.editions.flatMap(\.citations)
    cited += policy.definitions.flatMap(\.citations)
    cited += policy.parameters.flatMap(\.periods).flatMap(\.citations)
    cited += policy.setAside.map(\.id)
    for rule in policy.chapters.flatMap(\.rules) {
      cited += rule.citations + rule.unlessCitations + (rule.conflict.map { [$0] } ?? [])
      #expect(!rule.citations.isEmpty, "\(rule.id.content) cites nothing")
    }
    #expect(cited.map(\.content).filter { !known.contains($0) } == [])
    #expect(policy.citations.filter { $0.place.isEmpty }.isEmpty)
    #expect(known.count == policy.citations.count, "an id is given twice")
  }

  @Test("every conflict between sources is taken up by a rule or parameter, or set aside")
  func conflicts() {
    let rules = policy.chapters.flatMap(\.rules)
    let taken = Set(rules.compactMap { $0.conflict?.content }).union(used)
    let conflicts = policy.citations.map(\.id.content).filter { $0.hasPrefix("CNF-") }
    #expect(!conflicts.isEmpty)
    #expect(conflicts.filter { !taken.contains($0) && setAside[$0] == nil } == [])
  }
}
