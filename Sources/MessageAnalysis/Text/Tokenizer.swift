// Divides a part into words and sentences in one pass: every token is a word's number and its
// place. Claimed places (links, order ids …) are single tokens, quoted ones are left out.

/// A word of a message.
struct Token: Sendable {
  /// Its number in the word words.
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

  private let bytes: [UInt8]
  private let words: WordTable
  private let abbreviations: [Bool]
  private(set) var tokens: [Token] = []
  /// How many words were read.
  private(set) var wordCount = 0
  private var place = 0
  private var lineStart = 0
  private var opensClause = false
  private var sentenceLength = 0
  private var word = FoldedWord()
  // Copies of the tables, so that they are not asked for at every byte whether they are there.
  private let classes = byteClasses
  private let folded = foldedBytes

  init(_ bytes: [UInt8], words: WordTable, abbreviations: [Bool]) {
    self.bytes = bytes
    self.words = words
    self.abbreviations = abbreviations
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
      case .symbol:
        word.clear()
        word.append(scalar: scalar(in: bytes, at: place).value)
        push(words.number(of: word), place..<place + length, false)
        place += length
      case .clause:
        opensClause = true
        place += length
      case .stop: readStop(length)
      case .newline: readNewline(length)
      default: place += length
      }
    }
    border(count..<count)
  }

  /// How many Unicode scalars the text has.
  var scalarCount: Int {
    var count = bytes.count
    for byte in bytes where byte & 0xC0 == 0x80 { count -= 1 }
    return count
  }

  /// Adds a token, or those that a short form stands for.
  private mutating func push(_ word: Int32, _ range: Range<Int>, _ capital: Bool) {
    guard var expansion = words.expansionStart(of: word) else {
      append(word, range, capital)
      return
    }
    while words.expansion(expansion) >= 0 {
      append(words.expansion(expansion), range, capital)
      expansion += 1
    }
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
    case .inlineMarkup, .blockMarkup, .quoted: special = .border
    }
    if special != .border {
      wordCount += 1
      push(special.rawValue, region.range, false)
    } else if region.kind != .inlineMarkup {
      border(region.range)
    }
    place = max(place, region.range.upperBound)
    if region.kind == .inlineMarkup || region.kind == .blockMarkup {
      while place < bytes.count, bytes[place] != UInt8(ascii: ">"),
        bytes[place] != UInt8(ascii: "<")
      {
        place += 1
      }
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
    place = end
    wordCount += 1
    let number = words.number(of: bytes, start..<end, hash: hash, folded: folded)
    push(number, start..<end, bytes[start] &- 0x41 < 26)
  }

  /// Reads a word with letters beyond ASCII or an apostrophe.
  private mutating func readWideWord(until limit: Int) {
    let start = place
    let capital = bytes[start] &- 0x41 < 26 || bytes[start] == 0xC3 && byte(start + 1) < 0x9F
    word.clear()
    var beforeApostrophe: (count: Int, hash: UInt64)?
    while place < limit {
      let wide = scalar(in: bytes, at: place)
      let kind = wide.value < 0x80 ? classes[Int(wide.value)] : wideClass(wide.value)
      if kind == .letter || kind == .digit {
        word.append(scalar: wide.value)
      } else if kind == .apostrophe, isLetter(place + wide.length) {
        beforeApostrophe = (word.count, word.hash)
        word.append(UInt8(ascii: "'"))
      } else if kind != .ignored {
        break
      }
      place += wide.length
    }
    wordCount += 1
    var number = words.number(of: word)
    if number == SpecialWord.unknown.rawValue, let before = beforeApostrophe {
      word.cut(to: before.count, hash: before.hash)
      number = words.number(of: word)
    }
    push(number, start..<place, capital)
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
    wordCount += 1
    var number = words.number(of: bytes, start..<place, hash: hash, folded: folded)
    if number == SpecialWord.unknown.rawValue { number = SpecialWord.number.rawValue }
    push(number, start..<place, false)
  }

  private mutating func readStop(_ length: Int) {
    let start = place
    var decisive = bytes[place] != UInt8(ascii: ".")
    var asks = bytes[place] == UInt8(ascii: "?")
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
    let isBlank = place >= bytes.count || classes[Int(next)] == .newline
    let isMarker =
      [UInt8(ascii: "-"), UInt8(ascii: "*"), 0xE2, UInt8(ascii: "+")].contains(next)
      || (next &- 0x30 < 10 && [UInt8(ascii: "."), UInt8(ascii: ")")].contains(byte(place + 1)))
    if isBlank || isMarker || (isShort && !(next &- 0x61 < 26)) {
      border(start..<lineStart)
    } else if let last = tokens.last, !SpecialWord.isBorder(last.word) {
      opensClause = opensClause || isShort
    }
  }

  @inline(__always)
  private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  private func isLetter(_ place: Int) -> Bool {
    place < bytes.count && (bytes[place] >= 0xC3 || classes[Int(bytes[place])] == .letter)
  }
}
