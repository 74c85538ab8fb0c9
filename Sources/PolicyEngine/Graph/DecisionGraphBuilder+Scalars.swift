// Values as scalars: facts, constants, arithmetic, calls.

import CEL

extension DecisionGraphBuilder {
  mutating func scalar(
    of node: Expression.Node, in compiled: inout CompiledExpression
  ) -> Int32 {
    let result = freshScalar(of: node, in: &compiled)
    compiled.scalars[node.id] = result
    return result
  }

  private mutating func freshScalar(
    of node: Expression.Node, in compiled: inout CompiledExpression
  ) -> Int32 {
    let checked = compiled.checked
    if let slot = checked.slot(of: node), case .scalar(let position) = names[slot],
      !node.isPresence
    {
      return position
    }
    if let value = foldedConstant(node, in: checked) { return constant(value) }
    switch node.kind {
    case .binary(let symbol, let left, let right):
      if let operation = arithmetic(symbol, checked.type(of: left), checked.type(of: right)) {
        let first = scalar(of: left, in: &compiled)
        let second = scalar(of: right, in: &compiled)
        return scalar(Step(operation: operation, target: 0, first: first, second: second))
      }
    case .conditional(let condition, let yes, let no):
      let test = truth(of: condition, in: &compiled)
      let sides = (scalar(of: yes, in: &compiled), scalar(of: no, in: &compiled))
      return scalar(
        Step(operation: .chooseScalar, target: 0, first: test, second: sides.0, third: sides.1))
    case .call(let target, _, let arguments):
      if case .function(let function, let overloads, let isMember) = checked.reference(of: node),
        overloads.count == 1, !isMember || target != nil
      {
        let operands = ((isMember ? target.map { [$0] } ?? [] : []) + arguments).map {
          scalar(of: $0, in: &compiled)
        }
        if overloads[0].id == CalendarFunctions.plusDaysOverload {
          return scalar(
            Step(
              operation: .plusDays, target: 0, first: operands[0], second: operands[1],
              third: operands[2]))
        }
        return call(function.implementation, named: overloads[0].id, on: operands)
      }
    default: break
    }
    return scalar(
      Step(operation: .scalarProgram, target: 0, first: programPosition(node, of: checked)))
  }

  private mutating func call(
    _ function: @escaping FunctionDeclaration.Implementation, named name: String,
    on operands: [Int32]
  ) -> Int32 {
    let key = name + operands.map { " \($0)" }.joined()
    if let known = calls[key] { return known }
    let start = graph.operands.count
    graph.operands += operands
    graph.functions.append(
      GraphFunction(name: name, arity: operands.count, apply: function))
    let result = scalar(
      Step(
        operation: .call, target: 0, first: Int32(graph.functions.count - 1),
        second: Int32(start)))
    calls[key] = result
    return result
  }

  /// The value of a part that reads nothing, if it has one.
  private func foldedConstant(_ node: Expression.Node, in checked: CheckedExpression) -> Value? {
    if case .literal(let value) = node.kind { return value }
    guard readsNothing(node, in: checked),
      case .value(let value) = Program(checked, part: node).evaluate(EmptyActivation())
    else { return nil }
    return value
  }

  private func readsNothing(_ node: Expression.Node, in checked: CheckedExpression) -> Bool {
    if checked.slot(of: node) != nil { return false }
    if case .identifier = node.kind { return false }
    return node.children.allSatisfy { readsNothing($0, in: checked) }
  }

  private func arithmetic(
    _ symbol: Expression.BinaryOperator, _ left: ValueType, _ right: ValueType
  ) -> Step.Operation? {
    switch (symbol, left, right) {
    case (.add, .timestamp, .duration), (.add, .duration, .timestamp), (.add, .duration, .duration):
      .addDuration
    case (.subtract, .timestamp, .duration), (.subtract, .duration, .duration): .subtractDuration
    case (.subtract, .timestamp, .timestamp): .subtractInstants
    case (.add, .int, .int), (.add, .double, .double): .add
    case (.subtract, .int, .int), (.subtract, .double, .double): .subtract
    case (.multiply, .int, .int), (.multiply, .double, .double): .multiply
    default: nil
    }
  }
}

extension Expression.Node {
  fileprivate var isPresence: Bool {
    if case .presence = kind { true } else { false }
  }
}
