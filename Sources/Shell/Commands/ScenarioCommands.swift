// `run`, `expect`, `save`: from questions asked by hand to files that must give the
// same answers tomorrow.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let run = Command(
    "run", group: .scenario, usage: "run PATH…",
    summary: "Runs scenario files and tells what differs.",
    about: [
      "A folder stands for all scenario files below it. The session's own world is untouched."
    ],
    examples: ["run Scenarios/reviews/second-request.yaml"], arguments: [.file]
  ) { session, arguments throws(Diagnostics) in
    _ = try arguments.required("a file or folder")
    let files = try FileSystem.scenarioFiles(arguments.words.map(\.text))
    var text = ""
    var problems: [Diagnostic] = []
    var summary = RunSummary()
    var runner = Runner(
      session.domain, format: session.settings.mode == .json ? .json : .text,
      countsCoverage: true)
    runner.tellsCoverage = false
    summary = runner.run(
      files,
      to: Runner.Output(
        report: { text += $0 }, problems: { problems += $0.all },
        isStopped: session.surroundings.isInterrupted))
    try session.checkInterruption()
    if let coverage = summary.coverage {
      session.coverage.add(coverage)
      session.coveredAnswers += summary.checks
    }
    while text.hasSuffix("\n") { text.removeLast() }
    let reply = Reply(
      problems.map { .text(Phrase($0.rendered(plain: true))) } + [.report(text)],
      json: [
        "scenarios": .number(summary.scenarios), "checks": .number(summary.checks),
        "different": .number(summary.differentChecks), "unusable": .number(summary.unusable),
        "report": .text(text),
      ])
    if summary.exitStatus != 0 {
      session.hasDifference = true
    }
    return reply
  }

  static let expect = Command(
    "expect", group: .scenario, usage: "expect yes|no|depends [because RULE…]",
    summary: "Compares the last answer with what is expected.",
    about: [
      "`expect no because reviews.once-per-order`, `expect yes arrives no`, `expect depends missing "
        + "order.delivered`. In a script an answer that differs ends it with status 1; one that is as "
        + "expected counts as success. `save` writes what was expected."
    ],
    examples: ["can second-ask", "expect no because reviews.once-per-order"],
    arguments: [
      .words(["yes", "no", "depends"]),
      .words(["because", "only", "missing", "critical", "arrives"]),
      .rule,
    ]
  ) { session, arguments throws(Diagnostics) in
    _ = try arguments.required("an answer")
    guard let asked = session.situation.lastAnswer else {
      throw Diagnostics(
        Diagnostic(
          id: "no-answer", "there is no answer to compare with", at: arguments.statement.span,
          help: "ask first: `can MESSAGE`"))
    }
    let expectations = try session.expectations(arguments)
    let differences = expectations.compactMap { expectation in
      expectation.difference(from: asked.decision).map { difference in
        Diagnostic(
          id: "differs",
          "\(difference.aspect): expected \(difference.expected), not \(difference.actual)",
          at: expectation.span)
      }
    }
    guard differences.isEmpty else { throw Diagnostics(differences) }
    session.situation.expect(expectations, of: asked.message)
    var reply = Reply("As expected.")
    reply.confirmsAnswer = true
    return reply
  }

  static let save = Command(
    "save", group: .scenario, usage: "save FILE [TITLE]",
    summary: "Writes the session as a scenario that gives the same answers.",
    about: [
      "What was asked becomes steps that expect the answers given. The file is whole or not there, "
        + "and only you can read it; an older one of this name is replaced."
    ],
    examples: ["can second-ask", "save saved.yaml"], arguments: [.file]
  ) { session, arguments throws(Diagnostics) in
    let path = try arguments.required("a file name")
    let title = arguments.words.dropFirst().map(\.text).joined(separator: " ")
    let scenario = session.situation.scenario(title: title)
    do throws(Diagnostics) {
      try scenario.save(to: path.text)
    } catch {
      throw Diagnostics(error.all.map { $0.at(path.span) })
    }
    let checks = scenario.script.count { step in
      if case .can(_, let expectations) = step.action { !expectations.isEmpty } else { false }
    }
    return Reply(
      "Saved in \(path.text): \(counted(scenario.script.count, "step")), "
        + "\(counted(checks, "answer")) expected.",
      json: [
        "file": .text(path.text), "steps": .number(scenario.script.count),
        "checks": .number(checks),
      ])
  }
}

extension Session {
  /// What the words of `expect` say.
  fileprivate func expectations(_ arguments: Arguments) throws(Diagnostics) -> [Expectation] {
    var result: [Expectation] = []
    var words = arguments.words
    if let first = words.first, let verdict = Verdict(rawValue: first.lowered) {
      result.append(Expectation(.verdict(question: 0, verdict), at: first.span))
      words.removeFirst()
    }
    while let key = words.popFirst() {
      if let question = policy.questions.firstIndex(where: { $0.id.content == key.lowered }) {
        guard let word = words.popFirst(), let verdict = Verdict(rawValue: word.lowered) else {
          throw arguments.usage("`\(key.text)` needs yes, no or depends", at: key)
        }
        result.append(Expectation(.verdict(question: question, verdict), at: word.span))
        continue
      }
      let names = Self.names(&words)
      guard
        !names.isEmpty || ["because", "only", "missing", "advises", "duties"].contains(key.lowered)
      else { throw arguments.usage("`\(key.text)` is no answer that can be expected", at: key) }
      if names.isEmpty, ["because", "missing"].contains(key.lowered) {
        let noun = key.lowered == "because" ? "a rule" : "a fact"
        throw arguments.usage("`\(key.text)` needs \(noun)", at: key)
      }
      switch key.lowered {
      case "because", "only", "advises", "duties":
        let ids = try names.map { name throws(Diagnostics) in try rule(name).id }
        let kind: Expectation.Kind =
          switch key.lowered {
          case "advises": .advises(ids)
          case "duties": .duties(ids)
          default: .because(ids, only: key.lowered == "only")
          }
        result.append(Expectation(kind, at: key.span))
      case "missing":
        let facts = try names.map { name throws(Diagnostics) in
          domain.vocabulary.facts[
            try world.slot(ofFact: Written(name.text, at: name.span))
          ].name.content
        }
        result.append(Expectation(.missing(facts), at: key.span))
      default:
        throw arguments.usage("`\(key.text)` is no answer that can be expected", at: key)
      }
    }
    return result
  }

  /// The words up to the next one without a dot: ids and fact names have one.
  private static func names(_ words: inout ArraySlice<Word>) -> [Word] {
    var names: [Word] = []
    while let word = words.first, word.text.contains(".") {
      names.append(
        word.text.hasSuffix(",")
          ? Word(text: String(word.text.dropLast()), span: word.span, isQuoted: false) : word)
      words.removeFirst()
    }
    return names
  }
}

extension Situation {
  /// Replaces what the last question about a message is expected to answer.
  fileprivate mutating func expect(_ expectations: [Expectation], of message: String) {
    let position = journal.lastIndex { step in
      if case .can(let id, _) = step.action { id.content == message } else { false }
    }
    guard let position, case .can(let id, _) = journal[position].action else { return }
    journal[position].action = .can(id, expectations)
  }

  /// The session as a scenario.
  func scenario(title: String) -> Scenario {
    var world = origin
    var script = journal
    // A message that was changed after it mattered keeps its old wording under another name.
    for (position, message) in replaced.reversed() {
      var number = 1
      while world.messages["\(message.id)-\(number)"] != nil { number += 1 }
      let name = "\(message.id)-\(number)"
      world.put(message.named(name, in: world.domain))
      for index in 0..<position { script[index].rename(message.id, to: name) }
    }
    if journalClock != self.world.clock { script.append(Step(.pause, at: self.world.clock)) }
    let usual = self.title.isEmpty ? "A session" : self.title
    return Scenario(
      title: title.isEmpty ? usual : title, about: about, world: world, script: script)
  }
}

extension World.Message {
  /// The same message under another name.
  fileprivate func named(_ name: String, in domain: Domain) -> World.Message {
    var message = World.Message(
      id: name, order: order, inReplyTo: inReplyTo, thread: thread, facts: facts,
      content: content, in: domain)
    message.isFromBuyer = isFromBuyer
    return message
  }
}

extension Step {
  /// Lets the step speak of a message under its new name.
  fileprivate mutating func rename(_ old: String, to new: String) {
    switch action {
    case .can(let id, let expectations) where id.content == old:
      action = .can(Written(new), expectations)
    case .send(let id) where id.content == old: action = .send(Written(new))
    case .receive(.named(let id)) where id.content == old: action = .receive(.named(Written(new)))
    default: break
    }
  }
}
