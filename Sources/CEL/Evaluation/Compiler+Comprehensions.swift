// Macros as loops: one round for each element, every round charged.

extension Compiler {
  /// One element with the variables' values: element or key first, then what belongs to it.
  private typealias Round = (first: Value, second: Value, element: Value)

  mutating func comprehension(
    _ comprehension: Expression.Comprehension, _ node: Expression.Node
  ) -> Part {
    let range = code(comprehension.range)
    let index = localDepth
    let variables = comprehension.variables.count
    let (filter, body) = binding(variables) { compiler in
      (comprehension.filter.map { compiler.code($0) }, compiler.code(comprehension.body))
    }
    let loop = Loop(
      form: comprehension.form, name: comprehension.macroName, index: index,
      hasTwoVariables: variables == 2, filter: filter, body: body,
      bodyRange: comprehension.body.range, range: node.range,
      cost: 1 + comprehension.body.count + (comprehension.filter?.count ?? 0))
    return .code { frame in
      let outcome = range(&frame)
      guard case .value(let value) = outcome else { return outcome }
      return loop.run(value, &frame)
    }
  }
}

extension Expression.Node {
  /// How many nodes there are, this one included.
  fileprivate var count: Int { children.reduce(1) { $0 + $1.count } }
}

/// A compiled comprehension.
private struct Loop: Sendable {
  let form: Expression.Comprehension.Form
  let name: String
  /// Where its first variable stands among the locals.
  let index: Int
  let hasTwoVariables: Bool
  let filter: Code?
  let body: Code
  let bodyRange: Range<Int>
  let range: Range<Int>
  /// The steps of one round.
  let cost: Int

  func run(_ value: Value, _ frame: inout Frame) -> Outcome {
    switch form {
    case .optionalMap, .optionalFlatMap: return optional(value, &frame)
    case .all: return quantify(value, absorbing: false, &frame)
    case .exists: return quantify(value, absorbing: true, &frame)
    case .existsOne:
      var count = 0
      let outcome = collect(value, &frame) { result, _, _ throws(EvaluationError) in
        if try isTrue(result) { count += 1 }
      }
      return outcome ?? .value(.bool(count == 1))
    case .filter:
      var values: [Value] = []
      let outcome = collect(value, &frame) { result, first, steps throws(EvaluationError) in
        if try isTrue(result) { try append(first, to: &values, &steps) }
      }
      return outcome ?? .value(.list(values))
    case .map, .transformList:
      var values: [Value] = []
      let outcome = collect(value, &frame) { result, _, steps throws(EvaluationError) in
        try append(result, to: &values, &steps)
      }
      return outcome ?? .value(.list(values))
    case .transformMap, .transformMapEntry: return transformMap(value, &frame)
    }
  }

  /// Binds the variables for each element in turn until `round` returns false. Gives the outcome
  /// if the value can't be walked or the steps run out.
  private func walk(
    _ value: Value, _ frame: inout Frame, _ round: (Value, inout Frame) -> Bool
  ) -> Outcome? {
    let count: Int
    switch value {
    case .list(let list): count = list.count
    case .map(let map): count = map.count
    default:
      return .failed(
        EvaluationError(.noOverload(function: name, arguments: [value.type])), at: range)
    }
    for position in 0..<count {
      frame.steps -= cost
      guard frame.steps >= 0 else { return .failed(Meter.exhausted, at: range) }
      let first: Value
      switch value {
      case .list(let list):
        first = hasTwoVariables ? .int(Int64(position)) : list[position]
        if hasTwoVariables { frame.locals[index + 1] = .value(list[position]) }
      case .map(let map):
        first = map.entries[position].key
        if hasTwoVariables { frame.locals[index + 1] = .value(map.entries[position].value) }
      default: return nil
      }
      frame.locals[index] = .value(first)
      guard round(first, &frame) else { return nil }
    }
    return nil
  }

  /// `all` and `exists`: like `&&` and `||` over the elements.
  private func quantify(_ value: Value, absorbing: Bool, _ frame: inout Frame) -> Outcome {
    var obstacles = Obstacles()
    var isAbsorbed = false
    let failure = walk(value, &frame) { _, frame in
      guard let value = obstacles.value(of: body(&frame)) else { return true }
      guard case .bool(let result) = value else {
        _ = obstacles.value(of: .failed(mismatch(value), at: bodyRange))
        return true
      }
      isAbsorbed = result == absorbing
      return !isAbsorbed
    }
    if isAbsorbed { return .value(.bool(absorbing)) }
    return failure ?? obstacles.outcome ?? .value(.bool(!absorbing))
  }

  /// Evaluates the body for each element that passes the filter. Gives an outcome if there is no
  /// complete result.
  private func collect(
    _ value: Value, _ frame: inout Frame,
    _ take: (Value, Value, inout Int) throws(EvaluationError) -> Void
  ) -> Outcome? {
    var obstacles = Obstacles()
    let failure = walk(value, &frame) { first, frame in
      do throws(EvaluationError) {
        if let filter {
          guard let passes = obstacles.value(of: filter(&frame)) else { return true }
          guard try isTrue(passes) else { return true }
        }
        guard let result = obstacles.value(of: body(&frame)) else { return true }
        try take(result, first, &frame.steps)
        return true
      } catch {
        _ = obstacles.value(of: .failed(error, at: range))
        return false
      }
    }
    return failure ?? obstacles.outcome
  }

  private func transformMap(_ value: Value, _ frame: inout Frame) -> Outcome {
    var entries: [(key: Value, value: Value)] = []
    let outcome = collect(value, &frame) { result, first, steps throws(EvaluationError) in
      if form == .transformMap {
        entries.append((first, result))
      } else if case .map(let map) = result {
        entries.append(contentsOf: map.entries)
      } else {
        throw mismatch(result)
      }
      try Meter.checkCount(entries.count)
      steps -= 1
      try Meter.measure(result, &steps, depth: 1)
    }
    if let outcome { return outcome }
    return .of(range) { () throws(EvaluationError) in .map(try MapValue(entries)) }
  }

  private func optional(_ value: Value, _ frame: inout Frame) -> Outcome {
    guard case .optional(let inner) = value else {
      return .failed(mismatch(value), at: range)
    }
    guard let inner else { return .value(.optional(nil)) }
    frame.locals[index] = .value(inner)
    let outcome = body(&frame)
    guard case .value(let result) = outcome else { return outcome }
    if form == .optionalMap {
      return .of(range) { () throws(EvaluationError) in
        try Meter.measure(result, &frame.steps, depth: 1)
        return .optional(result)
      }
    }
    guard case .optional = result else { return .failed(mismatch(result), at: bodyRange) }
    return outcome
  }

  private func append(
    _ value: Value, to values: inout [Value], _ steps: inout Int
  ) throws(EvaluationError) {
    try Meter.checkCount(values.count + 1)
    steps -= 1
    try Meter.measure(value, &steps, depth: 1)
    values.append(value)
  }

  private func isTrue(_ value: Value) throws(EvaluationError) -> Bool {
    guard case .bool(let value) = value else { throw mismatch(value) }
    return value
  }

  private func mismatch(_ value: Value) -> EvaluationError {
    EvaluationError(.noOverload(function: name, arguments: [value.type]))
  }
}
