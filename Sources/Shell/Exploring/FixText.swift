// The ways out in words, numbered, and the difference that one of them makes to the text.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

extension FixReport {
  private static let mostWays = 6
  private static let mostFailed = 2

  func blocks(all: Bool) -> [Block] {
    if fixes.decision.verdict == .yes {
      return [.text(Phrase("\(message) may be sent as it is; there is nothing to fix."))]
    }
    guard !ways.isEmpty else { return [.text(nothing)] + failedBlocks }
    let count = counted(ways.count, "way")
    var blocks: [Block] = [
      .text(Phrase("\(count) to make \(message) permitted, cheapest first:"))
    ]
    let shown = all ? ways.count : min(ways.count, Self.mostWays)
    for (index, way) in ways.prefix(shown).enumerated() {
      blocks += [.blank] + wayBlocks(way, lead: "\(index + 1). ")
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
        .text(.faint("The search was ended; there may be dearer ways."), indent: 2))
    }
    blocks.append(
      .text(
        .faint("`fix \(message) apply 1` makes a draft of the first, and asks about it."),
        indent: 2, hanging: 2))
    return blocks
  }

  private var nothing: Phrase {
    Phrase("There is nothing you can change", .bad)
      + Phrase(
        fixes.isComplete
          ? " to make \(message) permitted."
          : " to make \(message) permitted, as far as was looked.")
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

  private func wayBlocks(_ way: Way, lead: String) -> [Block] {
    var blocks: [Block] = []
    for (index, step) in way.steps.enumerated() {
      let head = index == 0 ? Phrase.name(lead) : Phrase("   ")
      let join = index == 0 ? "" : "and "
      let author = step.needsAuthor ? " (this needs an author)" : ""
      blocks.append(.text(head + Phrase(join + step.words + author), indent: 2, hanging: 3))
      blocks += step.quotes.prefix(4).map { .quote($0, indent: 5) }
      if let command = step.command { blocks.append(.text(.faint("`\(command)`"), indent: 5)) }
    }
    return blocks
  }
}

/// The rows by which two texts differ.
struct TextDifference {
  /// Rows that went and rows that came, in order.
  let rows: [(isAdded: Bool, text: String)]

  init(_ old: MessageAnalysis.Message, _ new: MessageAnalysis.Message) {
    let (before, after) = (Self.rows(of: old), Self.rows(of: new))
    rows = after.difference(from: before).sorted { $0.place < $1.place }.map { change in
      switch change {
      case .remove(_, let text, _): (false, text)
      case .insert(_, let text, _): (true, text)
      }
    }
  }

  private static func rows(of message: MessageAnalysis.Message) -> [String] {
    (["Subject: \(message.subject)", message.body] + message.alternatives.map(\.text)).flatMap {
      $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  var blocks: [Block] {
    let shown = rows.filter { !$0.text.allSatisfy(\.isWhitespace) }
    guard !shown.isEmpty else { return [.text("The text stays as it is.", indent: 2)] }
    return [
      .table(
        shown.map { row in
          row.isAdded
            ? [Phrase("added", .good), Phrase(row.text, .good)]
            : [Phrase("removed", .bad), Phrase(row.text, .bad)]
        }, indent: 2)
    ]
  }

  var json: JSON {
    .list(rows.map { ["added": .flag($0.isAdded), "text": .text($0.text)] })
  }
}

extension CollectionDifference<String>.Change {
  /// Where the row stands, what goes before what comes.
  fileprivate var place: Int {
    switch self {
    case .remove(let offset, _, _): 2 * offset
    case .insert(let offset, _, _): 2 * offset + 1
    }
  }
}
