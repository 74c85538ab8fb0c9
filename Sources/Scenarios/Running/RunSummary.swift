// What came of a whole run: counters that don't grow with the number of files.

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

  /// A run of nothing.
  public init() {}

  /// Counts one file.
  public mutating func add(_ result: ScenarioResult) {
    scenarios += 1
    checks += result.checks.count
    differentChecks += result.checks.count { !$0.isAsExpected }
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

  /// Creates counters for the rules.
  public init(rules: [String]) { entries = rules.map(Entry.init(rule:)) }

  /// Adds another part of the run, counted over the same rules.
  public mutating func add(_ other: Coverage) {
    for index in entries.indices {
      entries[index].decided += other.entries[index].decided
      entries[index].met += other.entries[index].met
      entries[index].nearly += other.entries[index].nearly
    }
  }

  /// The rules that no answer met.
  public var neverMet: [String] {
    entries.filter { $0.decided == 0 && $0.met == 0 }.map(\.rule)
  }
}
