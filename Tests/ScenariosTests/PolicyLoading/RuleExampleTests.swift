// Each rule of the shipped policy against its own examples: what it decides and what it spares.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios
import Testing

@Suite("Every rule's examples")
struct RuleExampleTests {
  static let domain = Result { () throws(Diagnostics) -> Domain in try Shipped.domain() }
  static let rules = (try? domain.get())?.policy.rules.map(\.id) ?? []

  @Test("the policy is well typed, its names unique, its citations known")
  func check() throws {
    do throws(Diagnostics) {
      let document = try PolicyLoader.load(try PolicySources.embedded("amazon"))
      _ = try Policy(document)
    } catch {
      Issue.record("\(error.rendered())")
    }
    #expect(Self.rules.count > 100)
  }

  @Test(
    "what a rule is said to decide it decides, and what it is said to spare it spares",
    arguments: rules)
  func examples(id: String) throws {
    let domain = try Self.domain.get()
    let rule = try #require(domain.policy.rule(id))
    for example in rule.document.examples {
      let decision = domain.test(of: rule, example).decision
      let place = example.title.span?.start.line ?? 0
      let position = try #require(
        decision.edition.position(of: id), "line \(place): not in force")
      #expect(
        decision.applies(position) == (example.decides ? .yes : .no),
        "line \(place): \(example.title.content)")
    }
  }
}
