// A message that is being written row by row: first its subject, then its text, until a row that
// holds only a full stop. A row that should hold just that is written with two.

public import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

/// A message in the making.
struct Composition: Sendable {
  enum Kind: Sendable { case draft, received }

  let kind: Kind
  let id: String
  /// The statement that began it.
  let statement: String
  /// The situation before it.
  let before: Situation
  var order: String?
  var inReplyTo: String?
  /// `nil` as long as it was not asked for.
  var subject: String?
  var facts = FactSheet()
  var bodyKind: BodyKind?
  var alternatives: [BodyPart] = []
  var attachments: [Attachment] = []
  var rows: [String] = []

  /// The most rows of a text.
  static let mostRows = 10_000

  init(_ kind: Kind, id: String, statement: String, before: Situation) {
    self.kind = kind
    self.id = id
    self.statement = statement
    self.before = before
  }

  var prompt: String { subject == nil ? "subject > " : "text, `.` ends > " }
}

extension Session {
  /// Takes a row of the message that is being written.
  mutating func compose(row: String) throws(Diagnostics) -> Reply {
    guard var composition else { preconditionFailure("nothing is being written") }
    if composition.subject == nil {
      composition.subject = row
    } else if row == "." {
      self.composition = nil
      return try finish(composition, body: composition.rows.joined(separator: "\n") + "\n")
    } else {
      composition.rows.append(row == ".." ? "." : row)
      guard composition.rows.count <= Composition.mostRows else {
        throw Diagnostics(
          Diagnostic(
            id: "text-too-long", "a text has at most \(Composition.mostRows) rows", at: nil))
      }
    }
    self.composition = composition
    return .silent
  }

  /// Settles the subject before rows that come at once, as when a letter is pasted: its first row is
  /// the subject only if it says so.
  ///
  /// - Returns: the rows that are left to be taken one by one.
  public mutating func settleSubject(before rows: String) -> String {
    guard composition != nil, composition?.subject == nil,
      let end = rows.firstIndex(where: \.isNewline), rows[end...].contains(where: { !$0.isNewline })
    else { return rows }
    let first = rows[..<end]
    guard first.lowercased().hasPrefix(Self.subjectMark) else {
      composition?.subject = ""
      return rows
    }
    composition?.subject = String(first.dropFirst(Self.subjectMark.count).drop { $0 == " " })
    var rest = rows[rows.index(after: end)...]
    if rest.first?.isNewline == true { rest.removeFirst() }
    return String(rest)
  }

  /// What marks the subject of a text that holds both.
  static let subjectMark = "subject:"

  /// Throws away the message that is being written.
  public mutating func cancelComposition() { composition = nil }

  /// What is wrong when the input ends now: a message that is being written.
  public func checkEnd() throws(Diagnostics) {
    guard let composition else { return }
    throw Diagnostics(
      Diagnostic(
        id: "open-text", "the text of `\(composition.id)` never ends", at: nil,
        help: "end it with a row that holds only a full stop"))
  }

  /// Adds the message that was written.
  ///
  /// - Parameter isStatement: whether it was written in one statement, which is then kept for
  ///   `undo` like any other.
  mutating func finish(
    _ composition: Composition, body: String, isStatement: Bool = false
  ) throws(Diagnostics) -> Reply {
    let message = World.Message(
      id: composition.id, order: composition.order, inReplyTo: composition.inReplyTo,
      facts: composition.facts,
      content: MessageAnalysis.Message(
        subject: composition.subject ?? "", body: body, bodyKind: composition.bodyKind,
        alternatives: composition.alternatives, attachments: composition.attachments),
      in: domain)
    let reply: Reply
    switch composition.kind {
    case .draft:
      let hasSubject = isStatement || !message.content.subject.isEmpty
      reply = put(message, remark: hasSubject ? "" : Self.noSubject(message.id))
    case .received:
      try situation.perform(.receive(.written(message)))
      reply = received(message.id)
    }
    if !isStatement { remember(composition.before, composition.statement) }
    return reply
  }

  private static func noSubject(_ id: String) -> String {
    " It has no subject; `edit \(id) subject \"…\"` gives it one."
  }

  /// Adds a draft, or a new wording of a message.
  mutating func put(_ message: World.Message, remark: String = "") -> Reply {
    let isNew = world.messages[message.id] == nil
    replace(with: message)
    let words = message.content.body.split { $0.isWhitespace }.count
    return Reply(
      .name(message.id)
        + Phrase(
          " is \(isNew ? "drafted" : "changed"), \(counted(words, "word")): `can \(message.id)` asks."
            + remark
        ),
      json: json(of: message))
  }

  /// Gives a message another text, or other passages that are taken to say nothing.
  mutating func replaceText(of message: World.Message, with content: MessageAnalysis.Message) {
    var changed = World.Message(
      id: message.id, order: message.order, inReplyTo: message.inReplyTo, thread: message.thread,
      facts: message.facts, content: content, in: domain)
    changed.isFromBuyer = message.isFromBuyer
    replace(with: changed)
  }

  /// Puts a message in place of the one with its name.
  private mutating func replace(with message: World.Message) {
    if let old = world.messages[message.id], situation.hasSpoken(of: message.id) {
      situation.replaced.append((situation.journal.count, old))
    }
    situation.origin.put(message)
    world.put(message)
    situation.topic = message.id
    situation.lastAnswer = nil
  }
}

extension Situation {
  /// Whether the journal speaks of a message.
  func hasSpoken(of id: String) -> Bool {
    journal.contains { step in
      switch step.action {
      case .can(let name, _), .send(let name), .receive(.named(let name)): name.content == id
      default: false
      }
    }
  }
}
