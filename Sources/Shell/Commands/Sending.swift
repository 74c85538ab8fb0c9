// `send` and `receive`: what is sent and received is remembered, so that the next answer knows.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

extension Command {
  static let send = Command(
    "send", group: .world, usage: "send [MESSAGE]",
    summary: "Records a message as sent at the world's clock.",
    about: [
      "Nothing leaves this program. A message that may not be sent is recorded all the same."
    ],
    examples: ["send second-ask"], arguments: [.message], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    let word = try arguments.atMost(1).first
    let id = try session.message(word, arguments)
    let decision = try session.world.question(about: id).decide(withEvidence: false)
    try session.situation.perform(.send(id), span: id.span)
    session.situation.topic = id.content
    let moment = session.world.notation.words(for: session.world.clock)
    var sentence = Phrase("\(id.content) is recorded as sent at \(moment).")
    if decision.verdict != .yes {
      sentence =
        sentence + " Whether it was permitted: " + decision.verdict.phrase
        + " (`can \(id.content)`)."
    }
    return Reply(
      sentence,
      json: [
        "sent": .text(id.content), "moment": .text(session.world.clock.description),
        "verdict": .text(decision.verdict.rawValue),
      ])
  }

  static let receive = Command(
    "receive", group: .world, usage: "receive [MESSAGE | TEXT] [to MESSAGE]",
    summary: "The buyer writes: a message of the world, or a text.",
    about: [
      "`receive \"Where is my parcel?\" to first-ask` records a new message of the buyer that answers "
        + "first-ask. Without `to` it answers what was last sent, and starts a thread of its own when "
        + "nothing was. Without a text, rows are read until one that holds only a full stop.",
      "`draft NAME in-reply-to received-1` writes an answer to it.",
    ],
    examples: ["receive \"Where is my parcel?\""], arguments: [.message], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    var words = arguments.words
    var answered: Written<String>?
    if words.count >= 2, let last = words.last,
      ["to", "in-reply-to"].contains(words[words.endIndex - 2].lowered),
      session.world.messages[last.text] != nil
    {
      answered = Written(last.text, at: last.span)
      words = words.dropLast(2)
    }
    if words.count == 1, let first = words.first, !first.isQuoted {
      return try session.receive(Written(first.text, at: first.span))
    }
    var composition = Composition(
      .received, id: session.world.freeName, statement: String(arguments.statement.span.text),
      before: session.situation)
    composition.inReplyTo =
      answered?.content
      ?? session.world.events.last { $0.direction == .sent }?.message.id
    if composition.inReplyTo == nil { composition.order = try session.usualOrder(arguments) }
    composition.subject = ""
    guard !words.isEmpty else {
      session.composition = composition
      return Reply("Write what the buyer says; end with a row that holds only a full stop.")
    }
    return try session.finish(
      composition, body: words.map(\.text).joined(separator: " "), isStatement: true)
  }
}

extension Session {
  /// A message of the world turns out to be the buyer's.
  fileprivate mutating func receive(_ id: Written<String>) throws(Diagnostics) -> Reply {
    try situation.perform(.receive(.named(id)), span: id.span)
    return received(id.content)
  }

  func received(_ id: String) -> Reply {
    let moment = world.notation.words(for: world.clock)
    return Reply(
      "The buyer's message \(id) is recorded at \(moment).",
      json: ["received": .text(id), "moment": .text(world.clock.description)])
  }

  /// The order that is meant when none is named: that of the last question, or the only one.
  func usualOrder(_ arguments: Arguments) throws(Diagnostics) -> String? {
    if let topic = situation.topic.flatMap({ world.messages[$0] }),
      let order = world.order(of: topic)
    {
      return order.id
    }
    if world.orders.count <= 1 { return world.orders.entries.first?.id }
    throw Diagnostics(
      Diagnostic(
        id: "which-order", "it is not clear which order is meant",
        at: arguments.statement.span,
        help: "name one of: \(world.orders.ids.prefix(8).joined(separator: ", "))"))
  }
}
