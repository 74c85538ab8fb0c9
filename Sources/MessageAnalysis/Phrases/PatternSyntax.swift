// A phrase pattern as a tree, and the errors that it can have. The language is described for its
// writers in `Lexicons/en/language.yaml`.

import CEL

/// A pattern, parsed; words are resolved to sets of word numbers.
indirect enum PatternNode: Sendable {
  /// One token whose word is in the set of that number.
  case word(Int32)
  /// Between none and `Int` words of any kind inside a sentence, negations excepted.
  case gap(Int)
  /// The border between two sentences.
  case border
  /// The border after a question.
  case questionBorder
  /// One after the other.
  case sequence([PatternNode])
  /// One of them.
  case alternatives([PatternNode])
  /// It or nothing.
  case optional(PatternNode)
  /// Two parts in either order with at most so many words between.
  case near(PatternNode, Int, PatternNode)

  /// Whether it can match no token at all.
  var isNullable: Bool {
    switch self {
    case .word, .border, .questionBorder: false
    case .gap, .optional: true
    case .sequence(let parts): parts.allSatisfy(\.isNullable)
    case .alternatives(let parts): parts.contains(where: \.isNullable)
    case .near(let left, _, let right): left.isNullable && right.isNullable
    }
  }

  /// The sets of all words that occur in it.
  var wordSets: [Int32] {
    switch self {
    case .word(let set): [set]
    case .gap, .border, .questionBorder: []
    case .sequence(let parts), .alternatives(let parts): parts.flatMap(\.wordSets)
    case .optional(let part): part.wordSets
    case .near(let left, _, let right): left.wordSets + right.wordSets
    }
  }

  /// The sets of the words that match it by themselves.
  var singleWordSets: [Int32] {
    switch self {
    case .word(let set): [set]
    case .alternatives(let parts): parts.flatMap(\.singleWordSets)
    default: []
    }
  }

  /// How many positions its automaton has.
  var positionCount: Int {
    switch self {
    case .word, .border, .questionBorder: 1
    case .gap(let length): length
    case .sequence(let parts), .alternatives(let parts):
      parts.reduce(0) { $0 + $1.positionCount }
    case .optional(let part): part.positionCount
    case .near(let left, let length, let right):
      2 * (left.positionCount + length + right.positionCount)
    }
  }

  /// Whether it is the border between two sentences.
  var isBorder: Bool {
    switch self {
    case .border, .questionBorder: true
    default: false
    }
  }

  /// Whether a border stands between two other tokens of it.
  var crossesBorder: Bool {
    guard case .sequence(let parts) = self else { return false }
    return parts.dropFirst().dropLast().contains(where: \.isBorder)
  }
}

/// A fault in a pattern; `range` holds UTF-8 offsets in the pattern's text.
struct PatternError: Error {
  let range: Range<Int>
  let message: String
  let help: String?

  init(_ message: String, _ range: Range<Int>, help: String? = nil) {
    self.message = message
    self.range = range
    self.help = help
  }

  /// The fault as a problem of the file in which the phrase stands.
  func diagnostic(in phrase: Phrase) -> Diagnostic {
    var span = phrase.span
    if phrase.span.text == phrase.text {
      let start = phrase.span.range.lowerBound
      span = SourceSpan(
        phrase.span.source, start + range.lowerBound..<start + range.upperBound)
    }
    return Diagnostic(id: "phrase-pattern", message, at: span, help: help)
  }
}
