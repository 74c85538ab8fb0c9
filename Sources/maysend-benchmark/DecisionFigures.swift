// A decision on loaded facts with the whole policy, and its explanation.

import CEL
import PolicyEngine
import Scenarios

enum DecisionFigures {
  /// A small scenario whose last question is asked a second time on one order.
  static let scenario = """
    scenario: A second request
    clock: 2021-03-20T09:00-07:00
    store: amazon.com
    seller: { brand: Lumen & Oak, website: lumenoak.example, app: { name: Postman, appstore: yes } }
    orders:
      112-4829301-5520193:
        buyer: { language: en-US }
        placed: 2021-03-01T10:02-08:00
        shipped: 2021-03-02
        delivered: 2021-03-05
    messages:
      first:
        order: 112-4829301-5520193
        purpose: review-request
        channel: app
        subject: Your order 112-4829301-5520193
        body: |
          Hello, would you leave a review of the lamp? It helps other customers to decide.
          Order 112-4829301-5520193. Kind regards, Lumen & Oak
      second: { like: first, channel: email }
    script:
      - send: first
      - can: second
        expect: no
    """

  static func measure(_ domain: Domain) throws(Diagnostics) -> [Figure] {
    var world = try Scenario(SourceText(name: "benchmark", text: scenario), in: domain).world
    try world.send(Written("first"))
    let question = try world.question(about: Written("second"))
    let facts = question.facts()
    let edition = question.edition
    var rules = 0
    let deciding = Timing(repetitions: 5_000) {
      rules &+= edition.decide(facts).answer.deciding.count
    }
    let explaining = Timing(repetitions: 2_000) {
      rules &+= explain(edition.decide(facts))
    }
    let asking = Timing(repetitions: 2_000) {
      rules &+= question.decide(withEvidence: false).answer.deciding.count
    }
    precondition(rules > 0, "the second request must be decided by a rule")
    return [
      Figure("a decision on loaded facts", deciding.median / 1_000, atMost: 3, "µs"),
      Figure("a decision with its full explanation", explaining.median / 1_000, atMost: 15, "µs"),
      Figure(
        "decisions, facts collected from the world each time", 1e9 / asking.median,
        atLeast: 50_000, "a second"),
    ]
  }

  /// Everything that an answer shows: each deciding rule's sentence, tree, marks and next step.
  private static func explain(_ decision: Decision) -> Int {
    var size = 0
    for answer in decision.answers {
      for rule in answer.deciding {
        let explanation = decision.explanation(of: rule)
        size += decision.sentence(of: rule).utf8.count + explanation.allQuotes.count
        size += decision.remedy(of: rule)?.sentence.utf8.count ?? 0
      }
    }
    return size
  }
}
