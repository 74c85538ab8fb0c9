// Which unknown facts an open answer rests on: found by walking back from the undecided rules
// through the steps that came out unknown or failed.

import CEL

extension Decision {
  /// The slots of the facts, unknown or missing where they are needed, that undecided rules of a
  /// question rest on, in order.
  func support(of question: Int) -> [Int] {
    var walk = SupportWalk(graph: edition.graph, evaluation: evaluation)
    for rule in answers[question].undecided {
      walk.visit(truth: edition.conditions[rule].applies)
    }
    return walk.facts.sorted()
  }
}

extension Decision {
  /// Whether CEL's unknowns may have missed an answer that is the same in all cases: only where
  /// an unknown fact is read in more than one place by the undecided rules.
  func mayHideAnAnswer(to question: Int) -> Bool {
    var seen: [Int32] = []
    for rule in answers[question].undecided {
      if edition.factsReadTwice[rule].contains(where: isUnknown) { return true }
      for slot in edition.factsRead[rule] where isUnknown(slot) {
        if seen.contains(slot) { return true }
        seen.append(slot)
      }
    }
    return false
  }

  private func isUnknown(_ slot: Int32) -> Bool {
    facts.scalars[Int(slot)].kind == .unknown
  }
}

private struct SupportWalk {
  let graph: DecisionGraph
  let evaluation: Evaluation
  var facts: Set<Int> = []
  private var seenTruths: Set<Int32> = []
  private var seenScalars: Set<Int32> = []

  init(graph: DecisionGraph, evaluation: Evaluation) {
    self.graph = graph
    self.evaluation = evaluation
  }

  mutating func visit(truth: Int32) {
    let state = evaluation.truths[Int(truth)]
    guard state == .unknown || state == .error, seenTruths.insert(truth).inserted,
      graph.truthSteps[Int(truth)] >= 0
    else { return }
    visit(graph.inputs[Int(graph.truthSteps[Int(truth)])])
  }

  private mutating func visit(_ inputs: StepInputs) {
    for truth in inputs.truths { visit(truth: truth) }
    for scalar in inputs.scalars { visit(scalar: scalar) }
  }

  private mutating func visit(scalar: Int32) {
    let kind = evaluation.scalars[Int(scalar)].kind
    guard kind == .unknown || kind == .error || kind == .absent, seenScalars.insert(scalar).inserted
    else { return }
    if scalar < graph.factCount {
      facts.insert(Int(scalar))
      return
    }
    let step = graph.scalarSteps[Int(scalar)]
    if kind != .absent, step >= 0 { visit(graph.inputs[Int(step)]) }
  }
}
