// What CEL's evaluator reads when a part of a condition is left to it: facts, parameters and
// definitions, from the results that the graph has so far.

import CEL

struct GraphActivation: Activation {
  let graph: DecisionGraph
  let evaluation: Evaluation
  let facts: FactTable

  init(_ graph: DecisionGraph, _ evaluation: Evaluation, _ facts: FactTable) {
    self.graph = graph
    self.evaluation = evaluation
    self.facts = facts
  }

  func binding(of slot: Int) -> Binding {
    switch graph.names[slot] {
    case .truth(let position):
      switch evaluation.truths[Int(position)] {
      case .yes: return .value(.bool(true))
      case .no: return .value(.bool(false))
      case .unknown: return .unknown
      case .error, .notNeeded: return .absent
      }
    case .scalar(let position):
      let scalar = evaluation.scalars[Int(position)]
      switch scalar.kind {
      case .absent, .error: return .absent
      case .unknown: return .unknown
      default: return .value(evaluation.value(scalar, in: Int(position), graph, facts))
      }
    }
  }
}
