// Conditions as truths: the boolean structure of an expression.

import CEL

extension DecisionGraphBuilder {
  mutating func truth(
    of node: Expression.Node, in compiled: inout CompiledExpression
  ) -> Int32 {
    let result = freshTruth(of: node, in: &compiled)
    compiled.truths[node.id] = result
    return result
  }

  private mutating func freshTruth(
    of node: Expression.Node, in compiled: inout CompiledExpression
  ) -> Int32 {
    if let slot = compiled.checked.slot(of: node) {
      if case .presence = node.kind { return presence(of: slot) }
      return truth(ofName: slot)
    }
    switch node.kind {
    case .literal(.bool(let value)): return value ? DecisionGraph.yes : DecisionGraph.no
    case .not(let operand): return not(truth(of: operand, in: &compiled))
    case .and(let operands): return join(operands, isAnd: true, in: &compiled)
    case .or(let operands): return join(operands, isAnd: false, in: &compiled)
    case .conditional(let condition, let yes, let no):
      let parts = (
        truth(of: condition, in: &compiled), truth(of: yes, in: &compiled),
        truth(of: no, in: &compiled)
      )
      return truth(
        Step(operation: .choose, target: 0, first: parts.0, second: parts.1, third: parts.2))
    case .binary(let symbol, let left, let right):
      if let result = comparison(symbol, left, right, in: &compiled) { return result }
    default: break
    }
    return program(node, of: compiled.checked, unless: DecisionGraph.no, is: .yes)
  }

  /// Joins operands; those that need CEL's evaluator come last and only run when needed.
  private mutating func join(
    _ operands: [Expression.Node], isAnd: Bool, in compiled: inout CompiledExpression
  ) -> Int32 {
    var result = isAnd ? DecisionGraph.yes : DecisionGraph.no
    var late: [Expression.Node] = []
    for operand in operands {
      if needsProgram(operand, in: compiled.checked) {
        late.append(operand)
      } else {
        let next = truth(of: operand, in: &compiled)
        result = isAnd ? and(result, next) : or(result, next)
      }
    }
    for operand in late {
      let next = program(
        operand, of: compiled.checked, unless: result, is: isAnd ? .no : .yes)
      compiled.truths[operand.id] = next
      result = isAnd ? and(result, next) : or(result, next)
    }
    return result
  }

  /// Whether a whole operand is left to CEL's evaluator.
  private func needsProgram(_ node: Expression.Node, in checked: CheckedExpression) -> Bool {
    if checked.slot(of: node) != nil { return false }
    switch node.kind {
    case .literal, .not, .and, .or, .conditional: return false
    case .binary(let symbol, let left, let right):
      return !canCompare(symbol, left, right, in: checked)
    default: return true
    }
  }

  private mutating func truth(ofName slot: Int) -> Int32 {
    switch names[slot] {
    case .truth(let position): position
    case .scalar(let position): truth(Step(operation: .fact, target: 0, first: position))
    }
  }

  private mutating func presence(of slot: Int) -> Int32 {
    switch names[slot] {
    case .truth: DecisionGraph.yes
    case .scalar(let position): truth(Step(operation: .present, target: 0, first: position))
    }
  }
}
