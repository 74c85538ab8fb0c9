// Sums and differences of ordered facts and constants: `order.placed + 3 days - clock`, as far as
// they hold one fact at most on either side. What they say is a bound on a difference.

import CEL

/// One unknown less another, plus a number between two bounds; in nanoseconds or ones.
struct LinearForm: Hashable {
  var plus: Int?
  var minus: Int?
  var low: Int128
  var high: Int128

  init(plus: Int? = nil, minus: Int? = nil, low: Int128 = 0, high: Int128 = 0) {
    self.plus = plus
    self.minus = minus
    self.low = low
    self.high = high
  }

  static prefix func - (form: LinearForm) -> LinearForm {
    LinearForm(plus: form.minus, minus: form.plus, low: -form.high, high: -form.low)
  }

  /// The sum, if it still holds one unknown at most on either side.
  func adding(_ other: LinearForm) -> LinearForm? {
    var sums = [plus, other.plus].compactMap(\.self)
    var differences = [minus, other.minus].compactMap(\.self)
    for unknown in sums {
      if let position = differences.firstIndex(of: unknown) {
        differences.remove(at: position)
        sums.removeAll { $0 == unknown }
      }
    }
    guard sums.count < 2, differences.count < 2 else { return nil }
    return LinearForm(
      plus: sums.first, minus: differences.first, low: low + other.low, high: high + other.high)
  }
}

/// The unknowns of linear forms over several graphs.
struct LinearForms {
  /// An instant that lies so many calendar days after another: between `low` and `high` later,
  /// and `usual` later where no clock changes.
  struct Link {
    let unknown: Int
    let start: LinearForm
    let low: Int128
    let usual: Int128
    let high: Int128
  }

  /// The unknown that stands for nought.
  static let zero = 0
  private static let day: Int128 = 86_400_000_000_000
  /// By how much calendar days can differ from days of 24 hours, wherever clocks have ever stood.
  private static let slack: Int128 = 32 * 3_600_000_000_000

  /// Each unknown's fact; `nil` for others.
  private(set) var slots: [Int?] = [nil]
  private(set) var links: [Link] = []
  private var unknowns: [Int: Int] = [:]
  private var dates: [String: Int] = [:]

  /// The unknown of a fact.
  mutating func unknown(of slot: Int) -> Int {
    if let known = unknowns[slot] { return known }
    slots.append(slot)
    unknowns[slot] = slots.count - 1
    return slots.count - 1
  }

  /// The unknown of a fact that occurs in some form.
  func knownUnknown(of slot: Int) -> Int? { unknowns[slot] }

  /// What a scalar of a graph comes to, if it is linear.
  mutating func form(
    of scalar: Int32, in graph: DecisionGraph, _ vocabulary: Vocabulary
  ) -> LinearForm? {
    if scalar < graph.factCount {
      switch vocabulary.facts[Int(scalar)].type {
      case .int, .timestamp, .duration: return LinearForm(plus: unknown(of: Int(scalar)))
      default: return nil
      }
    }
    let position = graph.scalarSteps[Int(scalar)]
    guard position >= 0 else {
      return graph.constants[Int(scalar) - graph.factCount].nanosecondsOrOnes.map {
        LinearForm(low: $0, high: $0)
      }
    }
    let step = graph.steps[Int(position)]
    switch step.operation {
    case .addDuration, .add, .subtractDuration, .subtract, .subtractInstants:
      guard let first = form(of: step.first, in: graph, vocabulary),
        let second = form(of: step.second, in: graph, vocabulary)
      else { return nil }
      let isSum = step.operation == .add || step.operation == .addDuration
      return first.adding(isSum ? second : -second)
    case .plusDays:
      guard let start = form(of: step.first, in: graph, vocabulary), start.plus != nil,
        start.minus == nil,
        let days = form(of: step.second, in: graph, vocabulary), days.plus == nil,
        days.minus == nil, days.low == days.high
      else { return nil }
      return date(start, days.low, zone: graph.name(of: step.third))
    default: return nil
    }
  }

  private mutating func date(_ start: LinearForm, _ days: Int128, zone: String) -> LinearForm {
    let key = "\(start) \(days) \(zone)"
    if let known = dates[key] { return LinearForm(plus: known) }
    slots.append(nil)
    let unknown = slots.count - 1
    dates[key] = unknown
    links.append(
      Link(
        unknown: unknown, start: start, low: days * Self.day - Self.slack,
        usual: days * Self.day, high: days * Self.day + Self.slack))
    return LinearForm(plus: unknown)
  }
}

extension DecisionGraph {
  /// A fact's slot or a constant as a text.
  fileprivate func name(of scalar: Int32) -> String {
    if scalar < factCount || scalarSteps[Int(scalar)] >= 0 { return "\(scalar)" }
    let constant = constants[Int(scalar) - factCount]
    return constant.kind == .object ? "\(constantObjects[Int(constant.bits)])" : "\(constant)"
  }
}

extension Scalar {
  /// A number, length or instant as a whole number.
  var nanosecondsOrOnes: Int128? {
    switch kind {
    case .int, .duration: Int128(bits)
    case .timestamp: Int128(bits) * 1_000_000_000 + Int128(nanoseconds)
    default: nil
    }
  }
}
