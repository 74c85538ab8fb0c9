// Explanations as people read them, for each kind of condition.

import CEL
import PolicyEngine
import Testing

@Suite struct ExplanationTests {
  private func edition() throws -> Edition {
    var policy = SmallPolicy()
    policy.zoneFact = "store.zone"
    policy.fact("store.zone", .string, .value(.string("America/Los_Angeles")))
    policy.fact("clock", .timestamp, label: "the time of sending")
    policy.fact("order.placed", .timestamp, .absent, label: "the order date")
    policy.fact("order.requests", .int, .value(.int(0)), label: "the number of requests")
    policy.fact(
      "message.channel", .choice(["app", "email"]), label: "the channel",
      meanings: ["a third-party app", "your own mail client"])
    policy.fact(
      "message.asks", .bool, .value(.bool(false)), says: "the message asks for a review",
      saysNot: "the message does not ask for a review")
    policy.definition("message.is_proactive", .bool, "message.asks || message.channel == 'app'")
    policy.rule(
      "late", .forbid,
      when: """
        message.is_proactive && has(order.placed) \
        && clock > order.placed.plusDays(30, store.zone) && order.requests < 2
        """,
      says: """
        The window closed on {order.placed.plusDays(30, store.zone)}; it is sent by \
        {message.channel}.
        """)
    return try policy.edition()
  }

  private func decide(_ edition: Edition) throws -> Decision {
    let placed = try #require(instant("2021-03-01T00:00:00-08:00"))
    let now = try #require(instant("2021-04-05T09:30:00-07:00"))
    let facts = try FactTable(edition.policy.vocabulary)
      .with("order.placed", .timestamp(placed)).with("clock", .timestamp(now))
      .with("message.channel", .string("app"))
    return edition.decide(facts)
  }

  private func lines(_ explanation: Explanation, _ depth: Int = 0) -> [String] {
    let mark =
      switch explanation.truth {
      case .yes: "+"
      case .no: "-"
      default: "?"
      }
    return [String(repeating: "  ", count: depth) + mark + " " + explanation.sentence]
      + explanation.children.flatMap { lines($0, depth + 1) }
  }

  @Test func aRuleIsExplainedByTheValuesCompared() throws {
    let edition = try edition()
    let decision = try decide(edition)
    #expect(
      lines(decision.explanation(of: 0)) == [
        "+ The rule late",
        "  + message.is_proactive holds",
        "    + the channel is a third-party app",
        "  + the order date is 2021-03-01",
        """
          + the time of sending (2021-04-05 09:30 PDT) is later than 30 days after the order \
        date (2021-03-31)
        """,
        "  + the number of requests (0) is less than 2",
      ])
    #expect(
      decision.sentence(of: 0)
        == "The window closed on 2021-03-31 00:00 PDT; it is sent by a third-party app.")
  }

  @Test func theConditionThatSettlesIsNamed() throws {
    let edition = try edition()
    let decision = edition.decide(
      try decide(edition).facts.with("message.channel", .string("email")))
    #expect(decision.applies(0) == .no)
    #expect(
      lines(decision.explanation(of: 0)) == [
        "- The rule late",
        "  - message.is_proactive does not hold",
        "    - the message does not ask for a review",
        "    - the channel is your own mail client, not a third-party app",
      ])
    #expect(
      decision.explanation(of: 0).firstUnmet?.sentence == "the message does not ask for a review")
  }

  @Test func aCountOfNoneIsSaidPlainly() throws {
    var policy = SmallPolicy()
    policy.fact("message.links", .int, .value(.int(0)), label: "the number of links")
    policy.rule("links", .forbid, when: "message.links > 0")
    let edition = try policy.edition()
    let decision = edition.decide(FactTable(edition.policy.vocabulary))
    #expect(decision.explanation(of: 0).firstUnmet?.sentence == "the number of links is 0")
  }

  @Test func quotesComeWithTheFactsTheyWereFoundFor() throws {
    let edition = try edition()
    let body = SourceText(name: "body", text: "Please leave a review.")
    let quote = Quote(part: "body", span: SourceSpan(body, 7..<21))
    var facts = try decide(edition).facts.with("message.channel", .string("email"))
    let slot = try #require(facts.vocabulary.slot(of: "message.asks"))
    facts.set(slot, to: .value(.bool(true)), because: .found([quote]))
    #expect(edition.decide(facts).explanation(of: 0).allQuotes == [quote])
  }
}
