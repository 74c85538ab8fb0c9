// `eval`: any expression over the facts of the message in question.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let eval = Command(
    "eval", group: .ask, usage: "eval [--type] EXPRESSION",
    summary: "Computes an expression over the facts of the message in question.",
    about: [
      "Expressions are those of the rules, in the Common Expression Language: "
        + "`eval order.delivered.plusDays(5, store.zone) < clock`. Names may be written "
        + "with hyphens, as everywhere, or with underscores, as in the policy's files.",
      "`eval --type EXPRESSION` tells the type and what the expression reads, without computing it.",
    ],
    examples: ["eval 1 + 2", "eval message.requests_review", "eval --type order.delivered"],
    arguments: [.expression]
  ) { session, arguments throws(Diagnostics) in
    let first = try arguments.required("an expression")
    if first.text == "--type" { return try session.describeType(arguments) }
    let checked = try session.policy.environment.check(session.expression(arguments.rest))
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
    case .unknown where session.messageInQuestion == nil:
      throw Diagnostics(
        Diagnostic(
          id: "evaluation", "it depends on a message, and none is in question",
          at: arguments.rest, help: "ask about one first, as in `can MESSAGE`"))
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
  /// An expression with the names of terms as conditions write them; every place stays where it is.
  fileprivate func expression(_ written: SourceSpan) -> SourceSpan {
    let names = Set(allTerms.map(\.name).filter { $0.contains("-") })
    var bytes = Array(written.source.text.utf8)
    var place = written.range.lowerBound
    var quote: UInt8?
    while place < written.range.upperBound {
      let start = place
      while place < written.range.upperBound, quote == nil, Self.isPartOfName(bytes[place]) {
        place += 1
      }
      if place > start {
        if names.contains(String(decoding: bytes[start..<place], as: UTF8.self)) {
          for index in start..<place where bytes[index] == UInt8(ascii: "-") {
            bytes[index] = UInt8(ascii: "_")
          }
        }
        continue
      }
      if let open = quote {
        if bytes[place] == UInt8(ascii: "\\") {
          place += 1
        } else if bytes[place] == open {
          quote = nil
        }
      } else if bytes[place] == UInt8(ascii: "\"") || bytes[place] == UInt8(ascii: "'") {
        quote = bytes[place]
      }
      place += 1
    }
    let source = SourceText(
      name: written.source.name, text: String(decoding: bytes, as: UTF8.self))
    return SourceSpan(source, written.range)
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
  }

  /// The type of an expression, and the type of each name in it.
  fileprivate func describeType(_ arguments: Arguments) throws(Diagnostics) -> Reply {
    guard arguments.words.count > 1 else {
      throw arguments.usage("`eval --type` needs an expression", at: arguments.first)
    }
    let text = arguments.statement.rest(from: arguments.words.startIndex + 1)
    let checked = try policy.environment.check(expression(text))
    let names = checked.slots.map { policy.environment.variables[$0] }
    return Reply(
      [.text(.name("\(checked.type)"))]
        + (names.isEmpty
          ? [] : [.table(names.map { [Phrase($0.name), .faint("\($0.type)")] }, indent: 2)]),
      json: [
        "type": .text("\(checked.type)"),
        "names": .object(
          names.map { JSON.Member(name: $0.name, value: .text("\($0.type)")) }),
      ])
  }

  /// The message that is meant when none is named: the one last spoken of, or the only one.
  var messageInQuestion: String? {
    if let asked = situation.lastAnswer { return asked.message }
    let own = world.messages.entries.filter { !$0.isFromBuyer }
    return situation.topic ?? (own.count == 1 ? own[0].id : nil)
  }

  /// The decision about the message in question; without one, about nothing but the clock.
  var decisionInQuestion: Decision {
    if let asked = situation.lastAnswer { return asked.decision }
    if let id = messageInQuestion, let question = try? question(about: Written(id)) {
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
