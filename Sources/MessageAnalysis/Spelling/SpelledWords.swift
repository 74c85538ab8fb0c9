// The words of a text that can be misspelt: no names of people and products, codes, links, numbers,
// abbreviations, and nothing that others wrote.

/// A word whose spelling is to be checked.
struct SpelledWord {
  /// The word with straight apostrophes.
  let text: String
  /// UTF-8 offsets in the text.
  let range: Range<Int>
  /// Whether it has a capital letter, so that it may be a name.
  let isCapitalised: Bool
  /// Whether it begins a sentence, so that the capital letter tells little.
  let isFirst: Bool
  /// For a part of a word with hyphens: the whole word, and the same written together. As a part of
  /// them it may be right though it is none alone: `Bestell-Nummer`.
  let wholes: [String]
}

/// Reads the words of a stretch of text in one language.
struct SpelledWords {
  private let bytes: [UInt8]
  private let skipped: [Range<Int>]
  private let table: SpellingTable
  private let nounsHaveCapitals: Bool
  private var nextSkipped = 0
  private var place: Int
  private let end: Int
  private(set) var words: [SpelledWord] = []
  /// Capitalised words amid sentences: names, wherever else they stand.
  private var names: Set<String> = []
  private var startsSentence = true
  /// Whether a name may follow: after a form of address, or after another name.
  private var isBeforeName = false
  /// The words of the line so far, and whether all of them have capitals, as in a signature.
  private var lineWords = 0
  private var lineStart = 0
  private var lineIsNames = true

  /// Reads words.
  ///
  /// - Parameters:
  ///   - range: The stretch.
  ///   - skipped: Places that hold no words, in their order.
  static func read(
    _ bytes: [UInt8], _ range: Range<Int>, skipped: [Range<Int>], language: String,
    _ table: SpellingTable
  ) -> [SpelledWord] {
    var reader = SpelledWords(
      bytes: bytes, skipped: skipped, table: table,
      nounsHaveCapitals: table.capitalNouns.contains(language), place: range.lowerBound,
      end: range.upperBound)
    reader.run()
    return reader.words.filter { !$0.isCapitalised || !reader.names.contains($0.text) }
  }

  private init(
    bytes: [UInt8], skipped: [Range<Int>], table: SpellingTable, nounsHaveCapitals: Bool,
    place: Int, end: Int
  ) {
    self.bytes = bytes
    self.skipped = skipped
    self.table = table
    self.nounsHaveCapitals = nounsHaveCapitals
    self.place = place
    self.end = end
  }

  private mutating func run() {
    while place < end {
      while nextSkipped < skipped.count, skipped[nextSkipped].upperBound <= place {
        nextSkipped += 1
      }
      if nextSkipped < skipped.count, skipped[nextSkipped].contains(place) {
        place = skipped[nextSkipped].upperBound
        lineWords += 1
        startsSentence = false
        continue
      }
      let (kind, value, length) = character(at: place)
      switch kind {
      case .letter, .digit, .character, .other, .symbol, .apostrophe: readRun()
      case .stop:
        startsSentence = true
        isBeforeName = isBeforeName && value == 0x2E
        place += length
      case .newline:
        endLine()
        startsSentence = true
        isBeforeName = false
        place += length
      case .clause:
        if value == 0x3A { startsSentence = true }
        isBeforeName = false
        place += length
      default: place += length
      }
    }
    endLine()
  }

  private func character(at place: Int) -> (kind: CharacterClass, value: UInt32, length: Int) {
    let byte = bytes[place]
    guard byteClasses[Int(byte)] == .wide else { return (byteClasses[Int(byte)], UInt32(byte), 1) }
    let wide = scalar(in: bytes, at: place)
    return (wideClass(wide.value), wide.value, wide.length)
  }

  /// Drops the words of a short line of names, such as a signature.
  private mutating func endLine() {
    if lineIsNames, lineWords <= Self.longestSignature { words.removeSubrange(lineStart...) }
    lineStart = words.count
    lineWords = 0
    lineIsNames = true
  }

  private static let longestSignature = 4

  /// Reads what stands between spaces: one word, or several with hyphens, or a code.
  private mutating func readRun() {
    let start = place
    let limit = min(end, nextSkipped < skipped.count ? skipped[nextSkipped].lowerBound : end)
    var pieces: [Piece] = []
    var piece = Piece(start: place)
    var isCode = false
    run: while place < limit {
      let (kind, value, length) = character(at: place)
      switch kind {
      case .letter: piece.append(value, to: place + length)
      case .apostrophe:
        guard !piece.text.isEmpty, isLetter(place + length, limit) else { break run }
        piece.append(0x27, to: place + length)
      case .digit, .character: isCode = true
      case .stop:
        guard isLetter(place + length, limit) else { break run }
        isCode = true
      case .space, .newline, .clause: break run
      case .ignored: break
      default:
        if value == 0x2D {
          piece.endsWithHyphen = true
          pieces.append(piece)
          piece = Piece(start: place + length)
          piece.beginsWithHyphen = true
        } else if Self.signsOfCodes.contains(value) {
          isCode = true
        } else {
          break run
        }
      }
      place += length
    }
    // A sign alone is no word.
    guard place > start else {
      place += character(at: place).length
      return
    }
    pieces.append(piece)
    lineWords += 1
    if isCode {
      lineIsNames = lineIsNames && pieces.allSatisfy { $0.text.isEmpty || $0.isCapitalised }
      startsSentence = false
      isBeforeName = false
    } else {
      let parts = pieces.map(\.text)
      let together = (parts.first ?? "") + parts.dropFirst().map { $0.lowercased() }.joined()
      let wholes = pieces.count > 1 ? [parts.joined(separator: "-"), together] : []
      for piece in pieces where !piece.text.isEmpty { add(piece, of: wholes, limit) }
    }
  }

  private static let signsOfCodes = Set("@/_=#+&%$<>\\~^|{}".unicodeScalars.map(\.value))

  private func isLetter(_ place: Int, _ limit: Int) -> Bool {
    guard place < limit else { return false }
    let kind = character(at: place).kind
    return kind == .letter || kind == .digit
  }

  /// A part of a run of letters.
  private struct Piece {
    let start: Int
    var end: Int
    var text = ""
    var letters = 0
    var capitals = 0
    var isCapitalised = false
    var beginsWithHyphen = false
    var endsWithHyphen = false

    init(start: Int) {
      self.start = start
      end = start
    }

    mutating func append(_ value: UInt32, to end: Int) {
      let isCapital = isCapitalLetter(value)
      if text.isEmpty { isCapitalised = isCapital }
      if isCapital { capitals += 1 }
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
      letters += 1
      self.end = end
    }
  }

  private mutating func add(_ piece: Piece, of wholes: [String], _ limit: Int) {
    let isFirst = startsSentence
    let followsName = isBeforeName
    let lowered = piece.text.lowercased()
    let isAddress = table.beforeNames.contains(lowered)
    startsSentence = false
    lineIsNames = lineIsNames && piece.isCapitalised
    // "Herr Dr. Müller", "MX Master"
    let isAbbreviation = piece.letters >= 2 && piece.capitals == piece.letters
    isBeforeName = isAddress || isAbbreviation || (followsName && piece.isCapitalised)
    // Half of a compound: "Liefer- und Rechnungsadresse".
    let isHalf =
      piece.endsWithHyphen && !isLetter(piece.end + 1, limit)
      || piece.beginsWithHyphen && (piece.start < 2 || bytes[piece.start - 2] <= 0x20)
    let innerCapitals = piece.capitals - (piece.isCapitalised ? 1 : 0)
    guard piece.letters >= 2, innerCapitals == 0, !isHalf, !isAddress,
      !table.words.contains(lowered)
    else { return }
    if piece.isCapitalised {
      if followsName {
        names.insert(piece.text)
        return
      }
      if !isFirst, !nounsHaveCapitals {
        names.insert(piece.text)
        return
      }
      // "Katarzyna, your lamp …"
      if isFirst, piece.end < limit, bytes[piece.end] == UInt8(ascii: ","), lineWords == 1 {
        names.insert(piece.text)
        return
      }
    }
    words.append(
      SpelledWord(
        text: piece.text, range: piece.start..<piece.end, isCapitalised: piece.isCapitalised,
        isFirst: isFirst, wholes: wholes))
  }
}
