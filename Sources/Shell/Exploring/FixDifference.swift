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
