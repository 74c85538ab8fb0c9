// The ways to make a message permitted, as plain values: each a list of things to do, in words, with
// the command that does it where there is one; and without a way, what stands against it.

import CEL
import PolicyEngine
import Scenarios

/// The ways out for one message.
struct FixReport {
  /// A passage of the message that a step is about.
  struct Place {
    let line: MarkedLine
    /// What is found there, one reason for each fact: `offers a discount`.
    let reasons: [String]
  }

  /// One thing to do.
  struct Step {
    let words: String
    /// Where in the message.
    let places: [Place]
    /// The command that does it.
    let command: String?
    let needsAuthor: Bool
  }

  /// One way.
  struct Way {
    let steps: [Step]
    /// For a way that failed when it was tried: the verdict, and the rules that speak against it.
    let verdict: Verdict
    let rules: [String]
  }

  /// A rule that no change within reach moves.
  struct Obstacle {
    /// What would be changed, in words; empty for the message as it is.
    let changes: [String]
    let rule: RuleReport
  }

  let fixes: Fixes
  let message: String
  let ways: [Way]
  let failed: [Way]
  /// Why there is no way; empty when there is one.
  let obstacles: [Obstacle]
  /// Whether nothing permits the message, whatever is changed.
  let isNeverPermitted: Bool

  init(_ fixes: Fixes) {
    self.fixes = fixes
    message = fixes.question.message.id
    let writer = StepWords(fixes)
    func way(_ fix: Fix) -> Way {
      Way(
        steps: fix.steps.map { writer.step($0, in: fix) }, verdict: fix.decision.verdict,
        rules: fix.decision.answer.deciding.map { fix.decision.edition.rules[$0].id })
    }
    ways = fixes.all.map(way)
    failed = fixes.failed.map(way)
    obstacles = fixes.all.isEmpty ? Self.obstacles(fixes, writer) : []
    isNeverPermitted = fixes.all.isEmpty && fixes.decision.answer.permits.isEmpty
  }

  /// The most obstacles that are told.
  private static let mostObstacles = 4

  /// The rules that stand against the message as it is, then those met with something changed.
  private static func obstacles(_ fixes: Fixes, _ writer: StepWords) -> [Obstacle] {
    let decision = fixes.decision
    let stuck = fixes.deadEnds.first { $0.changes.isEmpty }?.rules ?? []
    let first = stuck.isEmpty ? decision.answer.deciding : stuck
    var result = first.filter { decision.edition.rules[$0].effect != .permit }
      .map { Obstacle(changes: [], rule: RuleReport(decision, $0)) }
    if stuck.isEmpty {
      for end in fixes.deadEnds where !end.changes.isEmpty {
        for rule in end.rules where result.count < mostObstacles {
          let report = RuleReport(end.decision, rule)
          if result.contains(where: { $0.rule.id == report.id }) { continue }
          result.append(Obstacle(changes: end.changes.map(writer.changed), rule: report))
        }
      }
    }
    return Array(result.prefix(mostObstacles))
  }

  var json: JSON {
    func list(_ ways: [Way]) -> JSON {
      .list(
        ways.map { way in
          [
            "verdict": .text(way.verdict.rawValue), "because": .texts(way.rules),
            "steps": .list(way.steps.map(\.json)),
          ]
        })
    }
    return [
      "message": .text(message), "verdict": .text(fixes.decision.verdict.rawValue),
      "ways": list(ways), "not-enough": list(failed), "complete": .flag(fixes.isComplete),
      "against": .list(
        obstacles.map { ["changed": .texts($0.changes), "rule": $0.rule.json] }),
    ]
  }
}

extension FixReport.Step {
  var json: JSON {
    [
      "do": .text(words),
      "quotes": .list(places.map { $0.line.json.with("reasons", .texts($0.reasons)) }),
      "command": .optional(command), "needs-author": .flag(needsAuthor),
    ]
  }
}
