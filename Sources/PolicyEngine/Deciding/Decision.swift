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

  /// Combines the rules over an evaluation.
  func decide(_ facts: FactTable, by evaluation: Evaluation) -> Decision {
    var tallies = policy.questions.map { _ in AnswerTally() }
    var duties: [Int] = []
    var advice: [Int] = []
    for rule in rules.indices {
      let truth = evaluation.truths[Int(conditions[rule].applies)]
      if truth == .no { continue }
      let question = rules[rule].question
      switch (rules[rule].effect, truth) {
      case (.duty, .yes): duties.append(rule)
      case (.advise, .yes): advice.append(rule)
      case (.duty, _), (.advise, _): break
      case (.permit, .yes): tallies[question].permits.append(rule)
      case (.permit, _): tallies[question].mayPermit.append(rule)
      case (_, .yes): tallies[question].forbids.append(rule)
      default: tallies[question].mayForbid.append(rule)
      }
    }
    return Decision(
      edition: self, facts: facts,
      answers: zip(tallies, policy.questions).map { $0.answer(otherwise: $1.otherwise) },
      duties: duties, advice: advice, evaluation: evaluation)
  }
}

extension Edition {
  /// One question's verdict over an evaluation, without the rules behind it.
  func verdict(of question: Int, by evaluation: Evaluation) -> Verdict {
    var tally = AnswerTally()
    for rule in rules.indices where rules[rule].question == question {
      let truth = evaluation.truths[Int(conditions[rule].applies)]
      if truth == .no { continue }
      switch (rules[rule].effect, truth) {
      case (.duty, _), (.advise, _): break
      case (.permit, .yes): tally.permits.append(rule)
      case (.permit, _): tally.mayPermit.append(rule)
      case (_, .yes): return .no
      default: tally.mayForbid.append(rule)
      }
    }
    return tally.answer(otherwise: policy.questions[question].otherwise).verdict
  }
}

/// The rules that speak to one question.
private struct AnswerTally {
  var permits: [Int] = []
  var mayPermit: [Int] = []
  var forbids: [Int] = []
  var mayForbid: [Int] = []

  /// Forbids win over permits, whatever the order; what may be so makes the answer open unless
  /// something certain settles it.
  func answer(otherwise: Bool) -> Answer {
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
