// Words that a blank, a hyphen or the end of a line cuts into pieces: re view, Bewer tung,
// re cen sione. They are put together where one of the pieces is no word that any pattern speaks of,
// and all of them together are one.

extension Tokenizer {
  /// The most pieces before the last one.
  private static let mostPieces = 3
  /// The fewest and the most letters of a word that is cut.
  private static let shortestCut = 5
  private static let longestCut = 24
  /// The fewest letters where only a stem is known.
  private static let shortestCutStem = 7

  /// Puts a word together with the pieces before it.
  ///
  /// - Parameter number: What the word is by itself.
  /// - Returns: whether it did; the tokens of the pieces are replaced then.
  mutating func joinPieces(_ number: Int32, _ range: Range<Int>, _ capital: Bool) -> Bool {
    let unknown = SpecialWord.unknown.rawValue
    var isUnknown = number == unknown
    var starts: [(token: Int, isUnknown: Bool)] = []
    var start = range.lowerBound
    var needsCapitals = capital
    var index = tokens.count - 1
    while index > 0, starts.count < Self.mostPieces {
      let piece = tokens[index]
      let end = Int(piece.end)
      guard piece.word == unknown || piece.word >= Int32(SpecialWord.allCases.count),
        isCut(end, start), range.upperBound - Int(piece.start) <= 2 * Self.longestCut
      else { break }
      // Within a word only a text in capitals has capital letters.
      if needsCapitals, bytes[end - 1] &- 0x41 >= 26 { break }
      isUnknown = isUnknown || piece.word == unknown
      starts.append((index, isUnknown))
      needsCapitals = needsCapitals || piece.isCapitalised && Int(piece.end - piece.start) > 1
      start = Int(piece.start)
      index -= 1
    }
    for piece in starts.reversed() where piece.isUnknown {
      let start = Int(tokens[piece.token].start)
      if mayBeginWord(start..<range.upperBound),
        let whole = wholeWord(start..<range.upperBound, lastPiece: range.count)
      {
        replaceTokens(from: piece.token, with: whole, start..<range.upperBound)
        return true
      }
    }
    return false
  }

  /// Whether one blank or hyphen, or a hyphen and a line break, stands between two places.
  private func isCut(_ end: Int, _ start: Int) -> Bool {
    switch start - end {
    case 1: bytes[end] == 0x20 || bytes[end] == 0x2D || bytes[end] == 0x0A
    case 2:
      bytes[end] == 0x2D && (bytes[end + 1] == 0x0A || bytes[end + 1] == 0x20)
        || bytes[end] == 0xC2 && (bytes[end + 1] == 0xA0 || bytes[end + 1] == 0xAD)
        || bytes[end] == 0x20 && bytes[end + 1] == 0x2D
    default: false
    }
  }

  /// Whether some word begins with the first four letters; spares most look-ups.
  private func mayBeginWord(_ range: Range<Int>) -> Bool {
    var beginning: UInt32 = 0
    var count = 0
    var place = range.lowerBound
    while place < range.upperBound, count < 4 {
      let byte = bytes[place]
      if byte >= 0x80 { return true }
      if classes[Int(byte)] == .letter {
        beginning = WordTable.beginning(beginning, foldedBytes[Int(byte)])
        count += 1
      }
      place += 1
    }
    return count == 4 && words.mayBegin(beginning)
  }

  /// The word that pieces make together.
  private func wholeWord(_ range: Range<Int>, lastPiece: Int) -> Int32? {
    var letters: [UInt8] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let scalar = scalar(in: bytes, at: place)
      let kind = scalar.value < 0x80 ? classes[Int(scalar.value)] : wideClass(scalar.value)
      if kind == .letter { letters += FoldedWord.folded(scalar.value) }
      if kind == .digit { return nil }
      place += scalar.length
    }
    guard letters.count >= Self.shortestCut, letters.count <= Self.longestCut else { return nil }
    let number = words.number(ofFolded: letters, 0..<letters.count)
    if number != SpecialWord.unknown.rawValue { return number }
    guard letters.count >= Self.shortestCutStem,
      let stem = words.stem(of: letters, 0..<letters.count),
      stem.length > letters.count - lastPiece,
      letters.count - stem.length <= WordTable.longestEnding
    else { return nil }
    return stem.number
  }
}
