// `policy` and `edition`: which policy answers, and as of which day.

public import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let policy = Command(
    "policy", group: .policy, usage: "policy",
    summary: "Tells what the policy is, what it answers, and which editions it has.",
    examples: ["policy"]
  ) { session, arguments throws(Diagnostics) in
    _ = try arguments.atMost(0)
    let document = session.policy.document
    var blocks: [Block] = [
      .text(.name(document.title)), .text(Phrase(document.notice), indent: 2), .blank,
      .text("Each answer has \(counted(document.questions.count, "part")):", indent: 2),
    ]
    blocks.append(
      .table(document.questions.map { [.name($0.id.content), Phrase($0.asks)] }, indent: 4))
    blocks += [
      .blank,
      .text(
        Phrase(
          "\(session.edition.rules.count) of \(session.policy.rules.count) rules are in force, "
            + "\(counted(session.domain.vocabulary.facts.count, "fact")) are known to it. "
            + "The edition is that of \(session.editionDay)."), indent: 2), .blank,
      .table(session.editionRows, indent: 2),
    ]
    return Reply(
      blocks,
      json: [
        "policy": .text(document.name.content), "title": .text(document.title),
        "notice": .text(document.notice),
        "questions": .list(
          document.questions.map { ["id": .text($0.id.content), "asks": .text($0.asks)] }),
        "rules": .number(session.policy.rules.count),
        "rules-in-force": .number(session.edition.rules.count),
        "edition": .text(session.editionDay), "editions": session.editionsJSON,
      ])
  }

  static let edition = Command(
    "edition", group: .policy, usage: "edition [DATE | NAME | auto]",
    summary: "Tells by which edition is answered, or chooses one.",
    about: [
      "Without a choice each question is answered by the edition in force at the moment that it asks "
        + "about; `edition auto` goes back to that."
    ],
    examples: ["edition", "edition 2021-01-01", "edition auto"], arguments: [.edition],
    effect: .changes
  ) { session, arguments throws(Diagnostics) in
    if let word = try arguments.atMost(1).first {
      let choice =
        word.lowered == "auto"
        ? nil
        : try session.domain.edition(
          named: Written(word.text, at: word.span), in: session.world.store.zone)
      try session.situation.perform(.edition(choice), span: word.span)
    }
    let document = session.edition.document
    let manner = session.world.edition == nil ? "the one in force at the clock" : "chosen"
    let first = session.policy.document.editions.compactMap(\.from).min()
    let title =
      document?.title
      ?? first.map { "what held before \(session.words.day($0)), the first day on record" }
    var blocks: [Block] = [
      .text(.name(session.editionDay) + Phrase(title.map { " — \($0) (\(manner))" } ?? ""))
    ]
    if let about = document?.about { blocks.append(.text(Phrase(about), indent: 2)) }
    if arguments.isEmpty { blocks += [.blank, .table(session.editionRows, indent: 2)] }
    return Reply(
      blocks,
      json: [
        "edition": .text(session.editionDay), "name": .optional(document?.id.content),
        "chosen": .flag(session.world.edition != nil), "editions": session.editionsJSON,
      ])
  }
}

extension Session {
  /// Answers by an edition from the start, without anything to undo.
  ///
  /// - Throws: that there is no such edition.
  public mutating func choose(edition: String) throws(Diagnostics) {
    let choice =
      edition == "auto"
      ? nil : try domain.edition(named: Written(edition), in: world.store.zone)
    try situation.perform(.edition(choice))
    loaded = situation
  }

  fileprivate var editionRows: [[Phrase]] {
    let current = edition.document?.id.content
    return policy.document.editions.map { one in
      [
        one.id.content == current ? Sign.yes.phrase : Sign.idle.phrase,
        Phrase(one.from.map { words.day($0) } ?? "always"), .name(one.id.content),
        Phrase(one.title),
      ]
    }
  }

  fileprivate var editionsJSON: JSON {
    .list(
      policy.document.editions.map { one in
        [
          "id": .text(one.id.content), "from": .optional(one.from.map { words.day($0) }),
          "title": .text(one.title),
        ]
      })
  }
}
