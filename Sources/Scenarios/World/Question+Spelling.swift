// The spelling of a message in question: read by the buyer's dictionary when somebody asks for it,
// since it takes a thousand times as long as the answer.

import CEL
public import MessageAnalysis
public import PolicyEngine

extension Question {
  /// The same question, with the spelling of the message looked at.
  ///
  /// Words that stand in what was stated of seller, order and message are right, such as brands.
  /// Whoever has stated the number of errors has looked already.
  public func checkingSpelling() -> Question {
    let domain = world.domain
    if let slot = domain.layout.spellingErrors, message.facts[slot] != nil { return self }
    let facts = facts(withEvidence: false)
    let tags = ["buyer.language", "store.language"].compactMap { name -> String? in
      guard let slot = domain.vocabulary.slot(of: name),
        case .value(.string(let tag)) = facts[slot]
      else { return nil }
      return tag
    }
    let stated = world.facts.entries + (order?.facts.entries ?? []) + message.facts.entries
    var question = self
    question.spelling = domain.spelling.check(
      message.content, by: domain.analyzer, for: tags, names: stated.flatMap { $0.state.texts })
    return question
  }

  /// Words that may be meant instead of a misspelt one, at most three; it takes 7 to 150 ms.
  public func suggestions(for word: MisspeltWord) -> [String] {
    world.domain.spelling.suggestions(for: word)
  }

  /// Fills the number of errors. It is not known when a part of the text could not be checked and
  /// no error was found in the rest.
  func fillSpelling(_ table: inout FactTable, withEvidence: Bool) {
    guard let spelling, let slot = world.domain.layout.spellingErrors else { return }
    let count = spelling.words.count
    if count == 0, !spelling.unchecked.isEmpty {
      table.set(slot, to: .unknown)
    } else {
      table.set(slot, to: Int64(count))
    }
    guard withEvidence else { return }
    note(spelling.errors.map { (slot: slot, part: $0.part, range: $0.range) }, in: &table)
  }
}

extension FactState {
  /// The texts that were stated.
  fileprivate var texts: [String] {
    switch self {
    case .value(.string(let text)): [text]
    case .value(.list(let values)):
      values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    case .value, .absent, .unknown: []
    }
  }
}

extension UncheckedLanguage {
  /// Why nothing was checked, after "not checked": ` in German; the package … has the dictionary`.
  ///
  /// - Parameter vocabulary: Knows the names of languages.
  public func reason(_ vocabulary: Vocabulary) -> String {
    func name(_ language: String) -> String {
      vocabulary["message.language"]?.meaning(of: language) ?? "`\(language)`"
    }
    return switch self {
    case .unknown: ", since the text is too short to tell its language"
    case .none(let language): " in \(name(language)), for which there is no dictionary"
    case .missing(let language, let package):
      " in \(name(language)); the package `\(package)` has the dictionary"
    case .noLibrary(let package): "; the package `\(package)` has what reads dictionaries"
    }
  }
}
