// Repairs against brute force on small random policies: each one found is minimal and makes the
// answer yes, and whatever makes it yes holds one of them.

import CEL
import PolicyEngine
import Testing

/// Random policies over facts that can be changed, and one that can't.
private struct RepairSketch {
  static let leaves = [
    "a", "b", "c", "d", "fixed", "k == 'x'", "k != 'y'", "k in ['x', 'z']", "n > 3", "n <= 5",
    "n + 1 == 4", "n == 2", "has(w.s)", "n * 2 - 3 > 4", "6 - n == 2", "(a ? n : 4) > 3",
    "[1, 2].exists(i, i == n)",
  ]
  var sketch: PolicySketch

  mutating func policy() -> SmallPolicy {
    var policy = SmallPolicy()
    for name in ["a", "b", "c", "d"] {
      policy.fact(name, .bool)
      policy.facts[policy.facts.count - 1].alteration = Alteration(
        sketch.pick([.edit, .act]), cost: Int(sketch.numbers.next() % 4) + 1)
    }
    policy.fact("fixed", .bool)
    policy.facts[4].alteration = Alteration(.never)
    policy.fact("k", .choice(["x", "y", "z"]))
    policy.facts[5].alteration = Alteration(.choose)
    policy.fact("n", .int)
    policy.facts[6].alteration = Alteration(.edit)
    policy.fact("w.s", .string)
    policy.facts[7].alteration = Alteration(.never)
    policy.definition("shared", .bool, sketch.condition(1, in: Self.leaves))
    for number in 0..<6 {
      policy.rule(
        "r\(number)", sketch.pick([.permit, .permit, .forbid, .forbid]),
        when: sketch.condition(2, in: Self.leaves + ["shared"]))
    }
    return policy
  }

  mutating func facts(_ vocabulary: Vocabulary) -> FactTable {
    var table = FactTable(vocabulary)
    for (slot, fact) in vocabulary.facts.enumerated() {
      var state = sketch.state(of: fact.type)
      if fact.type == .int { state = .value(.int(Int64(sketch.numbers.next() % 8))) }
      if fact.type != .string, state == .absent { state = .unknown }
      table.set(slot, to: state)
    }
    return table
  }
}

@Suite struct RepairProperties {
  private typealias Assignment = [Int: FactState]

  /// Every combination of states in which the alterable facts could be.
  private func combinations(_ facts: FactTable) -> [Assignment] {
    var all: [Assignment] = [[:]]
    for (slot, fact) in facts.vocabulary.facts.enumerated() where fact.alteration.means != .never {
      let values: [Value]
      switch fact.type {
      case .bool: values = [.bool(false), .bool(true)]
      case .choice(let words): values = words.map(Value.string)
      default: values = (Int64(-1)...8).map(Value.int)
      }
      let others = values.map(FactState.value).filter { $0 != facts[slot] }
      all += all.flatMap { old in
        others.map { old.merging([slot: $0]) { _, new in new } }
      }
    }
    return all
  }

  /// Whether one set of changes is part of another one, a number going no further.
  private func isWithin(_ small: Assignment, _ large: Assignment, _ facts: FactTable) -> Bool {
    small.allSatisfy { slot, state in
      guard let other = large[slot] else { return false }
      if other == state { return true }
      guard case .value(.int(let near)) = state, case .value(.int(let far)) = other,
        case .value(.int(let now)) = facts[slot]
      else { return false }
      return now < near && near < far || far < near && near < now
    }
  }

  @Test(arguments: 0..<UInt64(60)) func repairsAreMinimalAndComplete(seed: UInt64) throws {
    var sketch = RepairSketch(sketch: PolicySketch(seed: seed &* 131 &+ 17))
    let edition = try sketch.policy().edition()
    for _ in 0..<2 {
      let facts = sketch.facts(edition.policy.vocabulary)
      let decision = edition.decide(facts)
      if decision.verdict == .yes { continue }
      let repairs = decision.repairs(limit: 1_000)
      #expect(repairs.isComplete)
      #expect(repairs.all.map(\.cost) == repairs.all.map(\.cost).sorted())
      let found = repairs.all.map { repair in
        Dictionary(uniqueKeysWithValues: repair.changes.map { ($0.slot, $0.state) })
      }
      func decide(_ assignment: Assignment) -> Decision {
        var changed = facts
        for (slot, state) in assignment { changed.set(slot, to: state) }
        return edition.decide(changed)
      }
      for (repair, assignment) in zip(repairs.all, found) {
        #expect(decide(assignment).answer == repair.decision.answer)
        #expect(repair.decision.verdict == .yes)
      }
      let working = combinations(facts).filter { decide($0).verdict == .yes }
      for assignment in working {
        #expect(found.contains { isWithin($0, assignment, facts) }, "missed \(assignment)")
        for repair in found where isWithin(assignment, repair, facts) {
          #expect(assignment == repair, "not minimal")
        }
      }
    }
  }

  @Test func theEarliestMomentIsEnough() throws {
    var policy = SmallPolicy()
    policy.fact("clock", .timestamp)
    policy.facts[0].alteration = Alteration(.wait)
    policy.fact(
      "w.t", .timestamp, .value(.timestamp(try #require(instant("2021-03-05T08:00:00Z")))))
    policy.fact("a", .bool, .value(.bool(true)))
    policy.facts[2].alteration = Alteration(.edit)
    policy.rule("may", .permit, when: "true")
    policy.rule("early", .forbid, when: "clock < w.t + duration('120h')")
    policy.rule("late", .forbid, when: "clock > w.t + duration('720h')")
    policy.rule("coupon", .forbid, when: "a")
    let edition = try policy.edition()
    let now = try #require(instant("2021-03-06T00:00:00Z"))
    let facts = try FactTable(edition.policy.vocabulary).with("clock", .timestamp(now))
    let until = try #require(instant("2022-03-06T00:00:00Z"))
    let patience = Patience(slot: 0, until: until) { _ in edition }
    let repairs = edition.decide(facts).repairs(patience: patience)
    #expect(repairs.isComplete && repairs.all.count == 1)
    let changes = try #require(repairs.all.first).changes
    #expect(Set(changes.map(\.means)) == [.wait, .edit])
    let moment = try #require(instant("2021-03-10T08:00:00Z"))
    #expect(changes.contains { $0.state == .value(.timestamp(moment)) })
    #expect(edition.decide(facts).repairs().all.isEmpty)
  }

  @Test func tenIndependentFaultsAreOneRepair() throws {
    var policy = SmallPolicy()
    policy.rule("may", .permit, when: "true")
    for number in 0..<10 {
      policy.fact("f\(number)", .bool, .value(.bool(true)))
      policy.facts[number].alteration = Alteration(.edit)
      policy.rule("r\(number)", .forbid, when: "f\(number)")
    }
    let edition = try policy.edition()
    let repairs = edition.decide(FactTable(edition.policy.vocabulary)).repairs()
    #expect(repairs.isComplete && repairs.all.map(\.changes.count) == [10])
  }
}
