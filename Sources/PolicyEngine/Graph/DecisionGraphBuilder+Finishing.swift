// Gives every scalar its final place: facts first, then constants, then what steps compute.

import CEL

extension DecisionGraphBuilder {
  /// The finished graph.
  func finish() -> DecisionGraph {
    var result = graph
    result.scalarCount += Int32(graph.factCount + graph.constants.count)
    result.steps = graph.steps.map(placed)
    result.operands = graph.operands.map(finalScalar)
    result.names = names.map { name in
      switch name {
      case .truth: name
      case .scalar(let position): .scalar(finalScalar(position))
      }
    }
    result.truthSteps = Array(repeating: -1, count: Int(result.truthCount))
    result.scalarSteps = Array(repeating: -1, count: Int(result.scalarCount))
    for (position, step) in result.steps.enumerated() {
      if step.operation.givesScalar {
        result.scalarSteps[Int(step.target)] = Int32(position)
      } else {
        result.truthSteps[Int(step.target)] = Int32(position)
      }
    }
    return result
  }

  /// A compiled expression with the final places of its scalars.
  func finish(_ compiled: CompiledExpression) -> CompiledExpression {
    var result = compiled
    result.scalars = compiled.scalars.map { $0 == Self.nowhere ? $0 : finalScalar($0) }
    if result.scalar != Self.nowhere { result.scalar = finalScalar(result.scalar) }
    return result
  }

  private func placed(_ step: Step) -> Step {
    var step = step
    switch step.operation {
    case .fact, .present, .wordIsIn: step.first = finalScalar(step.first)
    case .equal, .less, .lessOrEqual:
      step.first = finalScalar(step.first)
      step.second = finalScalar(step.second)
    case .not, .and, .or, .choose, .same, .program: break
    case .addDuration, .subtractDuration, .subtractInstants, .add, .subtract, .multiply:
      step.first = finalScalar(step.first)
      step.second = finalScalar(step.second)
      step.target = finalScalar(step.target)
    case .call, .scalarProgram: step.target = finalScalar(step.target)
    case .chooseScalar:
      step.second = finalScalar(step.second)
      step.third = finalScalar(step.third)
      step.target = finalScalar(step.target)
    }
    return step
  }
}
