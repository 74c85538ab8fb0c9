// Who reads which fact: found in one pass over the steps, since each only reads earlier ones.

import CEL

/// The uses of facts in a graph.
struct FactUses: Sendable {
  /// The steps that read each fact, directly or through others, in their order.
  private(set) var readers: [[Int32]]
  /// The facts that each truth rests on.
  private(set) var facts: [Set<Int32>]
  /// The facts that each truth reads in more than one place. Where none of them is unknown,
  /// CEL's unknowns are exact (a formula that reads each variable once).
  private(set) var repeated: [Set<Int32>]

  init(
    _ steps: [Step], inputs: [StepInputs], factCount: Int, truthCount: Int, scalarCount: Int
  ) {
    readers = Array(repeating: [], count: factCount)
    facts = Array(repeating: [], count: truthCount)
    repeated = facts
    var scalarFacts = [Set<Int32>](repeating: [], count: scalarCount)
    var scalarRepeated = scalarFacts
    for slot in 0..<factCount { scalarFacts[slot] = [Int32(slot)] }
    for (position, step) in steps.enumerated() {
      var read: Set<Int32> = []
      var twice: Set<Int32> = []
      let inputs = inputs[position]
      for (part, repeats) in inputs.truths.map({ (facts[Int($0)], repeated[Int($0)]) })
        + inputs.scalars.map({ (scalarFacts[Int($0)], scalarRepeated[Int($0)]) })
      {
        twice.formUnion(repeats)
        twice.formUnion(read.intersection(part))
        read.formUnion(part)
      }
      // How often CEL's evaluator reads a fact isn't known here.
      if step.operation == .program || step.operation == .scalarProgram { twice = read }
      if step.operation.givesScalar {
        scalarFacts[Int(step.target)] = read
        scalarRepeated[Int(step.target)] = twice
      } else {
        facts[Int(step.target)] = read
        repeated[Int(step.target)] = twice
      }
      for slot in read { readers[Int(slot)].append(Int32(position)) }
    }
  }
}

extension GraphParts {
  /// What a step reads.
  func inputs(of step: Step, names: [GraphName]) -> StepInputs {
    switch step.operation {
    case .fact, .present, .wordIsIn: StepInputs(scalars: [step.first])
    case .equal, .less, .lessOrEqual, .isInList, .addDuration, .subtractDuration, .subtractInstants,
      .add,
      .subtract, .multiply:
      StepInputs(scalars: [step.first, step.second])
    case .not: StepInputs(truths: [step.first])
    case .and, .or, .same: StepInputs(truths: [step.first, step.second])
    case .choose: StepInputs(truths: [step.first, step.second, step.third])
    case .plusDays: StepInputs(scalars: [step.first, step.second, step.third])
    case .call:
      StepInputs(
        scalars: Array(
          operands[Int(step.second)...].prefix(functions[Int(step.first)].arity)))
    case .chooseScalar:
      StepInputs(truths: [step.first], scalars: [step.second, step.third])
    case .program, .scalarProgram:
      programInputs(
        Int(step.first), and: step.operation == .program ? [step.second] : [], names)
    }
  }

  private func programInputs(
    _ program: Int, and truths: [Int32], _ names: [GraphName]
  ) -> StepInputs {
    var inputs = StepInputs(truths: truths)
    for slot in programs[program].slots {
      switch names[slot] {
      case .truth(let position): inputs.truths.append(position)
      case .scalar(let position): inputs.scalars.append(position)
      }
    }
    return inputs
  }
}
