// `eval`: any expression over the facts of the message in question.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let eval = Command(
    "eval", group: .ask, usage: "eval EXPRESSION",
    summary: "Computes an expression over the facts of the message in question.",
    about: [
      "Expressions are those of the rules, in the Common Expression Language: "
        + "`eval order.delivered.plusDays(5, store.zone) < clock`. Names are written with "
        + "underscores; hyphens are accepted where that is clear."
    ],
    examples: ["eval 1 + 2", "eval message.requests_review"], arguments: [.term]
  ) { session, arguments throws(Diagnostics) in
    _ = try arguments.required("an expression")
    let checked = try session.policy.environment.check(arguments.rest)
    let decision = session.decisionInQuestion
    let type = checked.type(of: checked.expression.root)
    switch decision.value(of: checked) {
    case .value(let value):
      let words = decision.words.words(value)
      let literal = "\(value)"
      return Reply(
        [
          .text(
            Phrase(
              words == literal || "\"\(words)\"" == literal ? literal : "\(words) (\(literal))"))
        ],
        json: ["value": .text(literal), "words": .text(words), "type": .text("\(type)")])
    case .unknown(let slots):
      let names = slots.sorted().map { slot in
        FactName.shown(session.policy.environment.variables[slot].name)
      }
      return Reply(
        Phrase("not known", .open) + Phrase(": it depends on \(names.joined(separator: ", "))."),
        json: ["unknown": .texts(names)])
    case .error(let error):
      var help: String?
      if case .notSet = error.reason, session.messageInQuestion == nil {
        help = "no message is in question: ask about one first, as in `can MESSAGE`"
      }
      throw Diagnostics(
        Diagnostic(
          id: "evaluation", error.message,
          at: error.range.map { SourceSpan(arguments.rest.source, $0) } ?? arguments.rest,
          help: help))
    }
  }
}

extension Session {
  /// The message that is meant when none is named: the one last spoken of, or the only one.
  var messageInQuestion: String? {
    if let asked = situation.lastAnswer { return asked.message }
    let own = world.messages.entries.filter { !$0.isFromBuyer }
    return situation.topic ?? (own.count == 1 ? own[0].id : nil)
  }

  /// The decision about the message in question; without one, about nothing but the clock.
  var decisionInQuestion: Decision {
    if let asked = situation.lastAnswer { return asked.decision }
    if let id = messageInQuestion, let question = try? world.question(about: Written(id)) {
      return question.decide()
    }
    var facts = FactTable(domain.vocabulary)
    if let clock = domain.vocabulary.slot(of: "clock") { facts.set(clock, to: world.clock) }
    for entry in world.facts.entries {
      facts.set(entry.slot, to: entry.state, because: .stated(entry.span))
    }
    return edition.decide(facts)
  }
}
