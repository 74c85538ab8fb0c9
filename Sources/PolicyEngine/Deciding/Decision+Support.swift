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
      let step = graph.step(ofTruth: truth)
    else { return }
    switch step.operation {
    case .fact, .present, .wordIsIn: visit(scalar: step.first)
    case .equal, .less, .lessOrEqual:
      visit(scalar: step.first)
      visit(scalar: step.second)
    case .not: visit(truth: step.first)
    case .and, .or, .same:
      visit(truth: step.first)
      visit(truth: step.second)
    case .choose:
      visit(truth: step.first)
      visit(truth: step.second)
      visit(truth: step.third)
    case .program: visit(program: step.first)
    default: break
    }
  }

  private mutating func visit(scalar: Int32) {
    let kind = evaluation.scalars[Int(scalar)].kind
    guard kind == .unknown || kind == .error || kind == .absent, seenScalars.insert(scalar).inserted
    else { return }
    if scalar < graph.factCount {
      facts.insert(Int(scalar))
      return
    }
    guard kind != .absent, let step = graph.step(ofScalar: scalar) else { return }
    switch step.operation {
    case .call:
      let arity = graph.functions[Int(step.first)].arity
      for operand in graph.operands[Int(step.second)..<Int(step.second) + arity] {
        visit(scalar: operand)
      }
    case .scalarProgram: visit(program: step.first)
    case .chooseScalar:
      visit(truth: step.first)
      visit(scalar: step.second)
      visit(scalar: step.third)
    default:
      visit(scalar: step.first)
      visit(scalar: step.second)
    }
  }

  private mutating func visit(program: Int32) {
    for slot in graph.programs[Int(program)].slots {
      switch graph.names[slot] {
      case .truth(let position): visit(truth: position)
      case .scalar(let position): visit(scalar: position)
      }
    }
  }
}
