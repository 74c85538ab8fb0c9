// The fewest questions against brute force: whatever is answered, the answer is settled, and no smaller
// set does that.

import CEL
import PolicyEngine
import Testing

@Suite struct QuestionProperties {
  /// A policy over yes-or-no facts and choices.
  private func edition(_ sketch: inout PolicySketch) throws -> Edition {
    let leaves = ["a", "b", "c", "d", "k == 'x'", "k in ['x', 'z']"]
    var policy = SmallPolicy()
    for name in ["a", "b", "c", "d"] { policy.fact(name, .bool) }
    policy.fact("k", .choice(["x", "y", "z"]))
    for number in 0..<4 {
      policy.rule(
        "r\(number)", sketch.pick([.permit, .forbid]), when: sketch.condition(2, in: leaves))
    }
    return try policy.edition()
  }

  /// Whether every combination of values of some facts settles the answer.
  private func settles(_ slots: [Int], _ decision: Decision) -> Bool {
    var tables = [decision.facts]
    for slot in slots {
      let type = decision.facts.vocabulary.facts[slot].type
      let values: [Value] =
        if case .choice(let words) = type { words.map(Value.string) } else {
          [.bool(true), .bool(false)]
        }
      tables = tables.flatMap { table in
        values.map { value in
          var next = table
          next.set(slot, to: .value(value))
          return next
        }
      }
    }
    return tables.allSatisfy { decision.edition.decide($0).verdict != .depends }
  }

  @Test(arguments: 0..<UInt64(80)) func theFewestQuestionsSettleIt(seed: UInt64) throws {
    var sketch = PolicySketch(seed: seed &* 97 &+ 3)
    let edition = try edition(&sketch)
    let decision = edition.decide(FactTable(edition.policy.vocabulary))
    guard decision.verdict == .depends else { return }
    let slots = decision.questionsToAsk().map(\.slot)
    let all = Array(edition.policy.vocabulary.facts.indices)
    let sizes = (1..<32).map { mask in all.filter { mask >> $0 & 1 == 1 } }
      .filter { settles($0, decision) }.map(\.count)
    if let fewest = sizes.min(), fewest <= 4 {
      #expect(slots.count == fewest)
      #expect(settles(slots, decision))
    }
  }
}
