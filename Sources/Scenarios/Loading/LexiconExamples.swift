// The examples of lexicons, run: each message under `must` makes its fact hold, each under `must-not`
// doesn't.

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
