// Letters that stand for digits in numbers: O7O 174 O6 12. They are read as digits where they stand
// among so many digits that it is a number, and in a number such as 2O %; the text keeps its length.

/// Reads letters that look like digits as digits.
enum DigitLetters {
  /// The fewest digits, letters among them, of a number in groups.
  private static let fewest = 7
  /// So many make it certain: a capital letter is no unit then, nor is a small one beside a letter
  /// that cannot be a unit.
  private static let longNumber = 9
  /// The most of them.
  private static let most = 20

  /// The text with digits in place of their look-alikes. One walk; what lies around a letter beside a
  /// digit is read once.
  static func settled(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var place = 1
    var free = 0
    while place < bytes.count {
      let isPair =
        isDigit(bytes[place - 1]) && digit(for: bytes[place]) != nil
        || isDigit(bytes[place]) && digit(for: bytes[place - 1]) != nil
      guard isPair else {
        place += 1
        continue
      }
      let run = run(around: place, after: free, in: bytes)
      settle(run, in: &result)
      free = run.last?.upperBound ?? place
      place = max(place, free) + 1
    }
    return result
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// The digit that a letter looks like; some only between two digits, for they are units.
  private static func digit(for letter: UInt8) -> (digit: UInt8, onlyInside: Bool)? {
    switch letter {
    case UInt8(ascii: "O"), UInt8(ascii: "o"): (0x30, false)
    case UInt8(ascii: "I"): (0x31, false)
    case UInt8(ascii: "l"): (0x31, true)
    case UInt8(ascii: "S"): (0x35, true)
    case UInt8(ascii: "B"): (0x38, true)
    case UInt8(ascii: "g"), UInt8(ascii: "q"): (0x39, true)
    default: nil
    }
  }

  /// The groups of digits and such letters around a place, with single blanks or signs between.
  private static func run(around place: Int, after free: Int, in bytes: [UInt8]) -> [Range<Int>] {
    var start = place
    while start > free, place - start < 40, isPart(bytes[start - 1]) || isSign(bytes[start - 1]) {
      start -= 1
    }
    var groups: [Range<Int>] = []
    var end = start
    while end < bytes.count, end - place < 40 {
      while end < bytes.count, isSign(bytes[end]) { end += 1 }
      let first = end
      while end < bytes.count, isPart(bytes[end]) { end += 1 }
      guard end > first else { break }
      // A word that only begins or ends like a number is none.
      let isWord =
        end < bytes.count && isLetter(bytes[end]) || first > 0 && isLetter(bytes[first - 1])
      let hasDigit = bytes[first..<end].contains(where: isDigit)
      if isWord || !hasDigit {
        if end > place { break }
        groups.removeAll()
        while end < place, end < bytes.count, isLetter(bytes[end]) { end += 1 }
      } else {
        groups.append(first..<end)
      }
    }
    return groups
  }

  private static func isPart(_ byte: UInt8) -> Bool { isDigit(byte) || digit(for: byte) != nil }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "+"):
      true
    default: false
    }
  }

  private static func settle(_ groups: [Range<Int>], in bytes: inout [UInt8]) {
    let count = groups.reduce(0) { $0 + $1.count }
    let digits = groups.reduce(0) { $0 + bytes[$1].count { isDigit($0) } }
    let isNumber = count >= fewest && count <= most && digits * 2 > count
    let isCertain = groups.contains { group in
      group.contains { place in
        guard let letter = digit(for: bytes[place]) else { return false }
        return !letter.onlyInside || place > group.lowerBound && place + 1 < group.upperBound
      }
    }
    for group in groups {
      // 2O: nothing but zeros behind a digit.
      let isRound =
        isDigit(bytes[group.lowerBound])
        && bytes[group].allSatisfy { isDigit($0) || $0 == UInt8(ascii: "O") }
      guard isNumber || isRound else { continue }
      for place in group {
        guard let letter = digit(for: bytes[place]) else { continue }
        let isInside = place > group.lowerBound && place + 1 < group.upperBound
        let isUnit = letter.onlyInside && !isInside
        let isSure = count >= longNumber && (isCertain || isCapital(bytes[place]))
        if !isUnit || isSure { bytes[place] = letter.digit }
      }
    }
  }
}
