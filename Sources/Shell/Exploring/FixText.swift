// The ways out laid out, numbered, each step with its places in the message; without a way, the rules
// that stand against it.

import PolicyEngine
import Scenarios

extension FixReport {
  private static let mostWays = 6
  private static let mostFailed = 2
  private static let mostPlaces = 8

  func blocks(all: Bool) -> [Block] {
    if fixes.decision.verdict == .yes {
      return [.text(Phrase("\(message) may be sent as it is; there is nothing to fix."))]
    }
    guard !ways.isEmpty else { return nothing }
    let count = counted(ways.count, "way")
    var blocks: [Block] = [
      .text(Phrase("\(count) to make \(message) permitted, cheapest first:"))
    ]
    let shown = all ? ways.count : min(ways.count, Self.mostWays)
    for (index, way) in ways.prefix(shown).enumerated() {
      blocks += [.blank] + wayBlocks(way, lead: "\(index + 1). ", all: all)
    }
    blocks.append(.blank)
    if shown < ways.count {
      blocks.append(
        .text(
          .faint("and \(counted(ways.count - shown, "more way")): `fix \(message) --all`"),
          indent: 2))
    }
    blocks += failedBlocks
    if !fixes.isComplete {
      blocks.append(
        .text(.faint("The search was ended here; there may be dearer ways."), indent: 2))
    }
    blocks.append(
      .text(
        .faint("`fix \(message) apply 1` makes a draft of the first, and asks about it."),
        indent: 2, hanging: 2))
    return blocks
  }

  // MARK: No way

  /// Why there is none: the rules, with what can't be changed about them.
  private var nothing: [Block] {
    var blocks: [Block] = [
      .text(
        Phrase("There is nothing you can change", .bad)
          + Phrase(
            fixes.isComplete
              ? " to make \(message) permitted."
              : " to make \(message) permitted, as far as was looked."))
    ]
    for obstacle in obstacles {
      let rule = obstacle.rule
      blocks += [
        .blank,
        .text(
          Sign.no.phrase + " " + .name(rule.id) + Phrase(" — \(rule.title)"), indent: 2,
          hanging: 2),
      ]
      if let changes = obstacle.changes {
        blocks.append(.text(Phrase("\(changes):"), indent: 4, hanging: 2))
      }
      blocks.append(.text(Phrase(rule.sentence), indent: 4))
    }
    if !obstacles.contains(where: { $0.changes == nil }) {
      blocks += [
        .blank, .text("No rule permits it. What comes nearest can't be changed:", indent: 2),
      ]
      blocks += nearest.flatMap(\.blocks)
    }
    return blocks + (failed.isEmpty ? [] : [.blank]) + failedBlocks
  }

  /// Ways that looked enough and were not.
  private var failedBlocks: [Block] {
    failed.prefix(Self.mostFailed).flatMap { way -> [Block] in
      let rules = way.rules.prefix(3).joined(separator: ", ")
      let steps = way.steps.map(\.words).joined(separator: "; ")
      return [
        .text(
          .faint("not enough: \(steps) — then \(rules.isEmpty ? way.verdict.rawValue : rules)"),
          indent: 2, hanging: 2)
      ]
    }
  }

  // MARK: Ways

  private func wayBlocks(_ way: Way, lead: String, all: Bool) -> [Block] {
    var blocks: [Block] = []
    for (index, step) in way.steps.enumerated() {
      let author = step.needsAuthor ? " (this needs an author)" : ""
      let colon = step.places.isEmpty ? "" : ":"
      blocks.append(
        index == 0
          ? .text(
            .name(lead) + Phrase(step.words + author + colon), indent: 2, hanging: lead.count)
          : .text(Phrase("and " + step.words + author + colon), indent: 2 + lead.count))
      let shown = all ? step.places.count : Self.mostPlaces
      for place in step.places.prefix(shown) { blocks += placeBlocks(place, lead.count) }
      if step.places.count > shown {
        blocks.append(
          .text(
            .faint("and \(step.places.count - shown) more: `fix \(message) --all`"),
            indent: 2 + lead.count))
      }
      if let hint = step.hint {
        blocks.append(.text(Phrase("how: \(hint)"), indent: 2 + lead.count, hanging: 2))
      }
      if let command = step.command {
        blocks.append(.text(.faint("`\(command)`"), indent: 2 + lead.count))
      }
    }
    return blocks
  }

  private func placeBlocks(_ place: Place, _ indent: Int) -> [Block] {
    var blocks: [Block] = [.quote(place.line, indent: 2 + indent)]
    if !place.reasons.isEmpty {
      blocks.append(
        .text(.faint(place.reasons.joined(separator: "; ")), indent: 4 + indent, hanging: 2))
    }
    return blocks
  }
}
