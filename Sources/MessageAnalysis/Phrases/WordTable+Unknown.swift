// Words that no pattern speaks of as they stand: one that begins with a stem, or a compound whose end
// is known. German, Dutch and Swedish put the word that counts last: Produkt|bewertung.

extension WordTable {
  /// The longest ending behind a stem that is taken for an inflection.
  static let longestEnding = 5
  /// The shortest end of a compound, and the shortest beginning.
  private static let shortestEnd = 4
  private static let shortestBeginning = 3

  /// What folded letters are read as that are no word of the table: one word, or the two of a
  /// compound; `unknown` is among them.
  func parts(ofUnknown letters: [UInt8], count: Int) -> (Int32, Int32?) {
    let count = min(count, FoldedWord.longest)
    let stem = stem(of: letters, 0..<count)
    if let stem, count - stem.length <= Self.longestEnding { return (stem.number, nil) }
    if reading.readsCompounds, count >= Self.shortestBeginning + Self.shortestEnd {
      for start in Self.shortestBeginning...count - Self.shortestEnd
      where mayBegin(letters, at: start) {
        let end = knownOrStem(letters, start..<count)
        if end != SpecialWord.unknown.rawValue {
          return (knownOrStem(letters, 0..<start), end)
        }
      }
    }
    return (stem?.number ?? SpecialWord.unknown.rawValue, nil)
  }

  /// The number of folded letters as a word or as the stem of one.
  func knownOrStem(_ letters: [UInt8], _ range: Range<Int>) -> Int32 {
    let number = number(ofFolded: letters, range)
    if number != SpecialWord.unknown.rawValue { return number }
    guard let stem = stem(of: letters, range), range.count - stem.length <= Self.longestEnding
    else { return SpecialWord.unknown.rawValue }
    return stem.number
  }
}
