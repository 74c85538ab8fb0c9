// What an expression reads and what it gives.

/// What a declared variable stands for in one evaluation.
public enum Binding: Hashable, Sendable {
  /// It has this value.
  case value(Value)
  /// It has none: reading it is an error, `has(…)` is false.
  case absent
  /// Nobody knows: whatever depends on it is unknown too.
  case unknown
}

/// The variables' values in one evaluation.
public protocol Activation: Sendable {
  /// The binding of the variable at this index of ``Environment/variables``.
  func binding(of slot: Int) -> Binding
}

/// No variable has a value.
public struct EmptyActivation: Activation {
  /// Creates it.
  public init() {}
  /// Always absent.
  public func binding(of slot: Int) -> Binding { .absent }
}

/// Values by slot; slots beyond the end are absent.
public struct ArrayActivation: Activation {
  /// The bindings, by slot.
  public var bindings: [Binding]
  /// Creates an activation.
  public init(_ bindings: [Binding]) { self.bindings = bindings }
  /// The binding at this index.
  public func binding(of slot: Int) -> Binding {
    slot < bindings.count ? bindings[slot] : .absent
  }
}

/// What an evaluation gives.
public enum Outcome: Hashable, Sendable {
  /// A value.
  case value(Value)
  /// It depends on these unknown variables (slots).
  case unknown(Set<Int>)
  /// No value, for this reason.
  indirect case error(EvaluationError)
}
