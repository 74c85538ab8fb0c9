// A policy as it is in force on one date, compiled. Editions are told apart by nothing but their
// date: rules and parameter values that are not in force then are simply not there.

public import CEL

/// The rules and parameter values in force on a date, ready to decide. It is a class since every
/// decision refers to it.
public final class Edition: Sendable {
  /// The policy over all its editions.
  public let policy: Policy
  /// The date.
  public let date: Timestamp
  /// The rules in force, in reading order; decisions name rules by their position here.
  public let rules: [Rule]
  let graph: DecisionGraph
  let conditions: [RuleConditions]
  let definitions: [CompiledExpression]
  /// What deciding reads of each rule, in the order of ``rules``.
  let plans: [RulePlan]
  /// The facts that each rule rests on, and those that it reads in more than one place.
  let factsRead: [[Int32]]
  let factsReadTwice: [[Int32]]
  /// Each question's answer when no rule applies.
  let defaults: [Bool]
  private let tallies: [Int: Int32]
  /// What has to be computed for them.
  private let tallySteps: [Int]

  /// Compiles what is in force on a date.
  public init(_ policy: Policy, on date: Timestamp) {
    var builder = DecisionGraphBuilder(policy)
    for parameter in policy.document.parameters {
      builder.addParameter(parameter.period(on: date)?.value)
    }
    let definitions = policy.definitions.map { builder.addDefinition($0) }
    let rules = policy.rules.filter { $0.isInForce(at: date) }
    let conditions = rules.map { RuleConditions($0, &builder) }
    let tallies = policy.tallyConditions.sorted { $0.key < $1.key }.map {
      ($0.key, builder.compile($0.value).truth)
    }
    self.policy = policy
    self.date = date
    self.rules = rules
    let graph = builder.finish()
    self.graph = graph
    plans = zip(rules, conditions).map { RulePlan($0, $1) }
    factsRead = conditions.map { graph.uses.facts(of: $0.applies) }
    factsReadTwice = conditions.map { graph.uses.factsReadTwice(by: $0.applies) }
    defaults = policy.questions.map(\.otherwise)
    self.definitions = definitions.map(builder.finish)
    self.conditions = conditions.map { $0.finished(by: builder) }
    self.tallies = Dictionary(uniqueKeysWithValues: tallies)
    tallySteps = graph.steps(for: tallies.map(\.1))
  }

  /// The named edition in force on the date: the latest one that began by then.
  public var document: EditionDocument? {
    policy.document.editions.filter { $0.from.map { $0 <= date } ?? true }.max {
      ($0.from ?? .first) < ($1.from ?? .first)
    }
  }

  /// The position in ``rules`` of the rule with this id, if it is in force.
  public func position(of id: String) -> Int? { rules.firstIndex { $0.id == id } }

  /// The slots of the facts on which a rule rests, by the rule's position.
  public func slotsRead(byRule position: Int) -> [Int] { factsRead[position].map { Int($0) } }

  /// The value of a parameter on the date, by its name in CEL spelling.
  public func parameter(_ name: String) -> Value? {
    policy.document.parameters.first { $0.name.content == name }?.period(on: date)?.value
  }

  /// For each of some tallies, whether the message that the facts describe counts towards it.
  ///
  /// - Parameter slots: The slots of facts that are tallied. A tally without a condition counts
  ///   everything; one whose condition is unknown or fails counts nothing.
  public func counts(_ facts: FactTable, towards slots: [Int]) -> [Bool] {
    let evaluation = graph.evaluate(facts, only: tallySteps, zones: policy.zones)
    return slots.map { slot in
      tallies[slot].map { evaluation.truths[Int($0)] == .yes } ?? true
    }
  }
}

extension ParameterDocument {
  /// The period in force on a date: the last one that began by then.
  public func period(on date: Timestamp) -> Period? {
    periods.last { $0.from.map { $0 <= date } ?? true }
  }
}

/// The compiled conditions of one rule.
struct RuleConditions: Sendable {
  var when: CompiledExpression
  var must: CompiledExpression?
  var unless: CompiledExpression?
  /// True when the rule applies: for `require`, when it is not met.
  let applies: Int32

  init(_ rule: Rule, _ builder: inout DecisionGraphBuilder) {
    when = builder.compile(rule.when)
    must = rule.must.map { builder.compile($0) }
    unless = rule.unless.map { builder.compile($0) }
    var applies = when.truth
    if let must { applies = builder.and(applies, builder.not(must.truth)) }
    if let unless { applies = builder.and(applies, builder.not(unless.truth)) }
    self.applies = applies
  }

  func finished(by builder: DecisionGraphBuilder) -> RuleConditions {
    var result = self
    result.when = builder.finish(when)
    result.must = must.map(builder.finish)
    result.unless = unless.map(builder.finish)
    return result
  }
}

/// What deciding reads of a rule: plain numbers, so that walking all rules touches little memory
/// and counts no references.
struct RulePlan: Sendable {
  let effect: Effect
  let question: UInt8
  /// See ``RuleConditions/applies``.
  let applies: Int32

  init(_ rule: Rule, _ conditions: RuleConditions) {
    effect = rule.effect
    question = UInt8(clamping: rule.question)
    applies = conditions.applies
  }
}
