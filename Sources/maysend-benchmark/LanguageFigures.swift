// Telling the language of a text, and looking its words up in a dictionary, which only happens when
// somebody asks for it.

import MessageAnalysis
import Scenarios

enum LanguageFigures {
  static func measure(_ domain: Domain) -> [Figure] {
    let identifier = LanguageIdentifier(
      known: ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "tr", "ja"])
    let text = Array(AnalysisFigures.text(of: 2_048).utf8)
    var passages = 0
    let identifying = Timing(repetitions: 200) {
      passages &+= identifier.identify(text).passages.count
    }
    precondition(passages > 0)
    return [
      Figure("language of a text of 2 KB", identifying.median / 1_000, atMost: 150, "µs")
    ]
  }
}
