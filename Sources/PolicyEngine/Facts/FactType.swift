// The kinds of facts, and what can be known of one.

public import CEL

/// The kind of value that a fact has.
public indirect enum FactType: Hashable, Sendable {
  /// Yes or no.
  case bool
  /// A whole number.
  case int
  /// A number with a fraction.
  case double
  /// A text.
  case string
  /// One of a few words; for CEL it is a string.
  case choice([String])
  /// An instant.
  case timestamp
  /// A length of time.
  case duration
  /// Several values of one kind.
  case list(FactType)

  /// The type that CEL conditions see.
  public var celType: ValueType {
    switch self {
    case .bool: .bool
    case .int: .int
    case .double: .double
    case .string, .choice: .string
    case .timestamp: .timestamp
    case .duration: .duration
    case .list(let element): .list(element.celType)
    }
  }

  /// Whether a value is of this kind; a choice must be one of its words.
  public func holds(_ value: Value) -> Bool {
    switch (self, value) {
    case (.bool, .bool), (.int, .int), (.double, .double), (.string, .string),
      (.timestamp, .timestamp), (.duration, .duration):
      true
    case (.choice(let words), .string(let word)): words.contains(word)
    case (.list(let element), .list(let values)): values.allSatisfy(element.holds)
    default: false
    }
  }
}

/// What is known of a fact.
public enum FactState: Hashable, Sendable {
  /// It has this value.
  case value(Value)
  /// It is known not to be: it has not happened.
  case absent
  /// Nothing is known of it.
  case unknown
}
