// What people put between and instead of letters to hide a word: the tables, one entry for each
// byte, and the few signs beyond ASCII.

/// Signs and digits in disguised words.
enum DisguisedLetters {
  /// The sign that stands over a letter: b*d, b#d.
  static let star = UInt8(ascii: "*")

  /// Signs that people put between the parts of a word.
  static let joining: [Bool] = (0...255).map { byte in
    "-._*~|/@$!+=^#,;:'\\".utf8.contains(UInt8(byte))
  }

  /// The letter that a digit or a sign stands for, or 0.
  static let letters: [UInt8] = (0...255).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"), UInt8(ascii: "!"), UInt8(ascii: "|"): UInt8(ascii: "i")
    case UInt8(ascii: "2"): UInt8(ascii: "z")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
    case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
    case UInt8(ascii: "6"), UInt8(ascii: "9"): UInt8(ascii: "g")
    case UInt8(ascii: "7"), UInt8(ascii: "+"): UInt8(ascii: "t")
    case UInt8(ascii: "8"): UInt8(ascii: "b")
    default: 0
    }
  }

  /// The letter that a digit stands for; `nil` for other bytes.
  static func letter(ofDigit byte: UInt8) -> UInt8? { isDigit(byte) ? letters[Int(byte)] : nil }

  /// The letter of a sign that stands for one even at the end of a word or between blanks, where
  /// other signs are only signs: neg@tiv@, fr€€.
  static func letter(of sign: UInt32) -> UInt8? {
    switch sign {
    case 0x40: UInt8(ascii: "a")
    case 0x24: UInt8(ascii: "s")
    case 0x20AC: UInt8(ascii: "e")
    default: nil
    }
  }

  /// Whether a scalar is a star of the kind that ratings are made of, filled or not.
  @inline(__always)
  static func isRatingStar(_ value: UInt32) -> Bool {
    switch value {
    case 0x22C6, 0x2605, 0x2606, 0x2729...0x2730, 0x2B50, 0x1F31F: true
    default: false
    }
  }

  /// Whether a scalar beyond ASCII covers a letter as a star does: st★rs.
  static func isStar(_ value: UInt32) -> Bool {
    switch value {
    case 0x25CB, 0x25CF, 0x25EF, 0x2731: true
    default: isRatingStar(value)
    }
  }

  /// Whether a scalar beyond ASCII may stand between the letters of a word: bullets, dashes, emoji.
  static func isJoining(_ value: UInt32) -> Bool {
    value >= 0x80
      && (wideClass(value) == .other || wideClass(value) == .apostrophe
        || (0x2010...0x2015).contains(value))
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte >= 0x80 }
}
