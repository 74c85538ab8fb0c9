// Stretches of time against brute force: on small random policies that read the clock in every way
// that the language has, around days on which clocks change and around leap days.

import CEL
import PolicyEngine
import Testing

/// A week in which the calendar does something, and the zone in which it does.
struct OddWeek: CustomTestStringConvertible, Sendable {
  let zone: String
  let start: String

  var testDescription: String { "\(zone) \(start)" }

  static let all = [
    OddWeek(zone: "America/Los_Angeles", start: "2021-03-11T07:31:00Z"),
    OddWeek(zone: "America/Los_Angeles", start: "2021-11-04T07:00:00Z"),
    OddWeek(zone: "Europe/Berlin", start: "2020-02-26T12:00:00Z"),
    OddWeek(zone: "Europe/Berlin", start: "2021-10-28T22:00:00Z"),
    // Clocks change at midnight, so that a day begins at one.
    OddWeek(zone: "America/Sao_Paulo", start: "2018-11-01T03:00:00Z"),
    OddWeek(zone: "America/Sao_Paulo", start: "2018-02-14T02:00:00Z"),
    // Half an hour.
    OddWeek(zone: "Australia/Lord_Howe", start: "2021-04-01T13:00:00Z"),
    OddWeek(zone: "Asia/Kathmandu", start: "2023-12-28T00:00:00Z"),
  ]
}

/// Random policies over a clock and two other instants.
private struct ClockSketch {
  static let leaves = [
    "clock > w.t", "clock >= w.u", "clock == w.t", "clock < w.t + duration('25h')",
    "clock <= w.t.plusDays(2, z)", "clock.plusDays(1, z) > w.u", "clock.plusDays(-2, z) <= w.t",
    "daysBetween(w.t, clock, z) >= 2", "daysBetween(clock, w.u, z) == 1",
    "clock.getHours(z) >= 18", "clock.getHours() < 6", "clock.getDayOfWeek(z) in [0, 6]",
    "clock.getDate(z) == 29", "clock.getMonth(z) == 2", "clock - w.t > duration('36h30m')",
    "w.u - clock >= duration('1h')", "(a ? w.t : clock) < w.u", "(clock - w.t).getHours() > 30",
    "(w.u - clock).getHours() < 20", "(clock > w.t ? clock - w.t : w.t - clock) < duration('9h')",
    "(clock + (clock - w.t)) > w.u", "w.t + (w.u - clock) < clock", "has(w.t)", "a", "b",
    "[1, 2].exists(i, i == clock.getDayOfWeek(z))",
  ]
  var sketch: PolicySketch

  mutating func policy() -> SmallPolicy {
    var policy = SmallPolicy()
    policy.fact("clock", .timestamp)
    policy.fact("a", .bool)
    policy.fact("b", .bool)
    policy.fact("z", .string)
    policy.fact("w.t", .timestamp)
    policy.fact("w.u", .timestamp)
    policy.definition("late", .bool, sketch.condition(1, in: Self.leaves))
    for number in 0..<5 {
      policy.rule(
        "r\(number)", sketch.pick([.permit, .permit, .forbid]),
        when: sketch.condition(2, in: Self.leaves + ["late"]))
    }
    return policy
  }

  mutating func facts(
    _ vocabulary: Vocabulary, in zone: String, from start: Timestamp
  ) throws -> FactTable {
    var table = FactTable(vocabulary)
    try table.set(#require(vocabulary.slot(of: "z")), to: .value(.string(zone)))
    for name in ["a", "b"] {
      let state: FactState = sketch.numbers.next() % 4 == 0 ? .unknown : sketch.state(of: .bool)
      try table.set(#require(vocabulary.slot(of: name)), to: state)
    }
    for name in ["w.t", "w.u"] {
      let seconds = start.seconds + Int64(sketch.numbers.next() % 600_000)
      let instant = try #require(
        Timestamp(seconds: seconds, nanoseconds: Int32(sketch.numbers.next() % 2) * 500_000_000))
      let isKnown = sketch.numbers.next() % 6 != 0
      try table.set(
        #require(vocabulary.slot(of: name)), to: isKnown ? .value(.timestamp(instant)) : .unknown)
    }
    return table
  }
}

@Suite struct StretchProperties {
  private static let length: Int64 = 8 * 86_400

  @Test(arguments: OddWeek.all, 0..<UInt64(12))
  func stretchesAgreeWithBruteForce(_ week: OddWeek, seed: UInt64) throws {
    var sketch = ClockSketch(sketch: PolicySketch(seed: seed &* 31 &+ 7))
    let edition = try sketch.policy().edition()
    let vocabulary = edition.policy.vocabulary
    let clock = try #require(vocabulary.slot(of: "clock"))
    let start = try #require(instant(week.start))
    let end = try #require(Timestamp(seconds: start.seconds + Self.length))
    let facts = try sketch.facts(vocabulary, in: week.zone, from: start)
    let found = edition.stretches(of: facts, along: clock, from: start, until: end)
    let texts =
      edition.policy.document.chapters[0].rules.map(\.when.content)
      + edition.policy.document.definitions.map(\.expression.content)
    #expect(found.isExact || texts.contains { $0.contains("exists") })
    #expect(found.all.first?.from == start)
    #expect(found.all.last?.until == end)
    for (one, next) in zip(found.all, found.all.dropFirst()) {
      #expect(one.until == next.from && one.from < one.until)
      #expect(one.decision.answer != next.decision.answer)
    }
    var probes = Set(stride(from: Int64(0), to: Self.length, by: 1_200).map { $0 + start.seconds })
    for stretch in found.all { probes.formUnion((-4...4).map { stretch.from.seconds + $0 }) }
    for name in ["w.t", "w.u"] {
      guard case .value(.timestamp(let time)) = facts[try #require(vocabulary.slot(of: name))]
      else { continue }
      probes.formUnion(
        (-3...3).flatMap { day in (-1...1).map { time.seconds + day * 86_400 + $0 } })
    }
    var times = probes.compactMap { Timestamp(seconds: $0) }
    for stretch in found.all {
      times += [-1, 1].compactMap { stretch.from.adding(Duration(totalNanoseconds: $0)) }
    }
    times += times.compactMap { $0.adding(Duration(totalNanoseconds: 500_000_000)) }
    for time in times where time >= start && time < end {
      let stretch = try #require(found.all.last { $0.from <= time })
      let brute = edition.decide(try facts.with("clock", .timestamp(time)))
      #expect(
        brute.answer == stretch.decision.answer,
        "at \(time) in \(week.zone): \(edition.policy.document.chapters[0].rules.map(\.when.content))"
      )
    }
  }

  @Test(arguments: [
    ("clock > w.t", "2021-03-13T20:00:00.000000001Z"), ("clock >= w.t", "2021-03-13T20:00:00Z"),
    ("clock > w.t.plusDays(1, z)", "2021-03-14T19:00:00.000000001Z"),
    ("clock >= w.t + duration('24h')", "2021-03-14T20:00:00Z"),
    ("clock.plusDays(1, z) >= w.u", "2021-03-13T20:30:00Z"),
    ("clock.getDayOfWeek(z) == 0", "2021-03-14T08:00:00Z"),
    ("clock.getHours(z) == 3", "2021-03-13T11:00:00Z"),
    ("daysBetween(w.t, clock, z) == 2", "2021-03-15T07:00:00Z"),
  ]) func theEdgeIsExact(_ condition: String, _ expected: String) throws {
    var policy = SmallPolicy()
    policy.fact("clock", .timestamp)
    policy.fact(
      "w.t", .timestamp, .value(.timestamp(try #require(instant("2021-03-13T20:00:00Z")))))
    policy.fact(
      "w.u", .timestamp, .value(.timestamp(try #require(instant("2021-03-14T19:30:00Z")))))
    policy.fact("z", .string, .value(.string("America/Los_Angeles")))
    policy.rule("only", .permit, when: condition)
    let edition = try policy.edition()
    let found = edition.stretches(
      of: FactTable(edition.policy.vocabulary), along: 0,
      from: try #require(instant("2021-03-13T09:00:00Z")),
      until: try #require(instant("2021-03-17T00:00:00Z")))
    #expect(found.isExact)
    #expect(found.all.first { $0.decision.verdict == .yes }?.from == instant(expected))
  }

  @Test func aTurnNamesTheRuleAndTheComparison() throws {
    var policy = SmallPolicy()
    policy.fact("clock", .timestamp, label: "the time of sending")
    policy.fact(
      "w.t", .timestamp, .value(.timestamp(try #require(instant("2021-03-05T08:00:00Z")))),
      label: "the delivery date")
    policy.fact("z", .string, .value(.string("UTC")))
    policy.definition("early", .bool, "clock < w.t.plusDays(5, z)")
    policy.rule("may", .permit, when: "true")
    policy.rule("wait", .forbid, when: "early")
    let edition = try policy.edition()
    let found = edition.stretches(
      of: FactTable(edition.policy.vocabulary), along: 0,
      from: try #require(instant("2021-03-01T00:00:00Z")),
      until: try #require(instant("2022-03-01T00:00:00Z"))
    ).all
    #expect(found.map(\.decision.verdict) == [.no, .yes])
    let turns = found[0].decision.turns(to: found[1].decision)
    #expect(turns.map { edition.rules[$0.rule].id } == ["wait"])
    #expect(turns[0].applies == .no)
    #expect(turns[0].bound == "5 days after the delivery date")
    #expect(
      turns[0].comparison
        == "the time of sending is not earlier than "
        + "5 days after the delivery date (2021-03-10 08:00 UTC)")
  }
}
