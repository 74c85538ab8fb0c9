// Cases that were worked out and shown, under the ids by which they can be shown again and loaded.

import CEL
import PolicyEngine
import Scenarios

/// A case that was shown.
struct KnownCase: Sendable {
  /// The id: `case-3`.
  let id: String
  /// Its facts.
  let facts: FactTable
  /// The case as a scenario that has been run; `nil` when it can't be told as one.
  let scenario: Scenario?
  /// The id of the rule that it is about, if it is about one.
  var rule: String?

  /// The question that its scenario asks last, with the answer.
  ///
  /// - Throws: that it can't be told as a scenario.
  func asked(_ word: Word) throws(Diagnostics) -> Asked {
    guard let scenario, case .can(let id, _)? = scenario.script.last?.action else {
      throw Diagnostics(
        Diagnostic(
          id: "not-a-scenario", "`\(self.id)` can't be told as a scenario", at: word.span,
          help: "`show \(self.id)` lists its facts"))
    }
    var world = scenario.world
    for step in scenario.script { try world.perform(step) }
    return Asked(try world.question(about: id))
  }
}

extension Session {
  /// Keeps a case.
  ///
  /// - Returns: its id.
  mutating func keep(
    _ facts: FactTable, title: String, about: String,
    expecting expectations: [(edition: World.EditionChoice, expected: [Expectation])]
  ) -> KnownCase {
    let known = KnownCase(
      id: "case-\(cases.count + 1)", facts: facts,
      scenario: Scenario(
        title: title, about: about, facts: facts, in: domain, expecting: expectations))
    cases.append(known)
    return known
  }

  /// The case with this id.
  func knownCase(_ id: String) -> KnownCase? {
    cases.first { $0.id == id } ?? edgeSides.first { $0.id == id }
  }

  /// The facts of a case that are not as usual: name and value.
  func unusualFacts(_ facts: FactTable) -> [(name: String, value: String)] {
    let clock = domain.vocabulary.slot(of: "clock")
    return domain.vocabulary.facts.enumerated().compactMap { slot, fact in
      guard facts[slot] != fact.standard, slot != clock else { return nil }
      return (FactName.shown(fact.name.content), world.notation.text(of: facts[slot]))
    }
  }

  /// The facts of a case in a line: `at 2020-11-20, message.purpose: invoice`.
  func line(of facts: FactTable) -> String {
    var parts: [String] = []
    if let clock = domain.vocabulary.slot(of: "clock"), case .value(let value) = facts[clock] {
      parts.append("at \(words.words(value))")
    }
    parts += unusualFacts(facts).map { "\($0.name): \($0.value)" }
    return parts.joined(separator: ", ")
  }

  /// A case with all its facts, and what each edition says.
  func show(_ known: KnownCase) -> Reply {
    var blocks: [Block] = [.text(.name(known.id) + Phrase(" — \(known.scenario?.title ?? "")"))]
    if let about = known.scenario?.about, !about.isEmpty {
      blocks.append(.text(Phrase(about), indent: 2))
    }
    var rows = unusualFacts(known.facts).map { [Phrase($0.name), Phrase($0.value)] }
    if let clock = domain.vocabulary.slot(of: "clock"), case .value(let value) = known.facts[clock]
    {
      rows.insert(["clock", Phrase(words.words(value))], at: 0)
    }
    blocks.append(.table(rows, indent: 2))
    blocks += [
      .blank,
      .text(
        .faint(
          known.scenario == nil
            ? "It can't be told as a scenario."
            : "`load \(known.id)` opens it; then `save FILE` keeps it."), indent: 2),
    ]
    return Reply(
      blocks,
      json: [
        "case": .text(known.id), "title": .optional(known.scenario?.title),
        "facts": .object(
          unusualFacts(known.facts).map { JSON.Member(name: $0.name, value: .text($0.value)) }),
        "loadable": .flag(known.scenario != nil),
      ])
  }
}
