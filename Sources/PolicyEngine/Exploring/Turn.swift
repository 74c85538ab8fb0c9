// What makes the difference between two decisions: the rules that apply in one and not in the other,
// and in each the comparison that turned. Both are read from the two records.

import CEL

/// A rule that turns between two decisions, and the comparison that turns it.
public struct Turn: Hashable, Sendable {
  /// The rule's position in ``Edition/rules``.
  public let rule: Int
  /// Whether it applies in the second decision.
  public let applies: Truth
  /// The comparison as it stands in the second decision, in a sentence without a full stop; `nil`
  /// when more than comparisons differ.
  public let comparison: String?
  /// The side of the comparison that stays, in words: `5 days after the delivery date`; `nil` when
  /// it has no words of its own.
  public let bound: String?
}

extension Decision {
  /// The rules that turn from this decision to another one, and what turns them: first those that
  /// forbid; those that permit only where no other rule turns.
  ///
  /// - Parameters:
  ///   - other: A decision of the same edition.
  ///   - question: The question whose answer turns.
  public func turns(to other: Decision, question: Int = 0) -> [Turn] {
    let spoken = edition.plans.indices.filter { rule in
      Int(edition.plans[rule].question) == question && edition.plans[rule].effect.answers
    }
    let turned = spoken.filter { applies($0) != other.applies($0) }
    let forbidding = turned.filter { edition.plans[$0].effect != .permit }
    var phrases = ConditionPhrases(other)
    phrases.turning = Set(facts.vocabulary.facts.indices.filter { facts[$0] != other.facts[$0] })
    func turn(_ rule: Int, _ applies: Truth) -> Turn? {
      let root = edition.conditions[rule].applies
      // A comparison that was not needed on one side may have turned long before.
      var walk = TurnWalk(self, other, takesUnneeded: false)
      var lastResort = TurnWalk(self, other, takesUnneeded: true)
      guard let leaf = walk.leaf(below: root) ?? lastResort.leaf(below: root) else { return nil }
      let place = edition.place(ofTruth: leaf, startingWith: rule)
      return Turn(
        rule: rule, applies: applies,
        comparison: place.map {
          phrases.sentence($0.node, other.evaluation.truths[Int(leaf)], $0.compiled)
        },
        bound: place.flatMap { phrases.bound($0.node, besides: phrases.turning, $0.compiled) })
    }
    if !turned.isEmpty {
      return (forbidding.isEmpty ? turned : forbidding).compactMap { turn($0, other.applies($0)) }
    }
    // A rule that is open in both, and yet the same in every case of what is not known in one.
    let settled: Truth = other.answers[question].verdict == .no ? .yes : .no
    return spoken.filter { applies($0) == .unknown && edition.plans[$0].effect != .permit }
      .compactMap { turn($0, settled) }
  }
}

/// Walks down to the comparison in which two records differ.
private struct TurnWalk {
  let graph: DecisionGraph
  let before: Evaluation
  let after: Evaluation
  /// Whether a comparison counts that was not needed in one of the records.
  let takesUnneeded: Bool
  private var seen: Set<Int32> = []

  init(_ before: Decision, _ after: Decision, takesUnneeded: Bool) {
    self.takesUnneeded = takesUnneeded
    graph = before.edition.graph
    self.before = before.evaluation
    self.after = after.evaluation
  }

  /// The first truth below that differs and all of whose own truths agree.
  mutating func leaf(below truth: Int32) -> Int32? {
    guard seen.insert(truth).inserted else { return nil }
    let step = graph.truthSteps[Int(truth)]
    guard step >= 0 else { return nil }
    let differs = before.truths[Int(truth)] != after.truths[Int(truth)]
    let inputs = graph.inputs[Int(step)].truths
    // Where the whole differs, so does a part; only elsewhere all parts are looked at.
    for input in inputs where !differs || isDifferent(input) {
      if let leaf = leaf(below: input) { return leaf }
    }
    let isUnneeded =
      before.truths[Int(truth)] == .notNeeded || after.truths[Int(truth)] == .notNeeded
    return differs && (takesUnneeded || !isUnneeded) ? truth : nil
  }

  private func isDifferent(_ truth: Int32) -> Bool {
    before.truths[Int(truth)] != after.truths[Int(truth)]
  }
}

extension Edition {
  /// Where a truth stands in the conditions: in those of a rule, in those of the definitions, or in
  /// those of another rule.
  func place(
    ofTruth truth: Int32, startingWith rule: Int
  ) -> (node: Expression.Node, compiled: CompiledExpression)? {
    let first = conditions[rule].expressions + definitions
    for compiled in first + conditions.flatMap(\.expressions) {
      if let node = compiled.node(ofTruth: truth, before: policy.firstDefinitionSlot) {
        return (node, compiled)
      }
    }
    return nil
  }
}

extension RuleConditions {
  /// The rule's conditions in the order in which they are written.
  var expressions: [CompiledExpression] { [when] + [must, unless].compactMap(\.self) }
}

extension CompiledExpression {
  /// The first part that is a truth of the graph; the names of definitions, which begin with a slot,
  /// are none, as what they stand for is a part of its own.
  func node(ofTruth truth: Int32, before firstDefinition: Int) -> Expression.Node? {
    guard truths.contains(truth) else { return nil }
    func find(_ node: Expression.Node) -> Expression.Node? {
      if let slot = checked.slot(of: node) {
        return slot < firstDefinition && truths[node.id] == truth ? node : nil
      }
      if truths[node.id] == truth { return node }
      return node.children.lazy.compactMap(find).first
    }
    return find(checked.expression.root)
  }
}
