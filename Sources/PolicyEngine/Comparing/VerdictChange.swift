// What became of a verdict from one edition to another, in six words.

/// The difference between two verdicts on the same facts.
public enum VerdictChange: String, Hashable, Sendable, CaseIterable {
  /// It was no and is yes.
  case newlyPermitted = "newly permitted"
  /// It was yes and is no.
  case newlyProhibited = "newly prohibited"
  /// It was no and may be yes, or may have been no and is yes.
  case perhapsPermitted = "perhaps permitted"
  /// It was yes and may be no, or may have been yes and is no.
  case perhapsProhibited = "perhaps prohibited"
  /// It is what it was.
  case unchanged
  /// It was open and still is.
  case unknown

  /// The change from one verdict to another.
  public init(from before: Verdict, to after: Verdict) {
    switch (before, after) {
    case (.no, .yes): self = .newlyPermitted
    case (.yes, .no): self = .newlyProhibited
    case (.no, .depends), (.depends, .yes): self = .perhapsPermitted
    case (.yes, .depends), (.depends, .no): self = .perhapsProhibited
    case (.yes, .yes), (.no, .no): self = .unchanged
    case (.depends, .depends): self = .unknown
    }
  }
}
