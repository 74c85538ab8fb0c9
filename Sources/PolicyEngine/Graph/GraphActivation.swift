// What CEL's evaluator reads when a part of a condition is left to it: facts, parameters and
// definitions, from the results that the graph has so far.

import CEL

/// The results so far, in memory that belongs to somebody else.
struct GraphView {
  unowned(unsafe) let graph: DecisionGraph
  unowned(unsafe) let vocabulary: Vocabulary
  let truths: UnsafeBufferPointer<Truth>
  let scalars: UnsafeBufferPointer<Scalar>
  let objects: [Value]

  func binding(of slot: Int) -> Binding {
    switch graph.names[slot] {
    case .truth(let position):
      switch truths[Int(position)] {
      case .yes: return .value(.bool(true))
      case .no: return .value(.bool(false))
      case .unknown: return .unknown
      case .error, .notNeeded: return .absent
      }
    case .scalar(let position):
      let scalar = scalars[Int(position)]
      switch scalar.kind {
      case .absent, .error: return .absent
      case .unknown: return .unknown
      default: return .value(scalar.value(at: Int(position), in: vocabulary, objects: objects))
      }
    }
  }
}

/// Variables by slot. It is one word, so that handing it to the evaluator allocates nothing.
struct GraphActivation: Activation {
  // INVARIANT: used only while the view that it points to lives, on its thread.
  nonisolated(unsafe) let view: UnsafePointer<GraphView>

  func binding(of slot: Int) -> Binding { view.pointee.binding(of: slot) }
}

extension Scalar {
  /// The value of a known scalar that stands at a position of a graph.
  func value(at position: Int, in vocabulary: Vocabulary, objects: [Value]) -> Value {
    switch kind {
    case .object: objects[Int(bits)]
    case .choice:
      if position < vocabulary.facts.count,
        case .choice(let words) = vocabulary.facts[position].type
      {
        .string(words[Int(bits)])
      } else {
        .null
      }
    default: smallValue
    }
  }
}
