// One change between two editions, with what it means for answers and the facts that show it.

public import CEL

/// One change between two editions.
public struct EditionChange: Sendable {
  /// What changed.
  public enum Subject: Hashable, Sendable {
    /// A rule, by its id.
    case rule(String)
    /// A parameter, by its name in CEL spelling, with its values; `nil` is none.
    case parameter(String, before: Value?, after: Value?)
  }

  /// How it changed.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It is only in the second edition.
    case added
    /// It is only in the first edition.
    case removed
    /// It is in both and says something else.
    case changed
  }

  /// What a change means for answers.
  public enum Impact: Sendable {
    /// On these facts the two editions answer differently.
    case answer(EditionWitness)
    /// On these facts the rule applies; it changes no answer but gives a hint or names a duty.
    case remark(EditionWitness)
    /// No answer differs: proved.
    case none
    /// Nothing was found in so many tries, and nothing proved.
    case notFound(tries: Int)
    /// No rule in force reads it.
    case unread
  }

  /// What changed.
  public let subject: Subject
  /// How.
  public let kind: Kind
  /// What it means.
  public let impact: Impact
  /// For a parameter: the changed rules that read it.
  public let readers: [String]
}

/// Facts with what two editions say of them.
public struct EditionWitness: Sendable {
  /// The facts.
  public let facts: FactTable
  /// What the first edition says.
  public let before: Decision
  /// What the second edition says.
  public let after: Decision
  /// The question that the change is about.
  public let question: Int

  /// What became of the verdict.
  public var change: VerdictChange {
    VerdictChange(from: before.answers[question].verdict, to: after.answers[question].verdict)
  }
}
