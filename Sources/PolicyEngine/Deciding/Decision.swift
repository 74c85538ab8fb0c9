// The answer to every question about one state of the facts, with the record that explains it.

/// What an edition says of one state of the facts.
public struct Decision: Sendable {
  /// The edition that decided.
  public let edition: Edition
  /// The facts it decided on.
  public let facts: FactTable
  /// One answer a question, in the order of ``Policy/questions``.
  public internal(set) var answers: [Answer]
  /// Rules with effect `duty` that apply, by their position in ``Edition/rules``.
  public let duties: [Int]
  /// Rules with effect `advise` that apply, by their position in ``Edition/rules``.
  public let advice: [Int]
  let evaluation: Evaluation

  /// The main question's answer.
  public var answer: Answer { answers[0] }
  /// The main question's verdict.
  public var verdict: Verdict { answers[0].verdict }

  /// Whether a rule in force applies (a `require`: is not met).
  public func applies(_ rule: Int) -> Truth {
    evaluation.truths[Int(edition.conditions[rule].applies)]
  }
}

extension Edition {
  /// Decides every question.
  public func decide(_ facts: FactTable) -> Decision {
    decideAllCases(of: decide(facts, by: graph.evaluate(facts, zones: policy.zones)))
  }

  /// Makes open answers definite that come out the same in every case of what is not known.
  func decideAllCases(of decision: consuming Decision) -> Decision {
    for question in decision.answers.indices
    where decision.answers[question].verdict == .depends
      && decision.mayHideAnAnswer(to: question)
    {
      if let verdict = decision.verdictInAllCases(of: question) {
        decision.answers[question].verdict = verdict
        decision.answers[question].deciding = []
      }
    }
    return decision
  }

  /// Combines the rules over an evaluation; some may be given another truth than it holds.
  func decide(
    _ facts: FactTable, by evaluation: Evaluation, replacing changed: [Int: Truth] = [:]
  ) -> Decision {
    var tallies = defaults.map { AnswerTally(otherwise: $0) }
    var duties: [Int] = []
    var advice: [Int] = []
    // Single fields are read in place: a copy of a plan would count references, rule by rule.
    let isChanged = !changed.isEmpty
    for rule in plans.indices {
      var truth = evaluation.truths[Int(plans[rule].applies)]
      if isChanged, let other = changed[rule] { truth = other }
      if truth == .no { continue }
      switch plans[rule].effect {
      case .duty: if truth == .yes { duties.append(rule) }
      case .advise: if truth == .yes { advice.append(rule) }
      default: tallies[Int(plans[rule].question)].add(rule, plans[rule].effect, truth)
      }
    }
    return Decision(
      edition: self, facts: facts, answers: tallies.map(\.answer), duties: duties, advice: advice,
      evaluation: evaluation)
  }

  /// One question's verdict over an evaluation.
  func verdict(of question: Int, by evaluation: Evaluation) -> Verdict {
    var tally = AnswerTally(otherwise: defaults[question])
    for rule in plans.indices where Int(plans[rule].question) == question {
      let truth = evaluation.truths[Int(plans[rule].applies)]
      let effect = plans[rule].effect
      if truth != .no, effect != .duty, effect != .advise { tally.add(rule, effect, truth) }
    }
    return tally.answer.verdict
  }
}

/// The rules that speak to one question.
private struct AnswerTally {
  let otherwise: Bool
  var permits: [Int] = []
  var mayPermit: [Int] = []
  var forbids: [Int] = []
  var mayForbid: [Int] = []

  init(otherwise: Bool) { self.otherwise = otherwise }

  /// Adds a rule that applies or may apply.
  mutating func add(_ rule: Int, _ effect: Effect, _ truth: Truth) {
    switch (effect, truth) {
    case (.permit, .yes): permits.append(rule)
    case (.permit, _): mayPermit.append(rule)
    case (_, .yes): forbids.append(rule)
    default: mayForbid.append(rule)
    }
  }

  /// Forbids win over permits, whatever the order; what may be so makes the answer open unless
  /// something certain settles it.
  var answer: Answer {
    if !forbids.isEmpty {
      return Answer(
        verdict: .no, deciding: forbids, permits: permits, undecided: mayForbid + mayPermit)
    }
    let permitted = otherwise || !permits.isEmpty
    if permitted, mayForbid.isEmpty {
      return Answer(verdict: .yes, deciding: permits, permits: permits, undecided: mayPermit)
    }
    if !permitted, mayPermit.isEmpty {
      return Answer(verdict: .no, deciding: [], permits: [], undecided: mayForbid)
    }
    let undecided = mayForbid + (permitted ? [] : mayPermit)
    return Answer(verdict: .depends, deciding: [], permits: permits, undecided: undecided)
  }
}
