// What holds a policy fast: the examples of its rules, and whatever scenario files expect.

public import CEL
import MessageAnalysis
public import PolicyEngine

extension Domain {
  /// When examples without a clock happen: a day on which most rules of all editions bind.
  static let exampleDate = Timestamp("2021-03-20T17:00:00Z") ?? .first

  /// The examples of every rule, decided.
  public var exampleTests: [PolicyTest] {
    policy.rules.flatMap { rule in rule.document.examples.map { test(of: rule, $0) } }
  }

  /// An example of a rule, decided by the edition of its clock.
  public func test(of rule: Rule, _ example: ExampleDocument) -> PolicyTest {
    var facts = FactTable(vocabulary)
    if example.body != nil || example.subject != nil {
      let content = Message(subject: example.subject ?? "", body: example.body ?? "")
      let message = World.Message(id: "example", content: content, in: self)
      let question = Question(World(self, clock: .first), message, at: .first)
      question.fillAnalysis(&facts, withEvidence: false)
    }
    var date = Self.date(of: rule.document)
    for given in example.given {
      guard let slot = vocabulary.slot(of: given.fact.content) else { continue }
      facts.set(slot, to: given.state, because: .stated(given.fact.span))
      if slot == layout.clock, case .value(.timestamp(let time)) = given.state { date = time }
    }
    return PolicyTest(
      edition(at: date).decide(facts), expecting: .rule(rule.id, decides: example.decides),
      at: example.title.span)
  }

  /// A day on which a rule is in force, the usual one if it is so then.
  private static func date(of rule: RuleDocument) -> Timestamp {
    if let from = rule.from, from > exampleDate { return from }
    if let until = rule.until, until <= exampleDate {
      return Timestamp(seconds: until.seconds - 1) ?? until
    }
    return exampleDate
  }

  /// What the steps of scenario files expect, decided.
  ///
  /// - Throws: every problem of the files.
  public func scenarioTests(_ files: [String]) throws(Diagnostics) -> [PolicyTest] {
    var tests: [PolicyTest] = []
    var problems: [Diagnostic] = []
    for file in files {
      do throws(Diagnostics) {
        let scenario = try Scenario(try FileSystem.readText(file), in: self)
        _ = try scenario.run { decision, expectations, span in
          tests.append(
            PolicyTest(
              decision,
              expecting: .decision { other in
                expectations.allSatisfy { $0.difference(from: other) == nil }
              }, at: span))
        }
      } catch {
        problems += error.all
      }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    return tests
  }
}
