// Which mutants the tests of a policy notice. A mutant is computed on the record of each test's
// decision: the changed condition, whatever definitions and rules read it, and nothing else. One that
// no test notices is compared with the original: either they are proved to be the same, or there
// are facts that tell them apart.

public import CEL

/// How well tests hold a policy fast.
public struct MutationScore: Sendable {
  /// What became of a mutant.
  public enum Fate: Sendable {
    /// A test noticed it.
    case killed
    /// It is the same as the original while all facts are known: proved.
    case equivalent
    /// No test noticed it; on these facts a rule, by its id, comes out otherwise in an edition.
    case survived(FactTable, rule: String, edition: Timestamp)
    /// No test noticed it, and neither a difference nor a proof was found.
    case open
  }

  /// Every mutant and what became of it, in the order of the policy.
  public let mutants: [(mutant: Mutant, fate: Fate)]

  /// The mutants that were noticed.
  public var killed: Int { mutants.count { if case .killed = $0.fate { true } else { false } } }
  /// The mutants that are no faults.
  public var equivalent: Int {
    mutants.count { if case .equivalent = $0.fate { true } else { false } }
  }
  /// The mutants that could be noticed.
  public var total: Int { mutants.count - equivalent }

  /// Tries every mutant of a policy on tests.
  ///
  /// - Parameter isStopped: whether to give up; the mutants after that are left out.
  public init(_ policy: Policy, tests: [PolicyTest], isStopped: () -> Bool = { false }) {
    let run = MutationRun(policy, tests)
    var tried: [(Mutant, Fate)] = []
    for mutant in policy.mutants where !isStopped() {
      tried.append((mutant, run.isNoticed(mutant) ? .killed : run.fate(of: mutant)))
    }
    mutants = tried
  }
}

/// The policy's conditions as programs, and the tests.
private struct MutationRun {
  let policy: Policy
  let tests: [PolicyTest]
  /// By rule, the tests that speak of it alone.
  private var ownTests: [String: [PolicyTest]] = [:]
  private var otherTests: [PolicyTest] = []
  private let definitions: [Program]
  private let rules: [RulePrograms]
  private let hints: [Int: [Value]]

  struct RulePrograms {
    let when: Program
    let must: Program?
    let unless: Program?
    let slots: Set<Int>

    init(_ rule: Rule) {
      when = Program(rule.when)
      must = rule.must.map { Program($0) }
      unless = rule.unless.map { Program($0) }
      slots = Set([rule.when, rule.must, rule.unless].flatMap { $0?.slots ?? [] })
    }

    func applies(_ activation: some Activation) -> Truth {
      var truth = when.evaluate(activation).truth
      if let must { truth = Truth.and(truth, !must.evaluate(activation).truth) }
      if let unless { truth = Truth.and(truth, !unless.evaluate(activation).truth) }
      return truth
    }
  }

  init(_ policy: Policy, _ tests: [PolicyTest]) {
    self.policy = policy
    self.tests = tests
    for test in tests {
      if case .rule(let id, _) = test.expected {
        ownTests[id, default: []].append(test)
      } else {
        otherTests.append(test)
      }
    }
    definitions = policy.definitions.map { Program($0.expression) }
    rules = policy.rules.map(RulePrograms.init)
    hints = policy.exampleValues
  }

  func isNoticed(_ mutant: Mutant) -> Bool {
    switch mutant.subject {
    case .rule(let id, let part):
      guard let rule = policy.rule(id), let condition = mutant.condition else { return false }
      let programs = RulePrograms(rule.changing(part, to: condition))
      return ((ownTests[id] ?? []) + otherTests).contains { test in
        guard let position = test.decision.edition.position(of: id) else { return false }
        let truth = test.decision.withActivation { programs.applies($0) }
        return truth != test.decision.applies(position) && test.notices([position: truth])
      }
    case .definition(let name):
      guard let number = policy.definitions.firstIndex(where: { $0.name == name }),
        let condition = mutant.condition
      else { return false }
      let program = Program(condition)
      let slot = policy.firstDefinitionSlot + number
      return tests.contains { test in
        notices(test, slot) { Binding(program.evaluate($0)) }
      }
    case .parameter(let name, _):
      guard let number = policy.document.parameters.firstIndex(where: { $0.name.content == name }),
        let value = mutant.value
      else { return false }
      let slot = policy.firstParameterSlot + number
      return tests.contains { test in
        guard counts(mutant, on: test.decision.edition.date) else { return false }
        return notices(test, slot) { _ in .value(value) }
      }
    }
  }

  /// Whether a test notices that a parameter or definition stands for something else.
  private func notices(
    _ test: PolicyTest, _ slot: Int, _ binding: (GraphActivation) -> Binding
  ) -> Bool {
    let decision = test.decision
    let changed = decision.withActivation { activation -> [Int: Truth] in
      let own = binding(activation)
      guard own != activation.binding(of: slot) else { return [:] }
      var overlay = Overlay(base: activation, changed: [slot: own])
      for (number, definition) in policy.definitions.enumerated() {
        let position = policy.firstDefinitionSlot + number
        guard position != slot,
          definition.expression.slots.contains(where: { overlay.changed[$0] != nil })
        else { continue }
        let other = Binding(definitions[number].evaluate(overlay))
        if other != activation.binding(of: position) { overlay.changed[position] = other }
      }
      var truths: [Int: Truth] = [:]
      for (position, rule) in decision.edition.rules.enumerated() {
        guard let number = policy.position(ofRule: rule.id),
          rules[number].slots.contains(where: { overlay.changed[$0] != nil })
        else { continue }
        let truth = rules[number].applies(overlay)
        if truth != decision.applies(position) { truths[position] = truth }
      }
      return truths
    }
    return !changed.isEmpty && test.notices(changed)
  }

  /// Whether what was changed is in force on a date.
  private func counts(_ mutant: Mutant, on date: Timestamp) -> Bool {
    guard case .parameter(let name, let period) = mutant.subject else { return true }
    let periods = policy.document.parameters.first { $0.name.content == name }?.periods ?? []
    return periods.lastIndex(where: { $0.from.map { $0 <= date } ?? true }) == period
  }

  /// The rules that read what was changed.
  private func readers(of mutant: Mutant) -> [Rule] {
    switch mutant.subject {
    case .rule(let id, _): return policy.rule(id).map { [$0] } ?? []
    case .definition(let name), .parameter(let name, _): return policy.rules(reading: name)
    }
  }

  /// Whether a mutant that no test noticed is a fault at all.
  func fate(of mutant: Mutant) -> MutationScore.Fate {
    let original = Policy(policy, keeping: readers(of: mutant))
    let changed = Policy(original, changedBy: mutant)
    var isProved = true
    for date in policy.dates.reversed()
    where original.rules.contains(where: { $0.isInForce(at: date) }) && counts(mutant, on: date) {
      let editions = (Edition(original, on: date), Edition(changed, on: date))
      var search = WorldSearch(
        PolicyCircuit([editions.0, editions.1], hints: hints),
        anchor: editions.0.usualMoment)
      for (position, rule) in editions.0.rules.enumerated() {
        let before = search.policy.applies(position, of: editions.0, number: 0)
        let after = search.policy.applies(position, of: editions.1, number: 1)
        guard before != after else { continue }
        let differ = search.gate { circuit in
          circuit.or([
            circuit.differ(before.isYes, after.isYes), circuit.differ(before.isNo, after.isNo),
          ])
        }
        // A difference between yes and no makes the better example, so it is looked for first.
        let plain = search.gate { circuit in
          circuit.or([
            circuit.and([before.isYes, after.isNo]), circuit.and([before.isNo, after.isYes]),
          ])
        }
        for wanted in [plain, differ] {
          switch search.find(
            [wanted],
            where: { facts in
              editions.0.decide(facts).applies(position)
                != editions.1.decide(facts).applies(position)
            })
          {
          case .found(let facts): return .survived(facts, rule: rule.id, edition: date)
          case .impossible: continue
          case .notFound: isProved = false
          }
        }
      }
    }
    return isProved ? .equivalent : .open
  }
}

/// A decision's record with some names standing for something else.
private struct Overlay: Activation {
  let base: GraphActivation
  var changed: [Int: Binding]

  func binding(of slot: Int) -> Binding { changed[slot] ?? base.binding(of: slot) }
}

extension Binding {
  fileprivate init(_ outcome: Outcome) {
    switch outcome {
    case .value(let value): self = .value(value)
    case .unknown: self = .unknown
    case .error: self = .absent
    }
  }
}

extension Decision {
  /// Reads names from the record.
  func withActivation<Result>(_ body: (GraphActivation) -> Result) -> Result {
    evaluation.withActivation(edition.graph, facts, body)
  }
}

extension Policy {
  /// The days on which something changes, ascending; the first is the first of all.
  public var dates: [Timestamp] {
    let changes =
      document.editions.map(\.from) + document.parameters.flatMap { $0.periods.map(\.from) }
      + rules.flatMap { [$0.document.from, $0.document.until] }
    return Set(changes.compactMap(\.self) + [.first]).sorted()
  }
}
