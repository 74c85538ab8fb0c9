// Words that somebody hides from filters with signs between the letters, digits and signs in place of
// letters, stars over letters, letters repeated. Only what becomes a word of the lexicons that way is
// read so; all else stays what it was.

extension Tokenizer {
  /// The shortest word that is looked for behind a disguise; between two letters a sign or a digit
  /// may stand for the third.
  static let shortestDisguised = 4
  static let shortestWithSign = 3
  /// The fewest letters of a code.
  private static let shortestCode = 5

  /// Whether the sign at a place begins a word in which it stands for a letter: `$ave`, `€mail`.
  func standsForLetter(_ sign: UInt32, _ place: Int, _ length: Int) -> Bool {
    guard DisguisedLetters.letter(of: sign) != nil || sign == 0x2B else { return false }
    let next = byte(place + length)
    return next | 0x20 &- 0x61 < 26
      || DisguisedLetters.isDigit(next) && byte(place + length + 1) | 0x20 &- 0x61 < 26
  }

  /// Reads a disguised word that begins with a sign.
  mutating func disguisedWord(at start: Int, until limit: Int) -> Int? {
    joinedWord(at: start, ends: start, isKnown: false, until: limit)
  }

  /// Reads a word that is disguised, if what stands there becomes one of the lexicons' words.
  ///
  /// - Parameters:
  ///   - start: Where its first letter is.
  ///   - plainEnd: Where its first run of letters and digits ends.
  /// - Returns: where it ends; `nil` when nothing is disguised. Its tokens were added.
  mutating func disguisedWord(at start: Int, ends plainEnd: Int, isKnown: Bool, until limit: Int)
    -> Int?
  {
    let isSingle = plainEnd - start == scalar(in: bytes, at: start).length
    if isSingle, start >= notSpelledOutBefore {
      if let end = spelledOutWords(at: start, until: limit) { return end }
    }
    if isJoined(at: plainEnd, until: limit),
      let end = joinedWord(at: start, ends: plainEnd, isKnown: isKnown, until: limit)
    {
      return end
    }
    if isKnown || isCode(start..<plainEnd) { return nil }
    guard word.count < FoldedWord.longest,
      Self.hasDigit(word.bytes, count: word.count)
        || Self.hasRepeats(word.bytes, count: word.count)
        || Self.twoVs(word.bytes, count: word.count) != nil
    else { return nil }
    return plainDisguise(Array(word.bytes[..<word.count]), start..<plainEnd)
  }

  /// Whether a word is a code such as WELCOME5: capital letters with digits behind.
  private func isCode(_ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    while place < range.upperBound, bytes[place] &- 0x41 < 26 { place += 1 }
    let letters = place - range.lowerBound
    guard letters >= Self.shortestCode, place < range.upperBound else { return false }
    return bytes[place..<range.upperBound].allSatisfy(DisguisedLetters.isDigit)
  }

  // MARK: Signs between and instead of letters

  /// Whether a sign stands there that may belong to a disguised word.
  func isJoined(at place: Int, until limit: Int) -> Bool {
    guard place < limit, bytes[place] > 0x20 else { return false }
    let sign = scalar(in: bytes, at: place)
    return isTrailing(sign, place) || joint(at: place, until: limit) != nil
  }

  /// Whether a sign ends a word in place of its last letter: avi$.
  private func isTrailing(_ sign: ScalarAt, _ place: Int) -> Bool {
    guard DisguisedLetters.letter(of: sign.value) != nil else { return false }
    let next = place + sign.length
    guard next < bytes.count else { return true }
    let after = scalar(in: bytes, at: next)
    return !isLetterOrDigit(next) || DisguisedLetters.letter(of: after.value) != nil
  }

  /// Where the letters go on after up to three signs that may stand between those of one word.
  private func joint(at place: Int, until limit: Int) -> Int? {
    var end = place
    var count = 0
    while end < limit, count < 3 {
      let sign = scalar(in: bytes, at: end)
      if sign.value < 0x80 {
        // Of ASCII signs one, or the same twice.
        guard DisguisedLetters.joining[Int(sign.value)],
          count == 0 || count == 1 && bytes[end - 1] == bytes[end]
        else { return nil }
      } else {
        guard
          DisguisedLetters.isJoining(sign.value) || DisguisedLetters.isStar(sign.value)
            || sign.value == 0x20AC || wideClass(sign.value) == .ignored
        else { return nil }
      }
      end += sign.length
      count += 1
      if end < limit, isLetterOrDigit(end) || isSignOfLetter(end) { return end }
    }
    return nil
  }

  private func isSignOfLetter(_ place: Int) -> Bool {
    let sign = scalar(in: bytes, at: place)
    if sign.value < 0x80 {
      return DisguisedLetters.letters[Int(sign.value)] != 0
        || sign.value == UInt32(DisguisedLetters.star)
    }
    return sign.value == 0x20AC || DisguisedLetters.isStar(sign.value)
  }

  func isLetterOrDigit(_ place: Int) -> Bool {
    guard place < bytes.count else { return false }
    let scalar = scalar(in: bytes, at: place)
    let kind = scalar.value < 0x80 ? classes[Int(scalar.value)] : wideClass(scalar.value)
    return kind == .letter || kind == .digit
  }

  /// A word of parts with signs between them: re-view, rev.iew, c@upon, rev*ew.
  private mutating func joinedWord(
    at start: Int, ends plainEnd: Int, isKnown: Bool, until limit: Int
  ) -> Int? {
    var end = start
    var partStart = start
    var allKnown = plainEnd > start
    var hasStar = false
    var onlyHyphens = true
    var letters: [UInt8] = []
    while end < limit, letters.count < FoldedWord.longest {
      let scalar = scalar(in: bytes, at: end)
      let kind = scalar.value < 0x80 ? classes[Int(scalar.value)] : wideClass(scalar.value)
      if kind == .letter || kind == .digit {
        letters += FoldedWord.folded(scalar.value)
      } else if kind != .ignored {
        let isLast = isTrailing(scalar, end) && letters.last.map(DisguisedLetters.isLetter) ?? false
        guard isLast || joint(at: end, until: limit) != nil else { break }
        allKnown = allKnown && isKnownPart(partStart..<end)
        partStart = end + scalar.length
        onlyHyphens = onlyHyphens && scalar.value == 0x2D
        let isStar =
          scalar.value == 0x2A || scalar.value == 0x23 || DisguisedLetters.isStar(scalar.value)
        if isStar {
          hasStar = true
          letters.append(DisguisedLetters.star)
        } else if scalar.value == 0x20AC {
          letters.append(UInt8(ascii: "e"))
        } else if scalar.value < 0x80 {
          letters.append(UInt8(scalar.value))
        }
      }
      end += scalar.length
    }
    allKnown = allKnown && isKnownPart(partStart..<end)
    guard end > plainEnd else { return nil }
    // A hyphen between two words is usual, unless the first is a bit of one: re-view.
    if allKnown, onlyHyphens, plainEnd - start > 3 || letters.count < 7 { return nil }
    guard let number = undisguised(letters, hasStar: hasStar) else { return nil }
    push(number, start..<end, false)
    return end
  }

  private func isKnownPart(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    let letters = bytes[range].map { foldedBytes[Int($0)] }
    return words.number(ofFolded: letters, 0..<letters.count) != SpecialWord.unknown.rawValue
  }

  /// The word behind letters, digits and signs: a whole one rather than one that begins with a stem,
  /// and signs read as letters rather than left out.
  private mutating func undisguised(_ letters: [UInt8], hasStar: Bool) -> Int32? {
    let isLetter = DisguisedLetters.isLetter
    let bare = letters.filter { isLetter($0) || DisguisedLetters.isDigit($0) }
    let isOneInside =
      letters.count == Self.shortestWithSign
      && (isLetter(letters[0]) && isLetter(letters[2]) || letters[0] == UInt8(ascii: "0"))
    let shortest = isOneInside ? Self.shortestWithSign : Self.shortestDisguised
    var readings: [[UInt8]] = []
    if !letters.contains(DisguisedLetters.star) {
      for one in [UInt8(ascii: "i"), UInt8(ascii: "l")] {
        let read = letters.compactMap { byte -> UInt8? in
          if isLetter(byte) { return byte }
          let letter = DisguisedLetters.letters[Int(byte)]
          return letter == 0 ? nil : letter == UInt8(ascii: "i") ? one : letter
        }
        if read != readings.last { readings.append(read) }
      }
    }
    if let number = exactly(bare) { return number }
    for read in readings {
      if let number = exactly(read, shortest: shortest) { return number }
    }
    for read in readings + [bare] {
      if let number = known(read, shortest: shortest) { return number }
    }
    return hasStar ? starred(letters.filter { isLetter($0) || $0 == DisguisedLetters.star }) : nil
  }

  private func exactly(_ letters: [UInt8], shortest: Int = shortestDisguised) -> Int32? {
    guard letters.count >= shortest, letters.count <= FoldedWord.longest else { return nil }
    let number = words.number(ofFolded: letters, 0..<letters.count)
    return number == SpecialWord.unknown.rawValue ? nil : number
  }

  private func known(_ letters: [UInt8], shortest: Int = shortestDisguised) -> Int32? {
    guard letters.count >= shortest, letters.count <= FoldedWord.longest else { return nil }
    let number = words.knownOrStem(letters, 0..<letters.count)
    return number == SpecialWord.unknown.rawValue ? nil : number
  }

  /// A word with one or two stars over its letters.
  private mutating func starred(_ letters: [UInt8]) -> Int32? {
    let stars = letters.indices.filter { letters[$0] == DisguisedLetters.star }
    guard starredWordsLeft > 0, let first = stars.first, stars.count <= 2,
      letters.count - stars.count >= 3
    else { return nil }
    starredWordsLeft -= stars.count == 1 ? 1 : 10
    var tried = letters
    var best: (number: Int32, length: Int)?
    // A whole word, or the longest stem that reaches over the star.
    func isWhole() -> Int32? {
      if let number = exactly(tried) { return number }
      if let stem = words.stem(of: tried, tried.indices), stem.length > (stars.last ?? 0) + 1,
        stem.length > best?.length ?? 0, tried.count - stem.length <= WordTable.longestEnding
      {
        best = stem
      }
      return nil
    }
    for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
      tried[first] = letter
      guard stars.count == 2 else {
        if let number = isWhole() { return number }
        continue
      }
      for other in UInt8(ascii: "a")...UInt8(ascii: "z") {
        tried[stars[1]] = other
        if let number = isWhole() { return number }
      }
    }
    return best?.number
  }

  /// Whether a digit is among letters.
  private static func hasDigit(_ letters: [UInt8], count: Int) -> Bool {
    letters[..<count].contains(where: DisguisedLetters.isDigit)
  }

  /// Whether one of some letters stands three times in a row.
  private static func hasRepeats(_ letters: [UInt8], count: Int) -> Bool {
    var repeats = 0
    for place in 1..<max(1, count) {
      repeats = letters[place] == letters[place - 1] ? repeats + 1 : 0
      if repeats == 2 { return true }
    }
    return false
  }

  /// A word without signs in which digits stand for letters, or letters are repeated.
  private mutating func plainDisguise(_ letters: [UInt8], _ range: Range<Int>) -> Int? {
    guard letters.count >= Self.shortestWithSign, letters.count < FoldedWord.longest else {
      return nil
    }
    let hasDigit = Self.hasDigit(letters, count: letters.count)
    var number = hasDigit ? undisguised(letters, hasStar: false) : nil
    if number == nil, Self.hasRepeats(letters, count: letters.count) {
      for kept in [2, 1] where number == nil { number = known(Self.shortened(letters, to: kept)) }
    }
    if number == nil, let place = Self.twoVs(letters, count: letters.count) {
      number = exactly(Array(letters[..<place] + [UInt8(ascii: "w")] + letters[(place + 2)...]))
    }
    guard let number else { return nil }
    pushWord(number, range, bytes[range.lowerBound] &- 0x41 < 26)
    return range.upperBound
  }

  /// Where two v stand that look like w.
  private static func twoVs(_ letters: [UInt8], count: Int) -> Int? {
    let v = UInt8(ascii: "v")
    return (0..<max(0, count - 1)).first { letters[$0] == v && letters[$0 + 1] == v }
  }

  /// Letters of which none is repeated more often than so.
  private static func shortened(_ letters: [UInt8], to most: Int) -> [UInt8] {
    var result: [UInt8] = []
    for letter in letters {
      if result.suffix(most).count == most, result.suffix(most).allSatisfy({ $0 == letter }) {
        continue
      }
      result.append(letter)
    }
    return result
  }

  /// A word that begins with digits in place of letters, and whose rest is no word: 0rder, 0ff, but
  /// not 5stars.
  mutating func wordWithDigitsFirst(at start: Int, until limit: Int) -> Int? {
    var end = start
    var firstLetter = limit
    var letters: [UInt8] = []
    while end < limit, isLetterOrDigit(end), letters.count < FoldedWord.longest {
      let scalar = scalar(in: bytes, at: end)
      if !DisguisedLetters.isDigit(bytes[end]) { firstLetter = min(firstLetter, end) }
      letters += FoldedWord.folded(scalar.value)
      end += scalar.length
    }
    // Short ones only with a 0: few things are counted with it.
    let fewest = bytes[start] == UInt8(ascii: "0") ? 2 : 3
    guard firstLetter - start <= 2, letters.count - (firstLetter - start) >= fewest,
      !isKnownPart(firstLetter..<end)
    else { return nil }
    if isJoined(at: end, until: limit),
      let joined = joinedWord(at: start, ends: end, isKnown: false, until: limit)
    {
      return joined
    }
    return plainDisguise(letters, start..<end)
  }
}
