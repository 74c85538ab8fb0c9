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
  private let facts: FactTable

  init(_ fixes: Fixes) {
    question = fixes.question
    decision = fixes.decision
    words = ValueWords(zone: fixes.question.world.store.zone)
    facts = fixes.decision.facts
  }

  func step(_ step: Fix.Step, in fix: Fix) -> FixReport.Step {
    switch step {
    case .wait(let moment): return plain("wait until \(time(moment))\(reason(moment, fix))")
    case .remove(let passages, _):
      let places = passages.flatMap { passage in
        MarkedLine.lines(of: passage.marks).prefix(1).map {
          FixReport.Place(line: $0, reasons: passage.slots.map(present))
        }
      }
      return FixReport.Step(
        words: "take out \(these(passages))", places: places, command: nil, needsAuthor: false)
    case .add(let line, let change):
      return plain("\(alteration(change).says ?? "add a line"): add the line “\(line)”")
    case .rewrite(let changes): return rewrite(changes)
    case .write(let change):
      return FixReport.Step(
        words: order(change) ?? "write it so that \(achieved(change.slot, change.state))",
        places: [], command: nil, needsAuthor: true)
    case .change(let change, let states): return self.change(change, states)
    }
  }

  /// A change as something that was done: `the channel a third-party app`.
  func changed(_ change: Change) -> String {
    let fact = fact(change.slot)
    if case .value(.timestamp(let moment)) = change.state, change.means == .wait {
      return "on \(words.time(moment))"
    }
    if change.means == .edit { return achieved(change.slot, change.state) }
    return "with \(text(change.state, fact)) as \(fact.label)"
  }

  private func plain(_ words: String, command: String? = nil) -> FixReport.Step {
    FixReport.Step(words: words, places: [], command: command, needsAuthor: false)
  }

  // MARK: The text

  private func these(_ passages: [RemovedPassage]) -> String {
    let sentences = passages.count { $0.isSentence }
    let noun =
      sentences == passages.count ? "sentence" : sentences == 0 ? "mark" : "passage"
    if sentences == 0 {
      return passages.count == 1 ? "what is marked" : "what is marked, \(passages.count) times"
    }
    return passages.count == 1 ? "this \(noun)" : "these \(passages.count) \(noun)s"
  }

  private func rewrite(_ changes: [Change]) -> FixReport.Step {
    var places: [FixReport.Place] = []
    for change in changes {
      for line in marks(change) {
        let reason = present(change.slot)
        if let index = places.firstIndex(where: { $0.line.isNear(line) }) {
          let place = places[index]
          guard !place.reasons.contains(reason) else { continue }
          places[index] = FixReport.Place(line: place.line, reasons: place.reasons + [reason])
        } else {
          places.append(FixReport.Place(line: line, reasons: [reason]))
        }
      }
    }
    let orders = remedies(changes)
    let aim =
      orders.isEmpty
      ? "rewrite it so that \(words.list(changes.map { achieved($0.slot, $0.state) }))"
      : "rewrite \(places.count > 1 ? "these places" : "this"): \(orders.joined(separator: " "))"
    let own = changes.compactMap(order)
    return FixReport.Step(
      words: own.count == changes.count ? own.joined(separator: ", and ") : aim, places: places,
      command: nil, needsAuthor: true)
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

  private func marks(_ change: Change) -> [MarkedLine] {
    guard case .found(let quotes) = question.facts().evidence(of: change.slot) else { return [] }
    return MarkedLine.lines(of: quotes)
  }

  /// What a fact now says of the message: `offers a discount`.
  private func present(_ slot: Int) -> String {
    let fact = fact(slot)
    for subject in ["the message ", "the text "] {
      if let says = fact.says, says.hasPrefix(subject) { return String(says.dropFirst(subject.count)) }
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
    let falls = question.dropsText(change) ? "; your text falls away" : ""
    switch change.means {
    case .state:
      if case .value(.bool) = change.state, states.count == 1 {
        return plain(
          "say that \(achieved(change.slot, change.state)), if it is so\(falls)", command: command)
      }
      if let range = change.range {
        return plain(
          "say \(fact.label), if \(CaseWords(fact, words).condition([range]))", command: command)
      }
      return plain("say \(fact.label), if it is \(or(values))\(falls)", command: command)
    case .choose:
      if let says = order(change) { return plain("\(says)\(falls)", command: command) }
      if question.dropsText(change) {
        return plain(
          "use \(or(values)) instead: Amazon writes the text, yours falls away", command: command)
      }
      return plain("change \(fact.label) to \(or(values))", command: command)
    case .edit: return plain("leave the text out", command: nil)
    default:
      let order = self.order(change) ?? "see to it that \(fact.label) is \(or(values))"
      return plain(order, command: command)
    }
  }

  private func fact(_ slot: Int) -> FactDeclaration {
    question.world.domain.vocabulary.facts[slot]
  }

  private func alteration(_ change: Change) -> Alteration { fact(change.slot).alteration }

  /// The policy's own words for a change.
  private func order(_ change: Change) -> String? {
    guard let says = alteration(change).says else { return nil }
    let parts = says.split(separator: "{value}", omittingEmptySubsequences: false)
    return parts.joined(separator: text(change.state, fact(change.slot)))
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

extension MarkedLine {
  /// Whether another mark stands in the same row.
  fileprivate func isNear(_ other: MarkedLine) -> Bool {
    part == other.part && line == other.line
  }
}
