// Any expression over the facts, parameters and definitions of a decision, for people who explore.

public import CEL

extension Decision {
  /// What an expression gives on the facts of this decision.
  ///
  /// - Parameter expression: Checked in the environment of this policy.
  public func value(of expression: CheckedExpression) -> Outcome {
    evaluation.withActivation(edition.graph, facts) { Program(expression).evaluate($0) }
  }
}
