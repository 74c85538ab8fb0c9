// `draft` and `edit`: writing messages.

public import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

extension Command {
  static let draft = Command(
    "draft", "compose", group: .world, usage: "draft NAME [KEY VALUE]…",
    summary: "Writes a new message.",
    about: [
      "Subject and text are asked for; a row that holds only a full stop ends the text. "
        + "`draft thanks subject \"Your order\" body \"Thank you.\"` asks nothing.",
      "The keys: `like` (a message from which it takes what is not said), `order`, `in-reply-to`, "
        + "`subject`, `body`, `attachment`, and what can be stated of a message, such as "
        + "`purpose review-request channel app`; `terms message` lists that.",
    ],
    examples: ["draft thanks like first-ask body \"Thank you for your order.\""],
    arguments: [.words([]), .draftField], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    let name = try arguments.required("a name for the message")
    if session.world.messages[name.text] != nil {
      throw Diagnostics(
        Diagnostic(
          id: "name-taken", "there is a message `\(name.text)` already", at: name.span,
          help: "`edit \(name.text)` changes it"))
    }
    guard !Moments.isStart(name) || name.isQuoted else {
      throw Diagnostics(
        Diagnostic(
          id: "name-is-time", "`\(name.text)` would be taken for a time", at: name.span,
          help: "choose a name that begins with a letter"))
    }
    var composition = Composition(
      .draft, id: name.text, statement: String(arguments.statement.span.text),
      before: session.situation)
    let body = try session.fill(&composition, arguments.words.dropFirst(), arguments)
    guard let body else {
      session.composition = composition
      return Reply(
        composition.subject == nil
          ? "Write the subject, then the text; a row that holds only a full stop ends it."
          : "Write the text; a row that holds only a full stop ends it.")
    }
    return try session.finish(composition, body: body, isStatement: true)
  }

  static let edit = Command(
    "edit", group: .world, usage: "edit [MESSAGE] [KEY VALUE]…",
    summary: "Changes a message, in your editor or by key.",
    about: [
      "`edit first-ask` opens $VISUAL or $EDITOR. `edit first-ask subject \"Your order\"` changes one "
        + "part; the keys are those of `draft`."
    ],
    examples: ["edit second-ask body \"Is everything all right?\""],
    arguments: [.message, .draftField], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    var words = arguments.words
    let id = try session.message(words.popFirst(), arguments)
    let message = try session.world.message(id)
    guard !message.isFromBuyer else {
      throw Diagnostics(
        Diagnostic(
          id: "not-your-message", "`\(id.content)` was written by the buyer", at: id.span,
          help: "`undo` takes back what was received"))
    }
    guard words.isEmpty else {
      var composition = Composition(
        .draft, id: id.content, statement: "", before: session.situation)
      composition.take(message)
      let body = try session.fill(&composition, words, arguments) ?? message.content.body
      let changed = World.Message(
        id: id.content, order: composition.order, inReplyTo: composition.inReplyTo,
        thread: message.thread, facts: composition.facts,
        content: MessageAnalysis.Message(
          subject: composition.subject ?? "", body: body, attachments: composition.attachments),
        in: session.domain)
      return session.put(changed)
    }
    let text = "Subject: \(message.content.subject)\n\n\(message.content.body)"
    return Reply(
      [], json: ["edit": .text(id.content), "text": .text(text)],
      request: .edit(message: id.content, text: text))
  }
}

extension Composition {
  /// Takes over what a message says.
  mutating func take(_ message: World.Message) {
    order = message.order
    inReplyTo = message.inReplyTo
    subject = message.content.subject
    facts = message.facts
    attachments = message.content.attachments
  }
}

extension Session {
  /// Fills in what keys and values say; returns the text, if it was said.
  fileprivate func fill(
    _ composition: inout Composition, _ words: ArraySlice<Word>, _ arguments: Arguments
  ) throws(Diagnostics) -> String? {
    let keys = ["like", "order", "in-reply-to", "subject", "body", "attachment"]
    let pairs = try pairs(words, subjects: ["message"], besides: keys, arguments)
    var body: String?
    if let like = pairs.first(where: { $0.name.text == "like" }) {
      let base = try world.message(Written(like.values.text, at: like.name.span))
      composition.take(base)
      body = base.content.body
    }
    for (name, values) in pairs {
      switch name.text {
      case "like": break
      case "order":
        composition.order =
          values.text == "none" ? nil : try world.order(Written(values.text, at: values.span)).id
      case "in-reply-to":
        composition.inReplyTo = try world.message(Written(values.text, at: values.span)).id
      case "subject": composition.subject = values.text
      case "body": body = values.text
      case "attachment": composition.attachments.append(Attachment(name: values.text))
      default:
        let slot = try slot(name, subjects: ["message"])
        composition.facts.set(slot, to: try state(values, of: slot, after: name), at: nil)
      }
    }
    let names = pairs.map(\.name.text)
    if composition.order == nil, composition.inReplyTo == nil, !names.contains("order") {
      composition.order = try usualOrder(arguments)
    }
    if body != nil, composition.subject == nil { composition.subject = "" }
    return body
  }

  /// Takes back a text that ``Reply/Request/edit(message:text:)`` asked to edit.
  ///
  /// - Throws: that the first row is not the subject.
  public mutating func finish(
    editing text: String, as id: String
  ) throws(Diagnostics) -> Reply {
    let message = try world.message(Written(id))
    var rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = rows.first, first.lowercased().hasPrefix("subject:") else {
      throw Diagnostics(
        Diagnostic(
          id: "no-subject", "the edited text does not begin with `Subject:`; nothing was changed",
          at: nil, help: "keep the first row, then an empty one, then the text"))
    }
    rows.removeFirst()
    if rows.first?.allSatisfy(\.isWhitespace) == true { rows.removeFirst() }
    let subject = first.dropFirst("subject:".count).drop { $0 == " " }
    let content = MessageAnalysis.Message(
      subject: String(subject), body: rows.joined(separator: "\n"),
      attachments: message.content.attachments)
    guard content != message.content else { return Reply("Nothing was changed.") }
    let before = situation
    let changed = World.Message(
      id: id, order: message.order, inReplyTo: message.inReplyTo, thread: message.thread,
      facts: message.facts, content: content, in: domain)
    let reply = put(changed)
    remember(before, "edit \(id)")
    return reply
  }
}

extension ArraySlice where Element == Word {
  var text: String { map(\.text).joined(separator: " ") }

  var span: SourceSpan? {
    guard let first, let last else { return nil }
    return SourceSpan(
      first.span.source, first.span.range.lowerBound..<last.span.range.upperBound)
  }
}
