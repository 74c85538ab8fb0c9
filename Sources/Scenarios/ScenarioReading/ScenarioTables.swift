// The keys of scenario files, made from the vocabulary: the fixed structure is here, every fact
// that may be stated is a key of its subject's section. Reader and schema share these tables.

import MessageAnalysis
import PolicyEngine

/// The keys of every section of a scenario file.
struct ScenarioTables: Sendable {
  /// A section with facts: its keys, and which fact each key states.
  struct Section: Sendable {
    let table: KeyTable
    /// For each key of the table, the slot of its fact; `nil` for keys of the fixed structure.
    let slots: [Int?]

    init(_ name: String, _ meaning: String, _ fixed: [KeyTable.Key], _ facts: [Fact]) {
      let own = facts.filter { fact in !fixed.contains { $0.name == fact.key.name } }
      table = KeyTable(name, meaning, fixed + own.map(\.key))
      slots = fixed.map { _ in nil } + own.map(\.slot)
    }
  }

  /// A fact as a key.
  struct Fact: Sendable {
    let key: KeyTable.Key
    let slot: Int
  }

  let scenario: KeyTable
  let settings: Section
  let seller: Section
  let app: Section
  let order: Section
  let buyer: Section
  let message: Section
  let received: Section
  let attachment: KeyTable
  let alternative: KeyTable
  let step: KeyTable
  /// A question on a line of its own, with everything that it is about.
  let question: KeyTable
  /// The order that such a question is about.
  let askedOrder: Section
  /// Sections at the top of a file for subjects without a place in the fixed structure.
  let own: [(name: String, section: Section)]
  /// The keys of a step that say what is expected of the other questions, with their positions.
  let questions: [(name: String, position: Int)]

  init(_ vocabulary: Vocabulary, _ questions: [QuestionDocument]) {
    var facts: [String: [Fact]] = [:]
    var subjects: [String] = []
    for (slot, fact) in vocabulary.facts.enumerated() where fact.isGiven {
      let (subject, property) = FactName.parts(FactName.shown(fact.name.content))
      if facts[subject] == nil { subjects.append(subject) }
      let key = KeyTable.Key.optional(property, fact.shape, fact.meaning)
      facts[subject, default: []].append(Fact(key: key, slot: slot))
    }
    settings = Section(
      "settings section", "Readings of the policy on which its sources disagree.", [],
      facts["reading"] ?? [])
    app = Section("app", "The software that sends.", [], facts["app"] ?? [])
    seller = Section(
      "seller", "Who sends.",
      [.optional("app", .keys(app.table), "The software that sends.")], facts["seller"] ?? [])
    buyer = Section(
      "buyer", "Who bought.",
      [.optional("id", .text, "A name for the buyer, when several orders have the same one.")],
      facts["buyer"] ?? [])
    let person = KeyTable.Key.optional("buyer", .keys(buyer.table), "Who bought.")
    order = Section(
      "order", "One order, below its id.",
      [
        .optional("like", .text, "The id of the order from which it differs only in what follows."),
        person,
      ], facts["order"] ?? [])
    askedOrder = Section(
      "order in question", "The order that the message is about.",
      [.optional("id", .text, "The order id."), person], facts["order"] ?? [])
    let attachment = KeyTable(
      "attachment", "A file that comes with a message.",
      [
        .required("name", .text, "The file's name."),
        .optional("bytes", .int, "Its size."),
        .optional("type", .text, "Its media type, such as application/pdf."),
        .optional("content-id", .text, "The id by which the HTML of a mail can show it."),
        .optional("inline", .bool, "Whether the HTML of a mail shows it."),
      ])
    let alternative = KeyTable(
      "alternative", "A further text of a mail: one of plain, html.",
      [
        .optional("plain", .text, "The text as readers see it."),
        .optional("html", .text, "The text with the tags of HTML."),
      ])
    let text = Self.textKeys(attachment, alternative)
    message = Section("message", "One message, below its name.", text, facts["message"] ?? [])
    received = Section(
      "received message", "A message that the buyer writes.",
      [.optional("id", .text, "The name by which it can be meant.")] + text,
      facts["message"] ?? [])
    self.attachment = attachment
    self.alternative = alternative
    self.questions = questions.enumerated().dropFirst().map { ($0.element.id.content, $0.offset) }
    step = Self.step(received.table, questions)
    let placed = ["reading", "app", "seller", "buyer", "order", "message", "store", ""]
    own = subjects.filter { !placed.contains($0) }.map { subject in
      (subject, Section("\(subject) section", "", [], facts[subject] ?? []))
    }
    question = Self.question(
      settings: settings, seller: seller, order: askedOrder, message: received, own: own)
    scenario = Self.scenario(
      settings: settings, seller: seller, order: order, message: message, step: step, own: own)
  }

  private static func textKeys(_ attachment: KeyTable, _ alternative: KeyTable) -> [KeyTable.Key] {
    [
      .optional(
        "like", .text, "The name of the message from which it differs only in what follows."),
      .optional("order", .text, "The id of the order that it is about."),
      .optional("in-reply-to", .text, "The name of the message that it answers."),
      .optional(
        "thread", .text, "The name of its thread, when it is not that of the message it answers."),
      .optional("subject", .text, "The subject line."),
      .optional("body", .text, "The text."),
      .optional(
        "body-kind", .choice(BodyKind.allCases.map { ($0.rawValue, "") }),
        "How the text is written, where that can't be seen from it."),
      .optional(
        "alternatives", .list(.keys(alternative)),
        "Further texts of a mail, such as the same words in HTML; each is judged."),
      .optional(
        "attachments", .list(.either([.text, .keys(attachment)])), "The files that come with it."),
      .optional(
        "assumed-absent", .list(.text),
        "Passages of the text that are taken to say nothing, whatever was found in them."),
      .optional(
        "assume", .named(of: "facts", .anything),
        "Facts taken as so, whatever the text or the count says: `message.asks-for-review: yes`."),
    ]
  }

  private static func step(_ received: KeyTable, _ questions: [QuestionDocument]) -> KeyTable {
    let verdict = ValueShape.choice(Verdict.allCases.map { ($0.rawValue, "") })
    // INVARIANT: the actions come first, what goes with every action next, expectations last.
    return KeyTable(
      "step", "One step of the script: one of can, send, receive, set, unset, at, wait, edition.",
      [
        .optional("can", .text, "Asks whether this message may be sent now."),
        .optional("send", .text, "Sends this message, so that later answers know."),
        .optional(
          "receive", .either([.text, .keys(received)]), "The buyer writes: a message or its name."),
        .optional(
          "set", .named(of: "facts", .anything), "States facts: `order.delivered: 2021-03-05`."),
        .optional("unset", .oneOrMore(.text), "Takes back what was stated of facts."),
        .optional("wait", .duration, "Lets time pass: `3d`, `24h`."),
        .optional("edition", .text, "The edition to answer by: a date or its name, or `auto`."),
        .optional("at", .timestamp, "Sets the clock, for this step and what follows."),
        .optional("about", .text, "The order or message whose facts are set or unset."),
        .optional("note", .text, "What the step shows."),
        .optional("expect", verdict, questions.first?.asks ?? ""),
      ]
        + questions.dropFirst().map { .optional($0.id.content, verdict, $0.asks) } + [
          .optional("because", .oneOrMore(.text), "Rules that must be among those that decide."),
          .optional("because-only", .oneOrMore(.text), "The rules that decide, and no other."),
          .optional("missing", .oneOrMore(.text), "Facts on which one of the answers depends."),
          .optional("advises", .oneOrMore(.text), "Rules that must give a hint."),
          .optional("duties", .oneOrMore(.text), "Rules that must name a duty."),
        ])
  }

  /// The positions of the keys of a step of which each step has one at most.
  static let actions = 0..<7
  /// The position of the first key of a step that expects something; the rest do so too.
  static let firstExpectation = 10

  private static func question(
    settings: Section, seller: Section, order: Section, message: Section,
    own: [(name: String, section: Section)]
  ) -> KeyTable {
    KeyTable(
      "question", "One question: may this message be sent then?",
      [
        .optional("id", .anything, "Comes back with the answer."),
        .optional("at", .timestamp, "The moment that is asked about."),
        .optional("store", .text, "The store; its zone and its language come with it."),
        .optional("edition", .text, "The edition to answer by: a date or its name."),
        .optional("settings", .keys(settings.table), settings.table.meaning),
        .optional("seller", .keys(seller.table), seller.table.meaning),
      ] + own.map { .optional($0.name, .keys($0.section.table), $0.section.table.meaning) } + [
        .optional(
          "order", .either([.text, .keys(order.table)]),
          "The order: an id of the scenario's, or the order itself."),
        .required(
          "message", .either([.text, .keys(message.table)]),
          "The message: a name of the scenario's, or the message itself."),
      ])
  }

  private static func scenario(
    settings: Section, seller: Section, order: Section, message: Section, step: KeyTable,
    own: [(name: String, section: Section)]
  ) -> KeyTable {
    KeyTable(
      "scenario", "A situation, and what may be sent in it.",
      [
        .required("scenario", .text, "What it shows, in a few words."),
        .optional("about", .text, "What there is to learn from it."),
        .optional("policy", .text, "The policy that it was written for."),
        .required("clock", .timestamp, "Now, in the zone of the store unless an offset is given."),
        .optional("store", .text, "The store; its zone and its language come with it."),
        .optional("edition", .text, "The edition to answer by: a date or its name."),
        .optional("settings", .keys(settings.table), settings.table.meaning),
        .optional("seller", .keys(seller.table), seller.table.meaning),
      ] + own.map { .optional($0.name, .keys($0.section.table), $0.section.table.meaning) } + [
        .optional("orders", .named(of: "order ids", .keys(order.table)), "The orders."),
        .optional("messages", .named(of: "names", .keys(message.table)), "The messages."),
        .optional("script", .list(.keys(step)), "What happens, and what is expected."),
      ])
  }
}
