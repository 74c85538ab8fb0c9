// A map keeps the order in which its entries were written, so that walking it is deterministic,
// and finds a key by its mathematical value: 1, 1u and 1.0 are the same key.

/// A map from keys of type bool, int, uint or string to values.
public struct MapValue: Sendable {
  /// The entries in the order in which they were written.
  public let entries: [(key: Value, value: Value)]
  /// Where each key's entry stands.
  private let positions: [Key: Int]

  /// A key as it is looked up.
  enum Key: Hashable, Sendable {
    case bool(Bool)
    case int(Int64)
    /// Only above the range of int.
    case uint(UInt64)
    case string(Text)

    /// The key that finds this value, or `nil` if no map can hold such a key.
    init?(_ value: Value) {
      switch value {
      case .bool(let value): self = .bool(value)
      case .int(let value): self = .int(value)
      case .uint(let value):
        self = Int64(exactly: value).map(Key.int) ?? .uint(value)
      case .double(let value):
        if let int = Int64(exactly: value) {
          self = .int(int)
        } else if let uint = UInt64(exactly: value) {
          self = .uint(uint)
        } else {
          return nil
        }
      case .string(let value): self = .string(Text(value: value))
      default: return nil
      }
    }
  }

  /// A string that equals only what has the same code points.
  struct Text: Hashable, Sendable {
    let value: String
    static func == (left: Text, right: Text) -> Bool { left.value.isIdenticalText(to: right.value) }
    func hash(into hasher: inout Hasher) { hasher.combine(value) }
  }

  /// Creates the empty map.
  public init() {
    entries = []
    positions = [:]
  }

  /// Creates a map; fails with "unsupported key type" or "repeated key".
  public init(_ entries: [(key: Value, value: Value)]) throws(EvaluationError) {
    var positions: [Key: Int] = [:]
    positions.reserveCapacity(entries.count)
    for (position, entry) in entries.enumerated() {
      switch entry.key {
      case .bool, .int, .uint, .string: break
      default: throw EvaluationError(.unsupportedKeyType(entry.key.type))
      }
      guard let key = Key(entry.key) else {
        throw EvaluationError(.unsupportedKeyType(entry.key.type))
      }
      guard positions.updateValue(position, forKey: key) == nil else {
        throw EvaluationError(.repeatedKey(entry.key))
      }
    }
    self.entries = entries
    self.positions = positions
  }

  /// The number of entries.
  public var count: Int { entries.count }

  /// The value under a key; a double finds the integer key that it equals.
  public subscript(key: Value) -> Value? {
    Key(key).flatMap { positions[$0] }.map { entries[$0].value }
  }

  /// The value under a string key.
  public subscript(key: String) -> Value? {
    positions[.string(Text(value: key))].map { entries[$0].value }
  }
}

extension MapValue: Hashable {
  /// Whether both have the same keys, of the same types, with the same values, in any order.
  public static func == (left: MapValue, right: MapValue) -> Bool {
    guard left.count == right.count else { return false }
    return left.entries.allSatisfy { entry in
      guard let position = Key(entry.key).flatMap({ right.positions[$0] }) else { return false }
      return right.entries[position] == entry
    }
  }

  /// Feeds the entries, whatever their order.
  public func hash(into hasher: inout Hasher) {
    var combined = 0
    for (key, value) in entries {
      var entry = Hasher()
      entry.combine(key)
      entry.combine(value)
      combined ^= entry.finalize()
    }
    hasher.combine(combined)
  }
}
