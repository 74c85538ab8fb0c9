// What the operators do with values: checked arithmetic, comparison, membership, indexing.

/// The operators as functions of values.
enum Operators {
  typealias Binary =
    @Sendable (Value, Value, inout Int) throws(EvaluationError) -> Value

  /// The function of an operator.
  static func function(_ operation: Expression.BinaryOperator) -> Binary {
    switch operation {
    case .add: add
    case .subtract: { left, right, _ throws(EvaluationError) in try subtract(left, right) }
    case .multiply: { left, right, _ throws(EvaluationError) in try multiply(left, right) }
    case .divide: { left, right, _ throws(EvaluationError) in try divide(left, right) }
    case .remainder: { left, right, _ throws(EvaluationError) in try remainder(left, right) }
    case .equal:
      { left, right, steps throws(EvaluationError) in
        .bool(try isEqual(left, right, &steps))
      }
    case .notEqual:
      { left, right, steps throws(EvaluationError) in
        .bool(try !isEqual(left, right, &steps))
      }
    case .less:
      { left, right, _ throws(EvaluationError) in
        .bool(try order(left, right, "<") == .less)
      }
    case .lessOrEqual:
      { left, right, _ throws(EvaluationError) in
        let order = try order(left, right, "<=")
        return .bool(order == .less || order == .same)
      }
    case .greater:
      { left, right, _ throws(EvaluationError) in
        .bool(try order(left, right, ">") == .greater)
      }
    case .greaterOrEqual:
      { left, right, _ throws(EvaluationError) in
        let order = try order(left, right, ">=")
        return .bool(order == .greater || order == .same)
      }
    case .isIn: contains
    }
  }

  static func noOverload(_ function: String, _ arguments: Value...) -> EvaluationError {
    EvaluationError(.noOverload(function: function, arguments: arguments.map(\.type)))
  }

  private static func checked<T>(
    _ result: (partialValue: T, overflow: Bool), _ type: String
  ) throws(EvaluationError) -> T {
    guard !result.overflow else { throw EvaluationError(.outOfRange("the \(type) result")) }
    return result.partialValue
  }

  static func present<T>(_ value: T?, _ what: String) throws(EvaluationError) -> T {
    guard let value else { throw EvaluationError(.outOfRange(what)) }
    return value
  }

  @Sendable static func add(
    _ left: Value, _ right: Value, _ steps: inout Int
  ) throws(EvaluationError) -> Value {
    switch (left, right) {
    case (.int(let left), .int(let right)):
      return .int(try checked(left.addingReportingOverflow(right), "int"))
    case (.uint(let left), .uint(let right)):
      return .uint(try checked(left.addingReportingOverflow(right), "uint"))
    case (.double(let left), .double(let right)): return .double(left + right)
    case (.string(let left), .string(let right)):
      try Meter.charge(bytes: left.utf8.count + right.utf8.count, &steps)
      return .string(left + right)
    case (.bytes(let left), .bytes(let right)):
      try Meter.charge(bytes: left.count + right.count, &steps)
      return .bytes(left + right)
    case (.list(let left), .list(let right)):
      let sum = left + right
      try Meter.charge(elements: sum, &steps)
      return .list(sum)
    case (.timestamp(let time), .duration(let length)),
      (.duration(let length), .timestamp(let time)):
      return .timestamp(try present(time.adding(length), "the timestamp"))
    case (.duration(let left), .duration(let right)):
      return .duration(try present(left.adding(right), "the duration"))
    default: throw noOverload("_+_", left, right)
    }
  }

  static func subtract(_ left: Value, _ right: Value) throws(EvaluationError) -> Value {
    switch (left, right) {
    case (.int(let left), .int(let right)):
      .int(try checked(left.subtractingReportingOverflow(right), "int"))
    case (.uint(let left), .uint(let right)):
      .uint(try checked(left.subtractingReportingOverflow(right), "uint"))
    case (.double(let left), .double(let right)): .double(left - right)
    case (.timestamp(let left), .timestamp(let right)):
      .duration(try present(left.since(right), "the duration"))
    case (.timestamp(let left), .duration(let right)):
      .timestamp(try present(left.subtracting(right), "the timestamp"))
    case (.duration(let left), .duration(let right)):
      .duration(try present(left.subtracting(right), "the duration"))
    default: throw noOverload("_-_", left, right)
    }
  }

  static func multiply(_ left: Value, _ right: Value) throws(EvaluationError) -> Value {
    switch (left, right) {
    case (.int(let left), .int(let right)):
      .int(try checked(left.multipliedReportingOverflow(by: right), "int"))
    case (.uint(let left), .uint(let right)):
      .uint(try checked(left.multipliedReportingOverflow(by: right), "uint"))
    case (.double(let left), .double(let right)): .double(left * right)
    default: throw noOverload("_*_", left, right)
    }
  }

  static func divide(_ left: Value, _ right: Value) throws(EvaluationError) -> Value {
    switch (left, right) {
    case (.int, .int(0)), (.uint, .uint(0)): throw EvaluationError(.divisionByZero)
    case (.int(let left), .int(let right)):
      .int(try checked(left.dividedReportingOverflow(by: right), "int"))
    case (.uint(let left), .uint(let right)): .uint(left / right)
    case (.double(let left), .double(let right)): .double(left / right)
    default: throw noOverload("_/_", left, right)
    }
  }

  static func remainder(_ left: Value, _ right: Value) throws(EvaluationError) -> Value {
    switch (left, right) {
    case (.int, .int(0)), (.uint, .uint(0)): throw EvaluationError(.divisionByZero)
    case (.int(let left), .int(let right)):
      .int(try checked(left.remainderReportingOverflow(dividingBy: right), "int"))
    case (.uint(let left), .uint(let right)): .uint(left % right)
    default: throw noOverload("_%_", left, right)
    }
  }

  static func negate(_ value: Value) throws(EvaluationError) -> Value {
    switch value {
    case .int(let value): .int(try checked(Int64(0).subtractingReportingOverflow(value), "int"))
    case .double(let value): .double(-value)
    case .duration(let value): .duration(try present(value.negated, "the duration"))
    default: throw noOverload("-_", value)
    }
  }

  static func isEqual(
    _ left: Value, _ right: Value, _ steps: inout Int
  ) throws(EvaluationError) -> Bool {
    let result = left.isEqual(to: right, steps: &steps)
    try Meter.check(steps)
    return result
  }

  static func order(
    _ left: Value, _ right: Value, _ sign: String
  ) throws(EvaluationError) -> Ordering {
    guard let order = Ordering(left, right) else { throw noOverload("_\(sign)_", left, right) }
    return order
  }

  @Sendable static func contains(
    _ element: Value, _ container: Value, _ steps: inout Int
  ) throws(EvaluationError) -> Value {
    switch container {
    case .list(let list):
      for candidate in list {
        steps -= 1
        if candidate.isEqual(to: element, steps: &steps) { return .bool(true) }
        try Meter.check(steps)
      }
      return .bool(false)
    case .map(let map): return .bool(map[element] != nil)
    default: throw noOverload("@in", element, container)
    }
  }
}
