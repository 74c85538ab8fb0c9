// The number lists, checked and made ready for look-up.

import CEL

/// What the scanners know of numbers.
struct NumberTable: Sendable {
  /// What a country's calling code says about the number after it.
  struct CallingCode: Sendable {
    /// How many digits follow.
    var digits: ClosedRange<Int>
    /// Whether the country's shapes are known too.
    var isKnown: Bool
  }

  /// Words around numbers.
  private(set) var words = NumberWords()
  /// How contacts are written in words.
  let contactWords: ContactWordTable
  /// How tracking numbers look.
  private(set) var parcels = ParcelTable()
  private(set) var dialledBefore: [[UInt8]] = []
  private var callingCodes: [Int: CallingCode] = [:]
  /// Shapes by how many groups they have.
  private var alone: [[NumberShape]] = []
  private var hinted: [[NumberShape]] = []

  /// The longest number after a calling code; the whole has at most 15 digits (E.164).
  private static let elsewhere = 7...12

  /// Reads lists; every shape, code and word that cannot be read is reported with its place.
  init(_ lists: NumberLists, reporting problems: inout [Diagnostic]) {
    contactWords = ContactWordTable(lists, &problems)
    for phrase in lists.callingCodes {
      guard let codes = Self.span(phrase, &problems), codes.upperBound < 1_000 else { continue }
      for code in codes {
        callingCodes[code] = CallingCode(digits: Self.elsewhere, isKnown: false)
      }
    }
    dialledBefore = lists.dialledBefore.map { Array($0.text.utf8) }
    for country in lists.countries {
      if let code = Self.span(country.callingCode, &problems)?.lowerBound,
        let digits = Self.span(country.digits, &problems)
      {
        callingCodes[code] = CallingCode(digits: digits, isKnown: true)
      }
      for phrase in country.alone { Self.add(phrase, to: &alone, &problems) }
      for phrase in country.hinted { Self.add(phrase, to: &hinted, &problems) }
    }
    for carrier in lists.parcels { parcels.add(carrier, &problems) }
    for (role, word) in lists.words { words.add(word.text, role) }
  }

  /// Reads `7` or `7-11`.
  private static func span(_ phrase: Phrase, _ problems: inout [Diagnostic]) -> ClosedRange<Int>? {
    let ends = phrase.text.split(separator: "-", maxSplits: 1).map { Int($0) }
    if let first = ends.first, let low = first, let high = ends[ends.count - 1], low <= high {
      return low...high
    }
    problems.append(
      Diagnostic(
        id: "bad-number-span", "`\(phrase.text)` is neither a number nor a span of numbers",
        at: phrase.span, help: "write `7` or `7-11`"))
    return nil
  }

  private static func add(
    _ phrase: Phrase, to shapes: inout [[NumberShape]], _ problems: inout [Diagnostic]
  ) {
    guard let shape = NumberShape(phrase.text) else {
      problems.append(
        Diagnostic(
          id: "bad-number-shape", "`\(phrase.text)` is no shape of a number", at: phrase.span,
          help: "groups of 0 to 9, X (any digit), Z (1 to 9), N (2 to 9), sets such as [5-7], and "
            + "x at the end of a group (may be missing), with single spaces between"))
      return
    }
    while shapes.count <= shape.groups.count { shapes.append([]) }
    shapes[shape.groups.count].append(shape)
  }

  /// Whether groups have a shape that no other number has.
  func isPlain(_ groups: ArraySlice<DigitRun.Group>, in bytes: [UInt8]) -> Bool {
    groups.count < alone.count && alone[groups.count].contains { $0.matches(groups, in: bytes) }
  }

  /// Whether groups have a shape that needs a hint.
  func isHinted(_ groups: ArraySlice<DigitRun.Group>, in bytes: [UInt8]) -> Bool {
    groups.count < hinted.count && hinted[groups.count].contains { $0.matches(groups, in: bytes) }
  }

  /// Whether digits are a calling code and a number of the right length.
  ///
  /// - Parameters:
  ///   - digits: The digits after `+`.
  ///   - onlyKnown: Whether the country's shapes have to be known.
  func isInternational(_ digits: [UInt8], onlyKnown: Bool) -> Bool {
    var code = 0
    for (place, digit) in digits.prefix(3).enumerated() {
      code = code * 10 + Int(digit & 0x0F)
      guard let found = callingCodes[code], found.isKnown || !onlyKnown else { continue }
      let rest = digits.count - place - 1
      // Some write the 0 that is dialled inside of the country: +49 (0)30 …
      let trunk = place + 1 < digits.count && digits[place + 1] == UInt8(ascii: "0") ? 1 : 0
      if found.digits.contains(rest) || found.digits.contains(rest - trunk) { return true }
    }
    return false
  }
}
