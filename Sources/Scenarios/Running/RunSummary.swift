// What came of a whole run: counters that don't grow with the number of files.

public import CEL
public import MessageAnalysis
public import PolicyEngine

/// Counters of a run, and how often each rule mattered.
public struct RunSummary: Hashable, Sendable {
  /// How many files were run or tried.
  public private(set) var scenarios = 0
  /// How many steps expected something.
  public private(set) var checks = 0
  /// How many of those steps got another answer.
  public private(set) var differentChecks = 0
  /// How many files hold such a step.
  public private(set) var different = 0
  /// How many files couldn't be used.
  public private(set) var unusable = 0
  /// How often each rule mattered; `nil` when it wasn't asked for.
  public var coverage: Coverage?
  /// The languages whose spelling should have been checked and could not be, each once.
  public private(set) var unchecked: [UncheckedLanguage] = []

  /// A run of nothing.
  public init() {}

  /// Counts one file.
  public mutating func add(_ result: ScenarioResult) {
    scenarios += 1
    checks += result.checks.count
    differentChecks += result.checks.count { !$0.isAsExpected }
    for language in result.checks.flatMap(\.unchecked) where !unchecked.contains(language) {
      unchecked.append(language)
    }
    switch result.outcome {
    case .asExpected: break
    case .different: different += 1
    case .unusable: unusable += 1
    }
  }

  /// The exit status: 0 all as expected, 1 something differs, 2 a file is unusable or nothing ran.
  public var exitStatus: Int32 {
    if unusable > 0 || checks == 0 { return 2 }
    return different > 0 ? 1 : 0
  }

  /// The run in one line: `62 scenarios, 143 answers checked: all as expected`.
  public var sentence: String {
    let counts =
      "\(Self.counted(scenarios, "scenario")), \(Self.counted(checks, "answer")) checked: "
    var parts: [String] = []
    if different > 0 {
      parts.append(
        "\(Self.counted(different, "scenario")) \(different == 1 ? "differs" : "differ") "
          + "(\(Self.counted(differentChecks, "answer")))")
    }
    if unusable > 0 { parts.append("\(Self.counted(unusable, "file")) can't be used") }
    if parts.isEmpty { parts.append(checks == 0 ? "nothing was checked" : "all as expected") }
    return counts + parts.joined(separator: ", ")
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

/// How often each rule mattered in a run.
public struct Coverage: Hashable, Sendable {
  /// One rule's counters.
  public struct Entry: Hashable, Sendable {
    /// The rule's id.
    public let rule: String
    /// Answers that it decided.
    public var decided = 0
    /// Answers in which it applied or was unmet without deciding.
    public var met = 0
    /// Answers in which all but one of its conditions held.
    public var nearly = 0

    /// Creates counters at nought.
    public init(rule: String) { self.rule = rule }
  }

  /// The rules in the policy's order.
  public var entries: [Entry]
  /// What was shown of the conditions of rules and definitions.
  public var conditions: ConditionCoverage

  /// Creates counters for the rules of a policy.
  public init(_ policy: Policy) {
    entries = policy.rules.map { Entry(rule: $0.id) }
    conditions = ConditionCoverage(policy)
  }

  /// Adds another part of the run, counted over the same rules.
  public mutating func add(_ other: Coverage) {
    for index in entries.indices {
      entries[index].decided += other.entries[index].decided
      entries[index].met += other.entries[index].met
      entries[index].nearly += other.entries[index].nearly
    }
    conditions.add(other.conditions)
  }

  /// The conditions that were not shown to matter, with the rule or definition that they are of.
  public var openConditions: [OpenCondition] {
    conditions.entries.flatMap { entry in
      zip(zip(entry.conditions, entry.places), entry.reach).filter { !$1.isShown }.map {
        OpenCondition(
          owner: entry.isRule ? entry.name : FactName.shown(entry.name), text: $0.0, place: $0.1,
          reach: $1)
      }
    }
  }

  /// The rules that no answer met.
  public var neverMet: [String] {
    entries.filter { $0.decided == 0 && $0.met == 0 }.map(\.rule)
  }
}

/// A condition that was not shown to matter.
public struct OpenCondition: Hashable, Sendable {
  /// The rule's id or the definition's name.
  public let owner: String
  /// The condition as written.
  public let text: String
  /// Where it stands.
  public let place: SourceSpan
  /// How far it was shown.
  public let reach: ConditionCoverage.Reach
}

extension ConditionCoverage.Reach {
  /// How far a condition was shown that was not shown to matter.
  public var openWords: String {
    switch self {
    case .unseen: "never told"
    case .onlyTrue: "never false"
    case .onlyFalse: "never true"
    case .bothWays: "true and false, but it never made the difference"
    case .masking, .uniqueCause: "it made the difference"
    }
  }
}
