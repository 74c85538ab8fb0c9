// What the type parameters of an expression stand for, found while it is checked: the algorithm
// of the language's definition, with `dyn` as the type that fits all.

/// Types found for type parameters.
struct TypeSubstitution {
  /// By parameter index; `nil` while nothing is known.
  private var bindings: [ValueType?] = []

  /// Makes new parameters and returns the index of the first.
  mutating func fresh(_ count: Int) -> Int {
    bindings.append(contentsOf: repeatElement(nil, count: count))
    return bindings.count - count
  }

  /// Whether a value of one type can stand where another is expected; remembers what that says
  /// about the parameters in them.
  mutating func assign(_ from: ValueType, to: ValueType) -> Bool {
    if from.isSimple, to.isSimple { return Self.isSimpleAssignable(from, to) }
    let before = bindings
    if unify(from, to) { return true }
    bindings = before
    return false
  }

  /// All or nothing.
  mutating func assign(_ from: [ValueType], to: [ValueType]) -> Bool {
    let before = bindings
    for (from, to) in zip(from, to) where !assign(from, to: to) {
      bindings = before
      return false
    }
    return true
  }

  /// The type that holds values of both: the more general one, or `dyn`.
  mutating func join(_ left: ValueType, _ right: ValueType) -> ValueType {
    assign(left, to: right) ? Self.moreGeneral(left, right) : .dyn
  }

  /// The type with everything put in that is known; parameters that are still open become `dyn`
  /// if asked for.
  func resolve(_ type: ValueType, openAsDyn: Bool) -> ValueType {
    switch type {
    case .parameter(let index):
      if let bound = bindings[index] { return resolve(bound, openAsDyn: openAsDyn) }
      return openAsDyn ? .dyn : type
    case .list(let element): return .list(resolve(element, openAsDyn: openAsDyn))
    case .map(let key, let value):
      return .map(resolve(key, openAsDyn: openAsDyn), resolve(value, openAsDyn: openAsDyn))
    case .type(let inner): return .type(resolve(inner, openAsDyn: openAsDyn))
    case .optional(let inner): return .optional(resolve(inner, openAsDyn: openAsDyn))
    case .opaque(let name, let arguments):
      return .opaque(name, arguments.map { resolve($0, openAsDyn: openAsDyn) })
    default: return type
    }
  }

  private static func isSimpleAssignable(_ from: ValueType, _ to: ValueType) -> Bool {
    if from == to || from == .dyn || to == .dyn { return true }
    if from == .null { return to.isNullable }
    if to == .null { return from.isNullable }
    return false
  }

  private mutating func unify(_ from: ValueType, _ to: ValueType) -> Bool {
    if case .parameter(let index) = to {
      switch substitute(from, for: index) {
      case .valid: return true
      case .invalid(hasBinding: true): return false
      case .invalid(hasBinding: false): break
      }
    }
    if case .parameter(let index) = from {
      if case .valid = substitute(to, for: index) { return true }
      return false
    }
    switch (from, to) {
    case (.dyn, _), (_, .dyn): return true
    case (.list(let from), .list(let to)): return unify(from, to)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return unify(key, otherKey) && unify(value, otherValue)
    case (.optional(let from), .optional(let to)): return unify(from, to)
    case (.type(let from), .type(let to)):
      _ = unify(from, to)
      return true
    case (.opaque(let name, let arguments), .opaque(let otherName, let otherArguments)):
      guard name == otherName, arguments.count == otherArguments.count else { return false }
      for (from, to) in zip(arguments, otherArguments) where !unify(from, to) { return false }
      return true
    default: return Self.isSimpleAssignable(from, to)
    }
  }

  private enum Substitution {
    case valid
    case invalid(hasBinding: Bool)
  }

  private mutating func substitute(_ type: ValueType, for index: Int) -> Substitution {
    if type == .parameter(index) { return .valid }
    if let bound = bindings[index] {
      if type == bound { return .valid }
      guard unify(type, bound) else { return .invalid(hasBinding: true) }
      let general = Self.moreGeneral(type, bound)
      if !occurs(index, in: general) { bindings[index] = general }
      return .valid
    }
    guard !occurs(index, in: type) else { return .invalid(hasBinding: false) }
    bindings[index] = type
    return .valid
  }

  /// Whether a parameter stands inside a type or in what its parameters stand for.
  private func occurs(_ index: Int, in type: ValueType) -> Bool {
    switch type {
    case .parameter(let other):
      if other == index { return true }
      return bindings[other].map { occurs(index, in: $0) } ?? false
    case .list(let inner), .type(let inner), .optional(let inner): return occurs(index, in: inner)
    case .map(let key, let value): return occurs(index, in: key) || occurs(index, in: value)
    case .opaque(_, let arguments): return arguments.contains { occurs(index, in: $0) }
    default: return false
    }
  }

  private static func moreGeneral(_ left: ValueType, _ right: ValueType) -> ValueType {
    isAtLeastAsGeneral(left, right) ? left : right
  }

  private static func isAtLeastAsGeneral(_ left: ValueType, _ right: ValueType) -> Bool {
    switch (left, right) {
    case (.dyn, _), (.parameter, _): true
    case (_, .dyn), (_, .parameter): false
    case (.list(let left), .list(let right)), (.optional(let left), .optional(let right)):
      isAtLeastAsGeneral(left, right)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      isAtLeastAsGeneral(key, otherKey) && isAtLeastAsGeneral(value, otherValue)
    case (.type, .type): true
    case (.opaque(let name, let arguments), .opaque(let otherName, let otherArguments)):
      name == otherName && arguments.count == otherArguments.count
        && zip(arguments, otherArguments).allSatisfy { isAtLeastAsGeneral($0, $1) }
    case (.null, _): false
    default: left == right || right == .null
    }
  }
}

extension ValueType {
  /// Whether the type has no parts, so that comparing it finds nothing out.
  var isSimple: Bool {
    switch self {
    case .list, .map, .type, .optional, .opaque, .parameter: false
    default: true
    }
  }

  /// Whether `null` may stand for a value of the type.
  fileprivate var isNullable: Bool {
    switch self {
    case .timestamp, .duration, .optional, .opaque, .null: true
    default: false
    }
  }

  /// The type with its parameters moved behind others.
  func shifted(by offset: Int) -> ValueType {
    switch self {
    case .parameter(let index): .parameter(index + offset)
    case .list(let inner): .list(inner.shifted(by: offset))
    case .map(let key, let value): .map(key.shifted(by: offset), value.shifted(by: offset))
    case .type(let inner): .type(inner.shifted(by: offset))
    case .optional(let inner): .optional(inner.shifted(by: offset))
    case .opaque(let name, let arguments): .opaque(name, arguments.map { $0.shifted(by: offset) })
    default: self
    }
  }
}
