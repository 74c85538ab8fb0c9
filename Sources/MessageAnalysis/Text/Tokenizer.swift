// Divides a part into words and sentences in one pass: every token is a word's number and its
// place. Claimed places (links, order ids …) are single tokens, quoted ones are left out.

/// A word of a message.
struct Token: Sendable {
  /// Its number in the table of words.
  let word: Int32
  /// UTF-8 offsets.
  let start: Int32
  let end: Int32
  /// Whether a comma, colon, bracket or dash stands before it.
  let opensClause: Bool
  /// Whether it is written with a capital letter first.
  let isCapitalised: Bool
}

/// A text as tokens; the first and the last are borders of sentences.
struct Tokenizer {
  /// A line shorter than this many bytes is a line of its own, not a wrapped one.
  static let shortLine = 45
  /// A sentence with more words is cut.
  static let longestSentence = 200

  let bytes: [UInt8]
  let words: WordTable
  private let abbreviations: [Bool]
  /// Whether cut words are put together: not in a language in which the text is not written, for
  /// small words of one may make a word of another (Swedish "vi ber").
  private let joinsPieces: Bool
  private(set) var tokens: [Token] = []
  var place = 0
  /// How many more words are tried with letters in place of stars.
  var starredWordsLeft = 50
  /// Up to here letters with spaces between were tried in vain.
  var notSpelledOutBefore = 0
  private var lineStart = 0
  private var opensClause = false
  private var sentenceLength = 0
  private(set) var word = FoldedWord()
  // Copies of the tables, so that they are not asked for at every byte whether they are there.
  let classes = byteClasses
  private let folded = foldedBytes

  init(_ bytes: [UInt8], words: WordTable, abbreviations: [Bool], joinsPieces: Bool) {
    self.bytes = bytes
    self.words = words
    self.abbreviations = abbreviations
    self.joinsPieces = joinsPieces
    tokens.reserveCapacity(bytes.count / 4 + 8)
  }

  /// Reads the whole text.
  mutating func run(_ regions: [Region]) {
    border(0..<0)
    var nextRegion = 0
    let count = bytes.count
    var limit = regions.first?.range.lowerBound ?? count
    while place < count {
      if place >= limit {
        let region = regions[nextRegion]
        read(region)
        nextRegion += 1
        limit = nextRegion < regions.count ? regions[nextRegion].range.lowerBound : count
        continue
      }
      var kind = classes[Int(bytes[place])]
      var length = 1
      if kind == .wide {
        let wide = scalar(in: bytes, at: place)
        kind = wideClass(wide.value)
        length = wide.length
      }
      switch kind {
      case .letter: readWord(until: limit)
      case .digit: readNumber(until: limit)
      case .character:
        word.clear()
        let value = scalar(in: bytes, at: place).value
        word.append(scalar: value)
        // Names are written in Han characters, endings and particles in kana.
        push(words.number(of: word), place..<place + length, (0x3400...0x9FFF).contains(value))
        place += length
      case .symbol:
        let value = scalar(in: bytes, at: place).value
        if standsForLetter(value, place, length), let end = disguisedWord(at: place, until: limit) {
          place = end
          break
        }
        if isBetweenCharacters(place, length) {
          place += length
          break
        }
        word.clear()
        word.append(scalar: value)
        push(
          DisguisedLetters.isRatingStar(value) ? words.star : words.number(of: word),
          place..<place + length, false)
        place += length
      case .clause:
        opensClause = true
        place += length
      case .stop where isBetweenCharacters(place, length): place += length
      case .stop: readStop(length)
      case .newline: readNewline(length)
      case .other where bytes[place] == UInt8(ascii: "@") && standsForLetter(0x40, place, 1):
        place = disguisedWord(at: place, until: limit) ?? place + 1
      default: place += length
      }
    }
    border(count..<count)
  }

  /// Adds a token, or those that a short form stands for.
  mutating func push(_ word: Int32, _ range: Range<Int>, _ capital: Bool) {
    guard var expansion = words.expansionStart(of: word) else {
      append(word, range, capital)
      return
    }
    while words.expansion(expansion) >= 0 {
      append(words.expansion(expansion), range, capital)
      expansion += 1
    }
  }

  /// Puts one word in place of the last tokens.
  mutating func replaceTokens(from first: Int, with word: Int32, _ range: Range<Int>) {
    let (opens, capital) = (tokens[first].opensClause, tokens[first].isCapitalised)
    sentenceLength -= tokens.count - first
    tokens.removeSubrange(first...)
    opensClause = opens
    push(word, range, capital)
  }

  private mutating func append(_ word: Int32, _ range: Range<Int>, _ capital: Bool) {
    if sentenceLength >= Self.longestSentence { border(range.lowerBound..<range.lowerBound) }
    tokens.append(
      Token(
        word: word, start: Int32(truncatingIfNeeded: range.lowerBound),
        end: Int32(truncatingIfNeeded: range.upperBound), opensClause: opensClause,
        isCapitalised: capital))
    opensClause = false
    sentenceLength += 1
  }

  private mutating func border(_ range: Range<Int>, _ kind: SpecialWord = .border) {
    sentenceLength = 0
    opensClause = false
    if let last = tokens.last, SpecialWord.isBorder(last.word) { return }
    tokens.append(
      Token(
        word: kind.rawValue, start: Int32(truncatingIfNeeded: range.lowerBound),
        end: Int32(truncatingIfNeeded: range.upperBound), opensClause: false, isCapitalised: false))
  }

  private mutating func read(_ region: Region) {
    let special: SpecialWord
    switch region.kind {
    case .orderID: special = .orderID
    case .link: special = .link
    case .emailAddress: special = .emailAddress
    case .phoneNumber: special = .phoneNumber
    case .trackingNumber: special = .trackingNumber
    case .inlineMarkup, .blockMarkup, .quoted, .otherLanguage: special = .border
    }
    if special != .border {
      push(special.rawValue, region.range, false)
    } else if region.kind != .inlineMarkup {
      border(region.range)
    }
    place = max(place, region.range.upperBound)
    if region.kind == .inlineMarkup || region.kind == .blockMarkup {
      place = max(place, region.tagEnd(in: bytes))
    }
  }

  /// Reads a word; one of ASCII letters and digits is looked up where it stands.
  private mutating func readWord(until limit: Int) {
    let start = place
    var hash = FoldedWord.emptyHash
    var end = start
    while end < limit {
      let byte = bytes[end]
      let kind = classes[Int(byte)]
      guard kind == .letter || kind == .digit else { break }
      hash = FoldedWord.hash(hash, folded[Int(byte)])
      end += 1
    }
    if end < limit, classes[Int(bytes[end])] == .wide || classes[Int(bytes[end])] == .apostrophe {
      readWideWord(until: limit)
      return
    }
    let capital = bytes[start] &- 0x41 < 26
    let number = words.number(of: bytes, start..<end, hash: hash, folded: folded)
    if number == SpecialWord.unknown.rawValue || end - start <= 3 {
      word.clear()
      for place in start..<end { word.append(folded[Int(bytes[place])]) }
      readUnknownWord(number, start..<end, capital, until: limit)
    } else {
      place = end
      pushWord(number, start..<end, capital)
    }
  }

  /// Adds a word, or what it is the last piece of.
  @inline(__always)
  mutating func pushWord(_ number: Int32, _ range: Range<Int>, _ capital: Bool) {
    let unknown = SpecialWord.unknown.rawValue
    if joinsPieces, number == unknown || tokens[tokens.count - 1].word == unknown,
      joinPieces(number, range, capital)
    {
      return
    }
    push(number, range, capital)
  }

  /// Reads a word that the table does not hold, or one so short that it may be a part of a
  /// disguised one; its letters are in `word`.
  private mutating func readUnknownWord(
    _ number: Int32, _ range: Range<Int>, _ capital: Bool, until limit: Int
  ) {
    place = range.upperBound
    let isKnown = number != SpecialWord.unknown.rawValue
    if let end = disguisedWord(
      at: range.lowerBound, ends: range.upperBound, isKnown: isKnown, until: limit)
    {
      place = end
    } else if isKnown {
      pushWord(number, range, capital)
    } else {
      pushUnknown(range, capital)
    }
  }

  /// Adds what the letters in `word` are read as, which are in no table.
  private mutating func pushUnknown(_ range: Range<Int>, _ capital: Bool) {
    if pushCapitalParts(range) { return }
    let (first, second) = words.parts(ofUnknown: word.bytes, count: word.count)
    if let second {
      push(first, range, capital)
      push(second, range, capital)
    } else {
      pushWord(first, range, capital)
    }
  }

  /// Reads a word with letters beyond ASCII or an apostrophe.
  private mutating func readWideWord(until limit: Int) {
    let start = place
    let capital = isCapitalLetter(scalar(in: bytes, at: start).value)
    word.clear()
    var beforeApostrophe: (count: Int, hash: UInt64, place: Int, length: Int)?
    while place < limit {
      let wide = scalar(in: bytes, at: place)
      let kind = wide.value < 0x80 ? classes[Int(wide.value)] : wideClass(wide.value)
      if kind == .letter || kind == .digit {
        word.append(scalar: wide.value)
      } else if kind == .apostrophe, isLetter(place + wide.length) {
        if isSpelledOut(from: start, apostrophe: place, wide.length) { break }
        if words.reading.splitsAtApostrophe, beforeApostrophe != nil { break }
        beforeApostrophe = (word.count, word.hash, place, wide.length)
        word.append(UInt8(ascii: "'"))
      } else if kind != .ignored {
        break
      }
      place += wide.length
    }
    let number = words.number(of: word)
    if number == SpecialWord.unknown.rawValue, let before = beforeApostrophe,
      !isJoined(at: place, until: limit)
    {
      word.cut(to: before.count, hash: before.hash)
      let end = words.reading.splitsAtApostrophe ? before.place : place
      place = words.reading.splitsAtApostrophe ? before.place + before.length : place
      let part = words.number(of: word)
      if part == SpecialWord.unknown.rawValue {
        pushUnknown(start..<end, capital)
      } else {
        push(part, start..<end, capital)
      }
    } else if number == SpecialWord.unknown.rawValue || word.count <= 3 {
      readUnknownWord(number, start..<place, capital, until: limit)
    } else {
      pushWord(number, start..<place, capital)
    }
  }

  private mutating func readNumber(until limit: Int) {
    let start = place
    var hash = FoldedWord.emptyHash
    while place < limit {
      let byte = bytes[place]
      let isPoint = byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
      guard classes[Int(byte)] == .digit || (isPoint && self.byte(place + 1) &- 0x30 < 10) else {
        break
      }
      hash = FoldedWord.hash(hash, byte)
      place += 1
    }
    if place < limit, isLetter(place), let end = wordWithDigitsFirst(at: start, until: limit) {
      place = end
      return
    }
    if place - start == 1, !isLetter(place), start >= notSpelledOutBefore,
      let end = spelledOutWordWithDigitFirst(at: start, until: limit)
    {
      place = end
      return
    }
    var number = words.number(of: bytes, start..<place, hash: hash, folded: folded)
    if number == SpecialWord.unknown.rawValue { number = SpecialWord.number.rawValue }
    push(number, start..<place, false)
    // 5* is five stars.
    if place - start == 1, byte(place) == UInt8(ascii: "*"), !isLetter(place + 1),
      (UInt8(ascii: "1")...UInt8(ascii: "5")).contains(bytes[start])
    {
      push(words.star, place..<place + 1, false)
      place += 1
    }
  }

  private mutating func readStop(_ length: Int) {
    let start = place
    var decisive = bytes[place] != UInt8(ascii: ".")
    var asks = bytes[place] == UInt8(ascii: "?") || scalar(in: bytes, at: place).value == 0xFF1F
    place += length
    while place < bytes.count, classes[Int(bytes[place])] == .stop {
      decisive = decisive || bytes[place] != UInt8(ascii: ".")
      asks = asks || bytes[place] == UInt8(ascii: "?")
      place += 1
    }
    let end = place
    while place < bytes.count, isClosing(bytes[place]) { place += 1 }
    let next = byte(place)
    let ends = place >= bytes.count || next <= 0x20 || next >= 0x80
    if !decisive {
      guard ends else { return }
      if let last = tokens.last, abbreviations[Int(last.word)], Int(last.end) == start { return }
    }
    border(start..<end, asks ? .question : .border)
  }

  private func isClosing(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "'")
      || byte == UInt8(ascii: "*")
  }

  private mutating func readNewline(_ length: Int) {
    let start = place
    let isShort = start - lineStart < Self.shortLine
    place += length
    if bytes[start] == 0x0D, byte(place) == 0x0A { place += 1 }
    lineStart = place
    while byte(place) == 0x20 || byte(place) == 0x09 { place += 1 }
    let next = byte(place)
    let isSmall =
      next &- 0x61 < 26 || next >= 0xC3 && !isCapitalLetter(scalar(in: bytes, at: place).value)
    let isBlank = place >= bytes.count || classes[Int(next)] == .newline
    let isMarker =
      [UInt8(ascii: "-"), UInt8(ascii: "*"), 0xE2, UInt8(ascii: "+")].contains(next)
      || (next &- 0x30 < 10 && [UInt8(ascii: "."), UInt8(ascii: ")")].contains(byte(place + 1)))
    if isBlank || isMarker || (isShort && !isSmall) {
      border(start..<lineStart)
    } else if let last = tokens.last, !SpecialWord.isBorder(last.word) {
      opensClause = opensClause || isShort
    }
  }

  @inline(__always)
  func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  func isLetter(_ place: Int) -> Bool {
    place < bytes.count && (bytes[place] >= 0xC3 || classes[Int(bytes[place])] == .letter)
  }
}
