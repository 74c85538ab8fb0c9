// A small policy for tests of worlds, scenarios and runs: stable, and nothing of Amazon in it.

import CEL
import Foundation
import MessageAnalysis
import PolicyEngine
import Scenarios
import Testing

/// The lamp shop.
enum LampShop {
  /// The policy with an analyzer that knows reviews and words.
  static let domain = Result { try makeDomain() }

  /// A scenario from its text.
  static func scenario(_ text: String, name: String = "lamp.yaml") throws -> Scenario {
    try Scenario(SourceText(name: name, text: text), in: domain.get())
  }

  /// The text of a case.
  static func source(_ file: URL) throws -> SourceText {
    try SourceText(name: file.lastPathComponent, bytes: Array(Data(contentsOf: file)))
  }

  private static func makeDomain() throws -> Domain {
    let sources = try PolicySources.folder(cases.appending(path: "LampPolicy").path)
    let policy = try Policy(try PolicyLoader.load(sources))
    let stores = try StoreTable(#require(sources["stores.yaml"]))
    return try Domain(policy: policy, analyzer: try makeAnalyzer(), stores: stores)
  }

  private static func makeAnalyzer() throws -> Analyzer {
    func phrase(_ text: String) -> Phrase {
      let source = SourceText(name: "lexicon", text: text)
      return Phrase(text, at: SourceSpan(source, 0..<text.utf8.count))
    }
    var lexicon = Lexicon(language: "en", topic: "lamps")
    let name = phrase("message.asks-for-review")
    var entry = Lexicon.Entry(fact: name)
    entry.patterns = [phrase("leave a review")]
    lexicon.entries = [entry]
    let read = lexicon
    return try Analyzer(
      facts: [PhraseFact(name: name, summary: "The text asks for a review.")],
      languages: [LanguageLexicons(language: "en") { () throws(Diagnostics) in [read] }],
      hosts: HostLists())
  }
}
