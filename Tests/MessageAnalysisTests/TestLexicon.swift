// A small lexicon and host lists for the tests of the scanners and the matcher.

import CEL
import MessageAnalysis
import Scenarios

/// An analyzer over patterns given in place.
func analyzer(
  _ entries: [(fact: String, patterns: [String])] = [], not: [String] = [],
  negations: [String] = ["not", "no need to"], notNegations: [String] = ["not only"],
  lists: [(String, [String])] = [],
  configure: (inout Lexicon, inout [PhraseFact]) -> Void = { _, _ in }
) throws -> Analyzer {
  var lexicon = Lexicon(language: "en", topic: "test")
  lexicon.lists = lists.map { .init(name: phrase($0.0), patterns: $0.1.map(phrase)) }
  lexicon.irregular = [(phrase("write"), phrase("writes wrote written writing"))]
  lexicon.contractions = [
    (phrase("don't"), phrase("do not")), (phrase("we'd"), phrase("we would")),
  ]
  lexicon.abbreviations = [phrase("dr"), phrase("no")]
  lexicon.negations = negations.map(phrase)
  lexicon.notNegations = notNegations.map(phrase)
  var facts: [PhraseFact] = []
  for entry in entries {
    var written = Lexicon.Entry(fact: phrase(entry.fact))
    written.patterns = entry.patterns.map(phrase)
    written.not = not.map(phrase)
    lexicon.entries.append(written)
    facts.append(PhraseFact(name: phrase(entry.fact), summary: "A test."))
  }
  configure(&lexicon, &facts)
  let read = lexicon
  return try Analyzer(
    facts: facts,
    languages: [LanguageLexicons(language: lexicon.language) { () throws(Diagnostics) in [read] }],
    hosts: HostLists(
      amazon: [phrase("amazon.com")], carriers: [phrase("ups.com")],
      amazonShort: [phrase("amzn.to")], productPaths: [phrase("/dp"), phrase("/stores")],
      topLevelDomains: [phrase("com"), phrase("example"), phrase("net")],
      emptyLinkTexts: [phrase("click here")],
      productImages: [phrase("media-amazon.com/images/I/")],
      beaconParts: [phrase("/open?"), phrase("beacon"), phrase("pixel.gif")]),
    numbers: try shippedNumbers.get(), lookAlikes: lookAlikes, quotingWords: quotingWords,
    checksLanguages: true)
}

/// Words before and behind quotations.
let quotingWords: QuotingWords = {
  var words = QuotingWords()
  for word in ["wrote", "asked", "schrieben", "écrit"] { words.add(word) }
  words.setBehind("と")
  return words
}()

/// The numbers that come with the program.
let shippedNumbers = Result { () throws(Diagnostics) in
  try LexiconFiles.builtIn().numberLists()
}

/// Some Cyrillic and Greek letters.
let lookAlikes: LookAlikes = {
  var lookAlikes = LookAlikes()
  for (letter, signs) in [("e", "еЕ"), ("a", "аΑ"), ("o", "оО"), ("p", "р"), ("c", "с")] {
    for scalar in letter.unicodeScalars { lookAlikes.add(signs.unicodeScalars, for: scalar) }
  }
  return lookAlikes
}()

/// A phrase in a text of its own.
func phrase(_ text: String) -> Phrase {
  let source = SourceText(name: "test", text: text)
  return Phrase(text, at: SourceSpan(source, 0..<text.utf8.count))
}

extension Analyzer {
  /// The value of a fact of a message.
  func value(_ fact: String, _ body: String, subject: String = "") -> TextValue? {
    let name = "message." + fact
    return facts.firstIndex { $0.name == name }
      .map { analyze(Message(subject: subject, body: body)).values[$0] }
  }

  /// The quotes of a fact's findings in a body.
  func quotes(_ fact: String, _ body: String) -> [String] {
    guard let index = facts.firstIndex(where: { $0.name == "message." + fact }) else { return [] }
    let bytes = Array(body.utf8)
    return analyze(Message(body: body)).findings(of: index).filter { $0.part == .body }
      .map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }
}
