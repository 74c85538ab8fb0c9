// Facts as a scenario: the engine sees the same facts again, also after a way through a file.

import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

@Suite("Scenarios from bare facts")
struct CaseScenarioTests {
  @Test("found and counted facts are assumed, and read back from the file")
  func assumed() throws {
    let domain = try Shipped.domain()
    var facts = FactTable(domain.vocabulary)
    func set(_ name: String, _ value: Value) throws {
      facts.set(try #require(domain.vocabulary.slot(of: name)), to: .value(value))
    }
    try set("clock", .timestamp(try #require(Timestamp("2021-03-20T16:00:00Z"))))
    try set("message.purpose", .string("review-request"))
    try set("message.asks_for_positive", .bool(true))
    try set("history.review_requests", .int(1))
    let choice = try domain.edition(named: Written("in-force-2020-11"), in: .utc)
    let scenario = try #require(
      Scenario(
        title: "A case", about: "", facts: facts, in: domain,
        expecting: [(choice, [Expectation(.verdict(question: 0, .no))])]))
    let text = scenario.yaml()
    #expect(text.contains("assume:"))
    #expect(text.contains("message.asks-for-positive: yes"))
    let read = try Scenario(SourceText(name: "case", text: text), in: domain)
    let question = try read.world.question(about: Written(Scenario.caseMessage))
    let seen = question.facts()
    for (slot, fact) in domain.vocabulary.facts.enumerated() where facts[slot] != .unknown {
      #expect(seen[slot] == facts[slot], "\(fact.name.content)")
    }
    #expect(
      Scenario(
        title: "A case", about: "", facts: facts, in: domain,
        expecting: [(choice, [Expectation(.verdict(question: 0, .yes))])]) == nil,
      "what the engine doesn't say can't be told")
  }

  @Test("an assumption about nothing is reported with its place")
  func misspelt() throws {
    let domain = try Shipped.domain()
    let text = """
      scenario: A slip
      clock: 2021-03-20
      messages: { ask: { assume: { message.asks-for-revew: yes } } }
      script: [{ can: ask, expect: yes }]
      """
    let error = #expect(throws: Diagnostics.self) {
      try Scenario(SourceText(name: "slip", text: text), in: domain)
    }
    #expect(error?.all.first?.id == "unknown-fact")
    #expect(error?.all.first?.help == "did you mean `message.asks-for-review`?")
  }
}
