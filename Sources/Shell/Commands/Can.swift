// `can`: may this message be sent? Whatever else people say around the message and the time is
// understood and passed over.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let can = Command(
    "can", "may", group: .ask, usage: "can [MESSAGE] [TIME]",
    summary: "Says whether a message may be sent, and why.",
    about: [
      "`can X`, `can I send X now?`, `may I send X on 2021-04-02?` and `can X in 3 days` are one "
        + "command. Without a message the one last asked about is meant, or the only one there is.",
      "The answer names each rule that decides, with the values compared, the place in the message, "
        + "its sources and the next step. The clock stays where it is; `at` and `wait` move it.",
    ],
    examples: ["can second-ask", "can I send second-ask in 3 days?", "may i send it now?"],
    arguments: [.message, .moment]
  ) { session, arguments throws(Diagnostics) in
    var words = arguments.words
    func skip(_ texts: Set<String>) {
      while let first = words.first, texts.contains(first.plainText) { words.removeFirst() }
    }
    skip(["i", "we", "please"])
    skip(["send"])
    var message: Word?
    if let first = words.first {
      let name = first.withoutQuestionMark
      if session.world.messages[name.text] != nil {
        message = name
        words.removeFirst()
      } else if ["it", "this"].contains(first.plainText) {
        words.removeFirst()
      } else if !name.text.isEmpty, !Moments.isStart(name) {
        message = name
        words.removeFirst()
      }
    }
    let times = words.map(\.withoutQuestionMark).filter { !$0.text.isEmpty }
    let moment =
      times.isEmpty ? nil : try Moments(world: session.world).moment(times[...])
    let id = try session.message(message, arguments)
    let asked = Asked(try session.question(about: id, at: moment))
    return session.answer(asked)
  }
}

extension Word {
  /// The word in lower case without a question mark at its end.
  fileprivate var plainText: String { withoutQuestionMark.lowered }

  var withoutQuestionMark: Word {
    guard !isQuoted, text.hasSuffix("?") else { return self }
    return Word(text: String(text.dropLast()), span: span, isQuoted: false)
  }
}

extension Session {
  /// The message that is meant: the one named, the one last asked about, or the only one.
  ///
  /// - Throws: that it is not clear.
  func message(_ word: Word?, _ arguments: Arguments) throws(Diagnostics) -> Written<String> {
    if let word { return Written(word.text, at: word.span) }
    if let topic = situation.topic { return Written(topic) }
    let own = world.messages.entries.filter { !$0.isFromBuyer }
    if own.count == 1 { return Written(own[0].id) }
    let help =
      own.isEmpty
      ? "write one with `draft NAME`, or open a scenario with `load FILE`"
      : "name one of: \(own.prefix(8).map(\.id).joined(separator: ", "))"
    throw Diagnostics(
      Diagnostic(
        id: own.isEmpty ? "no-message" : "which-message",
        own.isEmpty ? "there is no message yet" : "it is not clear which message is meant",
        at: arguments.statement.span, help: help))
  }

  /// A question about a message, with its spelling looked at when the settings say so.
  ///
  /// - Throws: that there is no such message.
  func question(
    about id: Written<String>, at moment: Timestamp? = nil
  ) throws(Diagnostics) -> Question {
    let question = try world.question(about: id, at: moment)
    return settings.checksSpelling ? question.checkingSpelling() : question
  }

  /// Notes an answer and tells it.
  mutating func answer(_ asked: Asked) -> Reply {
    situation.lastAnswer = asked
    situation.topic = asked.message
    situation.record(
      .can(Written(asked.message), asked.expectations), at: asked.question.moment)
    count(asked.decision)
    let report = AnswerReport(asked, heard: heardAdvice)
    heardAdvice.formUnion(report.advice.filter(\.isToldOnce).map(\.id))
    var reply = Reply(report.blocks, json: report.json, verdict: report.verdict)
    if !isNoticeSaid, !policy.document.notice.isEmpty {
      isNoticeSaid = true
      let notice = policy.document.notice
      reply.blocks += [.blank, .text(.faint(notice), indent: 2)]
      reply.json = reply.json.with("notice", .text(notice))
    }
    return reply
  }
}

extension Asked {
  /// What a scenario expects that gives this answer again.
  var expectations: [Expectation] {
    let edition = decision.edition
    var result = [Expectation(.verdict(question: 0, decision.verdict))]
    let rules = decision.answer.deciding.map { edition.rules[$0].id }
    if decision.verdict == .no, !rules.isEmpty {
      result.append(Expectation(.because(rules, only: true)))
    }
    for question in decision.answers.indices.dropFirst() {
      let verdict = decision.answers[question].verdict
      if verdict != .depends {
        result.append(Expectation(.verdict(question: question, verdict)))
      }
    }
    return result
  }
}
