// Values that may be missing, instead of errors and default values.

extension FunctionDeclaration {
  static let optionals: [FunctionDeclaration] = [
    entry(
      "optional.of", [Overload("optional_of", [.a], .optional(.a))], "An optional with a value",
      example: "optional.of(1).value() == 1"
    ) { arguments throws(EvaluationError) in
      guard let value = arguments.first else { throw noOverload("optional.of", arguments) }
      return .optional(value)
    },
    entry(
      "optional.none", [Overload("optional_none", [], .optional(.a))],
      "An optional without a value",
      example: "!optional.none().hasValue()"
    ) { _ throws(EvaluationError) in .optional(nil) },
    entry(
      "optional.ofNonZeroValue", [Overload("optional_of_non_zero", [.a], .optional(.a))],
      "An optional with the value, or without one for null, false, 0, and what is empty",
      example: "!optional.ofNonZeroValue('').hasValue()"
    ) { arguments throws(EvaluationError) in
      guard let value = arguments.first else {
        throw noOverload("optional.ofNonZeroValue", arguments)
      }
      return .optional(value.isZero ? nil : value)
    },
    entry(
      "optional.unwrap", [Overload("optional_unwrap", [.list(.optional(.a))], .list(.a))],
      "The values that the optionals of a list have",
      example: "optional.unwrap([optional.of(1), optional.none()]) == [1]"
    ) { arguments throws(EvaluationError) in try unwrap(arguments) },
    entry(
      "unwrapOpt",
      [Overload("unwrap_opt", [.list(.optional(.a))], .list(.a), isMember: true)],
      "The values that the optionals of a list have",
      example: "[optional.of(1), optional.none()].unwrapOpt() == [1]"
    ) { arguments throws(EvaluationError) in try unwrap(arguments) },
    member("hasValue", [], .bool, "Whether there is a value", "optional.of(0).hasValue()") {
      value, _ throws(EvaluationError) in .bool(value != nil)
    },
    member("value", [], .a, "The value; an error if there is none", "optional.of(1).value() == 1") {
      value, _ throws(EvaluationError) in
      guard let value else { throw EvaluationError(.emptyOptional) }
      return value
    },
    member(
      "or", [.optional(.a)], .optional(.a), "The first optional that has a value",
      "optional.none().or(optional.of(2)).value() == 2"
    ) { value, rest throws(EvaluationError) in
      guard case .optional(let other)? = rest.first else { throw noOverload("or", rest) }
      return .optional(value ?? other)
    },
    member(
      "orValue", [.a], .a, "The value, or another if there is none",
      "optional.none().orValue(2) == 2"
    ) { value, rest throws(EvaluationError) in
      guard let other = rest.first else { throw noOverload("orValue", rest) }
      return value ?? other
    },
  ]

  private static func member(
    _ name: String, _ rest: [ValueType], _ result: ValueType, _ summary: String, _ example: String,
    _ body: @escaping @Sendable (Value?, [Value]) throws(EvaluationError) -> Value
  ) -> FunctionDeclaration {
    entry(
      name, [Overload("optional_\(name)", [.optional(.a)] + rest, result, isMember: true)], summary,
      example: example
    ) { arguments throws(EvaluationError) in
      guard case .optional(let value)? = arguments.first else { throw noOverload(name, arguments) }
      return try body(value, Array(arguments.dropFirst()))
    }
  }

  private static func unwrap(_ arguments: [Value]) throws(EvaluationError) -> Value {
    guard case .list(let list)? = arguments.first else {
      throw noOverload("optional.unwrap", arguments)
    }
    var values: [Value] = []
    for element in list {
      guard case .optional(let value) = element else {
        throw noOverload("optional.unwrap", arguments)
      }
      if let value { values.append(value) }
    }
    return .list(values)
  }
}

extension Value {
  /// Whether it is the value that says least of its type.
  fileprivate var isZero: Bool {
    switch self {
    case .null, .bool(false), .int(0), .uint(0), .optional(nil), .double(0): true
    case .string(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .list(let list): list.isEmpty
    case .map(let map): map.count == 0
    case .duration(let length): length == .zero
    case .timestamp(let time): time.seconds == 0 && time.nanoseconds == 0
    default: false
    }
  }
}
