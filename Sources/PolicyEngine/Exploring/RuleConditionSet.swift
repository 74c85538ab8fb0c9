// The conditions of one rule as the graph has them: its leaves, which of them rest on others, and
// what the rule would be if one of them came out otherwise.

import CEL

/// The conditions that a rule rests on.
struct RuleConditionSet {
  let edition: Edition
  /// The rule's position in its edition.
  let rule: Int
  /// Whether the rule applies.
  let root: Int32
  /// The conditions, in the order of the steps.
  let leaves: [Int32]
  /// The steps that the rule rests on.
  let steps: [Int]
  /// For each condition, the others that rest on it.
  private var resting: [Int32: Set<Int32>] = [:]

  init(_ edition: Edition, _ rule: Int) {
    self.edition = edition
    self.rule = rule
    root = edition.conditions[rule].applies
    let graph = edition.graph
    steps = graph.steps(for: [root])
    leaves = steps.map { graph.steps[$0] }.filter(\.operation.isCondition).map(\.target)
    for leaf in leaves { resting[leaf] = findRestingConditions(on: leaf) }
  }

  /// Facts with the record of what the rule rests on; nothing else is decided.
  func decision(on facts: FactTable) -> Decision {
    edition.decide(
      facts, by: edition.graph.evaluate(facts, only: steps, zones: edition.policy.zones))
  }

  /// How much a condition has to do with it when a rule turns, from the most to the least.
  enum Cause: CaseIterable {
    /// No other condition turns.
    case alone
    /// Others turn too, but on both sides the rule would turn with this one alone.
    case settling
    /// Others have to turn with it; on one side the rule would turn with this one alone.
    case together
  }

  /// Whether a rule turns between two records because of a condition.
  func turns(
    _ leaf: Int32, _ first: Evaluation, _ second: Evaluation, by cause: Cause
  ) -> Bool {
    let own = (first.truths[Int(leaf)], second.truths[Int(leaf)])
    let wholes = (first.truths[Int(root)], second.truths[Int(root)])
    guard own == (.yes, .no) || own == (.no, .yes),
      wholes == (.yes, .no) || wholes == (.no, .yes)
    else { return false }
    switch cause {
    case .alone: return turning(with: leaf, first, second).isEmpty
    case .settling: return settles(leaf, first) && settles(leaf, second)
    case .together: return settles(leaf, first) || settles(leaf, second)
    }
  }

  /// The other conditions that turn between two records, without those that rest on one.
  func turning(with leaf: Int32, _ first: Evaluation, _ second: Evaluation) -> [Int32] {
    let resting = restingConditions(on: leaf)
    return leaves.filter { other in
      // What compares a fact that is not there, or needn't be computed, is neither so nor not so.
      let states = (first.truths[Int(other)], second.truths[Int(other)])
      return other != leaf && (states == (.yes, .no) || states == (.no, .yes))
        && !resting.contains(other)
    }
  }

  /// Whether a rule's record would be another one if a condition came out otherwise.
  private func settles(_ leaf: Int32, _ evaluation: Evaluation) -> Bool {
    var truths = evaluation.truths
    truths[Int(leaf)] = !truths[Int(leaf)]
    for position in steps {
      let step = edition.graph.steps[position]
      let first = truths[Int(step.first)]
      switch step.operation {
      case .not: truths[Int(step.target)] = !first
      case .and: truths[Int(step.target)] = Truth.and(first, truths[Int(step.second)])
      case .or: truths[Int(step.target)] = Truth.or(first, truths[Int(step.second)])
      case .same:
        let second = truths[Int(step.second)]
        truths[Int(step.target)] = first == .yes ? second : first == .no ? !second : first
      case .choose:
        let (yes, no) = (truths[Int(step.second)], truths[Int(step.third)])
        truths[Int(step.target)] = first == .yes ? yes : first == .no ? no : first
      default: break
      }
    }
    return truths[Int(root)] == !evaluation.truths[Int(root)]
  }

  /// The other conditions that rest on one, since it chooses between values that they compare.
  func restingConditions(on leaf: Int32) -> Set<Int32> { resting[leaf] ?? [] }

  private func findRestingConditions(on leaf: Int32) -> Set<Int32> {
    let graph = edition.graph
    var truths: Set<Int32> = [leaf]
    var scalars: Set<Int32> = []
    var result: Set<Int32> = []
    for position in steps {
      let step = graph.steps[position]
      var read = graph.inputs[position].truths
      // The neighbour of a program only says whether it has to run.
      if step.operation == .program { read.removeFirst() }
      guard
        read.contains(where: truths.contains)
          || graph.inputs[position].scalars.contains(where: scalars.contains)
      else { continue }
      if step.operation.givesScalar {
        scalars.insert(step.target)
      } else {
        truths.insert(step.target)
        if step.operation.isCondition { result.insert(step.target) }
      }
    }
    return result
  }
}

extension Step.Operation {
  /// Whether the step is a truth that no other truths are put together to.
  var isCondition: Bool {
    switch self {
    case .not, .and, .or, .choose, .same: false
    default: !givesScalar
    }
  }
}
