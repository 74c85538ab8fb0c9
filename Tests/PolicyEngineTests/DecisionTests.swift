// How rules combine: forbids over permits, requires, default answers, open answers, editions.

import CEL
import PolicyEngine
import Testing

@Suite struct DecisionTests {
  /// A policy with one permit, one forbid, one require and one exception.
  private func edition() throws -> Edition {
    var policy = SmallPolicy()
    policy.fact("message.kind", .choice(["question", "advert", "invoice"]))
    policy.fact("message.late", .bool, .value(.bool(false)))
    policy.fact("message.signed", .bool, .value(.bool(true)))
    policy.fact("buyer.gone", .bool, .unknown)
    policy.definition("message.is_plain", .bool, "message.kind in ['question', 'invoice']")
    policy.rule("kinds.plain", .permit, when: "message.is_plain")
    policy.rule(
      "time.late", .forbid, when: "message.late", unless: "message.kind == 'invoice'")
    policy.rule("form.signed", .require, when: "message.is_plain", must: "message.signed")
    policy.rule("hint.short", .advise, when: "message.kind == 'question'")
    policy.rule("duty.file", .duty, when: "message.kind == 'invoice'")
    policy.rule("mail.bounces", .forbid, when: "buyer.gone", question: "arrives")
    return try policy.edition()
  }

  private func facts(_ edition: Edition, _ kind: String) throws -> FactTable {
    try FactTable(edition.policy.vocabulary).with("message.kind", .string(kind))
  }

  private func ids(_ rules: [Int], _ edition: Edition) -> [String] {
    rules.map { edition.rules[$0].id }
  }

  @Test func aPermitWithoutForbidIsYes() throws {
    let edition = try edition()
    let decision = edition.decide(try facts(edition, "question"))
    #expect(decision.verdict == .yes)
    #expect(ids(decision.answer.deciding, edition) == ["kinds.plain"])
    #expect(ids(decision.advice, edition) == ["hint.short"])
    #expect(decision.duties.isEmpty)
  }

  @Test func withoutPermitTheDefaultIsNoAndNothingForbids() throws {
    let edition = try edition()
    let decision = edition.decide(try facts(edition, "advert"))
    #expect(decision.verdict == .no)
    #expect(decision.answer.deciding.isEmpty)
    #expect(decision.answer.permits.isEmpty)
  }

  @Test func aForbidWinsOverAPermitAndAnExceptionLiftsIt() throws {
    let edition = try edition()
    let late = try facts(edition, "question").with("message.late", .bool(true))
    let decision = edition.decide(late)
    #expect(decision.verdict == .no)
    #expect(ids(decision.answer.deciding, edition) == ["time.late"])
    #expect(ids(decision.answer.permits, edition) == ["kinds.plain"])
    let invoice = try late.with("message.kind", .string("invoice"))
    #expect(edition.decide(invoice).verdict == .yes)
    #expect(ids(edition.decide(invoice).duties, edition) == ["duty.file"])
  }

  @Test func anUnmetRequireIsNo() throws {
    let edition = try edition()
    let unsigned = try facts(edition, "question").with("message.signed", .bool(false))
    #expect(ids(edition.decide(unsigned).answer.deciding, edition) == ["form.signed"])
  }

  @Test func questionsAreAnsweredApart() throws {
    let edition = try edition()
    let decision = edition.decide(try facts(edition, "question"))
    #expect(decision.verdict == .yes)
    #expect(decision.answers[1].verdict == .depends)
    let gone = try facts(edition, "question").with("buyer.gone", .bool(true))
    #expect(edition.decide(gone).answers.map(\.verdict) == [.yes, .no])
  }

  @Test func anOpenAnswerTellsEachSide() throws {
    let edition = try edition()
    let open = edition.decide(try facts(edition, "question"))
    let fact = try #require(open.openFacts(for: 1).first)
    #expect(edition.policy.vocabulary.facts[fact.slot].name.content == "buyer.gone")
    #expect(fact.settles)
    #expect(fact.cases.map { $0.decision.answers[1].verdict } == [.no, .yes])
  }

  @Test func anAnswerThatNoCaseChangesIsDefinite() throws {
    var policy = SmallPolicy()
    policy.fact("reading.start", .choice(["order", "delivery"]))
    policy.fact("day.order", .int)
    policy.rule("all", .permit, when: "true")
    policy.rule(
      "late.order", .forbid, when: "reading.start == 'order' && day.order > 30")
    policy.rule(
      "late.delivery", .forbid, when: "reading.start == 'delivery' && day.order > 20")
    let edition = try policy.edition()
    let facts = FactTable(edition.policy.vocabulary)
    #expect(edition.decide(try facts.with("day.order", .int(40))).verdict == .no)
    #expect(edition.decide(try facts.with("day.order", .int(10))).verdict == .yes)
    let contested = edition.decide(try facts.with("day.order", .int(25)))
    #expect(contested.verdict == .depends)
    let sides = try #require(contested.openFacts().first)
    #expect(sides.cases.map(\.decision.verdict) == [.yes, .no])
  }

  @Test func anUnknownDateTurnsAtItsExactInstant() throws {
    var policy = SmallPolicy()
    policy.fact("clock", .timestamp)
    policy.fact("order.delivered", .timestamp)
    policy.rule("all", .permit, when: "true")
    policy.rule(
      "late", .forbid,
      when: """
        has(order.delivered) \
        && clock > order.delivered.plusDays(30, 'America/Los_Angeles')
        """)
    let edition = try policy.edition()
    let now = try #require(instant("2021-04-05T09:00:00-07:00"))
    let decision = edition.decide(
      try FactTable(edition.policy.vocabulary).with("clock", .timestamp(now)))
    #expect(decision.verdict == .depends)
    let open = try #require(decision.openFacts().first)
    let turn = try #require(instant("2021-03-06T09:00:00-08:00"))
    #expect(
      open.cases.map(\.case) == [
        .absent, .stretch(from: nil, until: .timestamp(turn)),
        .stretch(from: .timestamp(turn), until: nil),
      ])
    #expect(open.cases.map(\.decision.verdict) == [.yes, .no, .yes])
  }

  @Test func aFailingConditionMakesTheAnswerOpen() throws {
    var policy = SmallPolicy()
    policy.fact("order.count", .int, .absent)
    policy.rule("all", .permit, when: "true")
    policy.rule("many", .forbid, when: "order.count > 3")
    let edition = try policy.edition()
    let decision = edition.decide(FactTable(edition.policy.vocabulary))
    #expect(decision.verdict == .depends)
    #expect(decision.answer.undecided.map { edition.rules[$0].id } == ["many"])
    #expect(decision.openFacts().map(\.slot) == [0])
  }

  @Test func aRuleCountsOnlyWhileItIsInForce() throws {
    var policy = SmallPolicy()
    policy.fact("x", .bool, .value(.bool(true)))
    policy.parameters = [
      ParameterDocument(
        name: Written("limit.days"), type: .int, meaning: "Days.",
        periods: [
          .init(from: nil, value: .int(10)),
          .init(from: instant("2020-01-01T00:00:00Z"), value: .int(30)),
        ])
    ]
    policy.rule(
      "old", .permit, when: "x && limit.days == 10", until: instant("2020-06-01T00:00:00Z"))
    policy.rule(
      "new", .permit, when: "x && limit.days == 30", from: instant("2020-06-01T00:00:00Z"))
    let checked = try Policy(policy.document)
    func verdict(_ date: String) throws -> (Verdict, [String]) {
      let edition = Edition(checked, on: try #require(instant(date)))
      return (edition.decide(FactTable(checked.vocabulary)).verdict, edition.rules.map(\.id))
    }
    #expect(try verdict("2019-05-01T00:00:00Z") == (.yes, ["old"]))
    #expect(try verdict("2020-05-31T23:59:59Z") == (.no, ["old"]))
    #expect(try verdict("2020-06-01T00:00:00Z") == (.yes, ["new"]))
  }
}
