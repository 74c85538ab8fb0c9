import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios
import Testing

@Suite("Every rule's examples")
struct RuleExampleTests {
  static let policy: Policy? = try? Policy(PolicyLoader.load(PolicySources.embedded("amazon")))
  static let rules = policy?.rules.map(\.id) ?? []
  /// When examples without a clock happen: a day on which most rules of all editions bind.
  static let standardDate = Timestamp(seconds: 1_616_256_000) ?? .first

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
    let policy = try #require(Self.policy)
    let rule = try #require(policy.rule(id)?.document)
    for example in rule.examples {
      if example.body != nil || example.subject != nil { continue }
      var facts = FactTable(policy.vocabulary)
      var date = Self.date(of: rule)
      for given in example.given {
        let slot = try #require(policy.vocabulary.slot(of: given.fact.content))
        facts.set(slot, to: given.state, because: .stated(given.fact.span))
        if given.fact.content == "clock", case .value(.timestamp(let time)) = given.state {
          date = time
        }
      }
      let edition = Edition(policy, on: date)
      let place = example.title.span?.start.line ?? 0
      let position = try #require(edition.position(of: id), "line \(place): not in force")
      let truth = edition.decide(facts).applies(position)
      #expect(truth == (example.decides ? .yes : .no), "line \(place): \(example.title.content)")
    }
  }

  static func date(of rule: RuleDocument) -> Timestamp {
    if let from = rule.from, from > standardDate { return from }
    if let until = rule.until, until <= standardDate {
      return Timestamp(seconds: until.seconds - 1) ?? until
    }
    return standardDate
  }
}
