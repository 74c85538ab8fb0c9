// What one rule had to say in an answer: its sentence with the values compared, its marks in the
// message, where it comes from, and the next step.

import CEL
import PolicyEngine

/// A rule in an answer.
struct RuleReport: Hashable, Sendable {
  struct Citation: Hashable, Sendable {
    let id: String
    let place: String
  }

  struct Conflict: Hashable, Sendable {
    let id: String
    let statement: String
  }

  let id: String
  let title: String
  let effect: Effect
  let sentence: String
  let quotes: [MarkedLine]
  let citations: [Citation]
  /// Where sources disagree, and which reading was taken.
  let conflict: Conflict?
  let remedy: NextStep?
  /// Whether hearing it once in a conversation is enough.
  let isToldOnce: Bool

  init(_ decision: Decision, _ rule: Int) {
    let policy = decision.edition.policy
    let written = decision.edition.rules[rule].document
    id = decision.edition.rules[rule].id
    title = written.title
    effect = written.effect
    isToldOnce = written.isToldOnce
    sentence = decision.sentence(of: rule)
    quotes = MarkedLine.lines(of: decision.explanation(of: rule).allQuotes)
    citations = written.citations.map { id in
      Citation(id: id.content, place: policy.citation(id.content)?.place ?? id.content)
    }
    conflict = written.conflict.flatMap { id in
      policy.citation(id.content).map { Conflict(id: id.content, statement: $0.statement) }
    }
    remedy = decision.remedy(of: rule).map { NextStep(kind: $0.kind, sentence: $0.sentence) }
  }

  /// The places it comes from, each once.
  var places: [String] {
    var seen: Set<String> = []
    let sources = citations.flatMap { $0.place.split(separator: "; ").map(String.init) }
    return sources.filter { seen.insert($0).inserted }
  }

  var json: JSON {
    [
      "rule": .text(id), "title": .text(title), "effect": .text(effect.rawValue),
      "sentence": .text(sentence), "quotes": .list(quotes.map(\.json)),
      "cites": .list(citations.map { ["id": .text($0.id), "place": .text($0.place)] }),
      "conflict": conflict.map {
        ["id": .text($0.id), "text": .text($0.statement)]
      } ?? .null,
      "next": remedy?.json ?? .null,
    ]
  }
}

/// A next step.
struct NextStep: Hashable, Sendable {
  let kind: RemedyKind
  let sentence: String

  var json: JSON { ["kind": .text(kind.rawValue), "sentence": .text(sentence)] }

  /// The step in words: `wait until …`, `none on this order`, `edit: Take the coupon out.`
  var words: String {
    let first = sentence.prefix { $0.isLetter }.lowercased()
    if first == kind.verb { return sentence.prefix(1).lowercased() + sentence.dropFirst() }
    return "\(kind.words): \(sentence)"
  }
}

extension RemedyKind {
  /// The kind as a lead for a sentence.
  var words: String {
    switch self {
    case .wait: "wait"
    case .edit: "edit the message"
    case .channel: "use another channel"
    case .doFirst: "do this first"
    case .supplyFact: "say what is missing"
    case .none: "none"
    }
  }

  /// The word with which a sentence of this kind begins when it needs no lead.
  fileprivate var verb: String {
    switch self {
    case .wait: "wait"
    case .edit: "edit"
    case .channel: "use"
    case .doFirst: "first"
    case .supplyFact: "say"
    case .none: "none"
    }
  }
}
