// A fact as a few states that stand for all: whatever a condition on the fact alone can tell apart,
// one of them shows. A fact whose conditions look deeper (into a text, say) also has a state that
// stands for every value not listed.

import CEL

/// The states of a fact that a search tries.
struct FactDomain: Sendable {
  /// The states, the most usual first.
  var states: [FactState] = []
  /// Whether each other value behaves as one of the states does.
  var isComplete = true
  /// Whether the fact is compared with others, so that its values are bounds, not states; then the
  /// states are only "some value", given as absent or unknown, and `states` holds absent if it may.
  var isOrdered = false
  /// Whether the fact names a time zone; only names that are known to occur are tried.
  var isZone = false
  /// Whether the fact may be known not to be.
  let mayBeAbsent: Bool
  /// Whether its values are counts.
  let isCount: Bool

  init(_ fact: FactDeclaration) {
    mayBeAbsent = fact.standard == .absent || fact.isGiven
    switch (fact.origin, fact.type) {
    case (.analysis, .int), (.analysis, .double), (.tally, .int): isCount = true
    default: isCount = false
    }
  }

  /// Fills in the states.
  ///
  /// - Parameters:
  ///   - constants: what some condition compares the fact with.
  ///   - hints: further values that are known to occur.
  mutating func fill(_ fact: FactDeclaration, constants: [Value], hints: [Value]) {
    var values: [Value]
    if let few = fact.type.values {
      values = few
    } else {
      values = hints
      values += neighbours(of: constants, fact.type)
      if values.isEmpty || !isComplete { values += [fact.type.anyValue] }
      if case .string = fact.type, !isZone { values.append(fresh(values)) }
      if case .list(let element) = fact.type {
        values += [.list([])] + constants.filter(element.holds).map { .list([$0]) }
      }
    }
    if case .value(let standard) = fact.standard { values.insert(standard, at: 0) }
    var found: Set<Value> = []
    for value in values where fact.type.holds(value) && found.insert(value).inserted {
      if isCount, value.isNegative { continue }
      states.append(.value(value))
    }
    guard mayBeAbsent else { return }
    if fact.standard == .absent || fact.standard == .unknown && fact.type.values == nil {
      states.insert(.absent, at: 0)
    } else {
      states.append(.absent)
    }
  }

  /// Gives a fact that nothing reads the one state that it usually has.
  mutating func leaveAlone(_ fact: FactDeclaration) {
    isComplete = true
    fill(fact, constants: [], hints: [])
    states = [states.first ?? .absent]
  }

  /// The constants, a value below and above them all, and one in every gap between two.
  private func neighbours(of constants: [Value], _ type: FactType) -> [Value] {
    switch type {
    case .double:
      let numbers = Set(constants.compactMap(\.number)).sorted()
      guard let first = numbers.first, let last = numbers.last else { return [] }
      let gaps = zip(numbers, numbers.dropFirst()).map { ($0 + $1) / 2 }
      return (numbers + gaps + [first - 1, last + 1]).map(Value.double)
    case .int, .timestamp, .duration:
      let gap: Int128 = type == .int ? 1 : 86_400_000_000_000
      let numbers = Set(constants.compactMap { Scalar(small: $0)?.nanosecondsOrOnes }).sorted()
      guard let first = numbers.first, let last = numbers.last else { return [] }
      let gaps = zip(numbers, numbers.dropFirst()).filter { $1 - $0 > 1 }.map { low, high in
        low + (high - low > 2 * gap ? gap : (high - low) / 2)
      }
      return (numbers + gaps + [first - gap, last + gap]).compactMap {
        Value(nanosecondsOrOnes: $0, as: type)
      }
    default: return constants
    }
  }

  private func fresh(_ values: [Value]) -> Value {
    var number = 1
    var text = "another"
    while values.contains(.string(text)) {
      number += 1
      text = "another \(number)"
    }
    return .string(text)
  }
}

extension FactType {
  /// Some value of the type.
  var anyValue: Value {
    switch self {
    case .bool: .bool(false)
    case .int: .int(0)
    case .double: .double(0)
    case .string: .string("")
    case .choice(let words): .string(words.first ?? "")
    case .timestamp: .timestamp(.first)
    case .duration: .duration(.zero)
    case .list: .list([])
    }
  }
}

extension Value {
  /// A value of an ordered type from its whole number; `nil` outside the type's range.
  init?(nanosecondsOrOnes number: Int128, as type: FactType) {
    let billion: Int128 = 1_000_000_000
    switch type {
    case .int:
      guard let number = Int64(exactly: number) else { return nil }
      self = .int(number)
    case .duration:
      guard let number = Int64(exactly: number) else { return nil }
      self = .duration(Duration(totalNanoseconds: number))
    case .timestamp:
      let rest = ((number % billion) + billion) % billion
      guard let seconds = Int64(exactly: (number - rest) / billion),
        let instant = Timestamp(seconds: seconds, nanoseconds: Int32(rest))
      else { return nil }
      self = .timestamp(instant)
    default: return nil
    }
  }

  fileprivate var number: Double? {
    if case .double(let number) = self, number.isFinite { number } else { nil }
  }

  fileprivate var isNegative: Bool {
    switch self {
    case .int(let number): number < 0
    case .double(let number): number < 0
    default: false
    }
  }
}
