// A run for people: only what differs, with the place, the answer and its reason, then one line
// that counts.

import CEL
import PolicyEngine

/// A run for people.
public struct TextReport: Report {
  /// Creates the report.
  public init() {}

  /// Nothing.
  public func opening() -> String { "" }
  /// An empty line.
  public var separator: String { "\n" }

  /// The steps that differ, or that the file can't be used.
  public func part(_ result: ScenarioResult, number: Int) -> String {
    switch result.outcome {
    case .asExpected: return ""
    case .unusable:
      return "! \(result.path.visible) — can't be used: "
        + "\(RunSummary.counted(result.problems.count, "problem"))\n"
    case .different:
      var text = "✗ \(result.path.visible) — \(result.title.visible)\n"
      for check in result.checks where !check.isAsExpected { text += describe(check) }
      return text
    }
  }

  /// The counts, and the coverage when it was asked for.
  public func closing(_ summary: RunSummary) -> String {
    var text = summary.different + summary.unusable > 0 ? "\n" : ""
    if let coverage = summary.coverage { text += describe(coverage) + "\n" }
    return text + summary.sentence + "\n"
  }

  private func describe(_ check: CheckResult) -> String {
    let (line, column) = check.place
    var text = "  \(line):\(column)  \(check.asked.visible)\n"
    for difference in check.differences {
      text += "    \(difference.aspect): expected \(difference.expected.visible), "
      text += "got \(difference.actual.visible)\n"
    }
    for reason in check.reasons {
      let doubt = check.verdict == .depends ? " (perhaps)" : ""
      text += "    \(reason.rule)\(doubt): \(reason.sentence.visible)\n"
    }
    if check.rules.isEmpty, check.verdict == .no { text += "    nothing permits it\n" }
    return text
  }

  private func describe(_ coverage: Coverage) -> String {
    let width = coverage.entries.map(\.rule.count).max() ?? 0
    func row(_ name: String, _ cells: [String]) -> String {
      let padded = name + String(repeating: " ", count: max(0, width - name.count))
      return cells.reduce(padded) { line, cell in
        line + String(repeating: " ", count: max(1, 10 - cell.count)) + cell
      } + "\n"
    }
    var text = row("rule", ["decided", "met", "nearly", "shown"])
    for entry in coverage.entries {
      let reach = coverage.conditions.entry(entry.rule)?.reach ?? []
      text += row(
        entry.rule,
        [
          "\(entry.decided)", "\(entry.met)", "\(entry.nearly)",
          "\(reach.count(where: \.isShown))/\(reach.count)",
        ])
    }
    let total = coverage.conditions.total
    text += "conditions shown to matter: \(total.shown) of \(total.of)\n"
    for open in coverage.openConditions {
      text += "  \(open.owner): `\(open.text)` — \(open.reach.openWords)\n"
    }
    let never = coverage.neverMet
    if !never.isEmpty { text += "never met: \(never.joined(separator: ", "))\n" }
    return text
  }
}
