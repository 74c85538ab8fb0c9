// Words that a blank, a hyphen or the end of a line cuts into pieces: re view, Bewer tung,
// re cen sione. They are put together where one of the pieces is no word that any pattern speaks of,
// and all of them together are one. And words that are written in one, each with a capital letter:
// LeaveAReview.

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
    var start = range.lowerBound
    var needsCapitals = capital
    var first = tokens.count
    var lastUnknown = number == unknown ? tokens.count : -1
    while first > 1, tokens.count - first < Self.mostPieces {
      let piece = tokens[first - 1]
      let end = Int(piece.end)
      guard piece.word == unknown || piece.word >= Int32(SpecialWord.allCases.count),
        isCut(end, start), range.upperBound - Int(piece.start) <= 2 * Self.longestCut
      else { break }
      // Within a word only a text in capitals has capital letters.
      if needsCapitals, bytes[end - 1] &- 0x41 >= 26 { break }
      first -= 1
      if piece.word == unknown { lastUnknown = max(lastUnknown, first) }
      needsCapitals = needsCapitals || piece.isCapitalised && Int(piece.end - piece.start) > 1
      start = Int(piece.start)
    }
    while first < tokens.count, first <= lastUnknown {
      let start = Int(tokens[first].start)
      if mayBeginWord(start..<range.upperBound, lastPiece: range.lowerBound),
        let whole = wholeWord(start..<range.upperBound, lastPiece: range.count)
      {
        replaceTokens(from: first, with: whole, start..<range.upperBound)
        return true
      }
      first += 1
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

  /// Whether some word may begin with the pieces and the first letter of the last one; spares most
  /// look-ups.
  private func mayBeginWord(_ range: Range<Int>, lastPiece: Int) -> Bool {
    var hash = FoldedWord.emptyHash
    for place in range.lowerBound...lastPiece {
      let byte = bytes[place]
      if byte >= 0x80 || byte &- 0x30 < 10 { return true }
      guard classes[Int(byte)] == .letter else { continue }
      hash = FoldedWord.hash(hash, foldedBytes[Int(byte)])
      if !words.mayBegin(hash) { return false }
    }
    return true
  }

  /// The word that pieces make together.
  private func wholeWord(_ range: Range<Int>, lastPiece: Int) -> Int32? {
    var letters: [UInt8] = []
    var hasDigit = false
    var place = range.lowerBound
    while place < range.upperBound {
      let scalar = scalar(in: bytes, at: place)
      let kind = scalar.value < 0x80 ? classes[Int(scalar.value)] : wideClass(scalar.value)
      if kind == .letter { letters += FoldedWord.folded(scalar.value) }
      if kind == .digit {
        // r3 v1ew
        guard let letter = DisguisedLetters.letter(ofDigit: bytes[place]) else { return nil }
        letters.append(letter)
        hasDigit = true
      }
      place += scalar.length
    }
    guard letters.count >= Self.shortestCut, letters.count <= Self.longestCut else { return nil }
    let number = words.number(ofFolded: letters, 0..<letters.count)
    if number != SpecialWord.unknown.rawValue { return number }
    guard !hasDigit, letters.count >= Self.shortestCutStem,
      let stem = words.stem(of: letters, 0..<letters.count),
      stem.length > letters.count - lastPiece,
      letters.count - stem.length <= WordTable.longestEnding
    else { return nil }
    return stem.number
  }

  // MARK: Words in one

  /// The fewest letters of the longest word among several in one, and of all that are known.
  private static let longestInOne = 5
  private static let fewestKnown = 8

  /// Adds the words that are written in one, if nearly all of them are known.
  mutating func pushCapitalParts(_ range: Range<Int>) -> Bool {
    guard range.count > Self.fewestKnown, let parts = capitalParts(range) else { return false }
    var numbers: [Int32] = []
    var (longest, known, unknown) = (0, 0, 0)
    for part in parts {
      let letters = bytes[part].map { foldedBytes[Int($0)] }
      numbers.append(words.knownOrStem(letters, 0..<letters.count))
      if numbers.last == SpecialWord.unknown.rawValue {
        unknown += 1
      } else {
        known += part.count
        longest = max(longest, part.count)
      }
    }
    guard unknown <= 1, longest >= Self.longestInOne, known >= Self.fewestKnown else {
      return false
    }
    for (part, number) in zip(parts, numbers) {
      push(number, part, bytes[part.lowerBound] &- 0x41 < 26)
    }
    return true
  }

  /// The parts of ASCII letters that each begin with a capital letter, the first perhaps without;
  /// `nil` if there is only one, or another sign among them.
  private func capitalParts(_ range: Range<Int>) -> [Range<Int>]? {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for place in range {
      let byte = bytes[place]
      guard (byte | 0x20) &- 0x61 < 26 else { return nil }
      // A capital letter after a small one, or before one: LeaveAReview.
      if place > start, byte &- 0x41 < 26,
        bytes[place - 1] &- 0x61 < 26 || self.byte(place + 1) &- 0x61 < 26
      {
        parts.append(start..<place)
        start = place
      }
    }
    if parts.isEmpty { return nil }
    return parts + [start..<range.upperBound]
  }
}
