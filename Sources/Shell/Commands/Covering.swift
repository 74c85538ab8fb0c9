// `coverage`: which rules mattered in the answers of a session, and which of their conditions were
// shown to make the difference.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let coverage = Command(
    "coverage", group: .scenario, usage: "coverage [--all | RULE]",
    summary:
      "Tells which rules and conditions mattered in the answers of this session and its runs.",
    about: [
      "A condition is shown to matter when two answers differ in it alone and the rule comes out "
        + "differently; conditions that cannot move alone may move together. `coverage RULE` tells it "
        + "of each condition of a rule or definition, `coverage --all` lists every rule."
    ],
    examples: ["can second-ask", "coverage", "coverage reviews.once-per-order"],
    arguments: [.rule]
  ) { session, arguments throws(Diagnostics) in
    let word = try arguments.atMost(1).first
    session.finishCounting()
    if let word, word.text != "--all" { return try session.coverage(of: word) }
    return session.coverageReply(isComplete: word != nil)
  }
}

extension Session {
  fileprivate func coverageReply(isComplete: Bool) -> Reply {
    let coverage = coverage.coverage
    let entries = coverage.entries
    let decided = entries.filter { $0.decided > 0 }
    let untouched = entries.filter { $0.decided == 0 && $0.met == 0 }
    let total = coverage.conditions.total
    func shown(_ entry: Coverage.Entry) -> String {
      let reach = coverage.conditions.entry(entry.rule)?.reach ?? []
      return "\(reach.count(where: \.isShown)) of \(counted(reach.count, "condition")) shown"
    }
    return Reply(
      [
        .text(
          Phrase(
            "\(counted(coveredAnswers, "answer")): \(decided.count) of "
              + "\(counted(entries.count, "rule")) decided, \(untouched.count) never applied; "
              + "\(total.shown) of \(counted(total.of, "condition")) shown to matter.")),
        .table(
          (isComplete ? entries : decided).map { entry in
            [
              .name(entry.rule), Phrase("decided \(entry.decided) of \(entry.met) times"),
              Phrase(shown(entry)),
            ]
          }, indent: 2),
        .blank, .text(.faint("`coverage RULE` tells which conditions were shown to matter")),
      ],
      json: [
        "answers": .number(coveredAnswers), "conditions": .number(total.of),
        "conditions-shown": .number(total.shown),
        "rules": .list(
          entries.map { entry in
            [
              "rule": .text(entry.rule), "decided": .number(entry.decided),
              "applied": .number(entry.met), "nearly": .number(entry.nearly),
              "conditions": json(of: coverage.conditions.entry(entry.rule)),
            ]
          }),
        "definitions": .list(
          coverage.conditions.entries.filter { !$0.isRule }.map { entry in
            [
              "definition": .text(FactName.shown(entry.name)),
              "conditions": json(of: entry),
            ]
          }),
      ])
  }

  /// Each condition of a rule or definition with how far it was shown.
  fileprivate func coverage(of word: Word) throws(Diagnostics) -> Reply {
    let name = FactName.inConditions(word.text)
    let conditions = coverage.coverage.conditions
    let entry: ConditionCoverage.Entry?
    if let definition = conditions.entry(name), !definition.isRule {
      entry = definition
    } else {
      entry = conditions.entry(try rule(word).id)
    }
    let shown = entry.map { $0.isRule ? $0.name : FactName.shown($0.name) } ?? word.text
    let rows = zip(entry?.conditions ?? [], entry?.reach ?? []).map { text, reach in
      [reach.isShown ? Sign.yes.phrase : Sign.idle.phrase, Phrase(text), Phrase(reach.words)]
    }
    return Reply(
      [
        .text(.name(shown) + Phrase(" in \(counted(coveredAnswers, "answer"))")),
        .table(rows, indent: 2),
      ],
      json: ["name": .text(shown), "conditions": json(of: entry)])
  }

  private func json(of entry: ConditionCoverage.Entry?) -> JSON {
    .list(
      zip(entry?.conditions ?? [], entry?.reach ?? []).map { text, reach in
        ["text": .text(text), "reach": .text(reach.rawValue)]
      })
  }
}

extension ConditionCoverage.Reach {
  /// How far, in words.
  fileprivate var words: String {
    switch self {
    case .uniqueCause: "it alone made the difference"
    case .masking: "it made the difference, with others that moved along"
    default: openWords
    }
  }
}
