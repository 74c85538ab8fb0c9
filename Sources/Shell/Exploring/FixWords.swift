// The steps of a way in words to a colleague: what to take out, to write, to choose, to wait for, and
// for each the reason.

import CEL
import PolicyEngine
import Scenarios

/// Steps in words.
struct StepWords {
  private let question: Question
  private let decision: Decision
  private let words: ValueWords

  init(_ fixes: Fixes) {
    question = fixes.question
    decision = fixes.decision
    words = ValueWords(zone: fixes.question.world.store.zone)
  }

  func step(_ step: Fix.Step, in fix: Fix) -> FixReport.Step {
    switch step {
    case .wait(let moment): return plain("wait until \(time(moment))\(reason(moment, fix))")
    case .remove(let passages, _):
      return FixReport.Step(words: "take out \(these(passages))", places: passages.flatMap(places))
    case .add(let line, let change):
      return plain("\(alteration(change).says ?? "add a line"): add the line “\(line)”")
    case .rewrite(let passages, let changes): return rewrite(passages, changes)
    case .write(let change):
      return FixReport.Step(
        words: order(change) ?? "write it so that \(achieved(change.slot, change.state))",
        places: [], needsAuthor: true)
    case .change(let change, let states): return self.change(change, states)
    }
  }

  /// Changes of facts as they are met: `with a third-party app or own mail as the channel`.
  func changed(_ changes: [Change]) -> String {
    var slots: [Int] = []
    for change in changes where !slots.contains(change.slot) { slots.append(change.slot) }
    return slots.map { slot in
      let mine = changes.filter { $0.slot == slot }
      if mine.count == 1, case .value(.bool) = mine[0].state {
        return "when \(achieved(slot, mine[0].state))"
      }
      return "with \(or(mine.map { text($0.state, fact(slot)) })) as \(fact(slot).label)"
    }.joined(separator: ", or ")
  }

  private func plain(_ words: String, command: String? = nil) -> FixReport.Step {
    FixReport.Step(words: words, places: [], command: command)
  }

  // MARK: The text

  private func these(_ passages: [EditedPassage]) -> String {
    let sentences = passages.count { $0.isSentence }
    let marks = passages.count - sentences
    switch (sentences, marks) {
    case (1, 0): return "this sentence"
    case (_, 0): return "these \(sentences) sentences"
    case (0, 1): return "what is marked"
    case (0, _): return "these \(marks) marks"
    default: return "these \(counted(sentences, "sentence")) and \(counted(marks, "mark"))"
    }
  }

  /// The row of a passage, with the reasons for which it is shown.
  private func places(_ passage: EditedPassage) -> [FixReport.Place] {
    MarkedLine.lines(of: passage.marks).prefix(1).map {
      FixReport.Place(line: $0, reasons: passage.slots.map(present))
    }
  }

  private func rewrite(_ passages: [EditedPassage], _ changes: [Change]) -> FixReport.Step {
    let orders = changes.compactMap { order($0) }
    let aim = words.list(changes.map { achieved($0.slot, $0.state) })
    let remedies = remedies(changes)
    let words =
      orders.count == changes.count
      ? orders.joined(separator: ", and ")
      : passages.isEmpty
        ? "rewrite it so that \(aim)"
        : "rewrite \(these(passages))\(remedies.isEmpty ? " so that \(aim)" : "")"
    return FixReport.Step(
      words: words, places: passages.flatMap(places),
      hint: passages.isEmpty || remedies.isEmpty ? nil : remedies.joined(separator: " "),
      needsAuthor: true)
  }

  /// The next steps of the rules that decide because of what is to be rewritten, each once.
  private func remedies(_ changes: [Change]) -> [String] {
    let slots = Set(changes.map(\.slot))
    var found: [String] = []
    for rule in decision.answer.deciding {
      guard !slots.isDisjoint(with: decision.edition.factsRead(by: rule)),
        let remedy = decision.remedy(of: rule), remedy.kind == .edit,
        !found.contains(remedy.sentence)
      else { continue }
      found.append(remedy.sentence)
    }
    return Array(found.prefix(Self.mostRemedies))
  }

  private static let mostRemedies = 2

  /// What a fact now says of the message: `offers a discount`.
  private func present(_ slot: Int) -> String {
    let fact = fact(slot)
    for subject in ["the message ", "the text "] {
      if let says = fact.says, says.hasPrefix(subject) {
        return String(says.dropFirst(subject.count))
      }
    }
    let count = "the number of "
    if fact.label.hasPrefix(count) { return String(fact.label.dropFirst(count.count)) }
    return fact.says ?? fact.label
  }

  // MARK: What is chosen, said or done

  private func change(_ change: Change, _ states: [FactState]) -> FixReport.Step {
    let fact = self.fact(change.slot)
    let values = states.map { text($0, fact) }
    let command = command(change)
    if let order = order(change, values) { return plain(order, command: command) }
    if fact.name.content.hasPrefix("reading.") {
      return plain(
        "take \(or(values)) as \(fact.label), on which the sources disagree", command: command)
    }
    switch change.means {
    case .state:
      if case .value(.bool) = change.state, states.count == 1 {
        return plain(
          "say that \(achieved(change.slot, change.state)), if it is so", command: command)
      }
      if let range = change.range {
        var condition = CaseWords(fact, words).condition([range])
        if condition.hasPrefix(fact.label) {
          condition = "it" + condition.dropFirst(fact.label.count)
        }
        return plain("say \(fact.label), if \(condition)", command: command)
      }
      return plain("say \(fact.label), if it is \(or(values))", command: command)
    case .choose: return plain("change \(fact.label) to \(or(values))", command: command)
    default: return plain("see to it that \(fact.label) is \(or(values))", command: command)
    }
  }

  private func fact(_ slot: Int) -> FactDeclaration {
    question.world.domain.vocabulary.facts[slot]
  }

  private func alteration(_ change: Change) -> Alteration { fact(change.slot).alteration }

  /// The policy's own words for a change, by any of some values.
  private func order(_ change: Change, _ values: [String]? = nil) -> String? {
    let alteration = alteration(change)
    let says = question.dropsText(change) ? alteration.saysWithoutText : alteration.says
    // What is only not known has to be said, whatever could be done about it.
    guard let says, change.means == alteration.means else { return nil }
    let parts = says.split(separator: "{value}", omittingEmptySubsequences: false)
    return parts.joined(separator: or(values ?? [text(change.state, fact(change.slot))]))
  }

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

  // MARK: Time

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
}
