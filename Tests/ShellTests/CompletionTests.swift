// What completion offers, and in which place of a statement.

import Testing

@testable import Shell

@Suite struct CompletionTests {
  private func offers(_ line: String) throws -> [String] {
    let session = try Workshop.session()
    return session.offers(in: line, at: line.utf8.count).offers.map(\.text)
  }

  @Test func everyOfferOfACommandIsDescribed() throws {
    let session = try Workshop.session()
    let offers = session.offers(in: "", at: 0).offers
    #expect(offers.count == Command.all.count)
    #expect(offers.allSatisfy { !$0.description.isEmpty })
  }

  @Test(arguments: [
    ("un", ["unset", "undo"]),
    ("can s", ["second-ask"]),
    ("can I send f", ["first-ask"]),
    ("can second-ask tom", ["tomorrow"]),
    ("wait 1d; can co", ["coupon-thanks"]),
    ("set order.d", ["order.delivered"]),
    ("set buyer.opted_", ["buyer.opted-out"]),
    ("set buyer.opted-out ", ["yes", "no", "none", "unknown"]),
    ("set message.purpose re", ["review-request", "reply"]),
    ("set message.purpose reply ", ["for"]),
    ("set message.purpose reply for sec", ["second-ask"]),
    ("rule content.no", ["content.no-coupons", "content.no-links"]),
    ("why --", ["--all"]),
    ("edition o", ["old"]),
    ("order 112", ["112-4829301-5520193"]),
    ("draft note purp", ["purpose"]),
    ("draft note purpose in", ["invoice"]),
    ("draft note like fi", ["first-ask"]),
    ("load Scen", ["Scenarios/"]),
    ("load Scenarios/reviews/se", ["Scenarios/reviews/second-request.yaml"]),
    ("eval message.off", ["message.offers_discount"]),
    ("eval !(message.off", ["!(message.offers_discount"]),
    ("eval siz", ["size("]),
    ("eval order.delivered.plus", ["order.delivered.plusDays("]),
    ("eval --t", ["--type"]),
    ("rule reviews.once-per-order o", ["on"]),
    ("help ti", ["times"]),
    ("settings plain ", ["yes", "no"]),
    ("nonsense ", []),
  ]) func offered(_ line: String, _ expected: [String]) throws {
    #expect(try offers(line) == expected)
  }

  @Test func theWordUnderTheCursorIsReplaced() throws {
    let session = try Workshop.session()
    let offers = session.offers(in: "can sec now", at: 7)
    #expect(offers.replaced == 4..<7)
    #expect(session.suggestion(for: "can sec") == "ond-ask")
    #expect(session.suggestion(for: "can ") == nil)
  }
}
