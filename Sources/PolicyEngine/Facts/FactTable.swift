// Everything known about one question, by slot: the input of a decision.

public import CEL

/// The states of all facts of a vocabulary, with what they rest on.
public struct FactTable: Sendable {
  /// The vocabulary that gives the slots their meaning.
  public let vocabulary: Vocabulary
  var scalars: [Scalar]
  var objects: [Value]
  /// What was noted, in order; the last note for a slot counts.
  private var evidence: [(slot: Int, reason: Evidence)] = []

  /// Creates a table in which every fact has its default.
  public init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    scalars = vocabulary.standard
    objects = vocabulary.standardObjects
  }

  /// The state of the fact in a slot.
  public subscript(slot: Int) -> FactState {
    let scalar = scalars[slot]
    switch scalar.kind {
    case .absent: return .absent
    case .unknown, .error: return .unknown
    default: return .value(value(of: scalar, as: vocabulary.facts[slot].type))
    }
  }

  /// What the fact in a slot rests on.
  public func evidence(of slot: Int) -> Evidence {
    evidence.last { $0.slot == slot }?.reason ?? .standard
  }

  /// Records the state of a fact.
  ///
  /// - Precondition: a value is of the fact's type.
  public mutating func set(_ slot: Int, to state: FactState, because reason: Evidence) {
    set(slot, to: state)
    evidence.append((slot, reason))
  }

  /// Records the state of a fact, without evidence.
  ///
  /// - Precondition: a value is of the fact's type.
  public mutating func set(_ slot: Int, to state: FactState) {
    guard let scalar = vocabulary.scalar(of: state, in: slot, objects: &objects) else {
      preconditionFailure("a value of the wrong type for a fact")
    }
    scalars[slot] = scalar
  }

  /// Records a yes or no, without evidence; the fast way.
  public mutating func set(_ slot: Int, to value: Bool) {
    scalars[slot] = Scalar(.bool, value ? 1 : 0)
  }

  /// Records a whole number, without evidence; the fast way.
  public mutating func set(_ slot: Int, to value: Int64) { scalars[slot] = Scalar(.int, value) }

  /// Records an instant, without evidence; the fast way.
  public mutating func set(_ slot: Int, to value: Timestamp) {
    scalars[slot] = Scalar(.timestamp, value.seconds, nanoseconds: value.nanoseconds)
  }

  /// Records what a fact rests on, its state left as it is.
  public mutating func note(_ reason: Evidence, for slot: Int) {
    evidence.append((slot, reason))
  }

  /// The value of a scalar that is known.
  func value(of scalar: Scalar, as type: FactType) -> Value {
    switch scalar.kind {
    case .choice:
      guard case .choice(let words) = type else { return .null }
      return .string(words[Int(scalar.bits)])
    case .object: return objects[Int(scalar.bits)]
    default: return scalar.smallValue
    }
  }
}

extension Scalar {
  /// The value of a scalar that needs no side array.
  var smallValue: Value {
    switch kind {
    case .bool: .bool(bits != 0)
    case .int: .int(bits)
    case .double: .double(double)
    case .timestamp:
      Timestamp(seconds: bits, nanoseconds: nanoseconds).map(Value.timestamp) ?? .null
    case .duration: .duration(Duration(totalNanoseconds: bits))
    case .absent, .unknown, .error, .choice, .object: .null
    }
  }
}
