// Divides a text into pieces that are each written in one language, a few sentences at most, and
// counts of each what tells a language: no links, numbers, codes or abbreviations.

/// Reads pieces, one after the other, in one pass.
struct TextPieces {
  /// A piece with fewer bytes of letters goes on after the end of a sentence.
  private static let shortest = 20

  private let bytes: [UInt8]
  private let skipped: [Range<Int>]
  private let commonWords: LanguageWords
  private let end: Int
  private var nextSkipped: Int
  private var piece: TextPiece
  /// The languages of the last word if it has one letter; none in a row of such.
  private var heldLetter: UInt32?
  private var pieces: [TextPiece] = []
  private var place: Int
  private var lineStart: Int
  /// The words as valid UTF-8, each with a space after it; only when somebody asks for them.
  private var words: [UInt8]?
  // A copy of the table, so that it is not asked for at every byte whether it is there.
  private let classes = byteClasses

  /// The pieces of a text.
  ///
  /// - Parameter skipped: Places that are not words or not the author's, in their order.
  static func read(
    _ bytes: [UInt8], skipped: [Range<Int>], _ commonWords: LanguageWords
  ) -> [TextPiece] {
    let whole = TextPiece(range: 0..<bytes.count, firstSkipped: 0)
    var reader = TextPieces(bytes, whole, skipped, commonWords, copies: false)
    reader.run()
    return reader.pieces
  }

  /// The words of a piece, for those who look closer.
  static func words(of piece: TextPiece, in bytes: [UInt8], skipped: [Range<Int>]) -> [UInt8] {
    var reader = TextPieces(bytes, piece, skipped, LanguageWords(), copies: true)
    reader.run()
    return reader.words ?? []
  }

  private init(
    _ bytes: [UInt8], _ stretch: TextPiece, _ skipped: [Range<Int>], _ commonWords: LanguageWords,
    copies: Bool
  ) {
    self.bytes = bytes
    self.skipped = skipped
    self.commonWords = commonWords
    end = stretch.range.upperBound
    nextSkipped = stretch.firstSkipped
    place = stretch.range.lowerBound
    lineStart = place
    piece = TextPiece(range: place..<place, firstSkipped: nextSkipped)
    words = copies ? [] : nil
  }

  private mutating func run() {
    while place < end {
      if nextSkipped < skipped.count, skipped[nextSkipped].lowerBound <= place {
        place = max(place, skipped[nextSkipped].upperBound)
        nextSkipped += 1
        continue
      }
      var kind = classes[Int(bytes[place])]
      var length = 1
      if kind == .wide {
        let wide = scalar(in: bytes, at: place)
        (kind, length) = (wideClass(wide.value), wide.length)
      }
      switch kind {
      case .newline, .stop: readBreak()
      case .letter, .digit, .character, .symbol, .other, .apostrophe: readRun()
      default: place += length
      }
    }
    endPiece()
  }

  private func character(at place: Int) -> (kind: CharacterClass, value: UInt32, length: Int) {
    let byte = bytes[place]
    let kind = classes[Int(byte)]
    guard kind == .wide else { return (kind, UInt32(byte), 1) }
    let wide = scalar(in: bytes, at: place)
    return (wideClass(wide.value), wide.value, wide.length)
  }

  /// What stands between spaces.
  private struct Run {
    var isWord = true
    var letters = 0
    var capitals = 0
    var byteCount = 0
    var hash = FoldedWord.emptyHash
    /// Whether it is of a script without spaces; codes among its words are not part of it.
    var isUncased = false
  }

  /// Reads what stands between spaces; it counts as a word unless it holds a digit or a sign of
  /// addresses, or is an abbreviation in capitals.
  private mutating func readRun() {
    let limit = min(end, nextSkipped < skipped.count ? skipped[nextSkipped].lowerBound : end)
    let start = place
    var run = Run()
    repeat { readLetters(&run, until: limit) } while place < limit && goesOn(&run, start)
    if place == start { place += character(at: start).length }
    run.byteCount = place - start
    let isShouted = run.letters >= 2 && run.capitals == run.letters
    guard run.isWord, run.letters > 0, !(isShouted && run.letters < Self.shortestShout) else {
      return
    }
    if words != nil { copyWord(start..<place) }
    piece.wordCount += 1
    piece.byteCount += run.byteCount + 1
    if isShouted { piece.shoutedCount += 1 }
    if run.capitals == 0 { piece.smallBytes += run.byteCount }
    let language = commonWords.language(of: run.hash)
    if language >= 0 { piece.count(common: language) }
    let isSmall = run.letters <= Self.longestSmallWord
    let languages = isSmall ? commonWords.languages(ofSmall: run.hash) : 0
    if run.letters == 1 {
      // In a row they are the letters of a word, not words: `é t o i l e`.
      heldLetter = heldLetter == nil ? languages : 0
    } else {
      countHeldLetter()
      if languages != 0 { piece.count(small: languages) }
    }
  }

  /// Counts a word of one letter that stands by itself.
  private mutating func countHeldLetter() {
    if let heldLetter, heldLetter != 0 { piece.count(small: heldLetter) }
    heldLetter = nil
  }

  /// Reads ASCII letters, which most are; everything that is changed is at hand.
  @inline(__always)
  private mutating func readLetters(_ run: inout Run, until limit: Int) {
    if run.isUncased { return }
    let (bytes, classes, start) = (bytes, classes, place)
    var (place, hash, capitals) = (start, run.hash, 0)
    while place < limit, classes[Int(bytes[place])] == .letter {
      capitals += bytes[place] & 0x20 == 0 ? 1 : 0
      hash = FoldedWord.hash(hash, bytes[place] | 0x20)
      place += 1
    }
    self.place = place
    run.hash = hash
    run.letters += place - start
    run.capitals += capitals
  }

  /// No small word that several languages may have is longer.
  private static let longestSmallWord = 6

  /// Shorter words in capitals are abbreviations.
  private static let shortestShout = 4

  /// Reads another character than an ASCII letter.
  ///
  /// - Returns: whether the run goes on after it.
  private mutating func goesOn(_ run: inout Run, _ start: Int) -> Bool {
    if bytes[place] == 0x20 { return false }
    let (kind, value, length) = character(at: place)
    if run.isUncased, kind != .character { return false }
    switch kind {
    case .letter, .character:
      if kind == .character, place > start, !run.isUncased { return false }
      run.isUncased = kind == .character
      if isCapitalLetter(value) { run.capitals += 1 }
      run.letters += 1
      for byte in bytes[place..<place + length] { run.hash = FoldedWord.hash(run.hash, byte) }
      if run.isUncased, (0x3041...0x30FF).contains(value) { piece.hasKana = true }
    case .apostrophe:
      if run.letters == 0 { return false }
      run.hash = FoldedWord.hash(run.hash, UInt8(ascii: "'"))
    case .ignored: break
    case .digit: run.isWord = false
    case .stop:
      guard isInside(place + length) else { return false }
      run.isWord = false
    case .space, .newline, .clause: return false
    default:
      if value == 0x2D {
        run.hash = FoldedWord.hash(run.hash, UInt8(ascii: "-"))
      } else if value < 0x80, Self.signsOfAddresses[Int(value)] {
        run.isWord = false
      } else {
        return false
      }
    }
    place += length
    return true
  }

  /// Keeps a word.
  ///
  /// INVARIANT: only letters and signs of ASCII are copied, so that the words are valid UTF-8.
  private mutating func copyWord(_ range: Range<Int>) {
    var place = range.lowerBound
    while place < range.upperBound {
      let (kind, value, length) = character(at: place)
      switch kind {
      case .letter, .character: words?.append(contentsOf: bytes[place..<place + length])
      case .apostrophe: words?.append(UInt8(ascii: "'"))
      default: if value == 0x2D { words?.append(UInt8(ascii: "-")) }
      }
      place += length
    }
    words?.append(UInt8(ascii: " "))
  }

  /// For each ASCII character, whether it stands in addresses and codes, not in words.
  private static let signsOfAddresses: [Bool] = {
    var table = [Bool](repeating: false, count: 128)
    for byte in "@/_=#+&%$<>".utf8 { table[Int(byte)] = true }
    return table
  }()

  /// Whether a word goes on after a stop, as in `example.com`.
  private func isInside(_ place: Int) -> Bool {
    guard place < end else { return false }
    let next = character(at: place).kind
    return next == .letter || next == .digit || next == .character
  }

  /// Reads the end of a sentence or a line, with the space after it. A blank line ends a piece, and
  /// so does a short line unless the next one goes on in small letters.
  private mutating func readBreak() {
    let isShort = place - lineStart < Tokenizer.shortLine
    var endsSentence = false
    var lines = 0
    while place < end {
      let (kind, value, length) = character(at: place)
      guard kind == .stop || kind == .newline || kind == .space else { break }
      if kind == .stop { endsSentence = true }
      place += length
      let isHalf = value == 0x0D && place < end && bytes[place] == 0x0A
      if kind == .newline, !isHalf {
        lines += 1
        lineStart = place
      }
    }
    guard place < end else { return }
    let next = character(at: place)
    let goesOn = next.kind == .letter && !isCapitalLetter(next.value)
    let isLong = endsSentence && piece.byteCount >= Self.shortest
    if lines > 1 || isLong || (lines == 1 && endsSentence) || (lines == 1 && isShort && !goesOn) {
      endPiece()
    }
  }

  private mutating func endPiece() {
    countHeldLetter()
    piece.range = piece.range.lowerBound..<place
    if !piece.range.isEmpty { pieces.append(piece) }
    piece = TextPiece(range: place..<place, firstSkipped: nextSkipped)
  }
}
