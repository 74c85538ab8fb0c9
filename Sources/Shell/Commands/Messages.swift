// `messages` and `show`: the messages of the world, and one of them with everything that its text
// was found to say.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

extension Command {
  static let messages = Command(
    "messages", group: .world, usage: "messages",
    summary: "Lists the messages with what became of them.", examples: ["messages"]
  ) { session, arguments throws(Diagnostics) in
    _ = try arguments.atMost(0)
    let messages = session.world.messages.entries
    guard !messages.isEmpty else {
      return Reply("There is no message yet: `draft NAME` writes one.")
    }
    return Reply(
      [
        .table(
          messages.map { [.name($0.id), Phrase(session.fate(of: $0)), Phrase($0.firstWords)] })
      ],
      json: ["messages": .list(messages.map { session.json(of: $0) })])
  }

  static let show = Command(
    "show", group: .world, usage: "show [MESSAGE | ORDER | NAME]",
    summary:
      "Shows a message with what its text was found to say, an order, or whatever has a name.",
    about: [
      "A name is that of a passage, a case, a world of `edges`, a rule, a source, a fact, a definition "
        + "or a parameter: whatever was printed."
    ],
    examples: ["show second-ask"], arguments: [.orderOrMessage]
  ) { session, arguments throws(Diagnostics) in
    let word = try arguments.atMost(1).first
    if let word, session.world.messages[word.text] == nil {
      if let order = session.world.orders[word.text] { return session.show(order) }
      if let reply = try session.describe(word) { return reply }
    }
    let id = try session.message(word, arguments)
    return session.show(try session.world.message(id))
  }
}

extension World.Message {
  /// The beginning of its text.
  fileprivate var firstWords: String {
    let text = content.body.isEmpty ? content.subject : content.body
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return line.count > 60 ? line.prefix(59) + "…" : line
  }
}

extension Session {
  /// What became of a message: `sent 2021-03-11 09:00 PST`.
  fileprivate func fate(of message: World.Message) -> String {
    let events = world.events.filter { $0.message.id == message.id }
    guard let last = events.last else { return message.isFromBuyer ? "the buyer's" : "draft" }
    return "\(last.direction.rawValue) \(world.notation.words(for: last.moment))"
      + (events.count > 1 ? ", \(events.count) times" : "")
  }

  func json(of message: World.Message) -> JSON {
    [
      "id": .text(message.id), "order": .optional(world.order(of: message)?.id),
      "in-reply-to": .optional(message.inReplyTo), "from-buyer": .flag(message.isFromBuyer),
      "facts": json(of: message.facts), "subject": .text(message.content.subject),
      "body": .text(message.content.body),
      "alternatives": .list(
        message.content.alternatives.map {
          ["kind": .text($0.kind.rawValue), "text": .text($0.text)]
        }),
      "attachments": .texts(message.content.attachments.map(\.name)),
    ]
  }

  func show(_ message: World.Message) -> Reply {
    var lead = [fate(of: message)]
    if let order = world.order(of: message) { lead.append("about order \(order.id)") }
    if let other = message.inReplyTo { lead.append("answers \(other)") }
    var blocks: [Block] = [.text(.name(message.id) + Phrase(" — \(lead.joined(separator: ", "))"))]
    let rows = rows(of: message.facts)
    if !rows.isEmpty { blocks.append(.table(rows, indent: 2)) }
    blocks.append(.blank)
    if !message.content.subject.isEmpty {
      blocks.append(.text(Phrase("subject: \(message.content.subject)"), indent: 2, hanging: 2))
    }
    let parts =
      [MessagePart.body] + message.content.alternatives.indices.map(MessagePart.alternative)
    for part in parts {
      var text = message.content[part]
      while text.hasSuffix("\n") { text.removeLast() }
      if parts.count > 1 {
        blocks.append(.text(Phrase("\(part.name(in: message.content)):"), indent: 2))
      }
      blocks.append(.verbatim(text, indent: 2))
    }
    for attachment in message.content.attachments {
      let word = attachment.isInline ? "picture in the text" : "attachment"
      blocks.append(.text(Phrase("\(word): \(attachment.name)"), indent: 2))
    }
    let findings = found(in: message)
    if !findings.isEmpty {
      blocks += [.blank, .text("What the text says:", indent: 2)]
      for finding in findings {
        blocks.append(
          .text(Phrase(finding.words + " ") + .faint("(\(finding.fact))"), indent: 4, hanging: 2))
        blocks += finding.quotes.prefix(2).map { .quote($0, indent: 6) }
      }
    }
    return Reply(
      blocks,
      json: json(of: message).with(
        "found",
        .list(
          findings.map { finding in
            ["fact": .text(finding.fact), "quotes": .list(finding.quotes.map(\.json))]
          })))
  }

  private struct Found {
    let fact: String
    let words: String
    var quotes: [MarkedLine]
  }

  /// The facts that the policy knows and that were found in a text, with their marks; those that
  /// are true of the whole text, such as its language, come first and have none.
  private func found(in message: World.Message) -> [Found] {
    let facts = domain.analyzer.facts
    var result: [Found] = []
    for (number, value) in message.analysis.values.enumerated()
    where facts[number].kind == .string && value != .absent {
      guard let fact = domain.vocabulary[facts[number].name] else { continue }
      result.append(Found(fact: facts[number].name, words: words(of: fact, value), quotes: []))
    }
    for finding in message.analysis.findings {
      let name = facts[finding.fact].name
      guard let fact = domain.vocabulary[name] else { continue }
      let part = finding.part.name(in: message.content)
      let text = SourceText(name: part, text: message.content[finding.part])
      let mark = MarkedLine(part: part, span: SourceSpan(text, finding.range))
      if let index = result.firstIndex(where: { $0.fact == name }) {
        if !result[index].quotes.contains(mark) { result[index].quotes.append(mark) }
        continue
      }
      result.append(
        Found(
          fact: name, words: words(of: fact, message.analysis.values[finding.fact]), quotes: [mark])
      )
    }
    return result
  }

  private func words(of fact: FactDeclaration, _ value: TextValue) -> String {
    switch value {
    case .bool(true): fact.says ?? fact.label
    case .bool(false): fact.saysNot ?? "no \(fact.label)"
    case .int(let count): "\(fact.label): \(count)"
    case .number(let number): "\(fact.label): \(number)"
    case .string(let text): "\(fact.label): \(fact.meaning(of: text) ?? text)"
    case .absent: "no \(fact.label)"
    case .unknown: "\(fact.label): unknown"
    case .choice(let word): "\(fact.label): \(fact.meaning(of: word) ?? word)"
    case .strings(let texts): "\(fact.label): \(texts.joined(separator: ", "))"
    }
  }
}
