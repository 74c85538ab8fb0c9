// Turns nodes into closures; parts without variables are computed once, here.

/// The state of compiling one expression.
struct Compiler {
  let checked: CheckedExpression
  /// Whether the code writes down what every node gave; then nothing is computed in advance.
  let isRecording: Bool
  /// How many variables macros bind at the current place, and at most.
  var localDepth = 0
  var localCount = 0

  /// The steps that computing a part in advance may take.
  static let foldingSteps = 10_000

  /// A compiled part: a value known now, or code.
  enum Part {
    case constant(Value)
    case code(Code)

    var code: Code {
      switch self {
      case .constant(let value):
        let outcome = Outcome.value(value)
        return { _ in outcome }
      case .code(let code): return code
      }
    }

    var constant: Value? {
      if case .constant(let value) = self { value } else { nil }
    }
  }

  init(_ checked: CheckedExpression, isRecording: Bool) {
    self.checked = checked
    self.isRecording = isRecording
  }

  mutating func code(_ node: Expression.Node) -> Code { part(node).code }

  mutating func part(_ node: Expression.Node) -> Part {
    let part = unrecorded(node)
    guard isRecording else { return part }
    let code = part.code
    let id = node.id
    return .code { frame in
      let outcome = code(&frame)
      frame.outcomes[id] = outcome
      return outcome
    }
  }

  /// Computes code now if everything it needs is known.
  func folded(_ code: @escaping Code, _ parts: Part...) -> Part { folded(code, parts) }

  func folded(_ code: @escaping Code, _ parts: [Part]) -> Part {
    guard !isRecording, parts.allSatisfy({ $0.constant != nil }) else { return .code(code) }
    var frame = Frame(
      activation: EmptyActivation(), localCount: 0, steps: Self.foldingSteps)
    if case .value(let value) = code(&frame) { return .constant(value) }
    return .code(code)
  }

  private mutating func unrecorded(_ node: Expression.Node) -> Part {
    switch checked.reference(of: node) {
    case .variable(let slot): return variable(slot, node)
    case .local(let index): return .code { frame in frame.locals[index] }
    case .constant(let value): return .constant(value)
    case .undeclared(let name):
      return failing(EvaluationError(.undeclared(name: name)), node)
    case .function(let function, let overloads, let isMember):
      return call(function, overloads, isMember: isMember, node)
    case .none: break
    }
    switch node.kind {
    case .literal(let value): return .constant(value)
    case .select(let operand, let field, let isOptional):
      let name = field.text
      return unary(operand, node) { value throws(EvaluationError) in
        isOptional
          ? try Operators.optionalField(value, name) : try Operators.field(value, name)
      }
    case .presence(let operand, let field, _):
      let name = field.text
      return unary(operand, node) { value throws(EvaluationError) in
        .bool(try Operators.hasField(value, name))
      }
    case .and(let operands): return logical(operands, absorbing: false)
    case .or(let operands): return logical(operands, absorbing: true)
    case .conditional(let condition, let yes, let no):
      return conditional(condition, yes, no, node)
    case .list(let elements): return list(elements, node)
    case .map(let entries): return map(entries, node)
    case .comprehension(let comprehension): return self.comprehension(comprehension, node)
    case .binding(_, let value, let body):
      let value = code(value)
      let index = localDepth
      let body = binding(1) { compiler in compiler.code(body) }
      return .code { frame in
        frame.locals[index] = value(&frame)
        return body(&frame)
      }
    case .identifier, .index, .not, .negate, .binary, .call:
      preconditionFailure("a name or call without a reference")
    }
  }

  /// Compiles a part inside which macros' variables are bound.
  mutating func binding<T>(_ count: Int, _ body: (inout Compiler) -> T) -> T {
    localDepth += count
    localCount = max(localCount, localDepth)
    defer { localDepth -= count }
    return body(&self)
  }

  private func failing(_ error: EvaluationError, _ node: Expression.Node) -> Part {
    let outcome = Outcome.failed(error, at: node.range)
    return .code { _ in outcome }
  }

  private func variable(_ slot: Int, _ node: Expression.Node) -> Part {
    let unknown = Outcome.unknown([slot])
    if case .presence = node.kind {
      return .code { frame in
        switch frame.activation.binding(of: slot) {
        case .value: .value(.bool(true))
        case .absent: .value(.bool(false))
        case .unknown: unknown
        }
      }
    }
    let name = checked.environment.variables[slot].name
    let absent = Outcome.failed(EvaluationError(.notSet(variable: name)), at: node.range)
    return .code { frame in
      switch frame.activation.binding(of: slot) {
      case .value(let value): .value(value)
      case .absent: absent
      case .unknown: unknown
      }
    }
  }

  mutating func unary(
    _ operand: Expression.Node, _ node: Expression.Node,
    _ body: @escaping @Sendable (Value) throws(EvaluationError) -> Value
  ) -> Part {
    let operand = part(operand)
    let code = operand.code
    let range = node.range
    return folded(
      { frame in
        let outcome = code(&frame)
        guard case .value(let value) = outcome else { return outcome }
        return .of(range) { () throws(EvaluationError) in try body(value) }
      }, operand)
  }

  /// `&&` when `absorbing` is false, `||` when it is true.
  private mutating func logical(_ operands: [Expression.Node], absorbing: Bool) -> Part {
    let parts = operands.map { part($0) }
    let codes = parts.map(\.code)
    let ranges = operands.map(\.range)
    let absorbed = Outcome.value(.bool(absorbing))
    let rest = Outcome.value(.bool(!absorbing))
    return folded(
      { frame in
        var obstacles: Obstacles?
        for index in codes.indices {
          let outcome = codes[index](&frame)
          switch outcome {
          case .value(.bool(let value)):
            if value == absorbing { return absorbed }
          case .value(let value):
            let error = EvaluationError(
              .noOverload(function: absorbing ? "_||_" : "_&&_", arguments: [value.type]))
            obstacles = obstacles ?? Obstacles()
            _ = obstacles?.value(of: .failed(error, at: ranges[index]))
          default:
            obstacles = obstacles ?? Obstacles()
            _ = obstacles?.value(of: outcome)
          }
        }
        return obstacles?.outcome ?? rest
      }, parts)
  }

  private mutating func conditional(
    _ condition: Expression.Node, _ yes: Expression.Node, _ no: Expression.Node,
    _ node: Expression.Node
  ) -> Part {
    let condition = part(condition)
    let yes = part(yes)
    let no = part(no)
    if case .constant(.bool(let value)) = condition { return value ? yes : no }
    let (test, first, second) = (condition.code, yes.code, no.code)
    let range = node.range
    return .code { frame in
      let outcome = test(&frame)
      switch outcome {
      case .value(.bool(let value)): return value ? first(&frame) : second(&frame)
      case .value(let value):
        return .failed(
          EvaluationError(.noOverload(function: "_?_:_", arguments: [value.type])), at: range)
      default: return outcome
      }
    }
  }

  private mutating func list(_ elements: [Expression.Element], _ node: Expression.Node) -> Part {
    let parts = elements.map { part($0.value) }
    let codes = parts.map(\.code)
    let optional = elements.map(\.isOptional)
    let range = node.range
    return folded(
      { frame in
        var values: [Value] = []
        values.reserveCapacity(codes.count)
        var obstacles = Obstacles()
        for index in codes.indices {
          guard let value = obstacles.value(of: codes[index](&frame)) else { continue }
          if !optional[index] {
            values.append(value)
          } else if case .optional(let inner) = value {
            if let inner { values.append(inner) }
          } else {
            obstacles.add(EvaluationError(.noOverload(function: "?", arguments: [value.type])))
          }
        }
        if let outcome = obstacles.outcome { return outcome }
        return .of(range) { () throws(EvaluationError) in
          try Meter.charge(elements: values, &frame.steps)
          return .list(values)
        }
      }, parts)
  }

  private mutating func map(_ entries: [Expression.Entry], _ node: Expression.Node) -> Part {
    let parts = entries.flatMap { [part($0.key), part($0.value)] }
    let codes = parts.map(\.code)
    let optional = entries.map(\.isOptional)
    let range = node.range
    return folded(
      { frame in
        var values: [(key: Value, value: Value)] = []
        values.reserveCapacity(optional.count)
        var obstacles = Obstacles()
        for index in optional.indices {
          let key = obstacles.value(of: codes[index * 2](&frame))
          let value = obstacles.value(of: codes[index * 2 + 1](&frame))
          guard let key, let value else { continue }
          if !optional[index] {
            values.append((key, value))
          } else if case .optional(let inner) = value {
            if let inner { values.append((key, inner)) }
          } else {
            obstacles.add(EvaluationError(.noOverload(function: "?", arguments: [value.type])))
          }
        }
        if let outcome = obstacles.outcome { return outcome }
        return .of(range) { () throws(EvaluationError) in
          let map = Value.map(try MapValue(values))
          try Meter.measure(map, &frame.steps, depth: 0)
          return map
        }
      }, parts)
  }
}
