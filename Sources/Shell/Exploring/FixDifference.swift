// The difference that a way out makes to a message: the rows of its text, and what is stated of it.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

/// The rows by which two texts differ.
struct TextDifference {
  /// Rows that went and rows that came, in order.
  let rows: [(isAdded: Bool, text: String)]

  init(_ old: MessageAnalysis.Message, _ new: MessageAnalysis.Message) {
    let (before, after) = (Self.rows(of: old), Self.rows(of: new))
    let difference = after.difference(from: before)
    var removed: Set<Int> = []
    var added: [Int: String] = [:]
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, let text, _): added[offset] = text
      }
    }
    var rows: [(isAdded: Bool, text: String)] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      if removed.contains(old) {
        rows.append((false, before[old]))
        old += 1
      } else if let text = added[new] {
        rows.append((true, text))
        new += 1
      } else {
        old += 1
        new += 1
      }
    }
    self.rows = rows
  }

  private static let subjectLead = "Subject: "

  private static func rows(of message: MessageAnalysis.Message) -> [String] {
    ([subjectLead + message.subject, message.body] + message.alternatives.map(\.text)).flatMap {
      $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  var blocks: [Block] {
    let shown = rows.filter { row in
      row.text != Self.subjectLead && !row.text.allSatisfy(\.isWhitespace)
    }
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

/// What is stated otherwise of two messages: the channel, the contact reason, the template.
struct ChosenDifference {
  /// The fact, what it was and what it is, in words.
  let rows: [(name: String, old: String, new: String)]

  init(_ old: Question, _ new: Question) {
    let vocabulary = old.world.domain.vocabulary
    let words = ValueWords(zone: old.world.store.zone)
    func text(_ state: FactState, _ fact: FactDeclaration) -> String {
      switch state {
      case .absent: "none"
      case .unknown: "not known"
      case .value(let value): words.words(value, as: fact)
      }
    }
    let slots = Set((old.message.facts.entries + new.message.facts.entries).map(\.slot))
    rows = slots.sorted().compactMap { slot in
      let fact = vocabulary.facts[slot]
      if case .analysis = fact.origin { return nil }
      let (was, now) = (
        old.message.facts[slot] ?? fact.standard, new.message.facts[slot] ?? fact.standard
      )
      guard was != now else { return nil }
      return (FactName.shown(fact.name.content), text(was, fact), text(now, fact))
    }
  }

  var blocks: [Block] {
    [
      .table(
        rows.map { [.name($0.name), Phrase("\($0.old) → \($0.new)")] }, indent: 2)
    ]
  }

  var json: JSON {
    .list(rows.map { ["fact": .text($0.name), "was": .text($0.old), "is": .text($0.new)] })
  }
}
