// Telling the language of a text, and looking its words up in a dictionary, which only happens when
// somebody asks for it.

import CEL
import MessageAnalysis
import Scenarios

enum LanguageFigures {
  static func measure(_ domain: Domain) throws(Diagnostics) -> [Figure] {
    let text = AnalysisFigures.text(of: 2_048)
    let bytes = Array(text.utf8)
    let known = ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "tr", "ja"]
    let files = LexiconFiles.builtIn()
    let withWords = LanguageIdentifier(known: known, commonWords: try files.commonWords())
    let byLetters = LanguageIdentifier(known: known)
    var passages = 0
    func timing(_ identifier: LanguageIdentifier) -> Timing {
      Timing(repetitions: 200) { passages &+= identifier.identify(bytes).passages.count }
    }
    let (quick, slow) = (timing(withWords), timing(byLetters))
    precondition(passages > 0)
    let table = try files.spellingTable()
    let message = Message(body: text)
    func check(_ checker: SpellingChecker) -> SpellingReport {
      checker.check(message, by: domain.analyzer, for: ["en-US"])
    }
    guard check(SpellingChecker(table)).dictionaries == ["en_US"] else {
      print("spelling was not measured: install libhunspell-1.7-0 and hunspell-en-us")
      return []
    }
    var words = 0
    let loading = Timing(repetitions: 1) { words &+= check(SpellingChecker(table)).words.count }
    let checker = SpellingChecker(table)
    let checking = Timing(repetitions: 20) { words &+= check(checker).words.count }
    return [
      Figure("language of a text of 2 KB", quick.median / 1_000, atMost: 20, "µs"),
      Figure("the same without common words", slow.median / 1_000, atMost: 150, "µs"),
      Figure("spelling of a text of 2 KB", checking.median / 1_000, atMost: 1_000, "µs"),
      Figure("the same with the dictionary to read", loading.median / 1e6, atMost: 50, "ms"),
    ]
  }
}
