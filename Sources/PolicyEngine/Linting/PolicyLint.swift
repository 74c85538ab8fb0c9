// What can be said of a policy without running it: rules that never decide, rules that repeat each
// other, conditions that are always so. Each claim is proved over the atomic conditions of every
// edition in which the rule is in force; a single case to the contrary, found by search and decided
// by the engine, refutes it.

import CEL

extension Policy {
  /// Every finding about the policy.
  ///
  /// - Parameters:
  ///   - decisions: decisions that were made anyway; what they show needs no search.
  ///   - isStopped: whether to give up.
  public func findings(
    given decisions: [Decision] = [], isStopped: () -> Bool = { false }
  ) -> [LintFinding] {
    var lint = PolicyLint(self)
    for decision in decisions { lint.note(decision) }
    for date in dates.reversed() where !isStopped() { lint.search(Edition(self, on: date)) }
    return findingsOnTerms + lint.findings
  }
}

struct PolicyLint {
  /// What was seen of a rule.
  struct Sighting {
    /// Whether there are facts on which it makes an answer what it is.
    var decides = false
    /// Whether there are facts to which it applies.
    var applies = false
    /// Whether it is certain that there are none, in every edition so far.
    var isProved = true
    /// Facts to which it applies without deciding.
    var witness: (facts: FactTable, edition: Timestamp)?
    /// The rules that apply wherever it does, in every edition so far.
    var shadows: Set<String>?
  }

  /// A part of a condition.
  struct Part: Hashable {
    let owner: String
    let span: SourceSpan
  }

  let policy: Policy
  private let hints: [Int: [Value]]
  private(set) var sightings: [String: Sighting] = [:]
  private(set) var truths: [Part: Set<Truth>] = [:]
  private(set) var unproved: Set<Part> = []
  /// The parts of each edition met, by its date.
  private var parts: [Timestamp: [(part: Part, truth: Int32)]] = [:]
  /// For each rule, by its position in the policy, the decisions seen in which it applies.
  private var applications: [Set<Int>]
  /// For each decision seen, the rules in force in it.
  private var inForce: [Set<Int>] = []
  /// Pairs of rules that are the same in an edition, as far as was seen.
  private(set) var same: [[Int]] = []

  init(_ policy: Policy) {
    self.policy = policy
    hints = policy.exampleValues
    applications = policy.rules.map { _ in [] }
  }

  // MARK: What decisions show

  /// Notes what one decision shows of rules and conditions.
  mutating func note(_ decision: Decision) {
    let edition = decision.edition
    inForce.append(Set(edition.rules.compactMap { policy.position(ofRule: $0.id) }))
    for (position, rule) in edition.rules.enumerated() where decision.applies(position) == .yes {
      if let number = policy.position(ofRule: rule.id) {
        applications[number].insert(inForce.count - 1)
      }
      sightings[rule.id, default: Sighting()].applies = true
      if decision.isDecided(by: position) {
        sightings[rule.id, default: Sighting()].decides = true
      }
    }
    let parts = self.parts[edition.date] ?? edition.parts
    self.parts[edition.date] = parts
    for (part, truth) in parts { note(part, decision, truth) }
  }

  private mutating func note(_ part: Part, _ decision: Decision, _ truth: Int32) {
    let state = decision.evaluation.truths[Int(truth)]
    guard state == .yes || state == .no, (truths[part]?.count ?? 0) < 2 else { return }
    truths[part, default: []].insert(state)
  }

  // MARK: Searching

  /// Looks for whatever was not seen yet among the rules in force in an edition.
  mutating func search(_ edition: Edition) {
    let open = edition.rules.indices.filter { !(sightings[edition.rules[$0].id]?.decides ?? false) }
    let pairs = candidatePairs(edition)
    guard !open.isEmpty || !pairs.isEmpty || !openParts(of: edition).isEmpty else { return }
    var search = WorldSearch(
      PolicyCircuit([edition], hints: hints, withTerms: true), anchor: edition.usualMoment)
    for position in open { lookAt(position, edition, &search) }
    for (part, truth) in openParts(of: edition) { lookAt(part, truth, edition, &search) }
    for (first, second) in pairs { compare(first, second, edition, &search) }
  }

  private mutating func lookAt(_ position: Int, _ edition: Edition, _ search: inout WorldSearch) {
    let rule = edition.rules[position]
    let applies = search.policy.applies(position, of: edition, number: 0)
    var sighting = sightings[rule.id] ?? Sighting()
    defer { sightings[rule.id] = sighting }
    guard !sighting.decides else { return }
    let question = rule.question
    let isRemark = rule.effect == .advise || rule.effect == .duty
    var wanted = [applies.isYes]
    if !isRemark {
      let (with, without) = search.gate { [truths = search.policy.truths[0]] circuit in
        (
          circuit.verdict(of: question, edition, truths),
          circuit.verdict(of: question, edition, truths, without: [position])
        )
      }
      wanted += rule.effect == .permit ? [with.yes, !without.yes] : [!without.no]
    }
    switch search.find(wanted, where: { edition.decide($0).isDecided(by: position) }) {
    case .found(let facts):
      note(edition.decide(facts))
      sighting = sightings[rule.id] ?? sighting
      sighting.decides = true
      sighting.applies = true
      return
    case .impossible: break
    case .notFound: sighting.isProved = false
    }
    if isRemark { return }
    switch search.find([applies.isYes], where: { edition.decide($0).applies(position) == .yes }) {
    case .found(let facts):
      sighting.applies = true
      sighting.witness = (facts, edition.date)
      let others = shadows(of: position, edition, edition.decide(facts), &search)
      sighting.shadows = sighting.shadows.map { $0.intersection(others) } ?? others
    case .impossible: break
    case .notFound: sighting.isProved = false
    }
  }

  /// The rules that apply wherever another one does, proved one by one.
  private func shadows(
    of position: Int, _ edition: Edition, _ decision: Decision, _ search: inout WorldSearch
  ) -> Set<String> {
    let rule = edition.rules[position]
    let applies = search.policy.applies(position, of: edition, number: 0)
    var result: Set<String> = []
    for (other, candidate) in edition.rules.enumerated()
    where other != position && candidate.question == rule.question
      && (candidate.effect == .permit) == (rule.effect == .permit)
      && candidate.effect != .advise && candidate.effect != .duty
      && decision.applies(other) == .yes
    {
      let truth = search.policy.applies(other, of: edition, number: 0)
      if case .impossible = search.find([applies.isYes, !truth.isYes], where: { _ in false }) {
        result.insert(candidate.id)
      }
    }
    return result
  }

  private func openParts(of edition: Edition) -> [(part: Part, truth: Int32)] {
    edition.parts.filter { (truths[$0.part]?.count ?? 0) < 2 }
  }

  private mutating func lookAt(
    _ part: Part, _ truth: Int32, _ edition: Edition, _ search: inout WorldSearch
  ) {
    let pair = search.policy.truths[0][Int(truth)]
    for (state, literal) in [(Truth.yes, pair.isYes), (.no, pair.isNo)]
    where !(truths[part] ?? []).contains(state) {
      switch search.find(
        [literal],
        where: { facts in
          edition.decide(facts).evaluation.truths[Int(truth)] == state
        })
      {
      case .found(let facts): note(edition.decide(facts))
      case .impossible: truths[part] = truths[part] ?? []
      case .notFound: unproved.insert(part)
      }
    }
  }

  // MARK: Pairs

  /// The rules in force, by position in the edition, that no decision seen so far tells apart.
  private func candidatePairs(_ edition: Edition) -> [(Int, Int)] {
    let numbers = edition.rules.map { policy.position(ofRule: $0.id) ?? 0 }
    var pairs: [(Int, Int)] = []
    for (first, left) in edition.rules.enumerated() {
      for second in (first + 1)..<max(first + 1, edition.rules.count) {
        let right = edition.rules[second]
        guard left.question == right.question, left.effect == right.effect,
          !areDifferent(numbers[first], numbers[second]),
          !same.contains([numbers[first], numbers[second]])
        else { continue }
        pairs.append((first, second))
      }
    }
    return pairs
  }

  /// Whether some decision shows that only one of two rules applies.
  func areDifferent(_ first: Int, _ second: Int) -> Bool {
    func onlyFirst(_ first: Int, _ second: Int) -> Bool {
      applications[first].contains {
        !applications[second].contains($0) && inForce[$0].contains(second)
      }
    }
    return onlyFirst(first, second) || onlyFirst(second, first)
  }

  private mutating func compare(
    _ first: Int, _ second: Int, _ edition: Edition, _ search: inout WorldSearch
  ) {
    let numbers = [first, second].compactMap { policy.position(ofRule: edition.rules[$0].id) }
    guard numbers.count == 2, !areDifferent(numbers[0], numbers[1]) else { return }
    let left = search.policy.applies(first, of: edition, number: 0)
    let right = search.policy.applies(second, of: edition, number: 0)
    let differ = search.gate { circuit in
      circuit.or([
        circuit.differ(left.isYes, right.isYes), circuit.differ(left.isNo, right.isNo),
      ])
    }
    switch search.find(
      [differ],
      where: { facts in
        let decision = edition.decide(facts)
        return decision.applies(first) != decision.applies(second)
      })
    {
    case .impossible: same.append(numbers)
    case .found(let facts): note(edition.decide(facts))
    case .notFound: break
    }
  }
}

extension Decision {
  /// Whether the answer would be another without a rule; a hint or duty decides when it applies.
  fileprivate func isDecided(by rule: Int) -> Bool {
    let plan = edition.plans[rule]
    guard applies(rule) == .yes else { return false }
    if plan.effect == .advise || plan.effect == .duty { return true }
    let question = Int(plan.question)
    let without = edition.decide(facts, by: evaluation, replacing: [rule: .no])
    return answers[question].deciding.contains(rule)
      && without.answers[question].verdict != answers[question].verdict
  }
}

extension Edition {
  /// The atomic parts of every rule and definition.
  var parts: [(part: PolicyLint.Part, truth: Int32)] {
    rules.indices.flatMap { parts(of: $0) }
      + definitions.indices.flatMap { parts(ofDefinition: $0) }
  }

  /// The atomic parts of a rule's conditions, with their truths.
  func parts(of rule: Int) -> [(part: PolicyLint.Part, truth: Int32)] {
    let conditions = conditions[rule]
    return [conditions.when, conditions.must, conditions.unless].compactMap(\.self).flatMap {
      $0.leaves.map { (PolicyLint.Part(owner: rules[rule].id, span: $0.span), $0.truth) }
    }
  }

  /// The atomic parts of a definition.
  func parts(ofDefinition number: Int) -> [(part: PolicyLint.Part, truth: Int32)] {
    let name = FactName.shown(policy.definitions[number].name)
    return definitions[number].leaves.map {
      (PolicyLint.Part(owner: name, span: $0.span), $0.truth)
    }
  }
}

extension CompiledExpression {
  /// The atomic conditions with their places and truths, in the order of the text; constants left
  /// out.
  var leaves: [(span: SourceSpan, truth: Int32)] {
    var result: [(span: SourceSpan, truth: Int32)] = []
    func visit(_ node: Expression.Node) {
      switch node.kind {
      case .and(let operands), .or(let operands): operands.forEach(visit)
      case .not(let operand): visit(operand)
      case .conditional(let condition, let yes, let no): [condition, yes, no].forEach(visit)
      case .literal: break
      default:
        let truth = truths[node.id]
        if truth != DecisionGraphBuilder.nowhere {
          result.append((checked.expression.span(of: node), truth))
        }
      }
    }
    if truth != DecisionGraphBuilder.nowhere { visit(checked.expression.root) }
    return result
  }
}
