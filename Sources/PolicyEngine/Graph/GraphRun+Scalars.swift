// The steps that compute scalars: arithmetic on instants and numbers, and calls of functions.

import CEL

extension GraphRun {
  @inline(never)
  mutating func performScalar(_ step: Step, _ position: Int) {
    let target = Int(step.target)
    let first = Int(step.first)
    let second = Int(step.second)
    switch step.operation {
    case .addDuration: scalars[target] = combine(first, second) { $0.adding($1) }
    case .subtractDuration: scalars[target] = combine(first, second) { $0.subtracting($1) }
    case .subtractInstants: scalars[target] = combine(first, second) { $0.since($1) }
    case .add:
      scalars[target] = combine(first, second) {
        $0.arithmetic($1, { $0.addingReportingOverflow($1) }, +)
      }
    case .subtract:
      scalars[target] = combine(first, second) {
        $0.arithmetic($1, { $0.subtractingReportingOverflow($1) }, -)
      }
    case .multiply:
      scalars[target] = combine(first, second) {
        $0.arithmetic($1, { $0.multipliedReportingOverflow(by: $1) }, *)
      }
    case .plusDays: scalars[target] = plusDays(step) ?? .error
    case .call: scalars[target] = call(graph.functions[first], from: second, position)
    case .scalarProgram:
      switch evaluate(first) {
      case .value(let value): scalars[target] = store(value)
      case .unknown: scalars[target] = .unknown
      case .error(let error):
        scalars[target] = .error
        extra.errors[position] = error
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
    extra.objects.append(value)
    return Scalar(.object, Int64(extra.objects.count - 1))
  }

  @inline(__always)
  private func combine(
    _ first: Int, _ second: Int, _ operation: (Scalar, Scalar) -> Scalar?
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
    _ function: GraphFunction, from start: Int, _ position: Int
  ) -> Scalar {
    var values: [Value] = []
    values.reserveCapacity(function.arity)
    var failed = false
    for operand in graph.operands[start..<start + function.arity] {
      let scalar = scalars[Int(operand)]
      switch scalar.kind {
      case .unknown: return .unknown
      case .absent, .error: failed = true
      default:
        values.append(
          scalar.value(at: Int(operand), in: vocabulary, objects: extra.objects))
      }
    }
    if failed { return .error }
    do throws(EvaluationError) {
      return store(try function.apply(values))
    } catch {
      extra.errors[position] = error
      return .error
    }
  }

  /// `plusDays` without building values: the zone's name is looked up once per decision.
  private mutating func plusDays(_ step: Step) -> Scalar? {
    let instant = scalars[Int(step.first)]
    let days = scalars[Int(step.second)]
    let name = scalars[Int(step.third)]
    if instant.kind == .unknown || days.kind == .unknown || name.kind == .unknown {
      return .unknown
    }
    guard instant.kind == .timestamp, days.kind == .int, name.kind == .object else { return nil }
    if extra.zone?.name != name.bits {
      guard case .string(let text) = extra.objects[Int(name.bits)], let zone = zones.zone(text)
      else { return nil }
      extra.zone = (name.bits, zone)
    }
    guard let zone = extra.zone?.zone, let start = instant.timestamp else { return nil }
    return CalendarFunctions.instant(days.bits, daysAfter: start, in: zone).flatMap {
      Scalar(small: .timestamp($0))
    }
  }
}

extension Scalar {
  var timestamp: Timestamp? {
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
