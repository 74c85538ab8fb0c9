// What came of running one scenario file: plain values that every report shows in its own form.

public import CEL
public import MessageAnalysis
public import PolicyEngine

/// What came of one scenario file.
public struct ScenarioResult: Hashable, Sendable {
  /// How a file fared.
  public enum Outcome: String, Hashable, Sendable {
    /// Every expectation was met.
    case asExpected = "as expected"
    /// At least one answer differs from what the file expects.
    case different = "differs"
    /// The file couldn't be read or run.
    case unusable
  }

  /// The file's path as it was given or found.
  public let path: String
  /// The scenario's title; empty when the file couldn't be read.
  public let title: String
  /// The steps that expect something, in order.
  public let checks: [CheckResult]
  /// Why the file couldn't be used; empty when it ran.
  public let problems: [Diagnostic]

  /// Creates a result.
  public init(path: String, title: String, checks: [CheckResult], problems: [Diagnostic] = []) {
    self.path = path
    self.title = title
    self.checks = checks
    self.problems = problems
  }

  /// How the file fared.
  public var outcome: Outcome {
    if !problems.isEmpty { return .unusable }
    return checks.allSatisfy(\.isAsExpected) ? .asExpected : .different
  }
}

/// What came of one step that expects something.
public struct CheckResult: Hashable, Sendable {
  /// Something that was expected and didn't come.
  public struct Difference: Hashable, Sendable {
    /// What was asked: `verdict`, `because`, `critical`, `arrives`, `missing`…
    public let aspect: String
    /// What the file says.
    public let expected: String
    /// What the policy says.
    public let actual: String
    /// Where the file says it.
    public let span: SourceSpan?

    /// Creates a difference.
    public init(aspect: String, expected: String, actual: String, span: SourceSpan?) {
      self.aspect = aspect
      self.expected = expected
      self.actual = actual
      self.span = span
    }
  }

  /// A rule that decided, in words.
  public struct Reason: Hashable, Sendable {
    /// The rule's id.
    public let rule: String
    /// Its sentence with the values compared.
    public let sentence: String

    /// Creates a reason.
    public init(rule: String, sentence: String) {
      self.rule = rule
      self.sentence = sentence
    }
  }

  /// The step in the file.
  public let span: SourceSpan?
  /// The question: `can second-ask`.
  public let question: String
  /// When it was asked.
  public let moment: Timestamp
  /// The zone of the store, in which people read the moment.
  public let zone: TimeZone
  /// The answer.
  public let verdict: Verdict
  /// The ids of the rules that decided, in the policy's order.
  public let rules: [String]
  /// The deciding rules' sentences; only kept when something differs.
  public let reasons: [Reason]
  /// What differs; empty when all is as expected.
  public let differences: [Difference]
  /// The languages whose spelling should have been checked and could not be.
  public let unchecked: [UncheckedLanguage]

  /// Creates a result.
  public init(
    span: SourceSpan?, question: String, moment: Timestamp, zone: TimeZone, verdict: Verdict,
    rules: [String], reasons: [Reason], differences: [Difference],
    unchecked: [UncheckedLanguage] = []
  ) {
    self.span = span
    self.question = question
    self.moment = moment
    self.zone = zone
    self.verdict = verdict
    self.rules = rules
    self.reasons = reasons
    self.differences = differences
    self.unchecked = unchecked
  }

  /// The question with its moment: `can second-ask at 2021-03-20 09:00 PDT`.
  public var asked: String { "\(question) at \(Notation(zone: zone).words(for: moment))" }

  /// Whether nothing differs.
  public var isAsExpected: Bool { differences.isEmpty }
}
