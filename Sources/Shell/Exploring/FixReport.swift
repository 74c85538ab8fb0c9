// The ways to make a message permitted, as plain values: each a list of things to do, in words, with
// the command that does it where there is one.

import CEL
import PolicyEngine
import Scenarios

/// The ways out for one message.
struct FixReport {
  /// One thing to do.
  struct Step {
    let words: String
    /// Marks in the message.
    let quotes: [MarkedLine]
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

  let fixes: Fixes
  let message: String
  let ways: [Way]
  let failed: [Way]
  private let words: ValueWords

  init(_ fixes: Fixes) {
    self.fixes = fixes
    message = fixes.question.message.id
    words = ValueWords(zone: fixes.question.world.store.zone)
    let writer = StepWords(fixes.question, words)
    func way(_ fix: Fix) -> Way {
      Way(
        steps: fix.steps.map { writer.step($0, in: fix) }, verdict: fix.decision.verdict,
        rules: fix.decision.answer.deciding.map { fix.decision.edition.rules[$0].id })
    }
    ways = fixes.all.map(way)
    failed = fixes.failed.map(way)
  }

  var json: JSON {
    func list(_ ways: [Way]) -> JSON {
      .list(
        ways.map { way in
          [
            "verdict": .text(way.verdict.rawValue), "because": .texts(way.rules),
            "steps": .list(
              way.steps.map { step in
                [
                  "do": .text(step.words), "quotes": .list(step.quotes.map(\.json)),
                  "command": .optional(step.command), "needs-author": .flag(step.needsAuthor),
                ]
              }),
          ]
        })
    }
    return [
      "message": .text(message), "verdict": .text(fixes.decision.verdict.rawValue),
      "ways": list(ways), "not-enough": list(failed), "complete": .flag(fixes.isComplete),
    ]
  }
}

/// Steps in words.
private struct StepWords {
  let question: Question
  let words: ValueWords

  init(_ question: Question, _ words: ValueWords) {
    self.question = question
    self.words = words
  }

  func step(_ step: Fix.Step, in fix: Fix) -> FixReport.Step {
    switch step {
    case .wait(let moment):
      return plain("wait until \(time(moment))\(reason(moment, fix))", command: nil)
    case .remove(let quotes, let changes):
      let passage =
        changes.allSatisfy { alteration($0).takesMarkOnly } ? "what" : "each sentence with what"
      return FixReport.Step(
        words: "remove \(passage) is marked, so that \(joined(changes))",
        quotes: MarkedLine.lines(of: quotes), command: nil, needsAuthor: false)
    case .add(let line, let change):
      return plain(
        "\(alteration(change).says ?? "add a line"): add the line “\(line)”", command: nil)
    case .rewrite(let change):
      let order =
        alteration(change).says ?? "rewrite it so that \(achieved(change.slot, change.state))"
      return FixReport.Step(words: order, quotes: marks(change), command: nil, needsAuthor: true)
    case .change(let change, let states): return self.change(change, states)
    }
  }

  /// `the message offers no reward, advertises nothing and …`: a subject is said once.
  private func joined(_ changes: [Change]) -> String {
    var texts = changes.map { achieved($0.slot, $0.state) }
    let subject = "the message "
    if texts.allSatisfy({ $0.hasPrefix(subject) }) {
      for index in texts.indices.dropFirst() { texts[index].removeFirst(subject.count) }
    }
    return words.list(texts)
  }

  private func plain(_ words: String, command: String?) -> FixReport.Step {
    FixReport.Step(words: words, quotes: [], command: command, needsAuthor: false)
  }

  private func change(_ change: Change, _ states: [FactState]) -> FixReport.Step {
    let fact = self.fact(change.slot)
    let values = states.map { text($0, fact) }
    let command = command(change)
    switch change.means {
    case .state:
      if case .value(.bool) = change.state, states.count == 1 {
        return plain(
          "say that \(achieved(change.slot, change.state)), if it is so", command: command)
      }
      if let range = change.range {
        return plain(
          "say \(fact.label), if \(CaseWords(fact, words).condition([range]))", command: command)
      }
      return plain("say \(fact.label), if it is \(or(values))", command: command)
    case .choose:
      if let says = alteration(change).says { return plain(says, command: command) }
      return plain(
        "change \(fact.label) to \(values.count > 1 ? "one of: " : "")\(or(values))",
        command: command)
    default:
      let order = alteration(change).says ?? "see to it that \(fact.label) is \(or(values))"
      return plain(order, command: command)
    }
  }

  private func fact(_ slot: Int) -> FactDeclaration {
    question.world.domain.vocabulary.facts[slot]
  }

  private func alteration(_ change: Change) -> Alteration { fact(change.slot).alteration }

  /// What is so when a fact has a state: `the message offers no discount`.
  private func achieved(_ slot: Int, _ state: FactState) -> String {
    let fact = fact(slot)
    if case .value(.bool(let value)) = state, let sentence = value ? fact.says : fact.saysNot {
      return sentence
    }
    return "\(fact.label) is \(text(state, fact))"
  }

  private func text(_ state: FactState, _ fact: FactDeclaration) -> String {
    switch state {
    case .absent: "none"
    case .unknown: "not known"
    case .value(let value): words.words(value, as: fact)
    }
  }

  private func or(_ values: [String]) -> String {
    values.count < 2
      ? values.joined()
      : values.dropLast().joined(separator: ", ") + " or " + (values.last ?? "")
  }

  private func time(_ moment: Timestamp) -> String {
    // What is permitted one grain after a moment is permitted after it.
    let isAfter = moment.nanoseconds == 1
    let text = Notation(zone: words.zone).words(for: moment)
    return isAfter ? "just after \(text)" : moment.seconds % 60 == 0 ? text : words.time(moment)
  }

  /// What the moment to wait for is: ` (5 days after the delivery date)`.
  private func reason(_ moment: Timestamp, _ fix: Fix) -> String {
    guard let before = moment.subtracting(Duration(totalNanoseconds: 1)),
      let question = try? fix.trial.world.question(about: Written(question.message.id), at: before)
    else { return "" }
    let early = question.decide()
    guard early.edition === fix.decision.edition else { return "" }
    let bounds = early.turns(to: fix.decision).compactMap(\.bound)
    return bounds.isEmpty ? "" : " (\(words.list(bounds)))"
  }

  private func marks(_ change: Change) -> [MarkedLine] {
    let facts = question.facts()
    guard case .found(let quotes) = facts.evidence(of: change.slot) else { return [] }
    return Array(MarkedLine.lines(of: quotes).prefix(3))
  }

  /// The `set` command that says it, unless it is counted.
  private func command(_ change: Change) -> String? {
    let fact = fact(change.slot)
    guard fact.isGiven else { return nil }
    let name = FactName.shown(fact.name.content)
    let value = Notation(zone: words.zone).text(of: change.state)
    let target: String
    switch name.prefix(while: { $0 != "." }) {
    case "order", "buyer": target = question.order.map { " for \($0.id)" } ?? ""
    case "message": target = " for \(question.message.id)"
    default: target = ""
    }
    return "set \(name) \(value)\(target)"
  }
}
