// Gives every scalar its final place: facts first, then constants, then what steps compute.

import CEL

extension DecisionGraphBuilder {
  /// The finished graph.
  func finish() -> DecisionGraph {
    var parts = graph
    parts.scalarCount += Int32(factCount + graph.constants.count)
    parts.steps = graph.steps.map(placed)
    parts.operands = graph.operands.map(finalScalar)
    let names = names.map { name in
      switch name {
      case .truth: name
      case .scalar(let position): GraphName.scalar(finalScalar(position))
      }
    }
    return DecisionGraph(parts, names: names, factCount: factCount)
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
    case .equal, .less, .lessOrEqual, .isInList:
      step.first = finalScalar(step.first)
      step.second = finalScalar(step.second)
    case .not, .and, .or, .choose, .same, .program: break
    case .addDuration, .subtractDuration, .subtractInstants, .add, .subtract, .multiply:
      step.first = finalScalar(step.first)
      step.second = finalScalar(step.second)
      step.target = finalScalar(step.target)
    case .plusDays:
      step.first = finalScalar(step.first)
      step.second = finalScalar(step.second)
      step.third = finalScalar(step.third)
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
