// A stretch of text that is asked for its language by itself: what was counted in it.

/// A stretch of text, with what its words tell.
struct TextPiece {
  /// Its place in the text.
  var range: Range<Int>
  /// The first place to skip that may lie in it.
  var firstSkipped: Int
  /// The length of its words in bytes, one for the space after each.
  var byteCount = 0
  /// How many words there are.
  var wordCount = 0
  /// The length in bytes of those that begin with a small letter or belong to a script without
  /// capitals.
  var smallBytes = 0
  /// How many words are written in capitals only.
  var shoutedCount = 0
  /// The language of its common words by its number, below 0 when there are none, and how many
  /// there are.
  var common = -1
  var commonCount = 0
  /// Whether there are common words of several languages.
  var isContested = false
  /// For each language by its number how many of its small words there are.
  var small = SIMD16<UInt16>()
  /// Whether it holds kana, with which only Japanese is written.
  var hasKana = false

  init(range: Range<Int>, firstSkipped: Int) {
    self.range = range
    self.firstSkipped = firstSkipped
  }

  /// Whether there are words of the language and not only names.
  var hasSentence: Bool {
    (wordCount >= 2 && smallBytes >= Self.fewestSmall) || shoutedCount >= Self.shouting
      || smallBytes >= Self.longWord
  }

  /// The number of the language that its common words show beyond doubt.
  var shownLanguage: Int? {
    common >= 0 && commonCount >= Self.enoughCommon && !isContested ? common : nil
  }

  /// The number of the language that has the most of the small words, by how many more than any
  /// other; `nil` when none has two of them or when two have as many.
  var votedLanguage: (number: Int, lead: Int)? {
    var (best, second, number) = (0, 0, 0)
    for index in 0..<small.scalarCount {
      let count = Int(small[index])
      if count > best {
        (second, best, number) = (best, count, index)
      } else {
        second = max(second, count)
      }
    }
    guard best >= Self.enoughCommon, best > second, best * Self.fewestSmallWords >= wordCount else {
      return nil
    }
    return (number, best - second)
  }

  /// Counts a small word of some languages, a bit each.
  mutating func count(small languages: UInt32) {
    var rest = languages
    while rest != 0 {
      let number = rest.trailingZeroBitCount
      rest &= rest - 1
      if number < small.scalarCount { small[number] &+= 1 }
    }
  }

  /// Counts a common word.
  mutating func count(common language: Int) {
    if common < 0 { common = language }
    if common == language { commonCount += 1 } else { isContested = true }
  }

  /// Adds a piece that follows.
  mutating func append(_ other: TextPiece) {
    range = range.lowerBound..<other.range.upperBound
    byteCount += other.byteCount
    wordCount += other.wordCount
    smallBytes += other.smallBytes
    shoutedCount += other.shoutedCount
    let differs = common >= 0 && other.common >= 0 && common != other.common
    isContested = isContested || other.isContested || differs
    if common < 0 { common = other.common }
    commonCount += other.commonCount
    hasKana = hasKana || other.hasKana
    small &+= other.small
  }

  /// Fewer bytes in small letters may be part of a name or an address.
  private static let fewestSmall = 4
  /// So many words in capitals are a sentence and no abbreviations.
  private static let shouting = 4
  /// A word of so many bytes is one of a script without spaces.
  private static let longWord = 24
  /// So many common words are no chance.
  private static let enoughCommon = 2
  /// One of so many words has to be small.
  private static let fewestSmallWords = 5
}
