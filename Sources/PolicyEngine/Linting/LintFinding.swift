// Something in a policy that can be read in no good way: with a reason, and where there is one with
// facts that show it.

public import CEL

/// A finding about a policy.
public struct LintFinding: Sendable {
  /// What is wrong.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A rule that applies to no facts.
    case neverApplies = "never-applies"
    /// A rule that applies, but never makes an answer what it is.
    case neverDecides = "never-decides"
    /// A rule that applies only where a certain other one does too, so that it never decides alone.
    case shadowed = "shadowed-rule"
    /// Two rules of one effect that apply to the same facts.
    case sameCondition = "same-condition"
    /// A part of a condition that is always true or always false.
    case constant = "constant-condition"
    /// A parameter or definition that nothing reads.
    case unused
    /// A source that nothing cites.
    case uncited = "uncited-source"
    /// A rule without an example on one side.
    case oneSided = "one-sided-examples"
  }

  /// What is wrong.
  public let kind: Kind
  /// The rule, definition, parameter or source.
  public let subject: String
  /// What is so, in one line.
  public let message: String
  /// Where.
  public let span: SourceSpan?
  /// Why it is said, or what to do.
  public let reason: String
  /// Facts that show it, with the day whose edition decides on them.
  public let witness: (facts: FactTable, edition: Timestamp)?

  init(
    _ kind: Kind, _ subject: String, _ message: String, at span: SourceSpan?, reason: String,
    witness: (facts: FactTable, edition: Timestamp)? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.message = message
    self.span = span
    self.reason = reason
    self.witness = witness
  }
}
