// What phrases can make known, apart from any language: the meaning of each fact, and how facts
// rest on each other.

import CEL

/// A fact that phrases make hold, whatever language they are in.
public struct PhraseFact: Sendable {
  /// The fact's name with hyphens. Facts whose names begin with `message.` leave the module,
  /// others serve other facts only.
  public var name: Phrase
  /// What the fact means, in a sentence.
  public var summary: String
  /// Whether a match counts in spite of a negation that reaches it.
  public var evenIfNegated = false
  /// Whether the subject line is read as well as the body.
  public var inSubject = true
  /// Facts whose findings count for this fact too …
  public var anyOf: [Phrase] = []
  /// … if one of these facts holds in the same message; empty: always.
  public var alongWith: [Phrase] = []
  /// Facts of which the sentences must be made, for a fact such as "only thanks"; the first must
  /// hold; empty: not such a fact.
  public var nothingBut: [Phrase] = []
  /// Facts that make a sentence say something else for `nothingBut`.
  public var butNot: [Phrase] = []

  /// Creates a fact that rests on no other.
  public init(name: Phrase, summary: String) {
    self.name = name
    self.summary = summary
  }
}

/// A phrase fact with the names that it refers to resolved to slots.
struct PhraseFactSlots: Sendable {
  /// The slot of the fact: an index into the analyzer's facts, or beyond them for facts that only
  /// other facts use.
  let slot: Int
  let evenIfNegated: Bool
  let inSubject: Bool
  let anyOf: [Int]
  let alongWith: [Int]
  let nothingBut: [Int]
  let butNot: [Int]
}

/// All phrase facts, numbered. It is a class so that analysing a message copies none of it.
final class PhraseFactTable: Sendable {
  /// Facts whose names begin so are given by an analysis.
  static let exported = "message."

  /// The facts that leave the module, without the structural ones.
  let exportedFacts: [TextFact]
  /// All facts, by slot after the structural ones.
  let facts: [PhraseFactSlots]
  /// What each fact means, as something that can have found it.
  let detectors: [Detector]
  /// Those that rest on other facts.
  let dependent: [PhraseFactSlots]
  /// Those that say that there is nothing else.
  let exclusive: [PhraseFactSlots]
  private let slots: [String: Int]

  /// How many slots there are, structural facts included.
  var slotCount: Int { StructuralFact.allCases.count + facts.count }

  /// The slot of a fact's name.
  func slot(of name: String) -> Int? { slots[name] }

  /// The names that phrases can serve, for suggestions.
  var names: [String] { slots.keys.sorted() }

  /// What is known of the fact of a slot, which is no structural one.
  func fact(_ slot: Int) -> PhraseFactSlots { facts[slot - StructuralFact.allCases.count] }

  /// Numbers the facts: those that leave the module first.
  ///
  /// Names without a fact, facts declared twice and facts that scanners read are reported.
  init(_ facts: [PhraseFact], reporting diagnostics: inout [Diagnostic]) {
    let structural = StructuralFact.allCases.count
    var slots: [String: Int] = [:]
    var ordered: [PhraseFact] = []
    let isExported = { (fact: PhraseFact) in fact.name.text.hasPrefix(Self.exported) }
    for fact in facts.filter(isExported) + facts.filter({ !isExported($0) }) {
      let name = fact.name.text
      if StructuralFact.table.contains(where: { $0.name == name }) {
        diagnostics.append(.fault("`\(name)` is read without a lexicon", in: fact.name))
      } else if slots[name] != nil {
        diagnostics.append(.fault("`\(name)` is there already", in: fact.name))
      } else {
        slots[name] = structural + ordered.count
        ordered.append(fact)
      }
    }
    func resolve(_ names: [Phrase]) -> [Int] {
      names.compactMap { name in
        if let slot = slots[name.text] { return slot }
        if let slot = StructuralFact.table.firstIndex(where: { $0.name == name.text }) {
          return slot
        }
        let known = slots.keys.sorted() + StructuralFact.table.map(\.name)
        diagnostics.append(
          .fault(
            "no lexicon has the fact `\(name.text)`", in: name,
            help: name.text.nearest(among: known).map { "did you mean `\($0)`?" }))
        return nil
      }
    }
    self.slots = slots
    self.facts = ordered.enumerated().map { number, fact in
      PhraseFactSlots(
        slot: structural + number, evenIfNegated: fact.evenIfNegated, inSubject: fact.inSubject,
        anyOf: resolve(fact.anyOf), alongWith: resolve(fact.alongWith),
        nothingBut: resolve(fact.nothingBut), butNot: resolve(fact.butNot))
    }
    detectors = ordered.map { Detector(id: "facts \($0.name.text)", summary: $0.summary) }
    exportedFacts = ordered.filter(isExported).map {
      TextFact(name: $0.name.text, kind: .bool, summary: $0.summary)
    }
    dependent = self.facts.filter { !$0.anyOf.isEmpty }
    exclusive = self.facts.filter { !$0.nothingBut.isEmpty }
  }
}

extension Diagnostic {
  /// A fault of a whole phrase.
  static func fault(_ message: String, in phrase: Phrase, help: String? = nil) -> Diagnostic {
    PatternError(message, 0..<phrase.text.utf8.count, help: help).diagnostic(in: phrase)
  }
}
