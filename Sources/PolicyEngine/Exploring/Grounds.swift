// Which facts keep a truth as it is: as long as none of them changes, neither does it, whatever the
// others do. Where several parts each would be enough, the one is taken that leaves the fewest ways
// to change it. Such sets are the conflicts from which repairs are found.

import CEL

/// Finds the grounds of truths in one record. Facts that cannot be changed are left out.
struct Grounds {
  let graph: DecisionGraph
  let evaluation: Evaluation
  /// In how many ways each fact can be changed; 0 is not at all.
  let ways: [Int]
  private var truths: [Int32: Set<Int>] = [:]
  private var scalars: [Int32: Set<Int>] = [:]

  init(_ graph: DecisionGraph, _ evaluation: Evaluation, ways: [Int]) {
    self.graph = graph
    self.evaluation = evaluation
    self.ways = ways
  }

  /// In how many ways one of these facts can be changed.
  func weight(_ facts: Set<Int>) -> Int { facts.reduce(0) { $0 + ways[$1] } }

  /// The facts that keep a truth.
  mutating func facts(keeping truth: Int32) -> Set<Int> {
    if let known = truths[truth] { return known }
    let result = freshFacts(keeping: truth)
    truths[truth] = result
    return result
  }

  private mutating func freshFacts(keeping truth: Int32) -> Set<Int> {
    let position = graph.truthSteps[Int(truth)]
    guard position >= 0 else { return [] }
    let step = graph.steps[Int(position)]
    let state = evaluation.truths[Int(truth)]
    switch step.operation {
    case .and where state == .no, .or where state == .yes:
      let enough = [step.first, step.second].filter { evaluation.truths[Int($0)] == state }
      return fewest(enough.map { facts(keeping: $0) })
    case .choose:
      let condition = facts(keeping: step.first)
      switch evaluation.truths[Int(step.first)] {
      case .yes: return condition.union(facts(keeping: step.second))
      case .no: return condition.union(facts(keeping: step.third))
      case .unknown, .error, .notNeeded: return condition
      }
    case .program where state == .notNeeded: return facts(keeping: step.second)
    case .program:
      return inputs(of: position, besides: [step.second])
    default: return inputs(of: position)
    }
  }

  private func fewest(_ sets: [Set<Int>]) -> Set<Int> {
    sets.min { weight($0) < weight($1) } ?? []
  }

  /// The facts that keep everything that a step reads.
  private mutating func inputs(of position: Int32, besides guards: [Int32] = []) -> Set<Int> {
    let inputs = graph.inputs[Int(position)]
    var result: Set<Int> = []
    for truth in inputs.truths where !guards.contains(truth) {
      result.formUnion(facts(keeping: truth))
    }
    for scalar in inputs.scalars { result.formUnion(facts(ofScalar: scalar)) }
    return result
  }

  private mutating func facts(ofScalar scalar: Int32) -> Set<Int> {
    if scalar < graph.factCount { return ways[Int(scalar)] > 0 ? [Int(scalar)] : [] }
    if let known = scalars[scalar] { return known }
    let position = graph.scalarSteps[Int(scalar)]
    guard position >= 0 else { return [] }
    let step = graph.steps[Int(position)]
    var result: Set<Int>
    if step.operation == .chooseScalar {
      result = facts(keeping: step.first)
      switch evaluation.truths[Int(step.first)] {
      case .yes: result.formUnion(facts(ofScalar: step.second))
      case .no: result.formUnion(facts(ofScalar: step.third))
      case .unknown, .error, .notNeeded: break
      }
    } else {
      result = inputs(of: position)
    }
    scalars[scalar] = result
    return result
  }
}
