// The answer under each reading of each point on which the sources disagree, side by side.

import CEL
import PolicyEngine
import Scenarios

/// The contested readings for one message.
struct ReadingReport {
  /// One reading of a point.
  struct Row {
    let value: String
    let verdict: Verdict
    let rules: [String]
    /// Whether the world takes this reading.
    let isTaken: Bool
  }

  /// A point on which the sources disagree.
  struct Point {
    let fact: FactDeclaration
    let name: String
    let rows: [Row]
    /// Whether the readings lead to different answers.
    var matters: Bool { Set(rows.map { [$0.verdict.rawValue] + $0.rules }).count > 1 }
  }

  let message: String
  let points: [Point]

  init(_ question: Question) {
    message = question.message.id
    let decision = question.decide()
    let vocabulary = question.world.domain.vocabulary
    points = vocabulary.facts.enumerated().compactMap { slot, fact -> Point? in
      let name = FactName.shown(fact.name.content)
      guard name.hasPrefix("reading."), case .choice(let words) = fact.type,
        decision.edition.reads(slot)
      else { return nil }
      let rows = words.map { word in
        let side = decision.assuming(slot, .value(.string(word)))
        let telling =
          side.verdict == .depends
          ? side.openFacts().map { vocabulary.facts[$0.slot].label }
          : side.answer.deciding.map { side.edition.rules[$0].id }
        return Row(
          value: fact.meaning(of: word) ?? word, verdict: side.verdict, rules: telling,
          isTaken: decision.facts[slot] == .value(.string(word)))
      }
      return Point(fact: fact, name: name, rows: rows)
    }
  }

  var reply: Reply {
    let telling = points.filter(\.matters)
    var blocks: [Block] = []
    if telling.isEmpty {
      blocks.append(
        .text(
          points.isEmpty
            ? "The sources disagree on nothing that the rules in force ask for."
            : "The answer about \(message) is the same under every reading of what the sources disagree on."
        ))
    } else {
      blocks.append(.text(Phrase("\(message) under each reading:")))
    }
    for point in telling {
      blocks += [
        .blank, .text(.name(point.fact.label) + .faint(" (\(point.name))"), indent: 2),
        .table(
          point.rows.map { row in
            [
              Phrase(row.value) + Phrase(row.isTaken ? " (taken)" : ""), row.verdict.phrase,
              .faint(row.rules.prefix(3).joined(separator: ", ")),
            ]
          }, indent: 4),
      ]
    }
    let others = points.filter { !$0.matters }.map(\.name)
    if !others.isEmpty, !telling.isEmpty {
      blocks += [
        .blank,
        .text(.faint("no difference: \(others.joined(separator: ", "))"), indent: 2, hanging: 2),
      ]
    }
    if let first = telling.first {
      blocks.append(
        .text(.faint("`set \(first.name) VALUE` takes a reading."), indent: 2, hanging: 2))
    }
    return Reply(
      blocks,
      json: [
        "message": .text(message),
        "readings": .list(
          points.map { point in
            [
              "fact": .text(point.name), "matters": .flag(point.matters),
              "sides": .list(
                point.rows.map { row in
                  [
                    "value": .text(row.value), "verdict": .text(row.verdict.rawValue),
                    "because": .texts(row.rules), "taken": .flag(row.isTaken),
                  ]
                }),
            ]
          }),
      ])
  }
}
