// Divides a text into pieces that are each written in one language, a few sentences at most, and
// keeps of each what tells a language: no links, numbers, codes or abbreviations.

/// A stretch of text, with the words of it that tell its language.
struct TextPiece {
  /// Its place in the text.
  var range: Range<Int>
  /// Its words as valid UTF-8, divided by spaces.
  var words: [UInt8] = []
  /// How many words there are.
  var wordCount = 0
  /// How many of them begin with a small letter or belong to a script without capitals.
  var smallWordCount = 0
  /// The length of those in bytes.
  var smallBytes = 0
  /// How many of them are written in capitals only.
  var shoutedWordCount = 0

  /// Whether there are words of the language and not only names.
  var hasSentence: Bool {
    (wordCount >= 2 && smallBytes >= Self.fewestSmall) || shoutedWordCount >= Self.shouting
      || smallBytes >= Self.longWord
  }

  /// Fewer bytes in small letters may be part of a name or an address.
  private static let fewestSmall = 4

  /// So many words in capitals are a sentence and no abbreviations.
  private static let shouting = 4
  /// A word of so many bytes is one of a script without spaces.
  private static let longWord = 24
}

/// Reads pieces, one after the other, in one pass.
struct TextPieces {
  /// Signs that stand in addresses and codes, not in words.
  private static let signsOfAddresses = Set("@/_=#+&%$<>".unicodeScalars.map(\.value))
  /// A piece with fewer bytes of letters goes on after the end of a sentence.
  private static let shortest = 20

  private let bytes: [UInt8]
  private let skipped: [Range<Int>]
  private var nextSkipped = 0
  private var piece: TextPiece
  private(set) var pieces: [TextPiece] = []
  private var place = 0
  private var lineStart = 0

  /// Reads a text.
  ///
  /// - Parameter skipped: Places that are not words or not the author's, in their order.
  static func read(_ bytes: [UInt8], skipped: [Range<Int>]) -> [TextPiece] {
    var reader = TextPieces(bytes: bytes, skipped: skipped)
    reader.run()
    return reader.pieces
  }

  private init(bytes: [UInt8], skipped: [Range<Int>]) {
    self.bytes = bytes
    self.skipped = skipped
    piece = TextPiece(range: 0..<0)
  }

  private mutating func run() {
    while place < bytes.count {
      if let end = skippedEnd() {
        place = end
        continue
      }
      switch kind(at: place).kind {
      case .newline, .stop: readBreak()
      case .letter, .digit, .character, .symbol, .other: readRun()
      default: place += kind(at: place).length
      }
    }
    endPiece()
  }

  /// The end of a place to skip that begins here or before.
  private mutating func skippedEnd() -> Int? {
    while nextSkipped < skipped.count, skipped[nextSkipped].upperBound <= place {
      nextSkipped += 1
    }
    guard nextSkipped < skipped.count, skipped[nextSkipped].contains(place) else { return nil }
    return skipped[nextSkipped].upperBound
  }

  private func kind(at place: Int) -> (kind: CharacterClass, value: UInt32, length: Int) {
    let byte = bytes[place]
    guard byteClasses[Int(byte)] == .wide else { return (byteClasses[Int(byte)], UInt32(byte), 1) }
    let wide = scalar(in: bytes, at: place)
    return (wideClass(wide.value), wide.value, wide.length)
  }

  /// Reads what stands between spaces; it counts as a word unless it holds a digit or a sign of
  /// addresses, or is an abbreviation in capitals.
  private mutating func readRun() {
    let start = place
    let firstByte = piece.words.count
    let limit = nextSkipped < skipped.count ? skipped[nextSkipped].lowerBound : bytes.count
    var isWord = true
    var isUncased = false
    var capitals = 0
    var small = 0
    run: while place < limit {
      let (kind, value, length) = kind(at: place)
      if kind == .space || kind == .newline || kind == .clause { break }
      if kind == .stop, !isInside(place + length) { break }
      // A script without spaces: its words are no run, and codes among them not part of it.
      let isWide = kind == .character
      if isWide != isUncased, place > start { break }
      isUncased = isWide
      switch kind {
      case .letter, .character:
        // INVARIANT: only letters are copied, so that the words are valid UTF-8.
        piece.words += bytes[place..<place + length]
        if isCapitalLetter(value) { capitals += 1 } else { small += 1 }
      case .apostrophe: piece.words.append(UInt8(ascii: "'"))
      case .ignored: break
      case .stop: isWord = false
      default:
        if value == 0x2D {
          piece.words.append(UInt8(ascii: "-"))
        } else if kind == .digit || Self.signsOfAddresses.contains(value) {
          isWord = false
        } else {
          break run
        }
      }
      place += length
    }
    if place == start { place += kind(at: place).length }
    let isShouted = capitals >= 2 && small == 0
    guard isWord, capitals + small > 0, !(isShouted && capitals < 4) else {
      piece.words.removeSubrange(firstByte...)
      return
    }
    piece.wordCount += 1
    if isShouted { piece.shoutedWordCount += 1 }
    if capitals == 0 {
      piece.smallWordCount += 1
      piece.smallBytes += piece.words.count - firstByte
    }
    piece.words.append(UInt8(ascii: " "))
  }

  /// Whether a word goes on after a stop, as in `example.com`.
  private func isInside(_ place: Int) -> Bool {
    guard place < bytes.count else { return false }
    let next = kind(at: place).kind
    return next == .letter || next == .digit || next == .character
  }

  /// Reads the end of a sentence or a line, with the space after it. A blank line ends a piece, and
  /// so does a short line unless the next one goes on in small letters.
  private mutating func readBreak() {
    let isShort = place - lineStart < Tokenizer.shortLine
    var endsSentence = false
    var lines = 0
    while place < bytes.count {
      let (kind, value, length) = kind(at: place)
      guard kind == .stop || kind == .newline || kind == .space else { break }
      if kind == .stop { endsSentence = true }
      place += length
      let isHalf = value == 0x0D && place < bytes.count && bytes[place] == 0x0A
      if kind == .newline, !isHalf {
        lines += 1
        lineStart = place
      }
    }
    guard place < bytes.count else { return }
    let next = kind(at: place)
    let goesOn =
      next.kind == .character || (next.kind == .letter && !isCapitalLetter(next.value))
    let isLong = endsSentence && piece.words.count >= Self.shortest
    if lines > 1 || isLong || (lines == 1 && endsSentence) || (lines == 1 && isShort && !goesOn) {
      endPiece()
    }
  }

  private mutating func endPiece() {
    piece.range = piece.range.lowerBound..<place
    if !piece.range.isEmpty { pieces.append(piece) }
    piece = TextPiece(range: place..<place)
  }
}
