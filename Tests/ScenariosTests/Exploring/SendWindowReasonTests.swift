// What moves the end of a window, and what a refusal says of it: the count that decides under the
// chosen reading, not one that ended before.

import CEL
import PolicyEngine
import Scenarios
import Testing

@Suite struct SendWindowReasonTests {
  private static func world(_ text: String) throws -> World {
    try Scenario(SourceText(name: "window", text: text), in: ShippedScenarios.domain.get()).world
  }

  private static let byEstimates = """
    scenario: The window by the estimates
    clock: 2023-10-28T12:00+02:00
    store: amazon.de
    settings: { review-window: estimates }
    orders:
      302-1111111-4444444:
        buyer: { language: de-DE, opted-out: no }
        placed: 2023-09-20
        delivered: 2023-09-27
        earliest-delivery: 2023-09-25
        latest-delivery: 2023-09-29T23:59:59
    messages:
      ask: { order: 302-1111111-4444444, purpose: review-request, channel: request-a-review }
    """

  @Test func theComparisonThatTurnsIsNamed() throws {
    let world = try Self.world(Self.byEstimates)
    let question = try world.question(about: Written("ask"))
    let until = try #require(Timestamp("2023-12-01T00:00:00Z"))
    let found = try question.windows(from: world.clock, until: until)
    let last = try #require(found.windows.last)
    let bounds = last.causes.compactMap { cause in
      if case .comparison(let turn, _) = cause { turn.bound } else { nil }
    }
    #expect(bounds == ["30 days after the latest delivery estimate"])
  }

  @Test func theRefusalNamesTheCountThatDecides() throws {
    let world = try Self.world(Self.byEstimates)
    let late = try #require(Timestamp("2023-10-30T12:00:00Z"))
    let decision = try world.question(about: Written("ask"), at: late).decide()
    let rule = try #require(decision.edition.position(of: "requests.not-too-late"))
    #expect(decision.sentence(of: rule).contains("the latest delivery estimate"))
    #expect(decision.sentence(of: rule).contains("2023-10-29 22:59:59"))
  }

  @Test(arguments: [
    ("delivery", "2021-04-04T09:00-07:00", "the delivery they ended on 2021-04-04 00:00 PDT"),
    ("shipment", "2021-04-03T09:00-07:00", "the shipment they ended on 2021-04-03 00:00 PDT"),
    ("order", "2021-04-01T09:00-07:00", "the order they ended on 2021-03-31 00:00 PDT"),
  ]) func the30DaysEndByTheReading(_ reading: String, _ clock: String, _ words: String) throws {
    let world = try Self.world(
      """
      scenario: Thirty days
      clock: \(clock)
      store: amazon.com
      settings: { window-start: \(reading) }
      orders:
        112-4829301-5520193:
          buyer: { language: en-US, opted-out: no }
          placed: 2021-03-01
          shipped: 2021-03-04
          delivered: 2021-03-05
      messages:
        bill: { order: 112-4829301-5520193, purpose: invoice, channel: contact-buyer }
      """)
    let decision = try world.question(about: Written("bill")).decide()
    #expect(decision.verdict == .no)
    let rule = try #require(decision.edition.position(of: "timing.proactive-within-30-days"))
    #expect(decision.sentence(of: rule).contains(words), "\(decision.sentence(of: rule))")
  }
}
