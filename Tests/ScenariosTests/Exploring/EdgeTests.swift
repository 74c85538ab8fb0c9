// Edges: the two worlds of each differ in one fact of the rule, only the rule's one condition turns, and
// both are scenarios that can be written, read and run.

import CEL
import Foundation
import PolicyEngine
import Testing

@testable import Scenarios

@Suite struct EdgeTests {
  static let rules = (try? ShippedScenarios.domain.get().policy.rules.map(\.id)) ?? []

  /// Reads a world's scenario back from its text and runs it.
  private func check(_ world: EdgeWorld) throws {
    let source = SourceText(name: "edge.yaml", text: world.scenario.yaml())
    let again = try Scenario(source, in: ShippedScenarios.domain.get())
    let checks = try again.run()
    #expect(checks.count == 1 && checks.allSatisfy(\.isAsExpected), "\(source.text)")
  }

  @Test(arguments: rules) func edgesOfARuleAreReal(_ id: String) throws {
    let domain = try ShippedScenarios.domain.get()
    let edges = try #require(domain.edges(of: id))
    #expect(!edges.all.isEmpty || !edges.missing.isEmpty)
    for edge in edges.all {
      let (first, second) = edge.worlds
      let edition = first.decision.edition
      #expect(edition === second.decision.edition)
      let position = try #require(edition.position(of: id))
      let truths = (first.decision.applies(position), second.decision.applies(position))
      #expect(truths == (.yes, .no) || truths == (.no, .yes))
      let differing = edition.factsRead(by: position).filter {
        first.decision.facts[$0] != second.decision.facts[$0]
      }
      #expect(differing == [edge.slot])
      try check(first)
      try check(second)
    }
  }

  @Test(arguments: ["reviews.once-per-order", "timing.pending-orders-wait"])
  func everyConditionHasAnEdge(_ id: String) throws {
    let edges = try #require(try ShippedScenarios.domain.get().edges(of: id))
    #expect(edges.missing.isEmpty, "\(edges.missing)")
  }

  @Test func theNearestWorldsAnswerOtherwise() throws {
    let file = try #require(
      ShippedScenarios.files.first { $0.path.hasSuffix("reviews/second-request.yaml") })
    let question = try ShippedScenarios.world(of: file).question(about: Written("second-ask"))
    let edges = question.edges()
    #expect(!edges.all.isEmpty)
    for edge in edges.all {
      #expect(edge.worlds.0.decision.verdict != edge.worlds.1.decision.verdict)
      try check(edge.worlds.0)
      try check(edge.worlds.1)
    }
  }
}
