// The types of CEL: what the checker computes and what `type(x)` returns.

/// A CEL type.
public indirect enum ValueType: Hashable, Sendable {
  /// Any type, decided when the expression is evaluated.
  case dyn
  /// The type of `null`.
  case null
  /// True or false.
  case bool
  /// Signed 64-bit integers.
  case int
  /// Unsigned 64-bit integers.
  case uint
  /// IEEE 754 doubles.
  case double
  /// Unicode text.
  case string
  /// Octets.
  case bytes
  /// Instants.
  case timestamp
  /// Lengths of time.
  case duration
  /// Lists of one element type.
  case list(ValueType)
  /// Maps from keys to values.
  case map(ValueType, ValueType)
  /// Types themselves: `int` has type `type(int)`.
  case type(ValueType)
  /// Values that may be missing.
  case optional(ValueType)
  /// A type known to the host by name only.
  case opaque(String, [ValueType])
  /// The n-th type parameter of an overload; never in a checked expression.
  case parameter(Int)

  /// The first type parameter of an overload.
  public static let a = ValueType.parameter(0)
  /// The second type parameter of an overload.
  public static let b = ValueType.parameter(1)
  /// The third type parameter of an overload.
  public static let c = ValueType.parameter(2)
}

extension ValueType {
  /// The name by which expressions mean the type, without arguments: `list`,
  /// `google.protobuf.Timestamp`.
  public var name: String {
    switch self {
    case .dyn: "dyn"
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .list: "list"
    case .map: "map"
    case .type: "type"
    case .optional: "optional_type"
    case .opaque(let name, _): name
    case .parameter(let index): "\(Unicode.Scalar(UInt8(65 + index % 26)))"
    }
  }

  /// The types that can be named in an expression.
  static let named: [ValueType] = [
    .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .list(.dyn),
    .map(.dyn, .dyn), .type(.dyn), .optional(.dyn),
  ]
}

extension ValueType: CustomStringConvertible {
  /// The type as people write it: `list(string)`, `map(string, int)`, `timestamp`.
  public var description: String {
    switch self {
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .null: "null"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .type(let type): type == .dyn ? "type" : "type(\(type))"
    case .optional(let type): "optional(\(type))"
    case .opaque(let name, let arguments):
      arguments.isEmpty
        ? name : "\(name)(\(arguments.map(\.description).joined(separator: ", ")))"
    default: name
    }
  }
}
