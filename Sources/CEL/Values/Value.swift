// What an expression works on: CEL's values. Swift's `==` here tells apart what has different
// types; CEL's own equality, where 1 equals 1u and 1.0, is `isEqual(to:)`.

/// A CEL value.
public enum Value: Sendable {
  /// The only value of type `null_type`.
  case null
  /// True or false.
  case bool(Bool)
  /// A signed 64-bit integer.
  case int(Int64)
  /// An unsigned 64-bit integer.
  case uint(UInt64)
  /// An IEEE 754 double.
  case double(Double)
  /// A sequence of Unicode code points, compared code point by code point.
  case string(String)
  /// A sequence of octets.
  case bytes([UInt8])
  /// An ordered list; the elements may have different types.
  case list([Value])
  /// A map with unique keys of type bool, int, uint or string.
  case map(MapValue)
  /// A type, as `type(x)` gives it: without type arguments.
  case type(ValueType)
  /// An instant.
  case timestamp(Timestamp)
  /// A length of time.
  case duration(Duration)
  /// A value that may be missing: `optional.of(x)`, `optional.none()`.
  indirect case optional(Value?)
}

extension Value {
  /// The value's type, as `type(x)` gives it: lists and maps have `dyn` arguments.
  public var type: ValueType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .list: .list(.dyn)
    case .map: .map(.dyn, .dyn)
    case .type: .type(.dyn)
    case .timestamp: .timestamp
    case .duration: .duration
    case .optional: .optional(.dyn)
    }
  }
}

extension Value: Hashable {
  /// Whether both have the same type and are the same; NaN differs from itself.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.uint(let left), .uint(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): left.isIdenticalText(to: right)
    case (.bytes(let left), .bytes(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    case (.map(let left), .map(let right)): left == right
    case (.type(let left), .type(let right)): left == right
    case (.timestamp(let left), .timestamp(let right)): left == right
    case (.duration(let left), .duration(let right)): left == right
    case (.optional(let left), .optional(let right)): left == right
    default: false
    }
  }

  /// Feeds type and content.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .uint(let value): hasher.combine(value)
    case .double(let value): hasher.combine(value)
    case .string(let value): hasher.combine(value)
    case .bytes(let value): hasher.combine(value)
    case .list(let value): hasher.combine(value)
    case .map(let value): hasher.combine(value)
    case .type(let value): hasher.combine(value)
    case .timestamp(let value): hasher.combine(value)
    case .duration(let value): hasher.combine(value)
    case .optional(let value): hasher.combine(value)
    }
  }
}

extension String {
  /// Whether both have the same code points; Swift's `==` also takes é and e + ´ for equal.
  func isIdenticalText(to other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }

  /// Whether this comes before the other by code points, which is the order of the UTF-8 bytes.
  func isOrderedBefore(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
