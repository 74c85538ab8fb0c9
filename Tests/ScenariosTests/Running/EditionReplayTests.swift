// A scenario under two editions: which answers change, and which lesson breaks.

import CEL
import PolicyEngine
import Scenarios
import Testing

@Suite("Scenarios under two editions")
struct EditionReplayTests {
  @Test("a second request was fine before October 2018, and teaches something else since")
  func broken() throws {
    let domain = try Shipped.domain()
    let text = """
      scenario: Two requests
      clock: 2021-03-20
      edition: 2018-01-01
      orders: { 112-4829301-5520193: { delivered: 2021-03-05, placed: 2021-03-01 } }
      messages:
        ask: { order: 112-4829301-5520193, purpose: review-request, channel: contact-buyer }
        more: { like: ask }
      script:
        - send: ask
        - can: more
          expect: yes
      """
    let source = SourceText(name: "two.yaml", text: text)
    let old = try domain.edition(named: Written("2018-01-01"), in: .utc)
    let new = try domain.edition(named: Written("2019-01-01"), in: .utc)
    let replays = try EditionReplay.replays(of: "two.yaml", source, in: domain, from: old, to: new)
    #expect(replays.map { $0.change() } == [.newlyProhibited])
    #expect(replays.map(\.isBroken) == [true])
    let same = try EditionReplay.replays(of: "two.yaml", source, in: domain, from: old, to: old)
    #expect(same.allSatisfy { $0.changedQuestions.isEmpty })
  }
}
