// The `math` extension: rounding, signs, extremes, and what kind of number a double is.

extension FunctionDeclaration {
  static let math: [FunctionDeclaration] = [
    extreme(
      "math.greatest", "The greatest of the numbers, or of a list of them",
      example: "math.greatest(1, 3.5, 2u) == 3.5", .greater),
    extreme(
      "math.least", "The least of the numbers, or of a list of them",
      example: "math.least([4, 2, 3]) == 2", .less),
    rounding("math.ceil", "The next whole number upwards", example: "math.ceil(1.2) == 2.0") {
      $0.rounded(.up)
    },
    rounding("math.floor", "The next whole number downwards", example: "math.floor(-1.2) == -2.0") {
      $0.rounded(.down)
    },
    rounding(
      "math.round", "The nearest whole number; halves away from zero",
      example: "math.round(-1.5) == -2.0"
    ) { $0.rounded(.toNearestOrAwayFromZero) },
    rounding("math.trunc", "The number without its fraction", example: "math.trunc(-1.8) == -1.0") {
      $0.rounded(.towardZero)
    },
    rounding("math.sqrt", "The square root", example: "math.sqrt(9.0) == 3.0", alsoOfInts: true) {
      $0.squareRoot()
    },
    number("math.abs", "The number without its sign", example: "math.abs(-5) == 5") {
      value throws(EvaluationError) in
      switch value {
      case .int(let value): .int(value < 0 ? try negated(value) : value)
      case .double(let value): .double(value.magnitude)
      default: value
      }
    },
    number("math.sign", "-1, 0 or 1, as the number is", example: "math.sign(-5.5) == -1.0") {
      value throws(EvaluationError) in
      switch value {
      case .int(let value): .int(value.signum())
      case .uint(let value): .uint(min(value, 1))
      case .double(let value): .double(value > 0 ? 1 : value < 0 ? -1 : value)
      default: value
      }
    },
    kind("math.isNaN", "Whether it is no number", example: "math.isNaN(0.0 / 0.0)") { $0.isNaN },
    kind("math.isInf", "Whether it is infinite", example: "math.isInf(-1.0 / 0.0)") {
      $0.isInfinite
    },
    kind("math.isFinite", "Whether it is neither", example: "math.isFinite(1.5)") { $0.isFinite },
  ]

  private static func negated(_ value: Int64) throws(EvaluationError) -> Int64 {
    try Operators.present(value == .min ? nil : -value, "the int result")
  }

  private static func extreme(
    _ name: String, _ summary: String, example: String, _ wanted: Ordering
  ) -> FunctionDeclaration {
    let types: [ValueType] = [.int, .uint, .double, .dyn]
    let overloads =
      types.map { Overload("\(name)_list_\($0)", [.list($0)], $0) }
      + types.map { Overload("\(name)_\($0)", [$0], $0, isVariadic: true) }
    return entry(name, overloads, summary, example: example) { arguments throws(EvaluationError) in
      var candidates = arguments[...]
      if arguments.count == 1, case .list(let list) = arguments[0] { candidates = list[...] }
      guard var best = candidates.popFirst() else {
        throw EvaluationError(.other("`\(name)` needs one number at least"))
      }
      guard best.isNumber else { throw noOverload(name, arguments) }
      for candidate in candidates {
        guard candidate.isNumber, let order = Ordering(candidate, best) else {
          throw noOverload(name, arguments)
        }
        if order == wanted { best = candidate }
      }
      return best
    }
  }

  private static func rounding(
    _ name: String, _ summary: String, example: String, alsoOfInts: Bool = false,
    _ body: @escaping @Sendable (Double) -> Double
  ) -> FunctionDeclaration {
    let types: [ValueType] = alsoOfInts ? [.double, .int, .uint] : [.double]
    return entry(
      name, types.map { Overload("\(name)_\($0)", [$0], .double) }, summary, example: example
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .double(let value): return .double(body(value))
      case .int(let value) where alsoOfInts: return .double(body(Double(value)))
      case .uint(let value) where alsoOfInts: return .double(body(Double(value)))
      default: throw noOverload(name, arguments)
      }
    }
  }

  private static func number(
    _ name: String, _ summary: String, example: String,
    _ body: @escaping @Sendable (Value) throws(EvaluationError) -> Value
  ) -> FunctionDeclaration {
    let types: [ValueType] = [.int, .uint, .double]
    return entry(
      name, types.map { Overload("\(name)_\($0)", [$0], $0) }, summary, example: example
    ) { arguments throws(EvaluationError) in
      guard let value = arguments.first, value.isNumber else { throw noOverload(name, arguments) }
      return try body(value)
    }
  }

  private static func kind(
    _ name: String, _ summary: String, example: String,
    _ body: @escaping @Sendable (Double) -> Bool
  ) -> FunctionDeclaration {
    entry(name, [Overload("\(name)_double", [.double], .bool)], summary, example: example) {
      arguments throws(EvaluationError) in
      guard case .double(let value)? = arguments.first else { throw noOverload(name, arguments) }
      return .bool(body(value))
    }
  }
}
