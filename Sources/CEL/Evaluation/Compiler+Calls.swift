// Operators and function calls: the arguments' values are computed, then the function's.

extension Compiler {
  mutating func call(
    _ function: FunctionDeclaration, _ overloads: [FunctionDeclaration.Overload], isMember: Bool,
    _ node: Expression.Node
  ) -> Part {
    switch node.kind {
    case .binary(let operation, let left, let right):
      return binary(Operators.function(operation), left, right, node)
    case .not(let operand):
      return unary(operand, node) { value throws(EvaluationError) in
        guard case .bool(let value) = value else { throw Operators.noOverload("!_", value) }
        return .bool(!value)
      }
    case .negate(let operand):
      return unary(operand, node) { value throws(EvaluationError) in try Operators.negate(value) }
    case .index(let operand, let key, let isOptional):
      return binary(isOptional ? Self.optionalIndex : Self.index, operand, key, node)
    case .call(let target, _, let arguments):
      let operands = isMember ? (target.map { [$0] } ?? []) + arguments : arguments
      return call(function, overloads, isMember: isMember, operands, node)
    default: preconditionFailure("a function at a node that calls none")
    }
  }

  private static let index: Operators.Binary = { value, key, _ throws(EvaluationError) in
    try Operators.index(value, key)
  }

  private static let optionalIndex: Operators.Binary = { value, key, _ throws(EvaluationError) in
    try Operators.optionalIndex(value, key)
  }

  private mutating func binary(
    _ body: @escaping Operators.Binary, _ left: Expression.Node, _ right: Expression.Node,
    _ node: Expression.Node
  ) -> Part {
    let left = part(left)
    let right = part(right)
    let range = node.range
    let first = left.code
    if let constant = right.constant, left.constant == nil {
      return .code { frame in
        let outcome = first(&frame)
        guard case .value(let value) = outcome else { return outcome }
        return .of(range) { () throws(EvaluationError) in
          try body(value, constant, &frame.steps)
        }
      }
    }
    let second = right.code
    return folded(
      { frame in
        let left = first(&frame)
        let right = second(&frame)
        if case .value(let left) = left, case .value(let right) = right {
          return .of(range) { () throws(EvaluationError) in
            try body(left, right, &frame.steps)
          }
        }
        var obstacles = Obstacles()
        _ = obstacles.value(of: left)
        _ = obstacles.value(of: right)
        return obstacles.outcome ?? left
      }, left, right)
  }

  private mutating func call(
    _ function: FunctionDeclaration, _ overloads: [FunctionDeclaration.Overload], isMember: Bool,
    _ operands: [Expression.Node], _ node: Expression.Node
  ) -> Part {
    let parts = operands.map { part($0) }
    let codes = parts.map(\.code)
    let range = node.range
    let name = function.name
    let constants = operands.indices.map { parts[$0].constant ?? operands[$0].literal }
    let body = metered(function, constants)
    // With types known when checking there is nothing left to look at.
    let needsLook =
      !checked.isChecked || operands.contains { checked.type(of: $0).isOpen }
    return folded(
      { frame in
        var values: [Value] = []
        values.reserveCapacity(codes.count)
        var obstacles: Obstacles?
        for code in codes {
          let outcome = code(&frame)
          if case .value(let value) = outcome {
            values.append(value)
          } else {
            obstacles = obstacles ?? Obstacles()
            _ = obstacles?.value(of: outcome)
          }
        }
        if let outcome = obstacles?.outcome { return outcome }
        return .of(range) { () throws(EvaluationError) in
          if needsLook, !overloads.contains(where: { $0.matches(values) }) {
            throw EvaluationError(.noOverload(function: name, arguments: values.map(\.type)))
          }
          return try body(values, &frame.steps)
        }
      }, parts)
  }

  /// The implementation, made for constant arguments if it can be, with its work counted.
  private func metered(
    _ function: FunctionDeclaration, _ constants: [Value?]
  ) -> FunctionDeclaration.Metered {
    if let preparation = function.preparation, let prepared = try? preparation(constants) {
      return prepared
    }
    if let metered = function.metered { return metered }
    let implementation = function.implementation
    return { values, steps throws(EvaluationError) in
      for value in values { steps -= Meter.size(value) }
      try Meter.check(steps)
      let result = try implementation(values)
      try Meter.charge(result: result, &steps)
      return result
    }
  }
}

extension Expression.Node {
  /// The value of a literal.
  fileprivate var literal: Value? {
    if case .literal(let value) = kind { value } else { nil }
  }
}

extension FunctionDeclaration.Overload {
  /// Whether the values can be its arguments; type arguments are not looked at.
  func matches(_ values: [Value]) -> Bool {
    guard accepts(count: values.count), let last = parameters.last else { return values.isEmpty }
    for index in values.indices {
      let parameter = index < parameters.count ? parameters[index] : last
      guard parameter.accepts(values[index]) else { return false }
    }
    return true
  }
}

extension ValueType {
  /// Whether values of several types may stand here.
  fileprivate var isOpen: Bool {
    switch self {
    case .dyn, .parameter: true
    default: false
    }
  }

  /// Whether a value has the type, type arguments left aside.
  fileprivate func accepts(_ value: Value) -> Bool {
    switch (self, value) {
    case (.dyn, _), (.parameter, _), (.null, .null), (.bool, .bool), (.int, .int), (.uint, .uint),
      (.double, .double), (.string, .string), (.bytes, .bytes), (.list, .list), (.map, .map),
      (.type, .type), (.timestamp, .timestamp), (.duration, .duration), (.optional, .optional):
      true
    default: false
    }
  }
}
