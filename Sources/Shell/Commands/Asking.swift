// `ask` and `answer`: the fewest questions that settle an open answer, one after the other. What is
// answered is stated like any other fact, so it is remembered and can be undone.

import CEL
import PolicyEngine
import Scenarios

/// A question that waits for its answer.
struct Asking: Sendable {
  let message: String
  let slot: Int
}

extension Command {
  static let ask = Command(
    "ask", group: .ask, usage: "ask [MESSAGE]",
    summary: "Asks for what an open answer hangs on, as few questions as possible.",
    about: [
      "The questions are the smallest set of facts that settles the answer whatever they are; the "
        + "one that settles most comes first. `answer VALUE` answers and goes on to the next, "
        + "`answer unknown` leaves it open. In a script the answers follow as statements."
    ],
    examples: ["ask coupon-thanks"], arguments: [.message]
  ) { session, arguments throws(Diagnostics) in
    let id = try session.message(try arguments.atMost(1).first, arguments)
    session.situation.topic = id.content
    return try session.putQuestion(about: id)
  }

  static let answer = Command(
    "answer", group: .ask, usage: "answer VALUE",
    summary: "Answers the question that `ask` put, and goes on to the next.",
    about: ["The values are those of `set`. What was answered can be undone."],
    examples: [
      "order 112-0000000-0000009 placed 2021-02-01 delivered unknown",
      "draft note order 112-0000000-0000009 purpose review-request body \"Order 112-0000000-0000009\"",
      "ask note", "answer 2021-03-01",
    ], arguments: [.words([])], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    guard let asking = session.asking else {
      throw Diagnostics(
        Diagnostic(
          id: "no-question", "nothing was asked", at: arguments.statement.span,
          help: "`ask MESSAGE` asks for what its answer hangs on"))
    }
    let first = try arguments.required("a value")
    let state = try session.state(arguments.words, of: asking.slot, after: first)
    let fact = session.domain.vocabulary.facts[asking.slot]
    let id = Written(asking.message, at: first.span)
    let target = try session.world.target(of: asking.slot, about: id, at: first.span)
    try session.situation.perform(
      .set([Step.Assignment(slot: asking.slot, state: state, target: target)]), span: first.span)
    let name = FactName.shown(fact.name.content)
    var reply = state == .unknown ? session.leaveOpen(asking) : try session.putQuestion(about: id)
    reply.blocks.insert(
      contentsOf: [
        .text(.name(name) + Phrase(" is now \(session.words(of: state, fact)).")), .blank,
      ], at: 0)
    reply.json = reply.json.with("answered", .text(name))
    return reply
  }

  static let readings = Command(
    "readings", group: .ask, usage: "readings [MESSAGE]",
    summary: "Shows the answer under each reading of what the sources disagree on.",
    examples: ["readings first-ask"], arguments: [.message]
  ) { session, arguments throws(Diagnostics) in
    let id = try session.message(try arguments.atMost(1).first, arguments)
    session.situation.topic = id.content
    return ReadingReport(try session.world.question(about: id)).reply
  }
}

extension Session {
  /// Puts the first of the fewest questions, or gives the answer when it is settled.
  fileprivate mutating func putQuestion(about id: Written<String>) throws(Diagnostics) -> Reply {
    let question = try world.question(about: id)
    let decision = question.decide()
    let open = decision.questionsToAsk()
    guard let first = open.first else {
      asking = nil
      if decision.verdict == .depends {
        return Reply(
          Phrase("Whether \(id.content) may be sent is open, and no question settles it: `why`."),
          json: ["verdict": "depends"])
      }
      return answer(Asked(question))
    }
    asking = Asking(message: id.content, slot: first.slot)
    let report = OpenFactReport(first, in: decision, of: question, answer: 0)
    let fact = domain.vocabulary.facts[first.slot]
    let isEnough = open.allSatisfy { $0.slot == first.slot } || first.settles
    let count =
      isEnough ? "One question settles" : "At most \(counted(open.count, "question")) settle"
    var blocks: [Block] = [
      .text(
        Phrase("\(count) whether \(id.content) may be sent: ")
          + (fact.says.map { Phrase("is it so that ") + .name($0) }
            ?? Phrase("what is ") + .name(report.label)) + "?"),
      .text(.faint("\(fact.meaning) (\(report.fact))"), indent: 2, hanging: 2), .blank,
    ]
    blocks += report.sides.map { side in
      .text(
        Phrase("if \(side.condition): ") + side.verdict.phrase
          + Phrase(side.rules.isEmpty ? "" : " — \(side.rules.joined(separator: ", "))"),
        indent: 2, hanging: 2)
    }
    let value = report.command.split(separator: " ").dropFirst(2).first.map(String.init) ?? "VALUE"
    let others = report.otherValues.map { "`\($0)`" }.joined(separator: ", ")
    blocks += [
      .blank,
      .text(
        Phrase(
          "`answer \(value)`\(others.isEmpty ? "" : ", or instead \(others)"), or "
            + "`answer unknown`"), indent: 2, hanging: 2),
    ]
    if open.count > 1 {
      let rest = open.dropFirst().map { domain.vocabulary.facts[$0.slot].label }
      blocks.append(.text(.faint("then perhaps: \(words.list(rest))"), indent: 2, hanging: 2))
    }
    return Reply(
      blocks,
      json: [
        "message": .text(id.content), "verdict": "depends", "asks": report.json,
        "questions": .texts(
          open.map { FactName.shown(domain.vocabulary.facts[$0.slot].name.content) }),
      ], verdict: decision.verdict)
  }

  /// Ends the questions at one that stays open.
  fileprivate mutating func leaveOpen(_ asking: Asking) -> Reply {
    self.asking = nil
    return Reply(
      Phrase("It stays open; `can \(asking.message)` tells the answer on either side."),
      json: ["verdict": "depends"])
  }
}
