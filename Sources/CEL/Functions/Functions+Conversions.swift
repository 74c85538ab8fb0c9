// From one type to another; what doesn't fit is an error, never a wrong value.

extension FunctionDeclaration {
  static let conversions: [FunctionDeclaration] = [
    entry(
      "int", to(.int, from: [.int, .uint, .double, .string, .timestamp]),
      "A whole number: cut off towards zero, read from decimal digits, or seconds since 1970",
      example: "int('-42') == -42 && int(1.9) == 1"
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .int(let value): .int(value)
      case .uint(let value): .int(try Operators.present(Int64(exactly: value), "the int"))
      case .double(let value): .int(try int(value))
      case .string(let text): .int(try read(Int64(text), text, "int"))
      case .timestamp(let time): .int(time.seconds)
      default: throw noOverload("int", arguments)
      }
    },
    entry(
      "uint", to(.uint, from: [.uint, .int, .double, .string]),
      "A whole number that isn't negative: cut off, or read from decimal digits",
      example: "uint('42') == 42u"
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .uint(let value): .uint(value)
      case .int(let value): .uint(try Operators.present(UInt64(exactly: value), "the uint"))
      case .double(let value):
        .uint(try Operators.present(UInt64(exactly: value.rounded(.towardZero)), "the uint"))
      case .string(let text): .uint(try read(UInt64(text), text, "uint"))
      default: throw noOverload("uint", arguments)
      }
    },
    entry(
      "double", to(.double, from: [.double, .int, .uint, .string]),
      "The nearest double", example: "double('1e3') == 1000.0"
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .double(let value): .double(value)
      case .int(let value): .double(Double(value))
      case .uint(let value): .double(Double(value))
      case .string(let text): .double(try read(Double(text), text, "double"))
      default: throw noOverload("double", arguments)
      }
    },
    entry(
      "bool", to(.bool, from: [.bool, .string]),
      "True or false: true, t, 1 or false, f, 0, also TRUE, True, T …", example: "bool('true')"
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .bool(let value): .bool(value)
      case .string(let text): .bool(try read(bool(text), text, "bool"))
      default: throw noOverload("bool", arguments)
      }
    },
    entry(
      "string",
      to(.string, from: [.string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration]),
      "The value as text; bytes must be UTF-8", example: "string(-42) == '-42'"
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .string(let text): return .string(text)
      case .bool(let value): return .string(value ? "true" : "false")
      case .int(let value): return .string(String(value))
      case .uint(let value): return .string(String(value))
      case .double(let value): return .string(value.words)
      case .timestamp(let time): return .string(time.description)
      case .duration(let length): return .string(length.description)
      case .bytes(let bytes):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw EvaluationError(.other("the bytes are no UTF-8 text"))
        }
        return .string(text)
      default: throw noOverload("string", arguments)
      }
    },
    entry(
      "bytes", to(.bytes, from: [.bytes, .string]), "The UTF-8 bytes of a text",
      example: "bytes('a') == b'a'"
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .bytes(let bytes): .bytes(bytes)
      case .string(let text): .bytes(Array(text.utf8))
      default: throw noOverload("bytes", arguments)
      }
    },
    entry(
      "timestamp", to(.timestamp, from: [.timestamp, .string, .int]),
      "An instant, from RFC 3339 or seconds since 1970",
      example: "timestamp('1970-01-01T00:01:00Z') == timestamp(60)"
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .timestamp(let time): .timestamp(time)
      case .string(let text): .timestamp(try read(Timestamp(text), text, "timestamp"))
      case .int(let seconds):
        .timestamp(try Operators.present(Timestamp(seconds: seconds), "the timestamp"))
      default: throw noOverload("timestamp", arguments)
      }
    },
    entry(
      "duration", to(.duration, from: [.duration, .string]),
      "A length of time, from numbers with the units h, m, s, ms, us, ns",
      example: "duration('1h30m') == duration('5400s')"
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .duration(let length): .duration(length)
      case .string(let text): .duration(try read(Duration(text), text, "duration"))
      default: throw noOverload("duration", arguments)
      }
    },
    entry(
      "dyn", [Overload("to_dyn", [.a], .dyn)],
      "The value itself; its type is no longer checked", example: "dyn(1) == dyn(1.0)"
    ) { arguments throws(EvaluationError) in
      guard arguments.count == 1 else { throw noOverload("dyn", arguments) }
      return arguments[0]
    },
    entry(
      "type", [Overload("type", [.a], .type(.a))], "The value's type",
      example: "type(1u) == uint"
    ) { arguments throws(EvaluationError) in
      guard arguments.count == 1 else { throw noOverload("type", arguments) }
      return .type(arguments[0].type)
    },
  ]

  private static func to(_ result: ValueType, from types: [ValueType]) -> [Overload] {
    types.map { Overload("\($0)_to_\(result)", [$0], result) }
  }

  private static func int(_ value: Double) throws(EvaluationError) -> Int64 {
    // The smallest int is refused too: a double that prints like it may have been rounded.
    let whole = value > -0x1p63 ? Int64(exactly: value.rounded(.towardZero)) : nil
    return try Operators.present(whole, "the int")
  }

  private static func bool(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE", "t", "T", "1": true
    case "false", "False", "FALSE", "f", "F", "0": false
    default: nil
    }
  }

  private static func read<T>(
    _ value: T?, _ text: String, _ type: String
  ) throws(EvaluationError) -> T {
    guard let value else {
      throw EvaluationError(.other("\(text.count > 60 ? "the text" : text.quoted) is no \(type)"))
    }
    return value
  }
}
