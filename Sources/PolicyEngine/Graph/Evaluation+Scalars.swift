// The steps that compute scalars: arithmetic on instants and numbers, and calls of functions.

import CEL

extension Evaluation {
  mutating func runScalar(_ step: Step, of graph: DecisionGraph, on facts: FactTable) {
    let target = Int(step.target)
    let first = Int(step.first)
    let second = Int(step.second)
    switch step.operation {
    case .addDuration: scalars[target] = combine(first, second, step) { $0.adding($1) }
    case .subtractDuration: scalars[target] = combine(first, second, step) { $0.subtracting($1) }
    case .subtractInstants: scalars[target] = combine(first, second, step) { $0.since($1) }
    case .add:
      scalars[target] = combine(first, second, step) {
        $0.arithmetic($1, { $0.addingReportingOverflow($1) }, +)
      }
    case .subtract:
      scalars[target] = combine(first, second, step) {
        $0.arithmetic($1, { $0.subtractingReportingOverflow($1) }, -)
      }
    case .multiply:
      scalars[target] = combine(first, second, step) {
        $0.arithmetic($1, { $0.multipliedReportingOverflow(by: $1) }, *)
      }
    case .call: scalars[target] = call(graph.functions[first], from: second, step, graph, facts)
    case .scalarProgram:
      switch graph.programs[first].program.evaluate(GraphActivation(graph, self, facts)) {
      case .value(let value): scalars[target] = store(value)
      case .unknown: scalars[target] = .unknown
      case .error(let error):
        scalars[target] = .error
        errors[-1 - step.target] = error
      }
    case .chooseScalar:
      switch truths[first] {
      case .yes: scalars[target] = scalars[second]
      case .no: scalars[target] = scalars[Int(step.third)]
      case .unknown: scalars[target] = .unknown
      case .error, .notNeeded: scalars[target] = .error
      }
    default: preconditionFailure("a truth's step among the scalars")
    }
  }

  /// A value as a scalar; a large one goes to the side array.
  private mutating func store(_ value: Value) -> Scalar {
    if let small = Scalar(small: value) { return small }
    objects.append(value)
    return Scalar(.object, Int64(objects.count - 1))
  }

  @inline(__always)
  private mutating func combine(
    _ first: Int, _ second: Int, _ step: Step, _ operation: (Scalar, Scalar) -> Scalar?
  ) -> Scalar {
    let left = scalars[first]
    let right = scalars[second]
    if left.kind == .unknown || right.kind == .unknown { return .unknown }
    if left.kind.rawValue <= Scalar.Kind.error.rawValue
      || right.kind.rawValue <= Scalar.Kind.error.rawValue
    {
      return .error
    }
    return operation(left, right) ?? .error
  }

  private mutating func call(
    _ function: GraphFunction, from start: Int, _ step: Step, _ graph: DecisionGraph,
    _ facts: FactTable
  ) -> Scalar {
    var values: [Value] = []
    values.reserveCapacity(function.arity)
    var result: Scalar?
    for operand in graph.operands[start..<start + function.arity] {
      let scalar = scalars[Int(operand)]
      switch scalar.kind {
      case .unknown: return .unknown
      case .absent, .error: result = .error
      default: values.append(value(scalar, in: Int(operand), graph, facts))
      }
    }
    if let result { return result }
    do throws(EvaluationError) {
      return store(try function.apply(values))
    } catch {
      errors[-1 - step.target] = error
      return .error
    }
  }

  /// The value of a known scalar.
  func value(
    _ scalar: Scalar, in position: Int, _ graph: DecisionGraph, _ facts: FactTable
  ) -> Value {
    switch scalar.kind {
    case .object: objects[Int(scalar.bits)]
    case .choice: facts.value(of: scalar, as: facts.vocabulary.facts[position].type)
    default: scalar.smallValue
    }
  }
}

extension Scalar {
  fileprivate var timestamp: Timestamp? {
    kind == .timestamp ? Timestamp(seconds: bits, nanoseconds: nanoseconds) : nil
  }

  fileprivate var duration: Duration? {
    kind == .duration ? Duration(totalNanoseconds: bits) : nil
  }

  fileprivate func adding(_ other: Scalar) -> Scalar? {
    if let instant = timestamp, let span = other.duration {
      return instant.adding(span).flatMap { Scalar(small: .timestamp($0)) }
    }
    if let span = duration, let instant = other.timestamp {
      return instant.adding(span).flatMap { Scalar(small: .timestamp($0)) }
    }
    guard let left = duration, let right = other.duration else { return nil }
    return left.adding(right).flatMap { Scalar(small: .duration($0)) }
  }

  fileprivate func subtracting(_ other: Scalar) -> Scalar? {
    guard let span = other.duration else { return nil }
    if let instant = timestamp {
      return instant.subtracting(span).flatMap { Scalar(small: .timestamp($0)) }
    }
    return duration.flatMap { $0.subtracting(span) }.flatMap { Scalar(small: .duration($0)) }
  }

  fileprivate func since(_ other: Scalar) -> Scalar? {
    guard let left = timestamp, let right = other.timestamp else { return nil }
    return left.since(right).flatMap { Scalar(small: .duration($0)) }
  }

  fileprivate func arithmetic(
    _ other: Scalar, _ integers: (Int64, Int64) -> (partialValue: Int64, overflow: Bool),
    _ doubles: (Double, Double) -> Double
  ) -> Scalar? {
    if kind == .double {
      return Scalar(.double, Int64(bitPattern: doubles(double, other.double).bitPattern))
    }
    let (value, overflow) = integers(bits, other.bits)
    return overflow ? nil : Scalar(kind, value)
  }
}
