// `set` and `unset`: what is stated of the seller, an order, its buyer or a message. The type that
// the vocabulary declares decides what the words mean.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let set = Command(
    "set", group: .world, usage: "set FACT VALUE [for ORDER-OR-MESSAGE]",
    summary: "States a fact.",
    about: [
      "`set order.delivered 2021-03-05`, `set buyer.opted-out no`, "
        + "`set message.purpose invoice for first-ask`. `none` says that it has not happened, "
        + "`unknown` that nobody knows. `terms` lists the facts.",
      "Without `for` the only order or message is meant, or the one last asked about.",
    ],
    examples: ["set order.delivered 2021-03-06", "set buyer.opted-out no"],
    arguments: [.fact, .factValue, .words(["for"]), .orderOrMessage], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    let name = try arguments.required("a fact and a value")
    if name.lowered == "store" { return try session.setStore(arguments) }
    if name.lowered == "clock" {
      throw Diagnostics(
        Diagnostic(
          id: "usage", "the clock is not set like a fact", at: name.span,
          help: "`at 2021-04-02 09:00` moves it, `wait 3d` lets time pass"))
    }
    let slot = try session.world.slot(ofFact: Written(name.text, at: name.span))
    var values = arguments.words.dropFirst()
    if let first = values.first, first.lowered == "=" || first.lowered == "to" {
      values.removeFirst()
    }
    let (about, rest) = try session.about(values)
    let state = try session.state(rest, of: slot, after: name)
    let target = try session.target(of: slot, about: about, name)
    try session.situation.perform(
      .set([Step.Assignment(slot: slot, state: state, target: target)]), span: name.span)
    let fact = session.domain.vocabulary.facts[slot]
    let shown = FactName.shown(fact.name.content)
    return Reply(
      .name(shown) + Phrase(" is now \(session.words(of: state, fact))\(target.suffix)."),
      json: [
        "fact": .text(shown), "value": .text(session.world.notation.text(of: state)),
        "of": .optional(target.id),
      ])
  }

  static let unset = Command(
    "unset", group: .world, usage: "unset FACT [for ORDER-OR-MESSAGE]",
    summary:
      "Takes back what was stated of a fact; what its text says, or else what the vocabulary "
      + "assumes, holds again.",
    examples: ["unset order.delivered"],
    arguments: [.fact, .words(["for"]), .orderOrMessage], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    let name = try arguments.required("a fact")
    let slot = try session.world.slot(ofFact: Written(name.text, at: name.span))
    let (about, rest) = try session.about(arguments.words.dropFirst())
    if let word = rest.first { throw arguments.usage("`unset` takes no value", at: word) }
    let target = try session.target(of: slot, about: about, name)
    try session.situation.perform(
      .unset([Step.Assignment(slot: slot, state: .absent, target: target)]), span: name.span)
    let fact = session.domain.vocabulary.facts[slot]
    let shown = FactName.shown(fact.name.content)
    let isRead = if case .analysis = fact.origin { true } else { false }
    let instead =
      isRead
      ? "what the text says holds" : "\(session.words(of: fact.standard, fact)) is assumed"
    return Reply(
      .name(shown) + Phrase(" is no longer stated; \(instead)."),
      json: [
        "fact": .text(shown),
        "assumed": .optional(isRead ? nil : session.world.notation.text(of: fact.standard)),
        "of": .optional(target.id),
      ])
  }
}

extension World.Target {
  fileprivate var id: String? {
    switch self {
    case .world: nil
    case .order(let id), .message(let id): id
    }
  }

  fileprivate var suffix: String { id.map { " for \($0)" } ?? "" }
}

extension Session {
  /// The words before `for ID`, and the id.
  fileprivate func about(
    _ words: ArraySlice<Word>
  ) throws(Diagnostics) -> (Written<String>?, ArraySlice<Word>) {
    guard words.count >= 2, let last = words.last,
      ["for", "of"].contains(words[words.endIndex - 2].lowered)
    else { return (nil, words) }
    return (Written(last.text, at: last.span), words.dropLast(2))
  }

  /// Of what a fact is stated: what is named, what was last asked about, or the only one.
  func target(
    of slot: Int, about: Written<String>?, _ name: Word
  ) throws(Diagnostics) -> World.Target {
    if about == nil, let topic = situation.topic,
      let target = try? world.target(of: slot, about: Written(topic), at: name.span)
    {
      return target
    }
    return try world.target(of: slot, about: about, at: name.span)
  }

  /// The slot of a property without its subject: `delivered` of an order.
  func slot(_ name: Word, subjects: [String]) throws(Diagnostics) -> Int {
    for subject in subjects {
      let full = "\(subject).\(name.text)"
      if domain.vocabulary[full] != nil {
        return try world.slot(ofFact: Written(full, at: name.span))
      }
    }
    if name.text.contains(".") { return try world.slot(ofFact: Written(name.text, at: name.span)) }
    let known = properties(of: subjects)
    throw Diagnostics(
      Diagnostic(
        id: "unknown-fact", "there is no fact `\(subjects[0]).\(name.text)`", at: name.span,
        help: name.text.nearest(among: known).map { "did you mean `\($0)`?" }
          ?? "`terms \(subjects[0])` lists them"))
  }

  /// The properties that may be stated of these subjects.
  func properties(of subjects: [String]) -> [String] {
    domain.vocabulary.facts.filter(\.isGiven).map { FactName.shown($0.name.content) }.compactMap {
      name in
      subjects.first { name.hasPrefix($0 + ".") }.map { String(name.dropFirst($0.count + 1)) }
    }
  }

  /// Properties with the words of their values: a value goes on until the next property.
  func pairs(
    _ words: ArraySlice<Word>, subjects: [String], besides keys: [String] = [],
    _ arguments: Arguments
  ) throws(Diagnostics) -> [(name: Word, values: ArraySlice<Word>)] {
    let known = Set(properties(of: subjects) + keys)
    var result: [(name: Word, values: ArraySlice<Word>)] = []
    for (position, word) in zip(words.indices, words) {
      let startsPair =
        result.isEmpty
        || (result[result.count - 1].values.count > 0 && !word.isQuoted
          && known.contains(word.text.withoutColon))
      if startsPair {
        let name = Word(text: word.text.withoutColon, span: word.span, isQuoted: false)
        result.append((name, words[(position + 1)..<(position + 1)]))
      } else {
        let start = result[result.count - 1].values.startIndex
        result[result.count - 1].values = words[start..<(position + 1)]
      }
    }
    if let last = result.last, last.values.isEmpty {
      throw arguments.usage("`\(last.name.text)` needs a value", at: last.name)
    }
    return result
  }

  /// What words say of a fact.
  func state(
    _ words: ArraySlice<Word>, of slot: Int, after name: Word
  ) throws(Diagnostics) -> FactState {
    guard let first = words.first, let last = words.last else {
      throw Diagnostics(
        Diagnostic(
          id: "no-value", "a value is missing behind `\(name.text)`", at: name.span,
          help: "say \(domain.vocabulary.facts[slot].type.words), `none` or `unknown`"))
    }
    let type = domain.vocabulary.facts[slot].type
    let text = words.map(\.text).joined(separator: " ")
    if type == .timestamp, !CalendarText.looksLikeDate(text), Moments.isStart(first) {
      return .value(.timestamp(try Moments(world: world).moment(words)))
    }
    if type == .string, words.count > 1 || first.isQuoted { return .value(.string(text)) }
    let span = SourceSpan(
      first.span.source, first.span.range.lowerBound..<last.span.range.upperBound)
    return try world.state(ofFact: slot, written: span)
  }

  /// Chooses the store, as long as nothing has happened in the world.
  fileprivate mutating func setStore(_ arguments: Arguments) throws(Diagnostics) -> Reply {
    let words = arguments.words.dropFirst()
    guard let name = words.first, words.count == 1 else {
      throw arguments.usage("`set store` needs the name of a store", at: nil)
    }
    guard let store = domain.stores[name.text] else {
      let names = domain.stores.names
      throw Diagnostics(
        Diagnostic(
          id: "unknown-store", "there is no store `\(name.text)`", at: name.span,
          help: name.text.nearest(among: names).map { "did you mean `\($0)`?" }
            ?? "there is: \(names.joined(separator: ", "))"))
    }
    guard situation.journal.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          id: "too-late", "the store can't change after something has happened", at: name.span,
          help: "`reset` first"))
    }
    situation.origin.store = store
    world.store = store
    return Reply(
      "The store is now \(store.id); its zone is \(store.zone.identifier).",
      json: ["store": .text(store.id), "zone": .text(store.zone.identifier)])
  }
}

extension String {
  var withoutColon: String { hasSuffix(":") && count > 1 ? String(dropLast()) : self }
}
