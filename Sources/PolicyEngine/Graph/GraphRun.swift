// Performs steps over the arrays of one evaluation: no names, no branches on policy.

import CEL

struct GraphRun {
  unowned(unsafe) let graph: DecisionGraph
  unowned(unsafe) let vocabulary: Vocabulary
  unowned(unsafe) let zones: TimeZoneCache
  let steps: UnsafeBufferPointer<Step>
  let wordSets: UnsafeBufferPointer<UInt64>
  let truths: UnsafeMutableBufferPointer<Truth>
  let scalars: UnsafeMutableBufferPointer<Scalar>
  var extra: EvaluationExtra

  @inline(__always)
  mutating func perform(_ position: Int) {
    let step = steps[position]
    let first = Int(step.first)
    let second = Int(step.second)
    let target = Int(step.target)
    switch step.operation {
    case .and: truths[target] = Truth.and(truths[first], truths[second])
    case .or: truths[target] = Truth.or(truths[first], truths[second])
    case .not: truths[target] = !truths[first]
    case .fact: truths[target] = scalars[first].truth
    case .present:
      switch scalars[first].kind {
      case .absent: truths[target] = .no
      case .unknown: truths[target] = .unknown
      default: truths[target] = .yes
      }
    case .equal:
      if let settled = settled(first, second) {
        truths[target] = settled
      } else {
        let isEqual = scalars[first].equals(scalars[second], objects: extra.objects)
        truths[target] = isEqual ? .yes : .no
      }
    case .less:
      truths[target] =
        settled(first, second)
        ?? (scalars[first].isLess(than: scalars[second], orEqual: false) ? .yes : .no)
    case .lessOrEqual:
      truths[target] =
        settled(first, second)
        ?? (scalars[first].isLess(than: scalars[second], orEqual: true) ? .yes : .no)
    case .wordIsIn:
      let word = scalars[first]
      if word.kind == .choice {
        truths[target] = wordSets[second] >> UInt64(word.bits) & 1 == 1 ? .yes : .no
      } else {
        truths[target] = word.kind == .unknown ? .unknown : .error
      }
    case .isInList: truths[target] = settled(first, second) ?? isInList(first, second)
    case .choose:
      switch truths[first] {
      case .yes: truths[target] = truths[second]
      case .no: truths[target] = truths[Int(step.third)]
      default: truths[target] = truths[first]
      }
    case .same:
      let (left, right) = (truths[first], truths[second])
      if left == .unknown || right == .unknown {
        truths[target] = .unknown
      } else if left == .error || right == .error {
        truths[target] = .error
      } else {
        truths[target] = left == right ? .yes : .no
      }
    case .program: performProgram(step, position)
    default: performScalar(step, position)
    }
  }

  /// The truth of a comparison with a side that has no value.
  @inline(__always)
  private func settled(_ first: Int, _ second: Int) -> Truth? {
    let (left, right) = (scalars[first].kind, scalars[second].kind)
    if left.rawValue > Scalar.Kind.error.rawValue, right.rawValue > Scalar.Kind.error.rawValue {
      return nil
    }
    return left == .unknown || right == .unknown ? .unknown : .error
  }

  @inline(never)
  private func isInList(_ first: Int, _ second: Int) -> Truth {
    guard scalars[second].kind == .object,
      case .list(let values) = extra.objects[Int(scalars[second].bits)]
    else { return .error }
    if values.isEmpty { return .no }
    let value = scalars[first].value(at: first, in: vocabulary, objects: extra.objects)
    return values.contains(value) ? .yes : .no
  }

  @inline(never)
  private mutating func performProgram(_ step: Step, _ position: Int) {
    let target = Int(step.target)
    let settled: Truth = step.third == 0 ? .no : .yes
    if truths[Int(step.second)] == settled {
      truths[target] = .notNeeded
      return
    }
    switch evaluate(Int(step.first)) {
    case .value(.bool(let value)): truths[target] = value ? .yes : .no
    case .value: truths[target] = .error
    case .unknown: truths[target] = .unknown
    case .error(let error):
      truths[target] = .error
      extra.errors[position] = error
    }
  }

  /// Lets CEL evaluate a part over the results so far.
  func evaluate(_ program: Int) -> Outcome {
    let view = GraphView(
      graph: graph, vocabulary: vocabulary, truths: UnsafeBufferPointer(truths),
      scalars: UnsafeBufferPointer(scalars), objects: extra.objects)
    return withUnsafePointer(to: view) {
      graph.programs[program].program.evaluate(GraphActivation(view: $0))
    }
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
