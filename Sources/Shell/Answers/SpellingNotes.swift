// What is told of a message's spelling: the misspelt words with their places and what may be meant,
// and why a language was not checked.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

/// The spelling of the message in question.
struct SpellingNotes: Hashable, Sendable {
  /// A misspelt word and the places where it stands.
  struct Word: Hashable, Sendable {
    let error: MisspeltWord
    var places: [MarkedLine]
  }

  private(set) var words: [Word] = []
  /// Why languages were not checked, each in a sentence.
  let unchecked: [String]

  /// The notes on a question; `nil` when nobody has looked at the spelling.
  init?(_ question: Question) {
    guard let report = question.spelling else { return nil }
    unchecked = report.unchecked.map {
      "not checked\($0.reason(question.world.domain.vocabulary))"
    }
    let content = question.message.content
    for error in report.errors {
      let part = error.part.name(in: content)
      let text = SourceText(name: part, text: content[error.part])
      let place = MarkedLine(part: part, span: SourceSpan(text, error.range))
      if let index = words.firstIndex(where: { $0.error.word == error.word }) {
        words[index].places.append(place)
      } else {
        words.append(Word(error: error, places: [place]))
      }
    }
  }

  /// One row for each thing to tell, short as in an answer.
  func blocks(about message: String) -> [Block] {
    var sentences = unchecked
    if !words.isEmpty {
      let shown = words.prefix(Self.mostWords).map { "“\($0.error.word)”" }
      let rest = words.count - shown.count
      sentences.insert(
        shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
          + "; `scan \(message)` shows where, and what may be meant", at: 0)
    }
    return sentences.map(Self.block)
  }

  /// Why languages were not checked.
  var uncheckedBlocks: [Block] { unchecked.map(Self.block) }

  private static func block(_ sentence: String) -> Block {
    .text(.name("spelling: ") + Phrase(sentence), indent: 2, hanging: 2)
  }

  private static let mostWords = 5
  /// Suggestions take 7 to 150 ms a word.
  private static let mostSuggestions = 8

  /// Every word with its first places and what may be meant.
  func blocks(suggesting question: Question) -> [Block] {
    var blocks: [Block] = []
    for (number, word) in words.enumerated() {
      let others =
        number < Self.mostSuggestions ? question.suggestions(for: word.error) : []
      let advice = others.isEmpty ? "" : ": perhaps \(others.joined(separator: ", "))"
      blocks += [.blank, .text(.name(word.error.word) + Phrase(advice), indent: 2, hanging: 2)]
      blocks += word.places.prefix(2).map { .quote($0, indent: 4) }
    }
    return blocks + uncheckedBlocks
  }

  var json: JSON {
    [
      "words": .list(
        words.map {
          ["word": .text($0.error.word), "places": .list($0.places.map(\.json))]
        }),
      "not-checked": .texts(unchecked),
    ]
  }
}
