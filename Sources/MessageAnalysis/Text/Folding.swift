// How bytes become letters that can be compared: a class for each byte, and folding of case and
// accents in UTF-8 without making strings. Words of lexicons and of messages go through the same
// tables, so that `Grüße`, `GRÜSSE` and `gruße` with a combining mark are one word.

/// What a character is for the division of a text into words.
enum CharacterClass: UInt8 {
  /// Part of a word.
  case letter
  /// Part of a number or a word.
  case digit
  /// A word of its own, of a script that puts no spaces between words: Han, kana.
  case character
  /// ' and ’, part of a word between letters.
  case apostrophe
  /// Ends a word.
  case space
  /// Ends a word and a clause: comma, colon, brackets, dashes, quotes.
  case clause
  /// Ends a word and perhaps a sentence.
  case stop
  /// Ends a line.
  case newline
  /// A word of its own: %, $, ★.
  case symbol
  /// Nothing at all: soft hyphens, zero-width characters, variation selectors.
  case ignored
  /// Ends a word: hyphens, slashes and all other signs.
  case other
  /// The first byte of a scalar that has to be decoded.
  case wide
}

/// A scalar read from bytes.
struct ScalarAt {
  /// Its number; U+FFFD for bytes that are no UTF-8.
  let value: UInt32
  /// How many bytes it takes, at least 1.
  let length: Int
}

/// Reads the scalar that begins at `place`, which is below the count.
func scalar(in bytes: borrowing [UInt8], at place: Int) -> ScalarAt {
  let first = bytes[place]
  if first < 0x80 { return ScalarAt(value: UInt32(first), length: 1) }
  let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
  guard first >= 0xC2, first < 0xF5, place + length <= bytes.count else {
    return ScalarAt(value: 0xFFFD, length: 1)
  }
  var value = UInt32(first) & (0x7F >> UInt32(length))
  for offset in 1..<length {
    let byte = bytes[place + offset]
    guard byte & 0xC0 == 0x80 else { return ScalarAt(value: 0xFFFD, length: 1) }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  return ScalarAt(value: value, length: length)
}

/// The class of every byte; lead and continuation bytes are `wide`.
let byteClasses: [CharacterClass] = (0...255).map { number in
  switch UInt8(number) {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
  case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
  case UInt8(ascii: "'"): .apostrophe
  case 0x0A, 0x0D: .newline
  case 0x00...0x20, 0x7F: .space
  case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): .stop
  case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "("),
    UInt8(ascii: ")"), UInt8(ascii: "\""), UInt8(ascii: "["), UInt8(ascii: "]"):
    .clause
  case UInt8(ascii: "%"), UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "+"),
    UInt8(ascii: "&"):
    .symbol
  case 0x80...0xFF: .wide
  default: .other
  }
}

/// The small letter of every ASCII capital; other bytes as they are.
let foldedBytes: [UInt8] = (0...255).map { byte in
  (0x41...0x5A).contains(byte) ? UInt8(byte + 32) : UInt8(byte)
}

/// The class of a scalar beyond ASCII.
func wideClass(_ value: UInt32) -> CharacterClass {
  switch value {
  case 0xAD, 0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF,
    0xFE00...0xFE0F:
    .ignored
  case 0x02BC, 0x2018, 0x2019, 0xFF07: .apostrophe
  case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x1FFF: .letter
  case 0x00A0, 0x2000...0x200A, 0x202F, 0x3000: .space
  case 0x2028, 0x2029, 0x85: .newline
  case 0xA3, 0xA5, 0x20A0...0x20BF: .symbol
  case _ where DisguisedLetters.isRatingStar(value): .symbol
  case 0x2013...0x2015, 0x201A...0x201F, 0xAB, 0xBB, 0xFF0C, 0x3001, 0x3008...0x3011,
    0xFF08, 0xFF09, 0xFF1A, 0xFF1B:
    .clause
  case 0x2026, 0xFF01, 0xFF0E, 0xFF1F, 0x3002, 0xFF61: .stop
  case 0x3005...0x3007, 0x3041...0x3096, 0x3099...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF,
    0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F,
    0x20000...0x3FFFF:
    .character
  case 0x2C00...0x2DFF, 0xA640...0xD7FF, 0xFB00...0xFDFF, 0xFE70...0xFEFC, 0xFF21...0xFF3A,
    0xFF41...0xFF5A:
    .letter
  default: .other
  }
}

/// Whether a letter is a capital one.
func isCapitalLetter(_ value: UInt32) -> Bool {
  if value < 0x80 { return value &- 0x41 < 26 }
  return Unicode.Scalar(value)?.properties.isUppercase ?? false
}

/// The letter without case and accents, for Latin, Greek and Cyrillic; others as they are.
@inline(__always)
func foldedScalar(_ value: UInt32) -> UInt32 {
  value < 0x250 ? UInt32(latinBases[Int(value)]) : foldedBeyondLatin(value)
}

private func foldedBeyondLatin(_ value: UInt32) -> UInt32 {
  switch value {
  case 0x391...0x3A9, 0x410...0x42F: value + 32
  case 0x386: 0x3B1
  case 0x388, 0x3AD: 0x3B5
  case 0x389, 0x3AE: 0x3B7
  case 0x38A, 0x3AF: 0x3B9
  case 0x38C, 0x3CC: 0x3BF
  case 0x38E, 0x3CD: 0x3C5
  case 0x38F, 0x3CE: 0x3C9
  case 0x3AC: 0x3B1
  case 0x3C2: 0x3C3
  case 0x400...0x40F: value + 80
  case 0x1E00...0x1EFF: UInt32(vietnameseBases[Int(value - 0x1E00)])
  default: value
  }
}

/// The small ASCII letter below each letter of Latin-1 and Latin Extended-A and -B; letters that
/// stand for two (ß, æ) have their first here and their second in `secondLetter`.
private let latinBases: [UInt16] = (0..<0x250).map { value in
  UInt16(baseLetter(of: UInt32(value)))
}

private let vietnameseBases: [UInt16] = (0x1E00..<0x1F00).map { UInt16(baseLetter(of: $0)) }

/// Letters that have no mark to take off, with their ASCII letter: barred, hooked, dotless ones.
private let lettersWithoutMark: [(letters: String, base: Unicode.Scalar)] = [
  ("øØ", "o"), ("łŁ", "l"), ("đĐðÐ", "d"), ("ħĦ", "h"), ("ıİ", "i"), ("ŧŦ", "t"), ("ŋŊ", "n"),
  ("ßẞ", "s"), ("æÆ", "a"), ("œŒ", "o"), ("þÞ", "t"), ("ƒ", "f"), ("ɓƀ", "b"), ("ɛ", "e"),
]

private func baseLetter(of value: UInt32) -> UInt32 {
  guard let scalar = Unicode.Scalar(value) else { return value }
  if let known = lettersWithoutMark.first(where: { $0.letters.unicodeScalars.contains(scalar) }) {
    return known.base.value
  }
  guard scalar.properties.isAlphabetic else { return value }
  let lowered = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
  if lowered.isASCII { return lowered.value }
  let base = UTF8Proc.base(of: lowered.value)
  return base < 0x80 ? base : lowered.value
}

/// The second letter of those that stand for two, or 0.
@inline(__always)
func secondLetter(_ value: UInt32) -> UInt8 {
  switch value {
  case 0xDF, 0x1E9E: UInt8(ascii: "s")
  case 0xC6, 0xE6, 0x152, 0x153: UInt8(ascii: "e")
  case 0xDE, 0xFE: UInt8(ascii: "h")
  default: 0
  }
}

/// The bytes of one folded word while it is read, and their hash.
struct FoldedWord {
  /// Longer words are not in any lexicon; the rest of their bytes is not kept.
  static let longest = 40
  private(set) var bytes = [UInt8](repeating: 0, count: FoldedWord.longest)
  private(set) var count = 0
  private(set) var hash = FoldedWord.emptyHash

  /// The hash of no bytes (FNV-1a).
  static var emptyHash: UInt64 { 0xCBF2_9CE4_8422_2325 }

  /// The hash with one more byte.
  @inline(__always)
  static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  mutating func clear() {
    count = 0
    hash = Self.emptyHash
  }

  /// Goes back to an earlier state.
  mutating func cut(to count: Int, hash: UInt64) {
    self.count = count
    self.hash = hash
  }

  /// Adds a byte that is folded already.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count < Self.longest { bytes[count] = byte }
    count += 1
    hash = Self.hash(hash, byte)
  }

  /// Adds a scalar, folded.
  mutating func append(scalar value: UInt32) {
    let folded = foldedScalar(value)
    switch folded {
    case ..<0x80:
      append(UInt8(truncatingIfNeeded: folded))
      let second = secondLetter(value)
      if second != 0 { append(second) }
    case ..<0x800:
      append(UInt8(truncatingIfNeeded: 0xC0 | folded >> 6))
      append(UInt8(truncatingIfNeeded: 0x80 | folded & 0x3F))
    case ..<0x10000:
      append(UInt8(truncatingIfNeeded: 0xE0 | folded >> 12))
      append(UInt8(truncatingIfNeeded: 0x80 | folded >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | folded & 0x3F))
    default:
      append(UInt8(truncatingIfNeeded: 0xF0 | folded >> 18))
      append(UInt8(truncatingIfNeeded: 0x80 | folded >> 12 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | folded >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | folded & 0x3F))
    }
  }

  /// The bytes of one scalar, folded.
  static func folded(_ value: UInt32) -> [UInt8] {
    var word = FoldedWord()
    word.append(scalar: value)
    return Array(word.bytes[..<word.count])
  }
}
