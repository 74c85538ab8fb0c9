// Each rule of the shipped policy against its own examples: what it decides and what it spares.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios
import Testing

@Suite("Every rule's examples")
struct RuleExampleTests {
  static let policy: Policy? = try? Policy(PolicyLoader.load(PolicySources.embedded("amazon")))
  static let analyzer: Analyzer? = try? LexiconFiles.builtIn().analyzer(checksLanguages: true)
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
      var facts = FactTable(policy.vocabulary)
      if example.body != nil || example.subject != nil {
        let message = Message(subject: example.subject ?? "", body: example.body ?? "")
        try Self.note(message, in: &facts)
      }
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

  /// Records what the text of a message says; what an example states wins over it.
  static func note(_ message: Message, in facts: inout FactTable) throws {
    let analyzer = try #require(Self.analyzer)
    for (fact, value) in zip(analyzer.facts, analyzer.analyze(message).values) {
      guard let slot = facts.vocabulary.slot(of: FactName.inConditions(fact.name)) else { continue }
      let state: FactState =
        switch value {
        case .bool(let value): .value(.bool(value))
        case .int(let value): .value(.int(Int64(value)))
        case .choice(let word), .string(let word): .value(.string(word))
        case .strings(let values): .value(.list(values.map(Value.string)))
        case .number(let value): .value(.double(value))
        case .unknown: .unknown
        case .absent: .absent
        }
      facts.set(slot, to: state, because: .found([]))
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
