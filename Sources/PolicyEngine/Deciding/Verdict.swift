// What a decision answers, and for which rules' sake.

/// The answer to one question.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// It is so.
  case yes
  /// It is not so.
  case no
  /// It hangs on a fact that is not known, or on a reading that is contested.
  case depends
}

/// One question's answer with the rules behind it; rules are given by their position in
/// `Edition.rules`.
public struct Answer: Hashable, Sendable {
  /// The answer.
  public var verdict: Verdict
  /// The rules that settle it: those that forbid or are not met; without any, those that permit.
  /// Empty when the default settles it, or the answer is the same whatever an unknown fact is.
  public var deciding: [Int]
  /// Rules that permit it, whether or not others forbid it.
  public var permits: [Int]
  /// Rules of which it is not known whether they apply.
  public var undecided: [Int]
}
