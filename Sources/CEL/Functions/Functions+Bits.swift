// The bits of whole numbers, from the `math` extension.

extension FunctionDeclaration {
  static let bits: [FunctionDeclaration] = [
    combining("math.bitAnd", "The bits that both have", example: "math.bitAnd(5, 3) == 1") {
      $0 & $1
    },
    combining("math.bitOr", "The bits that one has", example: "math.bitOr(5, 3) == 7") { $0 | $1 },
    combining("math.bitXor", "The bits that only one has", example: "math.bitXor(5, 3) == 6") {
      $0 ^ $1
    },
    entry(
      "math.bitNot",
      [Overload("bit_not_int", [.int], .int), Overload("bit_not_uint", [.uint], .uint)],
      "The bits that it hasn't", example: "math.bitNot(0) == -1"
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .int(let value): .int(~value)
      case .uint(let value): .uint(~value)
      default: throw noOverload("math.bitNot", arguments)
      }
    },
    shifting(
      "math.bitShiftLeft", "The bits moved up, zeros below", example: "math.bitShiftLeft(1, 3) == 8"
    ) { $0 << $1 },
    shifting(
      "math.bitShiftRight", "The bits moved down, zeros above, also for negative numbers",
      example: "math.bitShiftRight(8u, 2) == 2u"
    ) { $0 >> $1 },
  ]

  private static func combining(
    _ name: String, _ summary: String, example: String,
    _ body: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> FunctionDeclaration {
    entry(
      name,
      [
        Overload("\(name)_int", [.int, .int], .int),
        Overload("\(name)_uint", [.uint, .uint], .uint),
      ], summary, example: example
    ) { arguments throws(EvaluationError) in
      switch (arguments.first, arguments.last) {
      case (.int(let left), .int(let right)):
        .int(Int64(bitPattern: body(UInt64(bitPattern: left), UInt64(bitPattern: right))))
      case (.uint(let left), .uint(let right)): .uint(body(left, right))
      default: throw noOverload(name, arguments)
      }
    }
  }

  private static func shifting(
    _ name: String, _ summary: String, example: String,
    _ body: @escaping @Sendable (UInt64, Int64) -> UInt64
  ) -> FunctionDeclaration {
    entry(
      name,
      [
        Overload("\(name)_int", [.int, .int], .int),
        Overload("\(name)_uint", [.uint, .int], .uint),
      ], summary, example: example
    ) { arguments throws(EvaluationError) in
      guard arguments.count == 2, case .int(let count) = arguments[1] else {
        throw noOverload(name, arguments)
      }
      guard count >= 0 else {
        throw EvaluationError(.other("bits can't be moved by a negative number, \(count)"))
      }
      return switch arguments[0] {
      case .int(let value): .int(Int64(bitPattern: body(UInt64(bitPattern: value), count)))
      case .uint(let value): .uint(body(value, count))
      default: throw noOverload(name, arguments)
      }
    }
  }
}
