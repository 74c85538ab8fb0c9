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
    /// What helps an author: the next steps that the rules name.
    var hint: String?
    /// The command that does it.
    var command: String?
    var needsAuthor = false
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
    /// With what it is met, in words: `with own mail as the channel`; `nil` for the message as it is.
    let changes: String?
    let rule: RuleReport
  }

  let fixes: Fixes
  let message: String
  let ways: [Way]
  let failed: [Way]
  /// Why there is no way; empty when there is one.
  let obstacles: [Obstacle]
  /// When nothing permits it: what comes nearest.
  let nearest: [NearPermit]

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
    let isForbidden = obstacles.contains { $0.changes == nil }
    nearest = fixes.all.isEmpty && !isForbidden ? NearPermit.nearest(in: fixes.decision) : []
  }

  /// The most rules that are told of those met when something is changed.
  private static let mostBehind = 2

  /// The rules that stand against the message as it is; where each of them could be mended alone,
  /// those too that are met then, the most frequent first.
  private static func obstacles(_ fixes: Fixes, _ writer: StepWords) -> [Obstacle] {
    let decision = fixes.decision
    let stuck = fixes.deadEnds.first { $0.changes.isEmpty }?.rules ?? []
    let first = (stuck.isEmpty ? decision.answer.deciding : stuck)
      .filter { decision.edition.rules[$0].effect != .permit }
    let result = first.map { Obstacle(changes: nil, rule: RuleReport(decision, $0)) }
    if !stuck.isEmpty || first.isEmpty { return result }
    // Mending them would not help.
    if decision.answer.permits.isEmpty { return [] }
    var behind: [(rule: Int, ends: [DeadEnd])] = []
    for end in fixes.deadEnds where end.changes.count == 1 {
      for rule in end.rules where !first.contains(rule) {
        if let index = behind.firstIndex(where: { $0.rule == rule }) {
          behind[index].ends.append(end)
        } else {
          behind.append((rule, [end]))
        }
      }
    }
    behind = behind.enumerated().sorted {
      ($1.element.ends.count, $0.offset) < ($0.element.ends.count, $1.offset)
    }.map(\.element)
    return result
      + behind.prefix(mostBehind).compactMap { rule, ends in
        ends.first.map {
          Obstacle(
            changes: writer.changed(ends.flatMap(\.changes)), rule: RuleReport($0.decision, rule))
        }
      }
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
        obstacles.map { ["changed": .optional($0.changes), "rule": $0.rule.json] }),
      "nearest": .list(nearest.map(\.json)),
    ]
  }
}

extension FixReport.Step {
  var json: JSON {
    [
      "do": .text(words),
      "quotes": .list(places.map { $0.line.json.with("reasons", .texts($0.reasons)) }),
      "hint": .optional(hint), "command": .optional(command), "needs-author": .flag(needsAuthor),
    ]
  }
}
