// `trace`: everything that a decision looked at, from the facts upwards: what is not as usual, what
// the definitions came to, which rules apply.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let trace = Command(
    "trace", group: .ask, usage: "trace [MESSAGE] [TIME]",
    summary: "Shows everything behind an answer: facts, definitions, rules, one after the other.",
    about: [
      "Facts are shown that are not as usual, with what each rests on; definitions with what they came "
        + "to; of the rules those that apply or may apply. `why --all` tells of each rule why not."
    ],
    examples: ["trace second-ask"], arguments: [.message, .moment]
  ) { session, arguments throws(Diagnostics) in
    let words = arguments.words
    let id = try session.message(words.first, arguments)
    let times = words.dropFirst()
    let moment = times.isEmpty ? nil : try Moments(world: session.world).moment(times)
    let asked = Asked(try session.world.question(about: id, at: moment))
    return session.trace(asked)
  }
}

extension Session {
  fileprivate func trace(_ asked: Asked) -> Reply {
    let decision = asked.decision
    let moment = decision.words.time(asked.question.moment)
    let facts = tracedFacts(decision)
    let definitions = tracedDefinitions(decision)
    let rules = decision.edition.rules.indices.filter { decision.applies($0) != .no }
    let verdicts = zip(policy.questions, decision.answers).map {
      (question: $0.id.content, verdict: $1.verdict)
    }
    return Reply(
      [
        .text(.name("\(asked.message) at \(moment), edition of \(day(of: decision.edition))")),
        .blank,
        .text(.name("facts that are not as usual")),
        .table(facts.map { [Phrase($0.name), Phrase($0.value), .faint($0.ground)] }, indent: 2),
        .blank, .text(.name("definitions")),
        .table(
          definitions.map { [Sign($0.truth).phrase, Phrase($0.name), .faint($0.words)] }, indent: 2),
        .blank, .text(.name("rules that apply or may apply")),
        .table(
          rules.map { rule in
            let written = decision.edition.rules[rule]
            return [
              Sign(of: written.effect, decision.applies(rule)).phrase, Phrase(written.id),
              .faint("\(written.effect.words) (\(policy.questions[question(of: written)].asks))"),
            ]
          }, indent: 2),
        .blank,
        .text(
          zip(policy.questions, verdicts).map { Phrase("\($0.asks) ") + $1.verdict.phrase }
            .joined(by: " · ")),
      ],
      json: [
        "message": .text(asked.message), "moment": .text(asked.question.moment.description),
        "facts": .list(
          facts.map {
            ["name": .text($0.name), "value": .text($0.value), "ground": .text($0.ground)]
          }),
        "definitions": .list(
          definitions.map { ["name": .text($0.name), "holds": .text($0.truth.word)] }),
        "rules": .list(
          rules.map {
            [
              "rule": .text(decision.edition.rules[$0].id),
              "applies": .text(decision.applies($0).word),
            ]
          }),
        "verdicts": .object(
          verdicts.map { JSON.Member(name: $0.question, value: .text($0.verdict.rawValue)) }),
      ])
  }

  private func day(of edition: Edition) -> String {
    edition.document?.from.map { words.day($0) } ?? "the beginning"
  }

  private func question(of rule: Rule) -> Int {
    policy.questions.firstIndex { $0.id == rule.document.question } ?? 0
  }

  private func tracedFacts(_ decision: Decision) -> [(name: String, value: String, ground: String)]
  {
    domain.vocabulary.facts.enumerated().compactMap { slot, fact in
      guard decision.facts[slot] != fact.standard else { return nil }
      let ground: String =
        switch decision.facts.evidence(of: slot) {
        case .standard: ""
        case .stated: "stated"
        case .found(let quotes):
          MarkedLine.lines(of: quotes).prefix(1).map {
            "\($0.part) \($0.line):\($0.column) “\($0.marked)”"
          }.joined()
        case .tallied: "counted"
        }
      let name = FactName.shown(fact.name.content)
      return (name, world.notation.text(of: decision.facts[slot]), ground)
    }
  }

  private func tracedDefinitions(
    _ decision: Decision
  ) -> [(name: String, truth: Truth, words: String)] {
    policy.document.definitions.compactMap { definition in
      let name = definition.name.content
      let source = SourceText(name: name, text: name)
      guard
        let checked = try? policy.environment.check(SourceSpan(source, 0..<name.utf8.count))
      else { return nil }
      let truth: Truth
      switch decision.value(of: checked) {
      case .value(.bool(let value)): truth = value ? .yes : .no
      case .unknown: truth = .unknown
      case .value, .error: truth = .error
      }
      let words = truth == .yes ? definition.says : truth == .no ? definition.saysNot : nil
      return (FactName.shown(name), truth, words ?? "not known")
    }
  }
}
