// Runs the steps of a graph over the facts: one pass, no names, no branches on policy.

import CEL

extension DecisionGraph {
  /// Computes every truth and scalar for the given facts.
  func evaluate(_ facts: FactTable) -> Evaluation {
    var evaluation = Evaluation(
      truths: [Truth](repeating: .notNeeded, count: Int(truthCount)),
      scalars: [Scalar](unsafeUninitializedCapacity: Int(scalarCount)) { buffer, count in
        facts.scalars.withUnsafeBufferPointer { source in
          for slot in 0..<factCount { buffer.initializeElement(at: slot, to: source[slot]) }
        }
        let offset = Int64(facts.objects.count)
        for (position, constant) in constants.enumerated() {
          var value = constant
          if value.kind == .object { value.bits += offset }
          buffer.initializeElement(at: factCount + position, to: value)
        }
        for position in (factCount + constants.count)..<Int(scalarCount) {
          buffer.initializeElement(at: position, to: .error)
        }
        count = Int(scalarCount)
      },
      objects: facts.objects)
    evaluation.objects.append(contentsOf: constantObjects)
    evaluation.truths[Int(Self.no)] = .no
    evaluation.truths[Int(Self.yes)] = .yes
    for step in steps { evaluation.run(step, of: self, on: facts) }
    return evaluation
  }
}

extension Evaluation {
  @inline(__always)
  fileprivate mutating func run(_ step: Step, of graph: DecisionGraph, on facts: FactTable) {
    let first = Int(step.first)
    let second = Int(step.second)
    switch step.operation {
    case .fact: truths[Int(step.target)] = scalars[first].truth
    case .present:
      switch scalars[first].kind {
      case .absent: truths[Int(step.target)] = .no
      case .unknown: truths[Int(step.target)] = .unknown
      default: truths[Int(step.target)] = .yes
      }
    case .equal:
      truths[Int(step.target)] = compare(first, second) { scalars, objects in
        scalars.0.equals(scalars.1, objects: objects)
      }
    case .less:
      truths[Int(step.target)] = compare(first, second) { scalars, _ in
        scalars.0.isLess(than: scalars.1, orEqual: false)
      }
    case .lessOrEqual:
      truths[Int(step.target)] = compare(first, second) { scalars, _ in
        scalars.0.isLess(than: scalars.1, orEqual: true)
      }
    case .wordIsIn:
      let word = scalars[first]
      if word.kind == .choice {
        let set = graph.wordSets[second]
        truths[Int(step.target)] = set >> UInt64(word.bits) & 1 == 1 ? .yes : .no
      } else {
        truths[Int(step.target)] = word.kind == .unknown ? .unknown : .error
      }
    case .not: truths[Int(step.target)] = !truths[first]
    case .and: truths[Int(step.target)] = Truth.and(truths[first], truths[second])
    case .or: truths[Int(step.target)] = Truth.or(truths[first], truths[second])
    case .choose:
      switch truths[first] {
      case .yes: truths[Int(step.target)] = truths[second]
      case .no: truths[Int(step.target)] = truths[Int(step.third)]
      default: truths[Int(step.target)] = truths[first]
      }
    case .same:
      let (left, right) = (truths[first], truths[second])
      if left == .unknown || right == .unknown {
        truths[Int(step.target)] = .unknown
      } else if left == .error || right == .error {
        truths[Int(step.target)] = .error
      } else {
        truths[Int(step.target)] = left == right ? .yes : .no
      }
    case .program:
      let settled: Truth = step.third == 0 ? .no : .yes
      if truths[second] == settled { return }
      switch graph.programs[first].program.evaluate(GraphActivation(graph, self, facts)) {
      case .value(.bool(let value)): truths[Int(step.target)] = value ? .yes : .no
      case .value: truths[Int(step.target)] = .error
      case .unknown: truths[Int(step.target)] = .unknown
      case .error(let error):
        truths[Int(step.target)] = .error
        errors[step.target] = error
      }
    default: runScalar(step, of: graph, on: facts)
    }
  }

  @inline(__always)
  private func compare(
    _ first: Int, _ second: Int, _ test: ((Scalar, Scalar), [Value]) -> Bool
  ) -> Truth {
    let left = scalars[first]
    let right = scalars[second]
    if left.kind.rawValue > Scalar.Kind.error.rawValue,
      right.kind.rawValue > Scalar.Kind.error.rawValue
    {
      return test((left, right), objects) ? .yes : .no
    }
    return left.kind == .unknown || right.kind == .unknown ? .unknown : .error
  }
}

extension Scalar {
  /// A yes or no as a truth.
  @inline(__always)
  var truth: Truth {
    switch kind {
    case .bool: bits != 0 ? .yes : .no
    case .unknown: .unknown
    default: .error
    }
  }

  /// Equality of two known scalars as CEL has it; doubles compare as numbers.
  @inline(__always)
  func equals(_ other: Scalar, objects: [Value]) -> Bool {
    guard kind == other.kind else { return false }
    switch kind {
    case .double: return double == other.double
    case .object: return objects[Int(bits)] == objects[Int(other.bits)]
    default: return bits == other.bits && nanoseconds == other.nanoseconds
    }
  }

  /// The order of two known scalars of one ordered kind.
  @inline(__always)
  func isLess(than other: Scalar, orEqual: Bool) -> Bool {
    if kind == .double { return orEqual ? double <= other.double : double < other.double }
    if bits != other.bits { return bits < other.bits }
    return orEqual ? nanoseconds <= other.nanoseconds : nanoseconds < other.nanoseconds
  }
}
