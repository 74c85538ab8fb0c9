// Finding things by the names that people type, with a way out when there is no such thing.

public import CEL
public import PolicyEngine

extension World {
  /// The message with this id.
  ///
  /// - Throws: that there is none, with the nearest id.
  public func message(_ id: Written<String>) throws(Diagnostics) -> Message {
    guard let message = messages[id.content] else { throw unknownMessage(id) }
    return message
  }

  /// The order with this id.
  ///
  /// - Throws: that there is none, with the nearest id.
  public func order(_ id: Written<String>) throws(Diagnostics) -> Order {
    guard let order = orders[id.content] else { throw unknownOrder(id) }
    return order
  }

  /// The order that a message is about: its own, or that of the message that it answers.
  public func order(of message: Message) -> Order? {
    for message in conversation(upFrom: message) {
      if let order = message.order { return orders[order] }
    }
    return nil
  }

  /// The name of a message's thread: the one given, or the id of the thread's first message.
  public func thread(of message: Message) -> String {
    var name = message.id
    for message in conversation(upFrom: message) {
      if let thread = message.thread { return thread }
      name = message.id
    }
    return name
  }

  /// A message, the one that it answers, the one that that answers…; each at most once.
  private func conversation(upFrom message: Message) -> [Message] {
    guard message.inReplyTo != nil else { return [message] }
    var result = [message]
    var seen: Set<String> = [message.id]
    while let id = result.last?.inReplyTo, seen.insert(id).inserted, let next = messages[id] {
      result.append(next)
    }
    return result
  }

  /// The slot of a fact that may be stated, by its name in either spelling.
  ///
  /// - Throws: that there is no such fact, or that it is found or counted and can't be stated.
  public func slot(ofFact name: Written<String>) throws(Diagnostics) -> Int {
    let vocabulary = domain.vocabulary
    guard let slot = vocabulary.slot(of: FactName.inConditions(name.content)) else {
      let nearest = vocabulary.nearest(to: name.content).map { "did you mean `\($0)`?" }
      let document = domain.policy.document
      let condition = FactName.inConditions(name.content)
      if document.definitions.contains(where: { $0.name.content == condition })
        || document.parameters.contains(where: { $0.name.content == condition })
      {
        throw Diagnostics(
          Diagnostic(
            id: "not-stated",
            "`\(FactName.shown(condition))` can't be stated; the policy defines it",
            at: name.span, help: "`terms \(FactName.shown(condition))` shows what it follows from"))
      }
      throw Diagnostics(
        Diagnostic(
          id: "unknown-fact", "there is no fact `\(name.content)`", at: name.span,
          help: nearest ?? "facts are named like `order.delivered`"))
    }
    let fact = vocabulary.facts[slot]
    guard fact.isGiven else { throw Diagnostics(.notStated(fact, at: name.span)) }
    return slot
  }

  /// The state that a text gives to a fact: a value of its type as files have it, `none` or
  /// `unknown`; a list in brackets.
  ///
  /// - Throws: why it gives none.
  public func state(of slot: Int, written text: SourceText) throws(Diagnostics) -> FactState {
    var problems: [Diagnostic] = []
    let document = YAMLDocument.parse(text, reporting: &problems)
    var reader = YAMLReader(problems: problems)
    let state = reader.state(
      document?.root, of: domain.vocabulary.facts[slot].type, in: store.zone)
    try reader.finish()
    guard let state else { preconditionFailure("no state and no problem") }
    return state
  }

  /// Of what a fact would be stated.
  ///
  /// - Parameter about: The order or message that is meant; without it, the only one there is.
  /// - Throws: that it is not clear which one is meant, or that there is none of this name.
  public func target(
    of slot: Int, about: Written<String>?, at span: SourceSpan? = nil
  ) throws(Diagnostics) -> Target {
    switch domain.layout.places[slot] {
    case .world: return .world
    case .message:
      if let about { return .message(try message(about).id) }
      guard messages.count == 1, let only = messages.entries.first else {
        throw unclear("message", slot, messages.ids, at: span)
      }
      return .message(only.id)
    case .order, .buyer:
      if let about {
        if let message = messages[about.content] {
          if let order = order(of: message) { return .order(order.id) }
          throw Diagnostics(
            Diagnostic(
              id: "no-order", "`\(about.content)` is about no order", at: about.span,
              help: "name an order"))
        }
        return .order(try order(about).id)
      }
      guard orders.count == 1, let only = orders.entries.first else {
        throw unclear("order", slot, orders.ids, at: span)
      }
      return .order(only.id)
    }
  }

  private func unclear(
    _ noun: String, _ slot: Int, _ ids: [String], at span: SourceSpan?
  ) -> Diagnostics {
    let name = FactName.shown(domain.vocabulary.facts[slot].name.content)
    return Diagnostics(
      ids.isEmpty
        ? Diagnostic(
          id: "no-\(noun)", "there is no \(noun) of which `\(name)` could be said", at: span)
        : Diagnostic(
          id: "which-\(noun)", "it is not clear of which \(noun) `\(name)` is said", at: span,
          help: "name one of: \(Self.list(ids))"))
  }

  func unknownMessage(_ id: Written<String>) -> Diagnostics {
    Diagnostics(.unknown("message", id, among: messages.ids))
  }

  func unknownOrder(_ id: Written<String>) -> Diagnostics {
    Diagnostics(.unknown("order", id, among: orders.ids))
  }

  static func list(_ names: [String]) -> String {
    let most = 8
    return names.count <= most
      ? names.joined(separator: ", ")
      : names.prefix(most).joined(separator: ", ") + ", …"
  }
}

extension Diagnostic {
  /// That no fact has a name, with the nearest one.
  static func unknownFact(_ name: Written<String>, in vocabulary: Vocabulary) -> Diagnostic {
    Diagnostic(
      id: "unknown-fact", "there is no fact `\(name.content)`", at: name.span,
      help: vocabulary.nearest(to: name.content).map { "did you mean `\($0)`?" })
  }

  /// That a name means nothing, with the nearest one that does.
  static func unknown(
    _ noun: String, _ name: Written<String>, among names: [String]
  ) -> Diagnostic {
    let help =
      name.content.nearest(among: names).map { "did you mean `\($0)`?" }
      ?? (names.isEmpty ? "there is no \(noun) yet" : "there is: \(World.list(names))")
    return Diagnostic(
      id: "unknown-\(noun)", "there is no \(noun) `\(name.content)`", at: name.span, help: help)
  }

  /// That a fact can't be stated, and where it comes from instead.
  static func notStated(_ fact: FactDeclaration, at span: SourceSpan?) -> Diagnostic {
    let name = FactName.shown(fact.name.content)
    let help: String? =
      switch fact.origin {
      case .analysis: "it is found in the message's text: edit the text"
      case .tally: "it is counted: send or receive messages"
      default: name.hasPrefix("store.") ? "it comes with the store: `set store amazon.de`" : nil
      }
    return Diagnostic(
      id: "not-stated", "`\(name)` can't be stated; it comes by itself", at: span, help: help)
  }
}
