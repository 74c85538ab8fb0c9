// Comparing editions, against trying every world: on random policies over few facts, a witness
// really differs, and where no difference is claimed there is none.

import CEL
import PolicyEngine
import Testing

/// Random policies over so few facts that every world can be tried.
struct TinyPolicySketch {
  static let leaves = [
    "a", "b", "k == 'x'", "k != 'y'", "k in ['x', 'z']", "w.n > 3", "w.n <= 5", "w.n == 4",
    "w.n > p", "has(w.n)", "d",
  ]

  var sketch: PolicySketch

  init(seed: UInt64) { sketch = PolicySketch(seed: seed) }

  /// The day on which a half of the rules changes.
  static let change = instant("2021-01-01T00:00:00Z")

  mutating func policy() -> SmallPolicy {
    var policy = SmallPolicy()
    for name in ["a", "b"] { policy.fact(name, .bool) }
    policy.fact("k", .choice(["x", "y", "z"]))
    policy.fact("w.n", .int)
    policy.parameters = [
      ParameterDocument(
        name: Written("p"), type: .int, meaning: "A number.",
        periods: [
          .init(from: nil, value: .int(2)), .init(from: Self.change, value: .int(4)),
        ])
    ]
    policy.definition("d", .bool, sketch.condition(1, in: Self.leaves.filter { $0 != "d" }))
    for number in 0..<6 {
      let effect = sketch.pick([PolicyEngine.Effect.permit, .permit, .forbid, .require, .advise])
      policy.rule(
        "r\(number)", effect, when: sketch.condition(2, in: Self.leaves),
        must: effect == .require ? sketch.condition(1, in: Self.leaves) : nil,
        question: sketch.pick(["allowed", "arrives"]))
      switch sketch.numbers.next() % 3 {
      case 0: policy.rules[number].from = Self.change
      case 1: policy.rules[number].until = Self.change
      default: break
      }
    }
    return policy
  }

  /// Every world of such a policy, as far as its conditions can tell worlds apart.
  static func worlds(_ vocabulary: Vocabulary, andUnknown: Bool = false) -> [FactTable] {
    var worlds = [FactTable(vocabulary)]
    for (slot, fact) in vocabulary.facts.enumerated() {
      let values: [Value] =
        switch fact.type {
        case .bool: [.bool(true), .bool(false)]
        case .choice(let words): words.map(Value.string)
        default: (1...7).map { .int($0) }
        }
      worlds = worlds.flatMap { world in
        (values.map(FactState.value) + [.absent] + (andUnknown ? [.unknown] : [])).map { state in
          var next = world
          next.set(slot, to: state, because: .stated(nil))
          return next
        }
      }
    }
    return worlds
  }
}

@Suite struct ComparisonProperties {
  static let seeds = 0..<UInt64(40)

  @Test func sixWordsTellEveryPair() {
    let pairs = Verdict.allCases.flatMap { from in
      Verdict.allCases.map { VerdictChange(from: from, to: $0) }
    }
    #expect(Set(pairs) == Set(VerdictChange.allCases))
    #expect(VerdictChange(from: .no, to: .yes) == .newlyPermitted)
    #expect(VerdictChange(from: .yes, to: .depends) == .perhapsProhibited)
  }

  @Test(arguments: seeds) func changesMeanWhatIsSaid(seed: UInt64) throws {
    var tiny = TinyPolicySketch(seed: seed)
    let policy = try Policy(tiny.policy().document)
    let before = Edition(policy, on: try #require(instant("2020-06-01T00:00:00Z")))
    let after = Edition(policy, on: try #require(instant("2021-06-01T00:00:00Z")))
    let comparison = EditionComparison(before, after)
    let worlds = TinyPolicySketch.worlds(policy.vocabulary).map { facts in
      (before.decide(facts), after.decide(facts))
    }
    for change in comparison.changes {
      guard case .rule(let id) = change.subject else { continue }
      let rule = try #require(policy.rule(id))
      let positions = (before.position(of: id), after.position(of: id))
      let question = try #require(
        policy.questions.firstIndex { $0.id == rule.document.question })
      func matters(_ old: Decision, _ new: Decision) -> Bool {
        switch positions {
        case (let first?, let second?): old.applies(first) != new.applies(second)
        case (let first?, nil): old.applies(first) != .no
        case (nil, let second?): new.applies(second) != .no
        default: false
        }
      }
      func differs(_ old: Decision, _ new: Decision) -> Bool {
        old.answers[question].verdict != new.answers[question].verdict
      }
      let isRemark = rule.effect == .advise
      let exists = worlds.contains { old, new in
        guard matters(old, new) else { return false }
        guard isRemark else { return differs(old, new) }
        // A remark counts where it is surely made, or where whether it is made has changed.
        return change.kind == .changed
          || positions.0.map { old.applies($0) == .yes } ?? false
          || positions.1.map { new.applies($0) == .yes } ?? false
      }
      switch change.impact {
      case .answer(let witness):
        let (old, new) = (before.decide(witness.facts), after.decide(witness.facts))
        #expect(differs(old, new) && matters(old, new), "\(id)")
        #expect(old.answers == witness.before.answers && new.answers == witness.after.answers)
        #expect(exists)
      case .remark(let witness):
        #expect(matters(before.decide(witness.facts), after.decide(witness.facts)), "\(id)")
        #expect(exists)
      case .none: #expect(!exists, "\(id): \(rule.document.when.content)")
      case .notFound: Issue.record("\(id): these few facts are all seen through")
      case .unread: Issue.record("\(id): only parameters are unread")
      }
    }
    for rule in policy.rules {
      guard let first = before.position(of: rule.id), let second = after.position(of: rule.id),
        !comparison.changes.contains(where: { $0.subject == .rule(rule.id) })
      else { continue }
      #expect(worlds.allSatisfy { $0.applies(first) == $1.applies(second) }, "\(rule.id)")
    }
  }

  @Test(arguments: seeds) func proofsHoldForTimesAndTexts(seed: UInt64) throws {
    var sketch = PolicySketch(seed: seed)
    var small = sketch.policy()
    for number in small.rules.indices {
      if number % 3 == 0 { small.rules[number].from = TinyPolicySketch.change }
      if number % 3 == 1 { small.rules[number].until = TinyPolicySketch.change }
    }
    let policy = try Policy(small.document)
    let before = Edition(policy, on: try #require(instant("2020-06-01T00:00:00Z")))
    let after = Edition(policy, on: try #require(instant("2021-06-01T00:00:00Z")))
    let comparison = EditionComparison(before, after)
    for change in comparison.changes {
      guard case .rule(let id) = change.subject, let rule = policy.rule(id) else { continue }
      let question = try #require(
        policy.questions.firstIndex { $0.id == rule.document.question })
      if case .answer(let witness) = change.impact {
        #expect(
          before.decide(witness.facts).answers[question].verdict
            != after.decide(witness.facts).answers[question].verdict)
      }
      guard case .none = change.impact, rule.effect != .advise, rule.effect != .duty else {
        continue
      }
      for _ in 0..<100 {
        let facts = sketch.facts(policy.vocabulary)
        guard !facts.vocabulary.facts.indices.contains(where: { facts[$0] == .unknown }) else {
          continue
        }
        let (old, new) = (before.decide(facts), after.decide(facts))
        let truth =
          before.position(of: id).map(old.applies) ?? after.position(of: id).map(new.applies)
        #expect(truth == .no || old.answers[question].verdict == new.answers[question].verdict)
      }
    }
  }
}
