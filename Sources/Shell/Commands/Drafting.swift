// `draft` and `edit`: writing messages.

public import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

extension Command {
  static let draft = Command(
    "draft", "compose", group: .world, usage: "draft NAME [from FILE] [KEY VALUE]…",
    summary: "Writes a new message.",
    about: [
      "Subject and text are asked for; a row that holds only a full stop ends the text. A letter "
        + "that is pasted at once is the text, below its subject if its first row begins with "
        + "`Subject:`.",
      "`draft thanks subject \"Your order\" body \"Thank you.\"` asks nothing.",
      "`draft thanks from letter.eml` takes subject, texts and attachments from a mail, an HTML or a "
        + "text file; `box.mbox#3` is the third mail of a mailbox.",
      "The keys: `from`, `like` (a message from which it takes what is not said), `order`, `in-reply-to`, "
        + "`subject`, `body`, `attachment`, and what can be stated of a message, such as "
        + "`purpose review-request channel app`; `terms message` lists that.",
    ],
    examples: [
      "draft thanks like first-ask body \"Thank you for your order.\"",
      "draft invoice from Scenarios/invoice.eml purpose invoice",
    ],
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
        + "part; the keys are those of `draft`. A new text takes the place of all texts of a mail."
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
          subject: composition.subject ?? "", body: body, bodyKind: composition.bodyKind,
          alternatives: composition.alternatives, attachments: composition.attachments),
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
  /// The keys of `draft` and `edit` besides facts.
  static let keys = ["from", "like", "order", "in-reply-to", "subject", "body", "attachment"]

  /// Takes over what a message says.
  mutating func take(_ message: World.Message) {
    order = message.order
    inReplyTo = message.inReplyTo
    facts = message.facts
    take(message.content)
  }

  /// Takes over what a message is made of, its body left out.
  mutating func take(_ content: MessageAnalysis.Message) {
    subject = content.subject
    bodyKind = content.bodyKind
    alternatives = content.alternatives
    attachments = content.attachments
  }
}

extension Session {
  /// Fills in what keys and values say; returns the text, if it was said.
  fileprivate func fill(
    _ composition: inout Composition, _ words: ArraySlice<Word>, _ arguments: Arguments
  ) throws(Diagnostics) -> String? {
    let keys = Composition.keys
    let pairs = try pairs(words, subjects: ["message"], besides: keys, arguments)
    var body: String?
    if let like = pairs.first(where: { $0.name.text == "like" }) {
      let base = try world.message(Written(like.values.text, at: like.name.span))
      composition.take(base)
      body = base.content.body
    }
    if let from = pairs.first(where: { $0.name.text == "from" }) {
      let content = try message(in: Written(from.values.text, at: from.values.span))
      composition.take(content)
      body = content.body
    }
    for (name, values) in pairs {
      switch name.text {
      case "like", "from": break
      case "order":
        composition.order =
          values.text == "none" ? nil : try world.order(Written(values.text, at: values.span)).id
      case "in-reply-to":
        composition.inReplyTo = try world.message(Written(values.text, at: values.span)).id
      case "subject": composition.subject = values.text
      case "body":
        body = values.text
        composition.bodyKind = nil
        composition.alternatives = []
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

  /// The one message of a file.
  private func message(
    in path: Written<String>
  ) throws(Diagnostics) -> MessageAnalysis.Message {
    do throws(Diagnostics) {
      let messages = try MessageFile.read(path.content)
      guard messages.count == 1, let first = messages.first else {
        throw Diagnostics(
          Diagnostic(
            id: "several-mails",
            "`\(path.content)` holds \(counted(messages.count, "mail"))", at: path.span,
            help: "name one of them: `\(path.content)#1`"))
      }
      return try first.get().message
    } catch {
      throw Diagnostics(error.all.map { $0.at(path.span) })
    }
  }

  /// Takes back a text that ``Reply/Request/edit(message:text:)`` asked to edit.
  ///
  /// - Throws: that the first row is not the subject.
  public mutating func finish(
    editing text: String, as id: String
  ) throws(Diagnostics) -> Reply {
    let message = try world.message(Written(id))
    var rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = rows.first, first.lowercased().hasPrefix(Self.subjectMark) else {
      throw Diagnostics(
        Diagnostic(
          id: "no-subject", "the edited text does not begin with `Subject:`; nothing was changed",
          at: nil, help: "keep the first row, then an empty one, then the text"))
    }
    rows.removeFirst()
    if rows.first?.allSatisfy(\.isWhitespace) == true { rows.removeFirst() }
    let subject = first.dropFirst(Self.subjectMark.count).drop { $0 == " " }
    var content = message.content
    content.subject = String(subject)
    content.body = rows.joined(separator: "\n")
    if content.body != message.content.body { content.alternatives = [] }
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
