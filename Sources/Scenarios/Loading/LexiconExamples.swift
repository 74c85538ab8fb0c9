// The examples of lexicons, run: each message under `must` makes its fact hold, each under `must-not`
// doesn't. Examples of numbers hold phone numbers, those of spelled-out contacts any contact.

public import CEL
public import MessageAnalysis

extension LexiconFiles {
  /// A problem for each example that comes out otherwise than written, with what was found.
  ///
  /// - Parameter languages: The languages to check; `nil` is all.
  /// - Throws: every fault of the files.
  public func wrongExamples(
    _ analyzer: Analyzer, languages: Set<String>? = nil
  ) throws(Diagnostics) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for lexicon in try lexicons() where languages?.contains(lexicon.language) ?? true {
      for entry in lexicon.entries {
        guard let fact = analyzer.facts.firstIndex(where: { $0.name == entry.fact.text }) else {
          continue
        }
        for (phrases, expected) in [(entry.must, true), (entry.mustNot, false)] {
          for phrase in phrases {
            let analysis = analyzer.analyze(Message(body: phrase.text))
            if analysis.values[fact] == .bool(expected) { continue }
            let by = analysis.findings(of: fact).map { analyzer.detector(of: $0).summary }
            problems.append(.wrongExample(phrase, entry.fact.text, expected: expected, by: by))
          }
        }
      }
    }
    let numbers = try numberLists()
    func check(_ must: [Phrase], _ mustNot: [Phrase], _ facts: [String]) {
      let indices = analyzer.facts.indices.filter { facts.contains(analyzer.facts[$0].name) }
      for (phrases, expected) in [(must, true), (mustNot, false)] {
        for phrase in phrases {
          let analysis = analyzer.analyze(Message(body: phrase.text))
          let found = indices.filter { analysis.values[$0] != .int(0) }
          if found.isEmpty != expected { continue }
          let fact = analyzer.facts[found.first ?? indices[0]].name
          problems.append(.wrongExample(phrase, fact, expected: expected, by: []))
        }
      }
    }
    if languages == nil {
      for country in numbers.countries {
        check(country.must, country.mustNot, ["message.phone-numbers"])
      }
      for carrier in numbers.parcels {
        check(carrier.must, carrier.mustNot, ["message.tracking-numbers"])
      }
    }
    for spelling in numbers.spellings where languages?.contains(spelling.language.text) ?? true {
      check(
        spelling.must, spelling.mustNot,
        ["message.phone-numbers", "message.email-addresses", "message.links"])
    }
    return problems
  }
}

extension Diagnostic {
  fileprivate static func wrongExample(
    _ phrase: Phrase, _ fact: String, expected: Bool, by patterns: [String]
  ) -> Diagnostic {
    Diagnostic(
      id: "wrong-example",
      expected ? "`\(fact)` is not found in this message" : "`\(fact)` is found in this message",
      at: phrase.span, help: patterns.first.map { "the pattern is `\($0)`" })
  }
}
