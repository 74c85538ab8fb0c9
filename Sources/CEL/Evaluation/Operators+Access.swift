// Fields and indexes of maps, lists and optionals.

extension Operators {
  /// `value.name`; on an optional the result is an optional.
  static func field(_ value: Value, _ name: String) throws(EvaluationError) -> Value {
    switch value {
    case .map(let map):
      guard let found = map[name] else { throw EvaluationError(.noSuchKey(.string(name))) }
      return found
    case .optional(nil): return value
    case .optional(let inner?): return try optionalField(inner, name)
    default: throw EvaluationError(.noFields(value.type))
    }
  }

  /// `value.?name`: an empty optional if there is no such key.
  static func optionalField(_ value: Value, _ name: String) throws(EvaluationError) -> Value {
    switch value {
    case .map(let map): return .optional(map[name])
    case .optional(nil): return value
    case .optional(let inner?): return try optionalField(inner, name)
    default: throw EvaluationError(.noFields(value.type))
    }
  }

  /// `has(value.name)`
  static func hasField(_ value: Value, _ name: String) throws(EvaluationError) -> Bool {
    switch value {
    case .map(let map): return map[name] != nil
    case .optional(nil): return false
    case .optional(let inner?): return try hasField(inner, name)
    default: throw EvaluationError(.noFields(value.type))
    }
  }

  /// `value[key]`; on an optional the result is an optional.
  static func index(_ value: Value, _ key: Value) throws(EvaluationError) -> Value {
    switch value {
    case .list(let list):
      let position = try position(value, key)
      guard position >= 0, position < list.count else {
        throw EvaluationError(.noSuchIndex(position, count: list.count))
      }
      return list[Int(position)]
    case .map(let map):
      guard MapValue.Key(key) != nil || key.isNumber else { throw noOverload("_[_]", value, key) }
      guard let found = map[key] else { throw EvaluationError(.noSuchKey(key)) }
      return found
    case .optional(nil): return value
    case .optional(let inner?): return try optionalIndex(inner, key)
    default: throw noOverload("_[_]", value, key)
    }
  }

  /// `value[?key]`: an empty optional if there is no such key or index.
  static func optionalIndex(_ value: Value, _ key: Value) throws(EvaluationError) -> Value {
    switch value {
    case .list(let list):
      let position = try position(value, key)
      return .optional(position >= 0 && position < list.count ? list[Int(position)] : nil)
    case .map(let map):
      guard MapValue.Key(key) != nil || key.isNumber else { throw noOverload("_[?_]", value, key) }
      return .optional(map[key])
    case .optional(nil): return value
    case .optional(let inner?): return try optionalIndex(inner, key)
    default: throw noOverload("_[?_]", value, key)
    }
  }

  private static func position(_ list: Value, _ key: Value) throws(EvaluationError) -> Int64 {
    switch key {
    case .int(let index): return index
    case .uint(let index): return Int64(clamping: index)
    case .double(let index):
      guard let whole = Int64(exactly: index) else { throw noOverload("_[_]", list, key) }
      return whole
    default: throw noOverload("_[_]", list, key)
    }
  }
}

extension Value {
  var isNumber: Bool {
    switch self {
    case .int, .uint, .double: true
    default: false
    }
  }
}
