// Counts for each rule of a policy how often it decided, was met without deciding, or failed by a
// single condition: what a set of scenarios teaches, and what it leaves out.

public import PolicyEngine

/// Counts answers towards a coverage.
public struct CoverageCounter: Sendable {
  /// The counts so far.
  public private(set) var coverage: Coverage
  private let positions: [String: Int]

  /// Creates counters at nought.
  public init(_ policy: Policy) {
    coverage = Coverage(policy)
    positions = Dictionary(
      uniqueKeysWithValues: policy.rules.enumerated().map { ($0.element.id, $0.offset) })
  }

  /// Adds the counts of another run under the same policy.
  public mutating func add(_ other: Coverage) { coverage.add(other) }

  /// Counts an answer.
  public mutating func count(_ decision: Decision) {
    coverage.conditions.count(decision)
    let deciding = Set(decision.answers.flatMap(\.deciding) + decision.advice + decision.duties)
    for (rule, document) in decision.edition.rules.enumerated() {
      guard let position = positions[document.id] else { continue }
      if deciding.contains(rule) {
        coverage.entries[position].decided += 1
      } else if decision.applies(rule) == .yes {
        coverage.entries[position].met += 1
      } else {
        let parts = decision.explanation(of: rule, isComplete: true).children
        if parts.count(where: { $0.truth != .yes }) == 1, parts.count > 1 {
          coverage.entries[position].nearly += 1
        }
      }
    }
  }
}
