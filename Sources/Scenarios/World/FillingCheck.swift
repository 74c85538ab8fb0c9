// Checks that whatever fills a fact by itself (the text, the store, the clock, a tally) gives
// values of the type that the vocabulary declares.

import CEL
import MessageAnalysis
import PolicyEngine

struct FillingCheck {
  private(set) var problems: [Diagnostic] = []
  private let vocabulary: Vocabulary

  init(_ vocabulary: Vocabulary, _ analyzer: Analyzer) {
    self.vocabulary = vocabulary
    check(Layout.clockName, gives: .timestamp)
    check(Layout.spellingErrorsName, gives: .int)
    for name in Layout.storeNames { check(name, gives: .string) }
    var known: Set<String> = []
    for fact in analyzer.facts {
      let name = FactName.inConditions(fact.name)
      known.insert(name)
      check(name, gives: Self.type(of: fact.kind))
    }
    for fact in vocabulary.facts {
      switch fact.origin {
      case .analysis where !known.contains(fact.name.content):
        problems.append(.nothingFinds(fact, among: known.sorted()))
      case .tally(let tally):
        check(fact.name.content, gives: type(of: tally.result, else: fact.type))
      default: break
      }
    }
  }

  private mutating func check(_ name: String, gives type: FactType) {
    guard let slot = vocabulary.slot(of: name) else { return }
    let fact = vocabulary.facts[slot]
    if case (.choice(let declared), .choice(let given)) = (fact.type, type) {
      if let word = given.first(where: { !declared.contains($0) }) {
        problems.append(.missingWord(word, fact))
      }
    } else if fact.type != type {
      problems.append(.wrongFilling(fact, type))
    }
  }

  private static func type(of kind: TextFact.Kind) -> FactType {
    switch kind {
    case .bool: .bool
    case .int: .int
    case .number: .double
    case .choice(let words): .choice(words)
    case .string: .string
    case .strings: .list(.string)
    }
  }

  private func type(of result: Tally.Result, else declared: FactType) -> FactType {
    func type(of name: String) -> FactType {
      vocabulary.slot(of: name).map { vocabulary.facts[$0].type } ?? declared
    }
    return switch result {
    case .count: .int
    case .firstTime, .lastTime: .timestamp
    case .lastIdentifier: .string
    case .lastChannel: type(of: TallySlot.channelName)
    case .lastPurpose: type(of: TallySlot.purposeName)
    }
  }
}

extension Diagnostic {
  fileprivate static func wrongFilling(_ fact: FactDeclaration, _ type: FactType) -> Diagnostic {
    Diagnostic(
      id: "wrong-type",
      "`\(FactName.shown(fact.name.content))` is filled with a \(type.words), "
        + "but declared as \(fact.type.words)",
      at: fact.name.span, help: "correct its type")
  }

  fileprivate static func missingWord(_ word: String, _ fact: FactDeclaration) -> Diagnostic {
    Diagnostic(
      id: "missing-word",
      "`\(FactName.shown(fact.name.content))` can become `\(word)`, which is not among its values",
      at: fact.name.span, help: "add `\(word)` to its values")
  }

  fileprivate static func nothingFinds(
    _ fact: FactDeclaration, among names: [String]
  ) -> Diagnostic {
    let name = FactName.shown(fact.name.content)
    let nearest = name.nearest(among: names.map(FactName.shown)).map { "did you mean `\($0)`?" }
    return Diagnostic(
      id: "nothing-finds", "no lexicon and no scanner finds `\(name)`", at: fact.name.span,
      help: nearest ?? "add it to a lexicon, or say `given: yes` instead of `from: analysis`")
  }
}
