// Words whose letters stand apart, with blanks or signs of any kind between them: r e v i e w,
// r.e.v.i.e.w, r👍e👍v👍i👍e👍w. A row of single letters is divided into words by dynamic programming.

extension Tokenizer {
  /// The most letters that are looked at together.
  private static let longestRun = 80
  /// The most signs between two letters.
  private static let widestGap = 4
  /// The longest word that is looked for.
  private static let longestSpelledOut = 24

  /// One letter of a run, how wide the gap before it is, and the first sign in it that is no blank.
  private struct SpacedLetter {
    let range: Range<Int>
    /// The letter, folded.
    let letter: UInt8
    let gap: Int
    let sign: UInt32
  }

  /// Letters read as words.
  private struct Reading {
    var words: [(number: Int32, range: Range<Int>)] = []
    /// The length of the longest word.
    var longest = 0
    /// The more letters are in long words, the greater.
    var gain = 0
    /// Whether letters are left over.
    var hasRest = false

    static func + (left: Reading, right: Reading) -> Reading {
      Reading(
        words: left.words + right.words, longest: max(left.longest, right.longest),
        gain: left.gain + right.gain, hasRest: left.hasRest || right.hasRest)
    }
  }

  /// Reads single letters with blanks or signs between them as words: r e v i e w.
  mutating func spelledOutWords(at start: Int, until limit: Int) -> Int? {
    let run = spacedLetters(at: start, until: limit)
    guard let last = run.last else { return nil }
    let end = last.range.upperBound
    notSpelledOutBefore = end
    guard run.count >= Self.shortestWithSign else { return nil }
    // A gap that is wider than others, or of another sign, divides two words.
    let chunks = chunks(of: run)
    var reading = Reading()
    for chunk in chunks { reading = reading + words(in: run[chunk]) }
    if chunks.count > 1, reading.hasRest {
      let whole = words(in: run[...])
      if whole.gain > reading.gain { reading = whole }
    }
    let isShort = reading.longest == Self.shortestWithSign
    guard
      reading.longest >= Self.shortestDisguised
        || isShort && !reading.hasRest && reading.words.count <= run.count / 3
    else { return nil }
    for word in reading.words { push(word.number, word.range, false) }
    return end
  }

  /// The same for a run that begins with a digit: only if that is part of a word, 0 r d e r.
  mutating func spelledOutWordWithDigitFirst(at start: Int, until limit: Int) -> Int? {
    let run = spacedLetters(at: start, until: limit)
    guard run.count > Self.shortestWithSign, let first = chunks(of: run).first,
      first.count > Self.shortestWithSign, run[first].contains(where: { $0.letter >= 0x61 }),
      words(in: run[first]).words.count == 1
    else { return nil }
    return spelledOutWords(at: start, until: limit)
  }

  /// The parts of a run in which all gaps are as narrow as any, and of its most usual sign.
  private func chunks(of run: [SpacedLetter]) -> [Range<Int>] {
    var signs: [(sign: UInt32, count: Int)] = []
    var narrow = Int.max
    for letter in run.dropFirst() {
      narrow = min(narrow, letter.gap)
      if let known = signs.firstIndex(where: { $0.sign == letter.sign }) {
        signs[known].count += 1
      } else if signs.count < 8 {
        signs.append((letter.sign, 1))
      }
    }
    let sign = signs.max { $0.count < $1.count }?.sign
    var result: [Range<Int>] = []
    var first = 0
    for next in 1...run.count
    where next == run.count || run[next].gap > narrow || run[next].sign != sign {
      result.append(first..<next)
      first = next
    }
    return result
  }

  private func spacedLetters(at start: Int, until limit: Int) -> [SpacedLetter] {
    var run: [SpacedLetter] = []
    var place = start
    var gap = 0
    var sign: UInt32 = 0x20
    while place < limit, run.count < Self.longestRun {
      let scalar = scalar(in: bytes, at: place)
      let after = place + scalar.length
      if isLetterOrDigit(place) {
        guard !isLetterOrDigit(after) else {
          // The letter before belongs to this word, if another sign joins them: `k@rt`.
          if let last = run.last, sign != 0x20, sign != last.sign { run.removeLast() }
          break
        }
        run.append(
          SpacedLetter(
            range: place..<after, letter: FoldedWord.folded(scalar.value)[0], gap: gap, sign: sign))
      } else {
        // @, $ and € between blanks are letters.
        guard let letter = DisguisedLetters.letter(of: scalar.value) else { break }
        run.append(SpacedLetter(range: place..<after, letter: letter, gap: gap, sign: sign))
      }
      place = after
      (gap, sign) = skipGap(&place, until: limit)
      if gap == 0 { break }
    }
    return run
  }

  /// Goes over what stands between two letters; gives its width, and its first sign that is no
  /// blank. A blank line, a character of a script without spaces and a claimed place end it.
  private func skipGap(_ place: inout Int, until limit: Int) -> (gap: Int, sign: UInt32) {
    var gap = 0
    var first: UInt32 = 0x20
    var breaks = 0
    while place < limit, gap < Self.widestGap {
      let next = scalar(in: bytes, at: place)
      let kind = next.value < 0x80 ? classes[Int(next.value)] : wideClass(next.value)
      switch kind {
      case .letter, .digit, .character: return (gap, first)
      case .ignored:
        place += next.length
        continue
      case .newline:
        breaks += 1
        if breaks > 1 { return (0, first) }
      case .space: break
      case .symbol where !DisguisedLetters.isStar(next.value) && next.value != 0x23:
        return (gap, first)
      default:
        // @ between blanks is a letter.
        if gap > 0, first == 0x20, next.value == 0x40, isBlank(place + 1) { return (gap, first) }
        if first == 0x20 { first = next.value }
      }
      place += next.length
      gap += 1
    }
    return (gap, first)
  }

  private func isBlank(_ place: Int) -> Bool { byte(place) <= 0x20 }

  /// Divides letters into words of the lexicons, long ones rather than short ones and as few letters
  /// as possible left over, by dynamic programming.
  private func words(in run: ArraySlice<SpacedLetter>) -> Reading {
    let places = run.map(\.range)
    let written = run.map(\.letter)
    let letters = written.map { byte -> UInt8 in
      let letter = DisguisedLetters.letters[Int(byte)]
      return letter == 0 || run.count < Self.shortestDisguised ? byte : letter
    }
    let count = letters.count
    let unknown = SpecialWord.unknown.rawValue
    func isNumber(_ range: Range<Int>) -> Bool {
      written[range].allSatisfy(DisguisedLetters.isDigit)
    }
    var whole = words.number(ofFolded: letters, 0..<count)
    if isNumber(0..<count) { whole = SpecialWord.number.rawValue }
    if whole != unknown {
      let range = places[0].lowerBound..<places[count - 1].upperBound
      return Reading(
        words: [(whole, range)], longest: isNumber(0..<count) ? 0 : count, gain: count * count)
    }
    var gains = [0] + [Int](repeating: .min, count: count)
    var lengths = [Int](repeating: 1, count: count + 1)
    var numbers = [Int32](repeating: unknown, count: count + 1)
    for end in 1...count {
      for length in 1...min(end, Self.longestSpelledOut) {
        let start = end - length
        var number = words.number(ofFolded: letters, start..<end)
        var gain = number == unknown ? -5 : length * length
        if number == unknown, length > Self.shortestDisguised,
          let stem = words.stem(of: letters, start..<end),
          length - stem.length <= WordTable.longestEnding
        {
          (number, gain) = (stem.number, stem.length * stem.length)
        }
        if length < 4, isNumber(start..<end) {
          (number, gain) = (SpecialWord.number.rawValue, length)
        }
        if number == unknown, length > 1 { continue }
        if gains[start] + gain > gains[end] {
          (gains[end], lengths[end], numbers[end]) = (gains[start] + gain, length, number)
        }
      }
    }
    var result = Reading(gain: gains[count])
    var end = count
    while end > 0 {
      let start = end - lengths[end]
      let number = numbers[end]
      result.words.append((number, places[start].lowerBound..<places[end - 1].upperBound))
      result.hasRest = result.hasRest || number == unknown
      if number != unknown, number != SpecialWord.number.rawValue {
        result.longest = max(result.longest, lengths[end])
      }
      end = start
    }
    result.words.reverse()
    return result
  }

  // MARK: Signs that only seem to divide

  /// Whether an apostrophe stands between the first two of several single letters: r'e'v'i'e'w.
  func isSpelledOut(from start: Int, apostrophe: Int, _ length: Int) -> Bool {
    let next = apostrophe + length
    guard apostrophe - start == scalar(in: bytes, at: start).length, next < bytes.count else {
      return false
    }
    let after = next + scalar(in: bytes, at: next).length
    return after < bytes.count
      && scalar(in: bytes, at: after).value == scalar(in: bytes, at: apostrophe).value
  }

  /// Whether a sign stands between two characters of a word in a script without spaces: the same
  /// one between this and the next or the one before, レ.ビ.ュ.ー, or a dot between two katakana.
  func isBetweenCharacters(_ place: Int, _ length: Int) -> Bool {
    guard place >= 3, place + length < bytes.count, bytes[place - 1] >= 0x80,
      bytes[place + length] >= 0xE3
    else { return false }
    let before = scalar(in: bytes, at: place - 3)
    let next = scalar(in: bytes, at: place + length)
    guard before.length == 3, wideClass(before.value) == .character,
      wideClass(next.value) == .character
    else { return false }
    let sign = bytes[place..<place + length]
    let after = place + length + next.length
    if after + length <= bytes.count, bytes[after..<after + length] == sign { return true }
    let earlier = place - 3 - length
    if earlier >= 3, bytes[earlier..<earlier + length] == sign {
      return wideClass(scalar(in: bytes, at: earlier - 3).value) == .character
    }
    return bytes[place] == UInt8(ascii: ".") && (0x30A1...0x30FF).contains(before.value)
      && (0x30A1...0x30FF).contains(next.value)
  }
}
