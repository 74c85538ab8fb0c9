// Edges: the two worlds of each differ in one fact of the rule, the rule turns between them, and both
// are scenarios that can be written, read and run. Each condition has them, or it is proved why not.

import CEL
import Dispatch
import Foundation
import PolicyEngine
import Synchronization
import Testing

@testable import Scenarios

@Suite struct EdgeTests {
  static let rules = (try? ShippedScenarios.domain.get().policy.rules.map(\.id)) ?? []

  /// The edges of all rules, found once for all tests.
  static let all: [String: Edges] = {
    let found = Mutex<[String: Edges]>([:])
    guard let domain = try? ShippedScenarios.domain.get() else { return [:] }
    DispatchQueue.concurrentPerform(iterations: rules.count) { number in
      let edges = domain.edges(of: rules[number])
      found.withLock { $0[rules[number]] = edges }
    }
    return found.withLock { $0 }
  }()

  /// Reads a world's scenario back from its text and runs it.
  private func check(_ world: EdgeWorld) throws {
    let source = SourceText(name: "edge.yaml", text: world.scenario.yaml())
    let again = try Scenario(source, in: ShippedScenarios.domain.get())
    let checks = try again.run()
    #expect(checks.count == 1 && checks.allSatisfy(\.isAsExpected), "\(source.text)")
  }

  @Test(arguments: rules) func edgesOfARuleAreReal(_ id: String) throws {
    let edges = try #require(Self.all[id])
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
      #expect(edge.isAssumed == (first.isAssumed || second.isAssumed))
      try check(first)
      try check(second)
    }
    for missing in edges.missing where missing.reason == .notFound {
      Issue.record("no pair and no proof for \(missing.written)")
    }
  }

  /// How many conditions have a pair, and what kind of pair; a change that loses some is seen here.
  @Test func mostConditionsHaveAPair() {
    let edges = Self.all.values.flatMap(\.all)
    let missing = Self.all.values.flatMap(\.missing)
    let masked = missing.count { if case .masked = $0.reason { true } else { false } }
    let constant = missing.count { if case .constant = $0.reason { true } else { false } }
    let count =
      "\(edges.count) pairs, of them \(edges.count(where: \.isAssumed)) assumed and "
      + "\(edges.count { !$0.turningToo.isEmpty }) turning with others; \(missing.count) none: "
      + "\(masked) masked, \(constant) constant"
    #expect(edges.count >= 800, "\(count)")
    #expect(edges.count { !$0.isAssumed } >= 720, "\(count)")
    #expect(edges.count { $0.turningToo.isEmpty } >= 780, "\(count)")
    #expect(masked + constant == missing.count, "\(count)")
  }

  @Test(arguments: ["reviews.once-per-order", "timing.pending-orders-wait"])
  func everyConditionHasAnEdge(_ id: String) throws {
    let edges = try #require(Self.all[id])
    #expect(edges.missing.allSatisfy { $0.written.contains("in [\"request-a-review\"") })
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

extension EdgeWorld {
  /// Whether anything that is found in a text or counted is stated.
  fileprivate var isAssumed: Bool {
    let vocabulary = question.world.domain.vocabulary
    return question.message.facts.entries.contains { !vocabulary.facts[$0.slot].isGiven }
  }
}
