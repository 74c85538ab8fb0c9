// What changed between two editions, as blocks and as JSON: each change with what it means and a
// case that shows it.

import CEL
import PolicyEngine
import Scenarios

/// A change with its case.
struct ChangeReport: Sendable {
  let change: EditionChange
  /// The rule's id or the parameter's name.
  let name: String
  /// The rule's title or the parameter's values.
  let title: String
  let known: KnownCase?
  /// The facts of the case in a line.
  let line: String
  /// What the change means, in a few words.
  let meaning: Phrase

  var blocks: [Block] {
    var blocks: [Block] = [.text(.name(name) + Phrase(" — \(title)"), indent: 2, hanging: 2)]
    var sentence = meaning
    if let known { sentence = sentence + " in " + .name(known.id) + Phrase(": \(line)") }
    blocks.append(.text(sentence, indent: 4, hanging: 2))
    if !change.readers.isEmpty {
      blocks.append(
        .text(.faint("read by \(change.readers.joined(separator: ", "))"), indent: 4, hanging: 2))
    }
    return blocks
  }

  var json: JSON {
    [
      "name": .text(name), "change": .text(change.kind.rawValue), "title": .text(title),
      "meaning": .text(meaning.text), "case": .optional(known?.id),
      "facts": known == nil ? .null : .text(line), "readers": .texts(change.readers),
    ]
  }
}

extension Session {
  /// The changes between two editions, with cases that are kept.
  mutating func report(
    _ comparison: EditionComparison, _ first: World.EditionChoice, _ second: World.EditionChoice
  ) -> [ChangeReport] {
    var witnesses: [String: KnownCase] = [:]
    return comparison.changes.map { change in
      var known: KnownCase?
      var line = ""
      let (name, title) = describe(change.subject)
      if case .parameter = change.subject,
        let reader = change.readers.first(where: { reader in
          witnesses[reader]?.facts.isSame(as: change.impact.witness?.facts) ?? false
        })
      {
        known = witnesses[reader]
      } else if let witness = change.impact.witness {
        known = keep(
          witness.facts, title: "\(name): \(meaning(of: change).text)", about: title,
          expecting: [
            (first, witness.expectations(of: witness.before)),
            (second, witness.expectations(of: witness.after)),
          ])
        witnesses[name] = known
      }
      if let known { line = self.line(of: known.facts) }
      return ChangeReport(
        change: change, name: name, title: title, known: known, line: line,
        meaning: meaning(of: change))
    }
  }

  private func describe(_ subject: EditionChange.Subject) -> (name: String, title: String) {
    switch subject {
    case .rule(let id): return (id, policy.rule(id)?.title ?? "")
    case .parameter(let name, let before, let after):
      func text(_ value: Value?) -> String { value.map { words.words($0) } ?? "none" }
      return (FactName.shown(name), "\(text(before)) → \(text(after))")
    }
  }

  private func meaning(of change: EditionChange) -> Phrase {
    switch change.impact {
    case .answer(let witness):
      return witness.change.phrase(
        about: policy.questions[witness.question], isMain: witness.question == 0)
    case .remark:
      guard case .rule(let id) = change.subject, let rule = policy.rule(id) else {
        return Phrase("tells something else", .open)
      }
      let noun = rule.effect == .duty ? "duty" : "hint"
      switch change.kind {
      case .added: return Phrase("a new \(noun)")
      case .removed: return Phrase("no longer a \(noun)")
      case .changed: return Phrase("another \(noun)")
      }
    case .none: return .faint("no answer differs while all facts are known: proved")
    case .notFound(let tries):
      return Phrase("no difference found in \(counted(tries, "try", "tries"))", .open)
    case .unread: return .faint("no rule in force reads it")
    }
  }
}

extension VerdictChange {
  /// The change in the six words; of a side question in its own.
  func phrase(about question: QuestionDocument, isMain: Bool) -> Phrase {
    let style: Phrase.Style =
      switch self {
      case .newlyPermitted: .good
      case .newlyProhibited: .bad
      case .perhapsPermitted, .perhapsProhibited, .unknown: .open
      case .unchanged: .plain
      }
    if isMain { return Phrase(rawValue, style) }
    let words =
      switch self {
      case .newlyPermitted: "newly yes"
      case .newlyProhibited: "newly no"
      case .perhapsPermitted: "perhaps yes"
      case .perhapsProhibited: "perhaps no"
      case .unchanged, .unknown: rawValue
      }
    return Phrase("\(question.asks) ") + Phrase(words, style)
  }
}

extension EditionChange.Impact {
  /// The facts that show it.
  var witness: EditionWitness? {
    switch self {
    case .answer(let witness), .remark(let witness): witness
    case .none, .notFound, .unread: nil
    }
  }
}

extension EditionWitness {
  /// What a scenario expects of an edition's decision.
  fileprivate func expectations(of decision: Decision) -> [Expectation] {
    let rules = decision.edition.rules
    var result = [Expectation(.verdict(question: question, decision.answers[question].verdict))]
    if question == 0, decision.verdict != .depends, !decision.answer.deciding.isEmpty {
      result.append(
        Expectation(.because(decision.answer.deciding.map { rules[$0].id }, only: true)))
    }
    if !decision.advice.isEmpty {
      result.append(Expectation(.advises(decision.advice.map { rules[$0].id })))
    }
    if !decision.duties.isEmpty {
      result.append(Expectation(.duties(decision.duties.map { rules[$0].id })))
    }
    return result
  }
}

extension FactTable {
  /// Whether both hold the same states.
  fileprivate func isSame(as other: FactTable?) -> Bool {
    guard let other else { return false }
    return vocabulary.facts.indices.allSatisfy { self[$0] == other[$0] }
  }
}
