// The operators, as functions: their types, and a way for hosts to call them.

extension FunctionDeclaration {
  static let operators: [FunctionDeclaration] =
    [
      binary(
        .add,
        same("add", [.int, .uint, .double, .string, .bytes, .duration]) + [
          Overload("add_list", [.list(.a), .list(.a)], .list(.a)),
          Overload("add_timestamp_duration", [.timestamp, .duration], .timestamp),
          Overload("add_duration_timestamp", [.duration, .timestamp], .timestamp),
        ], "Adds numbers and times, joins texts and lists", example: "[1] + [2] == [1, 2]"),
      binary(
        .subtract,
        same("subtract", [.int, .uint, .double, .duration]) + [
          Overload("subtract_timestamp_timestamp", [.timestamp, .timestamp], .duration),
          Overload("subtract_timestamp_duration", [.timestamp, .duration], .timestamp),
        ], "Subtracts numbers and times",
        example: "duration('1h') - duration('60s') == duration('59m')"),
      binary(
        .multiply, same("multiply", [.int, .uint, .double]), "Multiplies numbers",
        example: "6 * 7 == 42"),
      binary(
        .divide, same("divide", [.int, .uint, .double]),
        "Divides numbers; whole numbers are rounded towards zero", example: "-7 / 2 == -3"),
      binary(
        .remainder, same("modulo", [.int, .uint]),
        "What a division leaves, with the sign of the first number", example: "-7 % 2 == -1"),
      binary(
        .equal, [Overload("equals", [.a, .a], .bool)],
        "Whether both are equal; numbers by value, whatever their type", example: "1.0 == dyn(1u)"),
      binary(
        .notEqual, [Overload("not_equals", [.a, .a], .bool)], "Whether both differ",
        example: "'a' != 'b'"),
      binary(.less, ordered("less"), "Whether the first is less or earlier", example: "1 < 1.5"),
      binary(
        .lessOrEqual, ordered("less_equals"), "Whether the first is not greater or later",
        example: "'a' <= 'b'"),
      binary(
        .greater, ordered("greater"), "Whether the first is greater or later", example: "2u > 1"),
      binary(
        .greaterOrEqual, ordered("greater_equals"), "Whether the first is not less or earlier",
        example: "duration('1h') >= duration('60m')"),
      binary(
        .isIn,
        [
          Overload("in_list", [.a, .list(.a)], .bool),
          Overload("in_map", [.a, .map(.a, .b)], .bool),
        ], "Whether a list has the element or a map has the key", example: "2 in [1, 2]"),
      entry(
        "!_", [Overload("logical_not", [.bool], .bool)], "True for false, false for true",
        example: "!false"
      ) { arguments throws(EvaluationError) in
        guard arguments.count == 1, case .bool(let value) = arguments[0] else {
          throw noOverload("!_", arguments)
        }
        return .bool(!value)
      },
      entry(
        "-_",
        [
          Overload("negate_int", [.int], .int), Overload("negate_double", [.double], .double),
          Overload("negate_duration", [.duration], .duration),
        ], "The number with the other sign", example: "-(2) == 0 - 2"
      ) { arguments throws(EvaluationError) in
        guard arguments.count == 1 else { throw noOverload("-_", arguments) }
        return try Operators.negate(arguments[0])
      },
      entry(
        "_[_]",
        [
          Overload("index_list", [.list(.a), .int], .a),
          Overload("index_map", [.map(.a, .b), .a], .b),
          Overload("index_optional_list", [.optional(.list(.a)), .int], .optional(.a)),
          Overload("index_optional_map", [.optional(.map(.a, .b)), .a], .optional(.b)),
        ], "An element of a list, counted from 0, or the value under a key",
        example: "{'a': [5, 6]}['a'][1] == 6"
      ) { arguments throws(EvaluationError) in
        guard arguments.count == 2 else { throw noOverload("_[_]", arguments) }
        return try Operators.index(arguments[0], arguments[1])
      },
      entry(
        "_[?_]",
        [
          Overload("optional_index_list", [.list(.a), .int], .optional(.a)),
          Overload("optional_index_map", [.map(.a, .b), .a], .optional(.b)),
          Overload("optional_index_optional_list", [.optional(.list(.a)), .int], .optional(.a)),
          Overload("optional_index_optional_map", [.optional(.map(.a, .b)), .a], .optional(.b)),
        ], "An element or value, or an empty optional if there is none",
        example: "[7][?3].orValue(0) == 0"
      ) { arguments throws(EvaluationError) in
        guard arguments.count == 2 else { throw noOverload("_[?_]", arguments) }
        return try Operators.optionalIndex(arguments[0], arguments[1])
      },
    ]

  private static func binary(
    _ operation: Expression.BinaryOperator, _ overloads: [Overload], _ summary: String,
    example: String
  ) -> FunctionDeclaration {
    let function = Operators.function(operation)
    return FunctionDeclaration(
      name: operation.function, overloads: overloads, summary: summary, example: example
    ) { arguments, steps throws(EvaluationError) in
      guard arguments.count == 2 else { throw noOverload(operation.function, arguments) }
      return try function(arguments[0], arguments[1], &steps)
    }
  }

  /// One overload for each type, with both operands and the result of that type.
  private static func same(_ id: String, _ types: [ValueType]) -> [Overload] {
    types.map { Overload("\(id)_\($0)", [$0, $0], $0) }
  }

  /// The comparisons of values that have an order; numbers of any two types.
  private static func ordered(_ id: String) -> [Overload] {
    let numbers: [ValueType] = [.int, .uint, .double]
    let others: [ValueType] = [.string, .bytes, .bool, .timestamp, .duration]
    let same = (numbers + others).map { Overload("\(id)_\($0)", [$0, $0], .bool) }
    let mixed = numbers.flatMap { left in
      numbers.filter { $0 != left }.map {
        Overload("\(id)_\(left)_\($0)", [left, $0], .bool)
      }
    }
    return same + mixed
  }
}
