// What holds for every policy and every state of the facts, tried on random small policies.

import CEL
import PolicyEngine
import Testing

/// Splitmix64 (Steele, Lea, Flood 2014): the same numbers for the same seed on every machine.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Random policies over a few facts of every kind.
struct PolicySketch {
  /// Conditions without parts, over facts of every kind.
  static let leaves = [
    "a", "b", "c", "has(w.t)", "k == 'x'", "k != 'y'", "k in ['x', 'z']", "n > 3", "n <= 5",
    "n + 1 == 4", "w.t < w.u", "w.t + duration('24h') >= w.u", "w.t.plusDays(1, 'UTC') > w.u",
    "true", "[1, 2].exists(i, i == n)", "s == 'p'", "size(s) > 1",
  ]

  var numbers: SeededNumbers

  init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(numbers.next() % UInt64(elements.count))]
  }

  /// A condition; `d` is the policy's definition.
  mutating func condition(_ depth: Int, in leaves: [String] = Self.leaves + ["d"]) -> String {
    if depth == 0 || numbers.next() % 5 == 0 { return pick(leaves) }
    let left = condition(depth - 1, in: leaves)
    let right = condition(depth - 1, in: leaves)
    switch numbers.next() % 5 {
    case 0: return "!(\(left))"
    case 1: return "(\(left)) ? (\(right)) : (\(condition(depth - 1, in: leaves)))"
    case 2, 3: return "(\(left)) && (\(right))"
    default: return "(\(left)) || (\(right))"
    }
  }

  mutating func policy() -> SmallPolicy {
    var policy = SmallPolicy()
    for name in ["a", "b", "c"] { policy.fact(name, .bool) }
    policy.fact("k", .choice(["x", "y", "z"]))
    policy.fact("n", .int)
    policy.fact("s", .string)
    policy.fact("w.t", .timestamp)
    policy.fact("w.u", .timestamp)
    policy.definition("d", .bool, "(\(condition(0, in: Self.leaves))) || n == 2")
    for number in 0..<6 {
      policy.rule(
        "r\(number)", pick([.permit, .permit, .forbid, .require, .advise, .duty]),
        when: condition(3), must: nil, question: pick(["allowed", "arrives"]))
      if policy.rules[number].effect == .require {
        policy.rules[number].must = Written(condition(2))
      } else if numbers.next() % 3 == 0 {
        policy.rules[number].unless = Written(condition(2))
      }
    }
    return policy
  }

  mutating func state(of type: FactType) -> FactState {
    switch numbers.next() % 4 {
    case 0: return .unknown
    case 1: return .absent
    default: break
    }
    switch type {
    case .bool: return .value(.bool(numbers.next() % 2 == 0))
    case .int: return .value(.int(Int64(numbers.next() % 8)))
    case .string: return .value(.string(pick(["p", "pq", ""])))
    case .choice(let words): return .value(.string(pick(words)))
    default:
      let seconds = 1_600_000_000 + Int64(numbers.next() % 5) * 43_200
      return Timestamp(seconds: seconds).map { .value(.timestamp($0)) } ?? .absent
    }
  }

  mutating func facts(_ vocabulary: Vocabulary) -> FactTable {
    var table = FactTable(vocabulary)
    for (slot, fact) in vocabulary.facts.enumerated() {
      table.set(slot, to: state(of: fact.type), because: .stated(nil))
    }
    return table
  }
}

/// The facts and definitions as CEL's own evaluator reads them.
private struct PlainActivation: Activation {
  let facts: FactTable
  let definition: Outcome

  func binding(of slot: Int) -> Binding {
    if slot == facts.vocabulary.facts.count {
      switch definition {
      case .value(let value): return .value(value)
      case .unknown: return .unknown
      case .error: return .absent
      }
    }
    switch facts[slot] {
    case .value(let value): return .value(value)
    case .absent: return .absent
    case .unknown: return .unknown
    }
  }
}

@Suite struct DecisionProperties {
  static let seeds = 0..<UInt64(60)

  @Test(arguments: seeds) func theGraphAgreesWithTheLanguage(seed: UInt64) throws {
    var sketch = PolicySketch(seed: seed)
    let policy = sketch.policy()
    let edition = try policy.edition()
    let environment = edition.policy.environment
    func evaluate(_ text: String, _ activation: PlainActivation) throws -> Outcome {
      let source = SourceText(name: "condition", text: text)
      let span = SourceSpan(source, 0..<text.utf8.count)
      return Program(try environment.check(try environment.parse(span))).evaluate(activation)
    }
    for _ in 0..<20 {
      let facts = sketch.facts(edition.policy.vocabulary)
      let decision = edition.decide(facts)
      let start = PlainActivation(facts: facts, definition: .unknown([]))
      let definition = try evaluate(policy.definitions[0].expression.content, start)
      let activation = PlainActivation(facts: facts, definition: definition)
      for (number, rule) in policy.rules.enumerated() {
        var text = "(\(rule.when.content))"
        if let must = rule.must { text += " && !(\(must.content))" }
        if let unless = rule.unless { text += " && !(\(unless.content))" }
        let expected: Truth =
          switch try evaluate(text, activation) {
          case .value(.bool(true)): .yes
          case .value: .no
          case .unknown: .unknown
          case .error: .error
          }
        #expect(decision.applies(number) == expected, "\(text)")
      }
    }
  }

  @Test(arguments: seeds) func theOrderOfRulesIsIrrelevant(seed: UInt64) throws {
    var sketch = PolicySketch(seed: seed)
    let policy = sketch.policy()
    var shuffled = policy
    shuffled.rules.shuffle(using: &sketch.numbers)
    let (first, second) = (try policy.edition(), try shuffled.edition())
    for _ in 0..<20 {
      let facts = sketch.facts(first.policy.vocabulary)
      let (left, right) = (first.decide(facts), second.decide(facts))
      #expect(left.answers.map(\.verdict) == right.answers.map(\.verdict))
      for (one, other) in zip(left.answers, right.answers) {
        #expect(
          Set(one.deciding.map { first.rules[$0].id })
            == Set(other.deciding.map { second.rules[$0].id }))
      }
    }
  }

  @Test(arguments: seeds) func learningAFactNeverContradictsADefiniteAnswer(seed: UInt64) throws {
    var sketch = PolicySketch(seed: seed)
    let edition = try sketch.policy().edition()
    for _ in 0..<20 {
      let facts = sketch.facts(edition.policy.vocabulary)
      let before = edition.decide(facts)
      for (slot, fact) in facts.vocabulary.facts.enumerated() where facts[slot] == .unknown {
        let state = sketch.state(of: fact.type)
        guard state != .absent else { continue }
        let after = before.assuming(slot, state)
        for (old, new) in zip(before.answers, after.answers) where old.verdict != .depends {
          #expect(old.verdict == new.verdict)
        }
      }
    }
  }

  @Test(arguments: seeds) func theExplanationSaysWhatWasDecided(seed: UInt64) throws {
    var sketch = PolicySketch(seed: seed)
    let edition = try sketch.policy().edition()
    for _ in 0..<10 {
      let decision = edition.decide(sketch.facts(edition.policy.vocabulary))
      for rule in edition.rules.indices {
        let truth = decision.applies(rule)
        for isComplete in [false, true] {
          let explanation = decision.explanation(of: rule, isComplete: isComplete)
          #expect(explanation.truth == truth)
          #expect((explanation.firstUnmet == nil) == (truth == .yes))
          if truth == .yes {
            #expect(explanation.children.allSatisfy { $0.truth == .yes })
          }
        }
        if truth == .no {
          let shown = decision.explanation(of: rule).children
          #expect(shown.contains { $0.truth == .no })
        }
      }
    }
  }

  @Test(arguments: seeds) func eachSideOfAnOpenAnswerIsReal(seed: UInt64) throws {
    var sketch = PolicySketch(seed: seed)
    let edition = try sketch.policy().edition()
    for _ in 0..<5 {
      let decision = edition.decide(sketch.facts(edition.policy.vocabulary))
      for question in decision.answers.indices
      where decision.answers[question].verdict == .depends {
        for open in decision.openFacts(for: question) {
          for (one, side) in open.cases {
            let state: FactState
            switch one {
            case .absent: state = .absent
            case .value(let value): state = .value(value)
            case .stretch(let from, let until):
              guard let value = from ?? until else { continue }
              state = .value(value)
              if from == nil { continue }
            }
            #expect(
              decision.assuming(open.slot, state).answers[question].verdict
                == side.answers[question].verdict)
          }
        }
      }
    }
  }
}
