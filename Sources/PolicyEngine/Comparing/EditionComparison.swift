// What changed from one edition to another, and what it means: for each change facts on which the
// two editions answer differently, or the proof that there are none. Change-impact analysis after
// Fisler, Krishnamurthi, Meyerovich and Tschantz, "Verification and change-impact analysis of
// access-control policies" (2005).

import CEL

/// The changes between two editions of a policy.
public struct EditionComparison: Sendable {
  /// The earlier edition, or whichever was named first.
  public let before: Edition
  /// The other edition.
  public let after: Edition
  /// The changes: rules in the policy's order, then parameters.
  public let changes: [EditionChange]

  /// Compares two editions of one policy.
  ///
  /// - Parameter isStopped: whether to give up looking for what the changes mean.
  public init(_ before: Edition, _ after: Edition, isStopped: () -> Bool = { false }) {
    self.before = before
    self.after = after
    var finder = ImpactFinder(before, after)
    var changes: [EditionChange] = []
    for rule in before.policy.rules where !isStopped() {
      if let change = finder.change(of: rule) { changes.append(change) }
    }
    for parameter in before.policy.document.parameters where !isStopped() {
      if let change = finder.change(of: parameter, among: changes) { changes.append(change) }
    }
    self.changes = changes
  }
}

/// Looks for what changes mean.
private struct ImpactFinder {
  let before: Edition
  let after: Edition
  var search: WorldSearch
  /// The positions of rules in either edition.
  private let positions: (before: [String: Int], after: [String: Int])
  private var verdicts: [Int: (before: VerdictLiterals, after: VerdictLiterals)] = [:]

  init(_ before: Edition, _ after: Edition) {
    self.before = before
    self.after = after
    let circuit = PolicyCircuit([before, after], hints: before.policy.exampleValues)
    search = WorldSearch(circuit, anchor: after.usualMoment)
    func positions(_ edition: Edition) -> [String: Int] {
      Dictionary(uniqueKeysWithValues: edition.rules.enumerated().map { ($1.id, $0) })
    }
    self.positions = (positions(before), positions(after))
  }

  // MARK: Rules

  mutating func change(of rule: Rule) -> EditionChange? {
    let subject = EditionChange.Subject.rule(rule.id)
    switch (positions.before[rule.id], positions.after[rule.id]) {
    case (nil, nil): return nil
    case (nil, let position?):
      return EditionChange(
        subject: subject, kind: .added,
        impact: impact(of: rule, at: position, in: after, number: 1), readers: [])
    case (let position?, nil):
      return EditionChange(
        subject: subject, kind: .removed,
        impact: impact(of: rule, at: position, in: before, number: 0), readers: [])
    case (let first?, let second?):
      let left = search.policy.applies(first, of: before, number: 0)
      let right = search.policy.applies(second, of: after, number: 1)
      guard left != right else { return nil }
      return changed(rule, first, second, left, right)
    }
  }

  /// What it means that a rule is in force in one edition only.
  private mutating func impact(
    of rule: Rule, at position: Int, in edition: Edition, number: Int
  ) -> EditionChange.Impact {
    let applies = search.policy.applies(position, of: edition, number: number)
    let question = rule.question
    let isRemark = rule.effect == .advise || rule.effect == .duty
    if isRemark {
      switch find(
        [applies.isYes], question,
        { before, after in
          (number == 0 ? before : after).applies(position) == .yes
        })
      {
      case .found(let facts): return .remark(witness(facts, question))
      case .impossible: return .none
      case .notFound(let tries): return .notFound(tries: tries)
      }
    }
    let (first, second) = verdicts(on: question)
    let own = number == 0 ? first : second
    let other = number == 0 ? second : first
    let alone = search.gate { [truths = search.policy.truths[number]] circuit in
      circuit.verdict(of: question, edition, truths, without: [position])
    }
    let decided: Verdict = rule.effect == .permit ? .yes : .no
    let opposite: Verdict = rule.effect == .permit ? .no : .yes
    // First a case that the rule alone turns, then any in which it matters, then any at all.
    let sole = find([applies.isYes, own[decided], other[opposite], alone[opposite]], question) {
      before, after in
      let (mine, theirs) = number == 0 ? (before, after) : (after, before)
      return mine.answers[question].verdict == decided
        && theirs.answers[question].verdict == opposite
        && mine.answers[question].deciding == [position]
    }
    if case .found(let facts) = sole { return .answer(witness(facts, question)) }
    let differ = search.gate { circuit in circuit.differ(first, second) }
    return answer(
      find([!applies.isNo, differ], question) { before, after in
        (number == 0 ? before : after).applies(position) != .no
          && before.answers[question].verdict != after.answers[question].verdict
      }, question)
  }

  /// What it means that a rule in both editions has another condition; `nil` when it has not.
  private mutating func changed(
    _ rule: Rule, _ first: Int, _ second: Int, _ left: TruthPair, _ right: TruthPair
  ) -> EditionChange? {
    let question = rule.question
    let differs = search.gate { circuit in
      circuit.or([
        circuit.differ(left.isYes, right.isYes), circuit.differ(left.isNo, right.isNo),
      ])
    }
    let own = find([differs], question) { before, after in
      before.applies(first) != after.applies(second)
    }
    if case .impossible = own { return nil }
    let subject = EditionChange.Subject.rule(rule.id)
    if rule.effect == .advise || rule.effect == .duty {
      guard case .found(let facts) = own else {
        return EditionChange(
          subject: subject, kind: .changed, impact: answer(own, question), readers: [])
      }
      return EditionChange(
        subject: subject, kind: .changed, impact: .remark(witness(facts, question)), readers: [])
    }
    let (old, new) = verdicts(on: question)
    for (from, to) in [(Verdict.yes, Verdict.no), (.no, .yes)] {
      let result = find([differs, old[from], new[to]], question) { before, after in
        before.applies(first) != after.applies(second)
          && before.answers[question].verdict == from && after.answers[question].verdict == to
      }
      guard case .found = result else { continue }
      return EditionChange(
        subject: subject, kind: .changed, impact: answer(result, question), readers: [])
    }
    let differ = search.gate { circuit in circuit.differ(old, new) }
    let result = find([differs, differ], question) { before, after in
      before.applies(first) != after.applies(second)
        && before.answers[question].verdict != after.answers[question].verdict
    }
    return EditionChange(
      subject: subject, kind: .changed, impact: answer(result, question), readers: [])
  }

  // MARK: Parameters

  func change(
    of parameter: ParameterDocument, among changes: [EditionChange]
  ) -> EditionChange? {
    let old = parameter.period(on: before.date)?.value
    let new = parameter.period(on: after.date)?.value
    guard old != new else { return nil }
    let kind: EditionChange.Kind = old == nil ? .added : new == nil ? .removed : .changed
    var readers: [String] = []
    var impact = EditionChange.Impact.unread
    for rule in before.policy.rules(reading: parameter.name.content)
    where positions.before[rule.id] != nil || positions.after[rule.id] != nil {
      if case .unread = impact { impact = .none }
      guard let change = changes.first(where: { $0.subject == .rule(rule.id) }) else { continue }
      readers.append(rule.id)
      if change.impact.weight > impact.weight { impact = change.impact }
    }
    return EditionChange(
      subject: .parameter(parameter.name.content, before: old, after: new), kind: kind,
      impact: impact, readers: readers)
  }

  // MARK: Searching

  private mutating func verdicts(
    on question: Int
  ) -> (before: VerdictLiterals, after: VerdictLiterals) {
    if let known = verdicts[question] { return known }
    let result = search.gate { [before, after, truths = search.policy.truths] circuit in
      (
        before: circuit.verdict(of: question, before, truths[0]),
        after: circuit.verdict(of: question, after, truths[1])
      )
    }
    verdicts[question] = result
    return result
  }

  private mutating func find(
    _ wanted: [Literal], _ question: Int, _ holds: (Decision, Decision) -> Bool
  ) -> SearchResult {
    search.find(wanted) { [before, after] facts in
      holds(before.decide(facts), after.decide(facts))
    }
  }

  private func answer(_ result: SearchResult, _ question: Int) -> EditionChange.Impact {
    switch result {
    case .found(let facts): .answer(witness(facts, question))
    case .impossible: .none
    case .notFound(let tries): .notFound(tries: tries)
    }
  }

  private func witness(_ facts: FactTable, _ question: Int) -> EditionWitness {
    EditionWitness(
      facts: facts, before: before.decide(facts), after: after.decide(facts), question: question)
  }
}

extension Circuit {
  /// Whether two verdicts differ.
  fileprivate mutating func differ(_ left: VerdictLiterals, _ right: VerdictLiterals) -> Literal {
    !or([
      and([left.yes, right.yes]), and([left.no, right.no]), and([left.depends, right.depends]),
    ])
  }
}

extension EditionChange.Impact {
  /// How much a change means.
  fileprivate var weight: Int {
    switch self {
    case .unread: 0
    case .none: 1
    case .notFound: 2
    case .remark: 3
    case .answer: 4
    }
  }
}
