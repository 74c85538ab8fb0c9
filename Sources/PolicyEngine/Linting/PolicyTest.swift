// A test of a policy: facts on which an edition decided, and what is expected of the decision.

public import CEL

/// A test of a policy, already decided.
public struct PolicyTest: Sendable {
  /// What is expected.
  public enum Expected: Sendable {
    /// That a rule applies (a `require`: is not met), or does not.
    case rule(String, decides: Bool)
    /// Anything else about the decision.
    case decision(@Sendable (Decision) -> Bool)
  }

  /// The decision.
  public let decision: Decision
  /// What is expected of it.
  public let expected: Expected
  /// Where the test stands.
  public let span: SourceSpan?

  /// Creates a test.
  public init(_ decision: Decision, expecting expected: Expected, at span: SourceSpan? = nil) {
    self.decision = decision
    self.expected = expected
    self.span = span
  }
}

extension PolicyTest {
  /// Whether the test notices that rules, given by position, came out otherwise.
  func notices(_ changed: [Int: Truth]) -> Bool {
    switch expected {
    case .rule(let id, let decides):
      guard let position = changed.keys.first(where: { decision.edition.rules[$0].id == id }),
        let truth = changed[position]
      else { return false }
      return truth != (decides ? .yes : .no)
    case .decision(let holds):
      return holds(decision) && !holds(decision.replacing(changed))
    }
  }
}

extension Decision {
  /// The decision if some rules had come out otherwise. An answer that would become open for want of
  /// facts is left as it is: it might be the same in all cases.
  func replacing(_ changed: [Int: Truth]) -> Decision {
    let other = edition.decide(facts, by: evaluation, replacing: changed)
    var result = other
    guard facts.scalars.contains(where: { $0.kind == .unknown }) else { return result }
    for question in answers.indices
    where other.answers[question].verdict == .depends && answers[question].verdict != .depends {
      result.answers[question] = answers[question]
    }
    return result
  }
}
