// Which conditions a set of decisions has shown to matter: a condition counts when two decisions
// differ in it and in no other condition of the rule that has a truth in both, and the rule came out
// differently. That is modified condition/decision coverage by unique cause (Chilenski and Miller,
// "Applicability of modified condition/decision coverage to software testing", 1994). A condition
// has no truth where the fact that it reads is not there. Conditions that cannot move
// alone (one fact compared with two words) may move together, as long as the form alone makes this
// one matter (masking; Chilenski, "An investigation of three forms of the MC/DC criterion", 2001).

public import CEL

/// What decisions have shown of the conditions of every rule and definition of a policy.
public struct ConditionCoverage: Hashable, Sendable {
  /// How far a condition was shown.
  public enum Reach: String, Hashable, Sendable, CaseIterable {
    /// No decision told whether it holds.
    case unseen
    /// It always held where it was seen.
    case onlyTrue = "only-true"
    /// It never held where it was seen.
    case onlyFalse = "only-false"
    /// It was seen both ways, but never made the difference.
    case bothWays = "both-ways"
    /// It made the difference, together with conditions that cannot stay as they are.
    case masking
    /// It alone made the difference.
    case uniqueCause = "unique-cause"

    /// Whether it was shown to matter.
    public var isShown: Bool { self == .masking || self == .uniqueCause }
  }

  /// A rule or definition with its conditions.
  public struct Entry: Hashable, Sendable {
    /// The rule's id, or the definition's name in CEL spelling.
    public let name: String
    /// Whether it is a rule.
    public let isRule: Bool
    /// The conditions as written.
    public let conditions: [String]
    /// Where each stands.
    public let places: [SourceSpan]
    fileprivate let form: Form
    /// The combinations of truths seen, the outcome last.
    fileprivate var seen: Set<[Truth]> = []

    /// How far each condition was shown.
    public var reach: [Reach] { conditions.indices.map(reach(of:)) }
  }

  /// The form; equal when the policy is the same, so it takes no part in comparisons.
  fileprivate struct Form: Hashable, Sendable {
    let value: BooleanForm
    static func == (left: Form, right: Form) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
  }

  /// Where an edition keeps the truths of each entry; worked out once an edition.
  private struct Plans: Hashable, Sendable {
    struct Plan: Sendable {
      let entry: Int
      let conditions: [(number: Int, truth: Int32)]
      let outcome: Int32
    }

    var value: [Timestamp: [Plan]] = [:]
    static func == (left: Plans, right: Plans) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
  }

  /// The definitions, then the rules, each with a condition at least, in the policy's order.
  public private(set) var entries: [Entry] = []
  private var positions: [String: Int] = [:]
  private var plans = Plans()

  /// Nothing shown yet.
  public init(_ policy: Policy) {
    for definition in policy.definitions where definition.expression.type == .bool {
      var collector = ConditionCollector()
      let form = collector.form(of: definition.expression)
      append(definition.name, isRule: false, collector, form)
    }
    for rule in policy.rules {
      var collector = ConditionCollector()
      var parts = [collector.form(of: rule.when)]
      if let must = rule.must { parts.append(.not(collector.form(of: must))) }
      if let unless = rule.unless { parts.append(.not(collector.form(of: unless))) }
      append(rule.id, isRule: true, collector, parts.count == 1 ? parts[0] : .and(parts))
    }
  }

  private mutating func append(
    _ name: String, isRule: Bool, _ collector: ConditionCollector, _ form: BooleanForm
  ) {
    guard !collector.texts.isEmpty else { return }
    positions[name] = entries.count
    entries.append(
      Entry(
        name: name, isRule: isRule, conditions: collector.texts, places: collector.spans,
        form: Form(value: form)))
  }

  /// Adds what a decision shows.
  public mutating func count(_ decision: Decision) {
    let edition = decision.edition
    let plans = self.plans.value[edition.date] ?? plans(for: edition)
    self.plans.value[edition.date] = plans
    for plan in plans {
      var truths = Array(repeating: Truth.notNeeded, count: entries[plan.entry].conditions.count)
      for (number, truth) in plan.conditions {
        truths[number] = decision.evaluation.truths[Int(truth)]
      }
      entries[plan.entry].seen.insert(truths + [decision.evaluation.truths[Int(plan.outcome)]])
    }
  }

  private func plans(for edition: Edition) -> [Plans.Plan] {
    func plan(_ name: String, _ compiled: [CompiledExpression], _ outcome: Int32) -> Plans.Plan? {
      guard let position = positions[name] else { return nil }
      let conditions = compiled.flatMap(\.leafTexts).compactMap { text, truth in
        entries[position].conditions.firstIndex(of: text).map { (number: $0, truth: truth) }
      }
      return Plans.Plan(entry: position, conditions: conditions, outcome: outcome)
    }
    let definitions = zip(edition.policy.definitions, edition.definitions).compactMap {
      $1.truth == DecisionGraphBuilder.nowhere ? nil : plan($0.name, [$1], $1.truth)
    }
    return definitions
      + zip(edition.rules, edition.conditions).compactMap { rule, conditions in
        plan(
          rule.id, [conditions.when, conditions.must, conditions.unless].compactMap(\.self),
          conditions.applies)
      }
  }

  /// Adds what another set of decisions under the same policy has shown.
  public mutating func add(_ other: ConditionCoverage) {
    for position in entries.indices {
      entries[position].seen.formUnion(other.entries[position].seen)
    }
  }

  /// How many conditions there are, and how many were shown to matter.
  public var total: (shown: Int, of: Int) {
    let reaches = entries.flatMap(\.reach)
    return (reaches.count(where: \.isShown), reaches.count)
  }

  /// The entry of a rule or definition.
  public func entry(_ name: String) -> Entry? { positions[name].map { entries[$0] } }
}

extension ConditionCoverage.Entry {
  /// How far one condition was shown.
  private func reach(of condition: Int) -> ConditionCoverage.Reach {
    let outcome = conditions.count
    let known = seen.filter { $0[condition].isDefinite }
    if known.isEmpty { return .unseen }
    let holding = known.filter { $0[condition] == .yes }
    let failing = known.filter { $0[condition] == .no }
    if failing.isEmpty { return .onlyTrue }
    if holding.isEmpty { return .onlyFalse }
    for one in holding where one[outcome].isDefinite {
      let isPaired = failing.contains { other in
        other[outcome] == !one[outcome]
          && conditions.indices.allSatisfy {
            $0 == condition || one[$0] == other[$0] || !one[$0].isDefinite || !other[$0].isDefinite
          }
      }
      if isPaired { return .uniqueCause }
    }
    func matters(_ truths: [Truth]) -> Bool {
      guard truths[outcome].isDefinite else { return false }
      var other = truths
      other[condition] = !truths[condition]
      return form.value.truth(other) == !truths[outcome]
    }
    let outcomes = Set(holding.filter(matters).map { $0[outcome] })
    let isMasked = failing.contains { matters($0) && outcomes.contains(!$0[outcome]) }
    return isMasked ? .masking : .bothWays
  }
}

extension Truth {
  /// Whether it is yes or no.
  fileprivate var isDefinite: Bool { self == .yes || self == .no }
}

extension CompiledExpression {
  /// The atomic conditions as texts, with their truths.
  fileprivate var leafTexts: [(text: String, truth: Int32)] {
    leaves.map { leaf in
      (leaf.span.text.split(whereSeparator: \.isWhitespace).joined(separator: " "), leaf.truth)
    }
  }
}
