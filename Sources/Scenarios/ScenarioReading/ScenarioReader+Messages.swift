// Orders and messages. `like:` may name any other one of the file, above or below; what is said
// besides overrides, key by key.

import CEL
import MessageAnalysis
import PolicyEngine

extension ScenarioReader {
  // MARK: Orders

  private struct OrderDraft {
    let id: String
    let like: Written<String>?
    let buyer: String?
    let facts: FactSheet
  }

  mutating func readOrders(_ node: YAMLNode) {
    if reportLimit(node.count, ScenarioLimits.orders, "orders", at: node) { return }
    var drafts: [OrderDraft] = []
    for entry in yaml.entries(node, named: "order ids") {
      guard let id = yaml.text(entry.key),
        let fields = yaml.fields(entry.value, tables.order.table)
      else { continue }
      var facts = FactSheet()
      readFacts(fields, tables.order, into: &facts)
      var buyer: String?
      if let person = yaml.fields(fields["buyer"], tables.buyer.table) {
        buyer = yaml.text(person["id"])
        readFacts(person, tables.buyer, into: &facts)
      }
      drafts.append(OrderDraft(id: id, like: name(fields["like"]), buyer: buyer, facts: facts))
    }
    for draft in drafts where world.orders[draft.id] == nil {
      world.put(World.Order(id: draft.id))
    }
    for position in inheritanceOrder(drafts.map { ($0.id, $0.like) }, "order") {
      let draft = drafts[position.draft]
      guard let base = position.base.flatMap({ world.orders[drafts[$0].id] }) else {
        var facts = world.orders[draft.id]?.facts ?? FactSheet()
        facts.override(with: draft.facts)
        world.put(World.Order(id: draft.id, buyer: draft.buyer, facts: facts))
        continue
      }
      var facts = base.facts
      facts.override(with: draft.facts)
      world.put(World.Order(id: draft.id, buyer: draft.buyer ?? base.buyer, facts: facts))
    }
  }

  // MARK: Messages

  /// A message as written, before it takes over what it doesn't say.
  struct MessageDraft {
    var id: String
    var like: Written<String>?
    var order: String?
    var inReplyTo: String?
    var thread: String?
    var subject: String?
    var body: String?
    var bodyKind: BodyKind?
    var alternatives: [BodyPart]?
    var attachments: [Attachment]?
    var disregarded: [String]?
    var facts = FactSheet()

    /// The message, with what it doesn't say taken from another.
    func message(like base: World.Message?, in domain: Domain) -> World.Message {
      guard let base else {
        return World.Message(
          id: id, order: order, inReplyTo: inReplyTo, thread: thread, facts: facts,
          content: MessageAnalysis.Message(
            subject: subject ?? "", body: body ?? "", bodyKind: bodyKind,
            alternatives: alternatives ?? [], attachments: attachments ?? [],
            disregarded: disregarded ?? []),
          in: domain)
      }
      var facts = base.facts
      facts.override(with: self.facts)
      let order = order ?? base.order
      let inReplyTo = inReplyTo ?? base.inReplyTo
      let thread = thread ?? base.thread
      if subject == nil, body == nil, bodyKind == nil, alternatives == nil, attachments == nil,
        disregarded == nil
      {
        return World.Message(
          id: id, order: order, inReplyTo: inReplyTo, thread: thread, facts: facts,
          content: base.content, analysis: base.analysis)
      }
      return World.Message(
        id: id, order: order, inReplyTo: inReplyTo, thread: thread, facts: facts,
        content: MessageAnalysis.Message(
          subject: subject ?? base.content.subject, body: body ?? base.content.body,
          bodyKind: bodyKind ?? (body == nil ? base.content.bodyKind : nil),
          alternatives: alternatives ?? (body == nil ? base.content.alternatives : []),
          attachments: attachments ?? base.content.attachments,
          disregarded: disregarded ?? (body == nil ? base.content.disregarded : [])),
        in: domain)
    }
  }

  mutating func readMessages(_ node: YAMLNode) {
    if reportLimit(node.count, ScenarioLimits.messages, "messages", at: node) { return }
    var drafts: [MessageDraft] = []
    for entry in yaml.entries(node, named: "names") {
      guard let id = yaml.text(entry.key),
        let fields = yaml.fields(entry.value, tables.message.table)
      else { continue }
      drafts.append(readDraft(fields, tables.message, id: id))
    }
    var finished: [World.Message?] = drafts.map { _ in nil }
    for position in inheritanceOrder(drafts.map { ($0.id, $0.like) }, "message") {
      finished[position.draft] = drafts[position.draft].message(
        like: position.base.flatMap { finished[$0] }, in: domain)
    }
    for case let message? in finished { world.put(message) }
  }

  /// Reads what a section says of a message.
  mutating func readDraft(
    _ fields: YAMLFields, _ section: ScenarioTables.Section, id: String
  ) -> MessageDraft {
    var draft = MessageDraft(id: id)
    draft.like = name(fields["like"])
    if let order = name(fields["order"]) {
      draft.order = order.content
      if world.orders[order.content] == nil {
        yaml.report(.unknown("order", order, among: world.orders.ids))
      }
    }
    if let other = name(fields["in-reply-to"]) {
      draft.inReplyTo = other.content
      answered.append(other)
    }
    draft.thread = yaml.text(fields["thread"])
    draft.subject = yaml.text(fields["subject"])
    draft.body = yaml.text(fields["body"])
    draft.bodyKind = yaml.choice(fields["body-kind"], as: BodyKind.self)
    if let node = fields["alternatives"] { draft.alternatives = alternatives(node) }
    if let node = fields["attachments"] { draft.attachments = attachments(node) }
    if let node = fields["assumed-absent"] {
      draft.disregarded = yaml.items(node, of: .text).compactMap { yaml.text($0) }
    }
    readFacts(fields, section, into: &draft.facts)
    if let node = fields["assume"] { readAssumptions(node, into: &draft.facts) }
    return draft
  }

  /// Reads facts of any kind, found and counted ones too.
  private mutating func readAssumptions(_ node: YAMLNode, into sheet: inout FactSheet) {
    for entry in yaml.entries(node, named: "facts") {
      guard let name = name(entry.key) else { continue }
      guard let slot = domain.vocabulary.slot(of: FactName.inConditions(name.content)) else {
        yaml.report(.unknownFact(name, in: domain.vocabulary))
        continue
      }
      let type = domain.vocabulary.facts[slot].type
      if let state = yaml.state(entry.value, of: type, in: zone) {
        sheet.set(slot, to: state, at: entry.value.span)
      }
    }
  }

  private mutating func alternatives(_ node: YAMLNode) -> [BodyPart] {
    yaml.items(node, of: .keys(tables.alternative)).compactMap { item in
      guard let fields = yaml.fields(item, tables.alternative) else { return nil }
      let texts = BodyKind.allCases.compactMap { kind in
        yaml.text(fields[kind.rawValue]).map { BodyPart(text: $0, kind: kind) }
      }
      if texts.count != 1 {
        yaml.report(
          Diagnostic(
            id: "one-text", "a further text is written under one of `plain`, `html`",
            at: item.span))
      }
      return texts.first
    }
  }

  private mutating func attachments(_ node: YAMLNode) -> [Attachment] {
    yaml.items(node, of: .text).compactMap { item in
      guard item.kind == .mapping else { return yaml.text(item).map { Attachment(name: $0) } }
      guard let fields = yaml.fields(item, tables.attachment), let name = yaml.text(fields["name"])
      else { return nil }
      let size = yaml.int(fields["bytes"], in: 0...Int64(Int32.max)) ?? 0
      return Attachment(
        name: name, mediaType: yaml.text(fields["type"]), byteCount: Int(size),
        contentID: yaml.text(fields["content-id"]),
        isInline: yaml.bool(fields["inline"]) ?? false)
    }
  }

  // MARK: Inheritance

  /// The positions of all drafts, each after the one that it is like. A name that is nobody's, and
  /// a circle, are reported and left out.
  private mutating func inheritanceOrder(
    _ drafts: [(id: String, like: Written<String>?)], _ noun: String
  ) -> [(draft: Int, base: Int?)] {
    guard drafts.contains(where: { $0.like != nil }) else {
      return drafts.indices.map { ($0, nil) }
    }
    var positions: [String: Int] = [:]
    for (position, draft) in drafts.enumerated() { positions[draft.id] = position }
    var bases: [Int?] = drafts.map { _ in nil }
    for (position, draft) in drafts.enumerated() {
      guard let like = draft.like else { continue }
      bases[position] = positions[like.content]
      if bases[position] == nil {
        yaml.report(.unknown(noun, like, among: drafts.map(\.id).filter { $0 != draft.id }))
      }
    }
    var result: [(draft: Int, base: Int?)] = []
    var isSeen = drafts.map { _ in false }
    for start in drafts.indices where !isSeen[start] {
      var path = [start]
      isSeen[start] = true
      while let next = bases[path[path.count - 1]], !isSeen[next] {
        isSeen[next] = true
        path.append(next)
      }
      let last = path[path.count - 1]
      if let base = bases[last], path.contains(base) {
        yaml.report(
          Diagnostic(
            id: "circle", "this \(noun) is like itself, by way of others or directly",
            at: drafts[last].like?.span, help: "write one of them out in full"))
        bases[last] = nil
      }
      for draft in path.reversed() { result.append((draft, bases[draft])) }
    }
    return result
  }
}
