// How the words of a language are read: what its lexicons say of it beside their phrases.

/// How words are told apart in a language.
struct LanguageReading: Sendable {
  /// A negation reaches at most so many words.
  var negationReach = 8
  /// A courteous sentence has at most so many words beside the courtesy.
  var courtesyLength = 14
  /// A line of names and numbers has at most so many words.
  var nameLineLength: Int { courtesyLength * 2 / 3 }
  /// Whether an unknown long word is read as two when its end is known.
  var readsCompounds = false
  /// Whether both sides of an apostrophe are words.
  var splitsAtApostrophe = false
  /// Letters that people also write with several.
  var spellings: [UInt32: [UInt32]] = [:]
  /// The fewest letters of a stem.
  var shortestStem = 3
}

/// A word of a pattern while it is read, folded, in the ways in which people write it.
struct WrittenWord {
  /// As the pattern has it.
  private(set) var folded: [UInt8] = []
  /// With the letters that others write with several; the same if there are none.
  private var spelledOut: [UInt8] = []

  /// Adds a scalar, and what people write instead of it.
  mutating func append(_ value: UInt32, _ instead: [UInt32]) {
    let usual = FoldedWord.folded(value)
    folded += usual
    spelledOut += instead.isEmpty ? usual : instead.flatMap { FoldedWord.folded($0) }
  }

  /// The ways to write it, each once.
  var spellings: [[UInt8]] { folded == spelledOut ? [folded] : [folded, spelledOut] }
}
