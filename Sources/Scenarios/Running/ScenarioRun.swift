// Plays a script step by step and compares each answer with what the file expects.

public import CEL
import MessageAnalysis
public import PolicyEngine

extension Scenario {
  /// Whether anything in the script is expected.
  public var checksSomething: Bool {
    script.contains {
      if case .can(_, let expectations) = $0.action { !expectations.isEmpty } else { false }
    }
  }

  /// Plays the script from the start.
  ///
  /// - Parameters:
  ///   - checksSpelling: Whether the spelling of the messages is looked at.
  ///   - everyCheck: is called with every decision whose expectations were compared, these
  ///     expectations, and the place of the step.
  /// - Returns: one result a step that expects something.
  /// - Throws: why a step can't be done.
  public func run(
    checksSpelling: Bool = false,
    everyCheck: (Decision, [Expectation], SourceSpan?) -> Void = { _, _, _ in }
  ) throws(Diagnostics) -> [CheckResult] {
    var world = world
    var results: [CheckResult] = []
    for step in script {
      guard case .can(let id, let expectations) = step.action else {
        try world.performOrBreak(step)
        continue
      }
      if let moment = step.moment { world.clock = moment }
      if expectations.isEmpty { continue }
      var question = try world.question(about: id)
      if checksSpelling { question = question.checkingSpelling() }
      let decision = question.decide(withEvidence: false)
      everyCheck(decision, expectations, step.span)
      results.append(CheckResult(question, decision, expectations, at: step.span))
    }
    return results
  }
}

extension CheckResult {
  /// Compares a decision with what is expected of it.
  init(
    _ question: Question, _ decision: Decision, _ expectations: [Expectation],
    at span: SourceSpan?
  ) {
    let differences = expectations.compactMap { $0.difference(from: decision) }
    let answer = decision.answer
    let rules = decision.edition.rules
    self.init(
      span: span, question: "can \(question.message.id)", moment: question.moment,
      zone: question.world.store.zone, verdict: answer.verdict,
      rules: answer.telling.map { rules[$0].id },
      reasons: differences.isEmpty
        ? []
        : answer.telling.map {
          Reason(rule: rules[$0].id, sentence: decision.sentence(of: $0))
        },
      differences: differences, unchecked: question.spelling?.unchecked ?? [])
  }
}

extension Answer {
  /// The rules behind the answer: those that decide, or for an open one those that are undecided.
  var telling: [Int] { verdict == .depends ? (deciding + undecided).sorted() : deciding }
}

extension Expectation {
  /// How a decision differs from what is expected; `nil` when it doesn't.
  public func difference(from decision: Decision) -> CheckResult.Difference? {
    let rules = decision.edition.rules
    let questions = decision.edition.policy.questions
    switch kind {
    case .verdict(let question, let expected):
      let actual = decision.answers[question].verdict
      if actual == expected { return nil }
      let aspect = question == 0 ? "verdict" : questions[question].id.content
      return difference(aspect, expected.rawValue, actual.rawValue)
    case .because(let expected, let only):
      return compare(
        "because", expected, decision.answer.telling.map { rules[$0].id }, only: only)
    case .advises(let expected):
      return compare("advises", expected, decision.advice.map { rules[$0].id })
    case .duties(let expected):
      return compare("duties", expected, decision.duties.map { rules[$0].id })
    case .missing(let expected):
      let facts = decision.facts.vocabulary.facts
      var actual: [String] = []
      for question in questions.indices {
        for open in decision.openFacts(for: question) {
          let name = FactName.shown(facts[open.slot].name.content)
          if !actual.contains(name) { actual.append(name) }
        }
      }
      return compare("missing", expected.map(FactName.shown), actual)
    }
  }

  private func compare(
    _ aspect: String, _ expected: [String], _ actual: [String], only: Bool = false
  ) -> CheckResult.Difference? {
    let isMet = expected.allSatisfy(actual.contains)
    if isMet, !only || actual.allSatisfy(expected.contains) { return nil }
    return difference(
      aspect, (only ? "only " : "") + Self.list(expected), Self.list(actual))
  }

  private func difference(
    _ aspect: String, _ expected: String, _ actual: String
  ) -> CheckResult.Difference {
    CheckResult.Difference(aspect: aspect, expected: expected, actual: actual, span: span)
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "nothing" : names.joined(separator: ", ")
  }
}
