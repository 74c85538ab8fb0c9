// Words that somebody hides from filters: with signs or blanks between the letters, digits and signs
// in place of letters, stars over letters, letters repeated. Only what becomes a word of the
// lexicons that way is read so; all else stays what it was.

extension Tokenizer {
  /// The shortest word that is looked for behind a disguise; between two letters a sign or a digit
  /// may stand for the third.
  private static let shortestDisguised = 4
  private static let shortestWithSign = 3
  /// The most letters that are looked at together.
  private static let longestRun = 80

  /// Whether the sign at a place begins a word in which it stands for a letter: `$ave`.
  func standsForLetter(_ place: Int) -> Bool {
    Self.letterSigns[Int(bytes[place])] != 0 && byte(place + 1) | 0x20 &- 0x61 < 26
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
    let next = plainEnd < limit ? bytes[plainEnd] : 0
    let isSingle = plainEnd - start == scalar(in: bytes, at: start).length
    if isSingle, start >= notSpelledOutBefore, isBlank(plainEnd) {
      if let end = spelledOutWords(at: start, until: limit) { return end }
    }
    let isEuro = next == 0xE2 && scalar(in: bytes, at: plainEnd).value == Self.euro
    if isEuro || (Self.joiningSigns[Int(next)] && isLetterOrSign(plainEnd + 1)) {
      if let end = joinedWord(at: start, ends: plainEnd, isKnown: isKnown, until: limit) {
        return end
      }
    }
    if isKnown { return nil }
    let letters = word.bytes[..<min(word.count, FoldedWord.longest)]
    return plainDisguise(Array(letters), start..<plainEnd)
  }

  // MARK: Signs between and instead of letters

  /// Signs that people put between the parts of a word.
  private static let joiningSigns: [Bool] = (0...255).map { byte in
    "-._*~|/@$!+=^".utf8.contains(UInt8(byte))
  }

  /// The letter that a digit or a sign stands for, or 0.
  private static let letterSigns: [UInt8] = (0...255).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"), UInt8(ascii: "!"), UInt8(ascii: "|"): UInt8(ascii: "i")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
    case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
    case UInt8(ascii: "7"), UInt8(ascii: "+"): UInt8(ascii: "t")
    default: 0
    }
  }

  private static let euro: UInt32 = 0x20AC

  private func isLetterOrSign(_ place: Int) -> Bool {
    guard place < bytes.count else { return false }
    let kind = classes[Int(bytes[place])]
    return kind == .letter || kind == .digit || kind == .wide
      || Self.letterSigns[Int(bytes[place])] != 0
      || bytes[place] == UInt8(ascii: "*")
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
      } else if scalar.value < 0x80, Self.joiningSigns[Int(scalar.value)],
        end + 1 < limit, isLetterOrSign(end + 1)
      {
        allKnown = allKnown && isKnownPart(partStart..<end)
        partStart = end + 1
        hasStar = hasStar || scalar.value == 0x2A
        onlyHyphens = onlyHyphens && scalar.value == 0x2D
        letters.append(UInt8(scalar.value))
      } else if scalar.value == Self.euro, isLetterOrSign(end + scalar.length) {
        letters.append(UInt8(ascii: "e"))
        onlyHyphens = false
        partStart = end + scalar.length
      } else if kind != .ignored {
        break
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

  /// The word behind letters, digits and signs.
  private mutating func undisguised(_ letters: [UInt8], hasStar: Bool) -> Int32? {
    func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte >= 0x80 }
    let bare = letters.filter { isLetter($0) || $0 &- 0x30 < 10 }
    if let number = known(bare) { return number }
    let isOneInside =
      letters.count == Self.shortestWithSign && isLetter(letters[0]) && isLetter(letters[2])
    let shortest = isOneInside ? Self.shortestWithSign : Self.shortestDisguised
    for one in [UInt8(ascii: "i"), UInt8(ascii: "l")] {
      var read: [UInt8] = []
      var isReadable = true
      for byte in letters {
        let letter = isLetter(byte) ? byte : Self.letterSigns[Int(byte)]
        if letter != 0 {
          read.append(isLetter(byte) || letter != UInt8(ascii: "i") ? letter : one)
        } else if byte &- 0x30 < 10 {
          isReadable = false
        }
      }
      if isReadable, let number = known(read, shortest: shortest) { return number }
    }
    return hasStar ? starred(letters.filter { isLetter($0) || $0 == UInt8(ascii: "*") }) : nil
  }

  private func known(_ letters: [UInt8], shortest: Int = shortestDisguised) -> Int32? {
    guard letters.count >= shortest, letters.count <= FoldedWord.longest else {
      return nil
    }
    let number = words.knownOrStem(letters, 0..<letters.count)
    return number == SpecialWord.unknown.rawValue ? nil : number
  }

  /// A word with one or two stars over its letters.
  private mutating func starred(_ letters: [UInt8]) -> Int32? {
    let stars = letters.indices.filter { letters[$0] == UInt8(ascii: "*") }
    guard starredWordsLeft > 0, let first = stars.first, stars.count <= 2,
      letters.count - stars.count >= 3
    else { return nil }
    starredWordsLeft -= stars.count == 1 ? 1 : 10
    var tried = letters
    for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
      tried[first] = letter
      guard stars.count == 2 else {
        if let number = known(tried) { return number }
        continue
      }
      for other in UInt8(ascii: "a")...UInt8(ascii: "z") {
        tried[stars[1]] = other
        if let number = known(tried) { return number }
      }
    }
    return nil
  }

  /// A word without signs in which digits stand for letters, or letters are repeated.
  private mutating func plainDisguise(_ letters: [UInt8], _ range: Range<Int>) -> Int? {
    guard letters.count >= Self.shortestWithSign, letters.count < FoldedWord.longest else {
      return nil
    }
    var hasDigit = false
    var repeats = 0
    var most = 0
    for place in letters.indices {
      hasDigit = hasDigit || letters[place] &- 0x30 < 10
      repeats = place > 0 && letters[place] == letters[place - 1] ? repeats + 1 : 0
      most = max(most, repeats)
    }
    guard hasDigit || most >= 2 else { return nil }
    var number = hasDigit ? undisguised(letters, hasStar: false) : nil
    if number == nil, most >= 2 {
      for kept in [2, 1] where number == nil { number = known(Self.shortened(letters, to: kept)) }
    }
    guard let number else { return nil }
    push(number, range, bytes[range.lowerBound] &- 0x41 < 26)
    return range.upperBound
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

  /// A word that begins with digits in place of letters, and whose rest is no word: 0rder, but not
  /// 5stars.
  mutating func wordWithDigitsFirst(at start: Int, until limit: Int) -> Int? {
    var end = start
    var firstLetter = limit
    while end < limit, classes[Int(bytes[end])] == .letter || classes[Int(bytes[end])] == .digit {
      if classes[Int(bytes[end])] == .letter { firstLetter = min(firstLetter, end) }
      end += 1
    }
    guard firstLetter - start <= 2, end - firstLetter >= 3, !isKnownPart(firstLetter..<end) else {
      return nil
    }
    return plainDisguise(bytes[start..<end].map { foldedBytes[Int($0)] }, start..<end)
  }

  // MARK: Blanks between letters

  private func isBlank(_ place: Int) -> Bool {
    switch byte(place) {
    case 0x20, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"),
      UInt8(ascii: "~"), UInt8(ascii: "|"), UInt8(ascii: "/"), 0xC2, 0xE2:
      true
    default: false
    }
  }

  /// One letter of a run, how wide the gap before it is, and the first sign in it.
  private struct SpacedLetter {
    let range: Range<Int>
    let gap: Int
    let sign: UInt8
  }

  /// Reads single letters with blanks or signs between them as words: r e v i e w.
  private mutating func spelledOutWords(at start: Int, until limit: Int) -> Int? {
    let run = spacedLetters(at: start, until: limit)
    guard let last = run.last else { return nil }
    let end = last.range.upperBound
    guard run.count >= Self.shortestDisguised else {
      notSpelledOutBefore = end
      return nil
    }
    // A gap that is wider than others, or of another sign, divides two words.
    let narrow = run.dropFirst().map(\.gap).min() ?? 1
    let signs = run.dropFirst().map(\.sign)
    let sign = signs.max { left, right in
      signs.count { $0 == left } < signs.count { $0 == right }
    }
    var found: [(number: Int32, range: Range<Int>)] = []
    var isFound = false
    var first = 0
    while first < run.count {
      var next = first + 1
      while next < run.count, run[next].gap <= narrow, run[next].sign == sign { next += 1 }
      let (words, longest) = words(in: run[first..<next])
      found += words
      isFound = isFound || longest >= Self.shortestDisguised
      first = next
    }
    guard isFound else {
      notSpelledOutBefore = end
      return nil
    }
    for word in found { push(word.number, word.range, false) }
    return end
  }

  private func spacedLetters(at start: Int, until limit: Int) -> [SpacedLetter] {
    var run: [SpacedLetter] = []
    var place = start
    var gap = 0
    var sign: UInt8 = 0
    while place < limit, run.count < Self.longestRun {
      let letter = scalar(in: bytes, at: place)
      let after = place + letter.length
      guard isLetterOrDigit(place), !isLetterOrDigit(after) else { break }
      run.append(SpacedLetter(range: place..<after, gap: gap, sign: sign))
      place = after
      gap = 0
      sign = byte(place)
      while place < limit, gap < 4, isBlank(place) {
        let sign = scalar(in: bytes, at: place)
        guard sign.value < 0x80 || sign.value == 0xA0 || sign.value == 0xB7 || sign.value == 0x2022
        else { break }
        place += sign.length
        gap += 1
      }
      if gap == 0 { break }
    }
    return run
  }

  private func isLetterOrDigit(_ place: Int) -> Bool {
    guard place < bytes.count else { return false }
    let scalar = scalar(in: bytes, at: place)
    let kind = scalar.value < 0x80 ? classes[Int(scalar.value)] : wideClass(scalar.value)
    return kind == .letter || kind == .digit
  }

  /// Divides letters into words of the lexicons, long ones rather than short ones and as few letters
  /// as possible left over, by dynamic programming; the words, and the length of the longest.
  private func words(in run: ArraySlice<SpacedLetter>)
    -> (words: [(number: Int32, range: Range<Int>)], longest: Int)
  {
    let places = run.map(\.range)
    let letters = places.map { place -> UInt8 in
      let byte = FoldedWord.folded(scalar(in: bytes, at: place.lowerBound).value)[0]
      let letter = Self.letterSigns[Int(byte)]
      return letter == 0 || run.count < Self.shortestDisguised ? byte : letter
    }
    let count = letters.count
    let unknown = SpecialWord.unknown.rawValue
    var whole = words.knownOrStem(letters, 0..<count)
    if whole == unknown, letters.allSatisfy({ $0 &- 0x30 < 10 }) {
      whole = SpecialWord.number.rawValue
    }
    if whole != unknown {
      return ([(whole, places[0].lowerBound..<places[count - 1].upperBound)], count)
    }
    var gains = [0] + [Int](repeating: .min, count: count)
    var lengths = [Int](repeating: 1, count: count + 1)
    var numbers = [Int32](repeating: unknown, count: count + 1)
    for end in 1...count {
      for length in 1...min(end, 24) {
        let start = end - length
        let number = words.number(ofFolded: letters, start..<end)
        if number == unknown, length > 1 { continue }
        let gain = gains[start] + (number == unknown ? -5 : length * length)
        if gain > gains[end] {
          (gains[end], lengths[end], numbers[end]) = (gain, length, number)
        }
      }
    }
    var result: [(number: Int32, range: Range<Int>)] = []
    var longest = 0
    var end = count
    while end > 0 {
      let start = end - lengths[end]
      result.append((numbers[end], places[start].lowerBound..<places[end - 1].upperBound))
      if numbers[end] != unknown { longest = max(longest, lengths[end]) }
      end = start
    }
    return (result.reversed(), longest)
  }
}
