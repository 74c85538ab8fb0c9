// How bytes become letters that can be compared: a class for each byte, and case folding of
// UTF-8 without making strings. Words of lexicons and of messages go through the same table.

/// What a character is for the division of a text into words.
enum CharacterClass: UInt8 {
  /// Part of a word.
  case letter
  /// Part of a number or a word.
  case digit
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
  case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x1FFF: .letter
  case 0x00A0, 0x2000...0x200A, 0x202F, 0x3000: .space
  case 0x2028, 0x2029, 0x85: .newline
  case 0x2019, 0x2018, 0x02BC: .apostrophe
  case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF, 0xFE00...0xFE0F: .ignored
  case 0xA3, 0xA5, 0x20A0...0x20BF, 0x2605, 0x2606, 0x2B50: .symbol
  case 0x2013...0x2015, 0x201C...0x201F, 0xAB, 0xBB, 0xFF0C: .clause
  case 0x2026, 0xFF01, 0xFF1F, 0x3002: .stop
  case 0x2C00...0x2DFF, 0x3040...0xD7FF, 0xF900...0xFDFF, 0xFE70...0xFEFC, 0xFF21...0xFF3A,
    0xFF41...0xFF5A, 0x20000...0x3FFFF:
    .letter
  default: .other
  }
}

/// The small letter of a capital one, for Latin, Greek and Cyrillic; others as they are.
func foldedScalar(_ value: UInt32) -> UInt32 {
  switch value {
  case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A9, 0x410...0x42F: value + 32
  case 0x100...0x12F, 0x132...0x137, 0x14A...0x177: value | 1
  case 0x139...0x148, 0x179...0x17E: value + (value & 1)
  case 0x130: 0x69
  case 0x178: 0xFF
  case 0x400...0x40F: value + 80
  default: value
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
    case ..<0x80: append(UInt8(truncatingIfNeeded: folded))
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
}
