// A policy's findings and its mutation score, in words.

public import CEL
import Dispatch
public import PolicyEngine
import Synchronization

/// Everything that is found about a policy.
public struct LintReport: Sendable {
  /// The findings.
  public let findings: [LintFinding]
  /// How well examples and scenarios hold the policy fast.
  public let score: MutationScore
  private let domain: Domain

  /// Looks at a policy.
  ///
  /// - Parameters:
  ///   - scenarioTests: what scenarios expect, beside the examples of the rules.
  ///   - isStopped: whether to give up; the report is then of no use.
  public init(
    _ domain: Domain, scenarioTests: [PolicyTest] = [],
    isStopped: @escaping @Sendable () -> Bool = { false }
  ) {
    self.domain = domain
    let tests = domain.exampleTests + scenarioTests
    // They know nothing of each other, so they are worked out side by side.
    let results = Mutex<([LintFinding]?, MutationScore?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let score = MutationScore(domain.policy, tests: tests, isStopped: isStopped)
        results.withLock { $0.1 = score }
      } else {
        let findings = domain.policy.findings(
          given: tests.map(\.decision), isStopped: isStopped)
        results.withLock { $0.0 = findings }
      }
    }
    guard case (let findings?, let score?) = results.withLock({ $0 }) else {
      preconditionFailure("a part was not made")
    }
    self.findings = findings
    self.score = score
  }

  /// A finding, or a mutant that no test noticed.
  public struct Warning: Sendable {
    /// What is wrong, with its place.
    public let diagnostic: Diagnostic
    /// The rule, definition, parameter or source that it is about.
    public let subject: String
    /// Facts that show it, with the day whose edition decides on them.
    public let witness: (facts: FactTable, edition: Timestamp)?
  }

  /// The findings, and the mutants that no test noticed.
  public var warnings: [Warning] {
    findings.map { finding in
      let example = finding.witness.map { "; for example with \(domain.line(of: $0.facts))" } ?? ""
      return Warning(
        diagnostic: Diagnostic(
          .warning, id: finding.kind.rawValue, finding.message, at: finding.span,
          help: finding.reason + example),
        subject: finding.subject, witness: finding.witness)
    } + score.mutants.compactMap { warning($0.mutant, $0.fate) }
  }

  private func warning(_ mutant: Mutant, _ fate: MutationScore.Fate) -> Warning? {
    let help: String
    var witness: (facts: FactTable, edition: Timestamp)?
    switch fate {
    case .killed, .equivalent: return nil
    case .survived(let facts, let rule, let date):
      witness = (facts, date)
      help =
        "`\(rule)` comes out otherwise, in the edition of \(Notation(zone: .utc).day(date)), with "
        + domain.line(of: facts)
    case .open: help = "no facts were found that tell them apart, and no proof that there are none"
    }
    return Warning(
      diagnostic: Diagnostic(
        .warning, id: "surviving-mutant",
        "no example and no scenario notices \(mutant.words)", at: mutant.span, help: help),
      subject: mutant.name, witness: witness)
  }

  /// The counts in a line or two.
  public var sentence: String {
    let document = domain.policy.document
    return "\(document.name.content): rules \(domain.policy.rules.count), "
      + "definitions \(document.definitions.count), "
      + "parameters \(document.parameters.count), facts \(document.facts.count), "
      + "citations \(document.citations.count); errors 0, warnings \(warnings.count)\n"
      + "mutants: \(score.killed) of \(score.total) noticed (\(percent)), "
      + "\(score.equivalent) more proved to be no change"
  }

  private var percent: String {
    guard score.total > 0 else { return "100 %" }
    let tenths = score.killed * 1_000 / score.total
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}

extension Domain {
  /// The facts that are not as usual, as an example of a rule states them.
  public func line(of facts: FactTable) -> String {
    let notation = Notation(zone: stores.standard.zone)
    let given = vocabulary.facts.enumerated().compactMap { slot, fact -> String? in
      guard facts[slot] != fact.standard else { return nil }
      return "\(FactName.shown(fact.name.content)): \(notation.text(of: facts[slot]))"
    }
    return "{ \(given.joined(separator: ", ")) }"
  }
}

extension Notation {
  /// The day of an instant: `2021-03-20`.
  fileprivate func day(_ instant: Timestamp) -> String {
    String(text(of: instant).prefix { $0 != "T" })
  }
}

extension Mutant {
  /// What was changed, by the name that people know.
  fileprivate var name: String {
    switch subject {
    case .rule(let id, _): id
    case .definition(let name), .parameter(let name, _): FactName.shown(name)
    }
  }

  /// The change in words: "`n >= 3` for `n > 3`", "`a || b` without `b`".
  fileprivate var words: String {
    let lead = "all but "
    return replacement.hasPrefix(lead)
      ? "`\(original)` without \(replacement.dropFirst(lead.count))"
      : "`\(replacement)` for `\(original)`"
  }
}
