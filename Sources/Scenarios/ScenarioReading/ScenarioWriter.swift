// A scenario back as a file: read again, it gives the same scenario. What messages took over by
// `like:` is written out.

public import CEL
import MessageAnalysis
import PolicyEngine

extension Scenario {
  /// The scenario as the text of a file.
  ///
  /// - Precondition: nothing has been sent or received in the world yet; what happens belongs into
  ///   the script.
  public func yaml() -> String {
    precondition(world.events.isEmpty, "events can only be written as steps")
    var writer = ScenarioWriter(world)
    return writer.write(self)
  }

  /// Writes the scenario into a file that only its owner can read.
  ///
  /// - Throws: why it can't be written; an old file is then untouched.
  public func save(to path: String) throws(Diagnostics) {
    try FileSystem.writeAtomically(yaml(), to: path)
  }
}

private struct ScenarioWriter {
  let domain: Domain
  let notation: Notation
  var output = YAMLText()

  init(_ world: World) {
    domain = world.domain
    notation = world.notation
  }

  mutating func write(_ scenario: Scenario) -> String {
    let world = scenario.world
    output.line("scenario", text: scenario.title)
    if !scenario.about.isEmpty { output.line("about", text: scenario.about) }
    output.line("policy", YAMLText.quoted(domain.policy.document.name.content))
    output.line("clock", notation.text(of: world.clock))
    output.line("store", YAMLText.quoted(world.store.id))
    if let edition = world.edition { output.line("edition", YAMLText.quoted(edition.name)) }
    writeSection("settings", domain.tables.settings, world.facts)
    writeSeller(world.facts)
    for (name, section) in domain.tables.own { writeSection(name, section, world.facts) }
    if !world.orders.isEmpty {
      output.open("orders")
      for order in world.orders.entries { write(order) }
      output.close()
    }
    if !world.messages.isEmpty {
      output.open("messages")
      for message in world.messages.entries {
        output.open(message.id)
        write(message)
        output.close()
      }
      output.close()
    }
    if !scenario.script.isEmpty {
      output.open("script")
      for step in scenario.script {
        output.openItem()
        write(step)
        output.close()
      }
      output.close()
    }
    return output.text
  }

  // MARK: Facts

  private mutating func writeSection(
    _ name: String, _ section: ScenarioTables.Section, _ facts: FactSheet
  ) {
    guard Self.states(section, facts) else { return }
    output.open(name)
    writeFacts(section, facts)
    output.close()
  }

  /// Whether something is stated that belongs into a section.
  private static func states(_ section: ScenarioTables.Section, _ facts: FactSheet) -> Bool {
    section.slots.contains { $0.flatMap { facts[$0] } != nil }
  }

  private mutating func writeFacts(_ section: ScenarioTables.Section, _ facts: FactSheet) {
    for (key, slot) in zip(section.table.keys, section.slots) {
      guard let slot, let state = facts[slot] else { continue }
      output.line(key.name, scalar(state, slot))
    }
  }

  private func scalar(_ state: FactState, _ slot: Int) -> String {
    guard case .value(let value) = state else { return notation.text(of: state) }
    return scalar(value)
  }

  private func scalar(_ value: Value) -> String {
    switch value {
    case .string(let text): YAMLText.quoted(text)
    case .list(let values): YAMLText.list(values.map(scalar))
    default: notation.text(of: value)
    }
  }

  // MARK: Things

  private mutating func writeSeller(_ facts: FactSheet) {
    let tables = domain.tables
    guard Self.states(tables.seller, facts) || Self.states(tables.app, facts) else { return }
    output.open("seller")
    writeFacts(tables.seller, facts)
    writeSection("app", tables.app, facts)
    output.close()
  }

  private mutating func write(_ order: World.Order) {
    output.open(order.id)
    if order.buyer != nil || Self.states(domain.tables.buyer, order.facts) {
      output.open("buyer")
      if let id = order.buyer { output.line("id", YAMLText.quoted(id)) }
      writeFacts(domain.tables.buyer, order.facts)
      output.close()
    }
    writeFacts(domain.tables.order, order.facts)
    output.close()
  }

  private mutating func write(_ message: World.Message) {
    if let order = message.order { output.line("order", YAMLText.quoted(order)) }
    if let other = message.inReplyTo { output.line("in-reply-to", YAMLText.quoted(other)) }
    if let thread = message.thread { output.line("thread", YAMLText.quoted(thread)) }
    writeFacts(domain.tables.message, message.facts)
    writeAssumptions(message.facts)
    let content = message.content
    if !content.subject.isEmpty { output.line("subject", YAMLText.quoted(content.subject)) }
    if !content.body.isEmpty { output.line("body", text: content.body) }
    if let kind = content.bodyKind { output.line("body-kind", kind.rawValue) }
    if !content.alternatives.isEmpty {
      output.open("alternatives")
      for text in content.alternatives {
        output.openItem()
        output.line(text.kind.rawValue, text: text.text)
        output.close()
      }
      output.close()
    }
    if !content.attachments.isEmpty {
      let items = content.attachments.map { attachment in
        var parts = ["name: \(YAMLText.quoted(attachment.name))"]
        if attachment.byteCount != 0 { parts.append("bytes: \(attachment.byteCount)") }
        if let type = attachment.mediaType { parts.append("type: \(YAMLText.quoted(type))") }
        if let id = attachment.contentID { parts.append("content-id: \(YAMLText.quoted(id))") }
        if attachment.isInline { parts.append("inline: yes") }
        return parts.count == 1
          ? YAMLText.quoted(attachment.name) : "{ \(parts.joined(separator: ", ")) }"
      }
      output.line("attachments", YAMLText.list(items))
    }
    if !content.disregarded.isEmpty {
      output.line("assumed-absent", YAMLText.list(content.disregarded.map(YAMLText.quoted)))
    }
  }

  /// What a message states that has no key of its own.
  private mutating func writeAssumptions(_ facts: FactSheet) {
    let own = Set(domain.tables.message.slots.compactMap(\.self))
    let assumed = facts.entries.filter { !own.contains($0.slot) }
    guard !assumed.isEmpty else { return }
    output.open("assume")
    for entry in assumed { output.line(name(entry.slot), scalar(entry.state, entry.slot)) }
    output.close()
  }

  // MARK: Steps

  private mutating func write(_ step: Step) {
    var expectations: [Expectation] = []
    switch step.action {
    case .pause: break
    case .can(let id, let expected):
      output.line("can", YAMLText.quoted(id.content))
      expectations = expected
    case .send(let id): output.line("send", YAMLText.quoted(id.content))
    case .receive(.named(let id)): output.line("receive", YAMLText.quoted(id.content))
    case .receive(.written(let message)):
      output.open("receive")
      output.line("id", YAMLText.quoted(message.id))
      write(message)
      output.close()
    case .set(let assignments):
      output.open("set")
      for one in assignments { output.line(name(one.slot), scalar(one.state, one.slot)) }
      output.close()
      writeTarget(assignments)
    case .unset(let assignments):
      output.line("unset", YAMLText.list(assignments.map { name($0.slot) }))
      writeTarget(assignments)
    case .wait(let seconds): output.line("wait", notation.text(ofSeconds: seconds))
    case .edition(let choice):
      output.line("edition", choice.map { YAMLText.quoted($0.name) } ?? "auto")
    }
    if let moment = step.moment { output.line("at", notation.text(of: moment)) }
    if let note = step.note { output.line("note", YAMLText.quoted(note)) }
    for expectation in expectations { write(expectation) }
  }

  private mutating func writeTarget(_ assignments: [Step.Assignment]) {
    // A message also means its order, so it is named when both have changed.
    var about: String?
    for one in assignments {
      switch one.target {
      case .world: continue
      case .order(let id): about = about ?? id
      case .message(let id): about = id
      }
    }
    if let about { output.line("about", YAMLText.quoted(about)) }
  }

  private func name(_ slot: Int) -> String {
    FactName.shown(domain.vocabulary.facts[slot].name.content)
  }

  private mutating func write(_ expectation: Expectation) {
    switch expectation.kind {
    case .verdict(let question, let verdict):
      let key = question == 0 ? "expect" : domain.policy.questions[question].id.content
      output.line(key, verdict.rawValue)
    case .because(let rules, let only):
      output.line(only ? "because-only" : "because", list(rules))
    case .missing(let facts): output.line("missing", list(facts.map(FactName.shown)))
    case .advises(let rules): output.line("advises", list(rules))
    case .duties(let rules): output.line("duties", list(rules))
    }
  }

  private func list(_ names: [String]) -> String { YAMLText.list(names.map(YAMLText.quoted)) }
}
