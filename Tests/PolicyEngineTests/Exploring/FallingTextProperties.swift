// Repairs with which a text falls away, against brute force: everything found in it then is as when
// nothing is said, what is found is only ever taken out, and no change is needless beside another.

import CEL
import PolicyEngine
import Testing

private struct LetterSketch {
  static let leaves = [
    "a", "b", "c", "f", "fixed", "k == 'x'", "k != 'y'", "k in ['x', 'z']", "n > 3", "n <= 5",
    "n == 2", "a && k == 'x'", "!(b || n > 1)",
  ]
  static let text = 0..<4
  static let (choice, number, files) = (5, 3, 6)
  var sketch: PolicySketch

  mutating func policy() -> SmallPolicy {
    var policy = SmallPolicy()
    for name in ["a", "b", "c"] { policy.fact(name, .bool, .value(.bool(false))) }
    policy.fact("n", .int, .value(.int(0)))
    policy.fact("fixed", .bool)
    policy.fact("k", .choice(["x", "y", "z"]))
    policy.fact("f", .bool, .value(.bool(false)))
    for slot in Array(Self.text) + [Self.files] {
      policy.facts[slot].origin = .analysis
      policy.facts[slot].alteration = Alteration(.edit)
      policy.facts[slot].alteration.takesOutOnly = true
    }
    policy.facts[Self.files].isOfFiles = true
    policy.facts[4].alteration = Alteration(.never)
    policy.facts[Self.choice].alteration = Alteration(.choose)
    policy.facts[Self.choice].alteration.valuesWithoutText = [.string("x"), .string("y")]
    policy.facts[Self.choice].alteration.valuesWithoutFiles = [.string("x")]
    for number in 0..<6 {
      policy.rule(
        "r\(number)", sketch.pick([.permit, .permit, .forbid, .forbid]),
        when: sketch.condition(2, in: Self.leaves))
    }
    return policy
  }

  mutating func facts(_ vocabulary: Vocabulary) -> FactTable {
    var table = FactTable(vocabulary)
    for (slot, fact) in vocabulary.facts.enumerated() {
      var state = sketch.state(of: fact.type)
      if fact.type == .int { state = .value(.int(Int64(sketch.numbers.next() % 7))) }
      if state == .absent || state == .unknown { state = fact.standard }
      if state == .absent || state == .unknown, case .choice = fact.type {
        state = .value(.string("z"))
      }
      if state == .absent || state == .unknown { state = .value(.bool(false)) }
      table.set(slot, to: state)
    }
    return table
  }
}

@Suite struct FallingTextProperties {
  private typealias Changes = [Int: FactState]

  /// The facts with which other ones fall away.
  private func fallen(_ changes: Changes) -> Set<Int> {
    switch changes[LetterSketch.choice] {
    case .value(.string("x")): Set(LetterSketch.text).union([LetterSketch.files])
    case .value(.string("y")): Set(LetterSketch.text)
    default: []
    }
  }

  /// Every set of changes that people could make.
  private func combinations(_ facts: FactTable) -> [Changes] {
    var all: [Changes] = [[:]]
    for (slot, fact) in facts.vocabulary.facts.enumerated() where slot != 4 {
      var states: [FactState] = []
      if slot == LetterSketch.choice {
        states = ["x", "y", "z"].map { .value(.string($0)) }
      } else if slot == LetterSketch.number, case .value(.int(let now)) = facts[slot] {
        states = (0..<now).map { .value(.int($0)) }
      } else {
        states = [fact.standard]
      }
      all += all.flatMap { old in
        states.filter { $0 != facts[slot] }.map { old.merging([slot: $0]) { _, new in new } }
      }
    }
    return all.filter { changes in fallen(changes).isDisjoint(with: changes.keys) }
  }

  private func isWithin(_ small: Changes, _ large: Changes) -> Bool {
    small.allSatisfy { slot, state in
      guard let other = large[slot] else { return false }
      if other == state { return true }
      guard case .value(.int(let near)) = state, case .value(.int(let far)) = other else {
        return false
      }
      return far < near
    }
  }

  @Test(arguments: 0..<UInt64(80)) func repairsAreMinimalAndComplete(seed: UInt64) throws {
    var sketch = LetterSketch(sketch: PolicySketch(seed: seed &* 137 &+ 5))
    let edition = try sketch.policy().edition()
    for _ in 0..<3 {
      let facts = sketch.facts(edition.policy.vocabulary)
      let decision = edition.decide(facts)
      if decision.verdict == .yes { continue }
      let repairs = decision.repairs(limit: 1_000)
      #expect(repairs.isComplete)
      let found = repairs.all.map { repair in
        Dictionary(uniqueKeysWithValues: repair.changes.map { ($0.slot, $0.state) })
      }
      func isPermitted(_ changes: Changes) -> Bool {
        var changed = facts
        for slot in fallen(changes) { changed.set(slot, to: facts.vocabulary.facts[slot].standard) }
        for (slot, state) in changes { changed.set(slot, to: state) }
        return edition.decide(changed).verdict == .yes
      }
      let all = combinations(facts)
      for changes in found {
        #expect(all.contains(changes), "nobody can do \(changes)")
        #expect(isPermitted(changes))
      }
      for changes in all where isPermitted(changes) {
        #expect(found.contains { isWithin($0, changes) }, "missed \(changes)")
        for repair in found where isWithin(changes, repair) {
          #expect(changes == repair, "not minimal")
        }
      }
      if repairs.all.isEmpty { #expect(!repairs.deadEnds.isEmpty, "no reason") }
    }
  }

  @Test func onlyOneWayIsLookedForWhereThePolicySaysSo() throws {
    var policy = SmallPolicy()
    policy.fact("tag", .choice(["none", "real", "false"]), .value(.string("none")))
    policy.facts[0].origin = .analysis
    policy.facts[0].alteration = Alteration(.edit)
    policy.facts[0].alteration.takesOutOnly = true
    policy.facts[0].alteration.isOnlyWay = true
    policy.fact("channel", .choice(["mail", "app"]), .value(.string("mail")))
    policy.facts[1].alteration = Alteration(.choose)
    policy.rule("may", .permit, when: "true")
    policy.rule("misuse", .forbid, when: "tag == 'real' && channel == 'mail'")
    let edition = try policy.edition()
    let facts = try FactTable(edition.policy.vocabulary).with("tag", .string("real"))
    let repairs = edition.decide(facts).repairs()
    #expect(repairs.isComplete)
    #expect(repairs.all.map { $0.changes.map(\.state) } == [[.value(.string("none"))]])
  }
}
