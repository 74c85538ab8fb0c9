// `terms`: the words of the policy. Facts, definitions and parameters, with what each means, and
// for one of them everything that is known of it now.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let terms = Command(
    "terms", "facts", group: .policy, usage: "terms [WORD]",
    summary: "Lists facts, definitions and parameters, or explains one.",
    examples: ["terms order", "terms order.delivered"], arguments: [.term]
  ) { session, arguments throws(Diagnostics) in
    let wanted = try arguments.atMost(1).first?.text.lowercased()
    let terms = session.allTerms
    if let wanted, let term = terms.first(where: { $0.name == FactName.shown(wanted) }) {
      return session.explain(term)
    }
    let found = terms.filter { term in
      guard let wanted else { return true }
      return term.name.contains(FactName.shown(wanted))
        || term.meaning.lowercased().contains(wanted)
    }
    guard !found.isEmpty else {
      let near = wanted?.nearest(among: terms.map(\.name))
      throw Diagnostics(
        Diagnostic(
          id: "no-term", "no term speaks of `\(wanted ?? "")`", at: arguments.rest,
          help: near.map { "did you mean `\($0)`?" } ?? "`terms` lists all"))
    }
    return Reply(
      [
        .table(found.map { [.name($0.name), .faint($0.type), Phrase($0.meaning)] }), .blank,
        .text(.faint("\(counted(found.count, "term")): `terms NAME` explains one")),
      ],
      json: ["terms": .list(found.map(\.json))])
  }
}

/// A fact, definition or parameter.
struct Term: Sendable {
  enum Kind: String, Sendable { case fact, definition, parameter }

  let kind: Kind
  /// With hyphens.
  let name: String
  let type: String
  let meaning: String

  var json: JSON {
    [
      "name": .text(name), "kind": .text(kind.rawValue), "type": .text(type),
      "meaning": .text(meaning),
    ]
  }
}

extension Session {
  /// Every term of the policy, in reading order.
  var allTerms: [Term] {
    let document = policy.document
    return domain.vocabulary.facts.map { fact in
      Term(
        kind: .fact, name: FactName.shown(fact.name.content), type: fact.type.shortWords,
        meaning: fact.meaning)
    }
      + document.definitions.map { definition in
        Term(
          kind: .definition, name: FactName.shown(definition.name.content),
          type: definition.type.shortWords, meaning: definition.meaning)
      }
      + document.parameters.map { parameter in
        Term(
          kind: .parameter, name: FactName.shown(parameter.name.content),
          type: parameter.type.shortWords, meaning: parameter.meaning)
      }
  }

  func explain(_ term: Term) -> Reply {
    var blocks: [Block] = [
      .text(.name(term.name) + Phrase(" — \(term.kind.rawValue), \(term.type)")),
      .text(Phrase(term.meaning), indent: 2),
    ]
    var json = term.json
    let conditionName = FactName.inConditions(term.name)
    var ids: [Written<String>] = []
    switch term.kind {
    case .fact:
      guard let fact = domain.vocabulary[term.name] else { break }
      ids = fact.citations
      if case .choice(let values) = fact.type {
        blocks.append(
          .table(values.map { [.name($0), Phrase(fact.meaning(of: $0) ?? "")] }, indent: 4))
        json = json.with("values", .texts(values))
      }
      blocks.append(
        .text(Phrase("unless it is said: \(words(of: fact.standard, fact))"), indent: 2))
      blocks.append(.text(Phrase(fact.originWords), indent: 2))
      let change = fact.alteration
      let cost = change.means == .never ? "" : " (\(counted(change.cost, "point")))"
      blocks.append(.text(Phrase("changes: \(change.means.words)\(cost)"), indent: 2))
      json = json.with("changes-by", .text(change.means.rawValue))
      json = json.with("default", .text(world.notation.text(of: fact.standard)))
    case .definition:
      guard
        let definition = policy.document.definitions.first(where: {
          $0.name.content == conditionName
        })
      else { break }
      ids = definition.citations
      var text = definition.expression.content
      while text.hasSuffix("\n") { text.removeLast() }
      blocks.append(.verbatim(text, indent: 4))
      json = json.with("expression", .text(text))
    case .parameter:
      guard
        let parameter = policy.document.parameters.first(where: { $0.name.content == conditionName }
        )
      else { break }
      blocks.append(
        .table(
          parameter.periods.map { period in
            [
              Phrase(period.from.map { "from \(words.day($0))" } ?? "always"),
              Phrase(period.value.map { words.words($0) } ?? "none"),
              .faint(period.citations.map(\.content).joined(separator: ", ")),
            ]
          }, indent: 4))
    }
    if isKnownNow(term), let value = currentValue(of: conditionName) {
      blocks.append(.text(Phrase("now: \(value)"), indent: 2))
      json = json.with("now", .text(value))
    }
    let using = policy.rules.filter { $0.document.mentions(conditionName) }.map(\.id)
    if !using.isEmpty {
      blocks.append(
        .text(.faint("read by: \(using.joined(separator: ", "))"), indent: 2, hanging: 2))
      json = json.with("read-by", .texts(using))
    }
    let places = ids.compactMap { policy.citation($0.content)?.place }
    if !places.isEmpty {
      blocks.append(
        .text(.faint("cites: \(places.joined(separator: "; "))"), indent: 2, hanging: 2))
    }
    return Reply(blocks, json: json)
  }

  /// Whether a term has a value now: parameters and what is said of the seller always have;
  /// everything else is said of the message in question.
  private func isKnownNow(_ term: Term) -> Bool {
    if messageInQuestion != nil || term.kind == .parameter { return true }
    let name = FactName.inConditions(term.name)
    guard let slot = domain.vocabulary.slot(of: name),
      let target = try? world.target(of: slot, about: nil)
    else { return false }
    return target == .world
  }

  /// The value that a term has for the message in question.
  private func currentValue(of name: String) -> String? {
    let source = SourceText(name: "term", text: name)
    let span = SourceSpan(source, 0..<source.text.utf8.count)
    guard let checked = try? policy.environment.check(span) else { return nil }
    switch decisionInQuestion.value(of: checked) {
    case .value(let value): return words.words(value, as: domain.vocabulary[name])
    case .unknown: return "not known"
    case .error: return "none"
    }
  }
}

extension FactType {
  /// The type in one or two words.
  var shortWords: String {
    switch self {
    case .choice: "choice"
    case .timestamp: "time"
    case .list: "list"
    default: words
    }
  }
}

extension FactDeclaration {
  /// Where the fact comes from, in a sentence.
  fileprivate var originWords: String {
    switch origin {
    case .people:
      isGiven ? "it is stated: `set \(FactName.shown(name.content)) …`" : "it comes by itself"
    case .analysis:
      isGiven
        ? "it is found in the text of the message, unless stated: `set \(FactName.shown(name.content)) …`"
        : "it is found in the text of the message"
    case .tally: "it is counted over what was sent and received"
    }
  }
}

extension RuleDocument {
  /// Whether the rule's conditions name a term.
  fileprivate func mentions(_ name: String) -> Bool {
    [when.content, must?.content ?? "", unless?.content ?? ""].contains { $0.mentions(name) }
  }
}

extension String {
  /// Whether a name occurs as a whole.
  fileprivate func mentions(_ name: String) -> Bool {
    let text = Array(utf8)
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty, text.count >= wanted.count else { return false }
    func isNamePart(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
        || byte == UInt8(ascii: ".")
    }
    for start in 0...(text.count - wanted.count)
    where text[start..<start + wanted.count].elementsEqual(wanted) {
      let end = start + wanted.count
      let isStart = start == 0 || !isNamePart(text[start - 1])
      if isStart, end == text.count || !isNamePart(text[end]) || text[end] == UInt8(ascii: ".") {
        return true
      }
    }
    return false
  }
}

extension Alteration.Means {
  /// How a fact changes, in words.
  fileprivate var words: String {
    switch self {
    case .edit: "by editing the message"
    case .wait: "by waiting"
    case .choose: "by choosing something else"
    case .act: "by doing something first"
    case .state: "only by saying it, where it is not known"
    case .never: "not at all"
    }
  }
}
