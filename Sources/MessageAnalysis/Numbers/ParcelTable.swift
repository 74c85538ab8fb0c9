// Shapes of tracking numbers, sign by sign: a digit, a letter, either, or a sign itself, some with a
// check digit. Shapes are kept by length, so that a number meets only the few that are as long.

import CEL

/// The shape of a tracking number.
struct ParcelShape: Sendable {
  /// How the check digit is made.
  enum Check: String, Sendable, CaseIterable {
    /// The last of nine digits between two letters and two letters.
    case s10
    /// The last digit, weighed by 3 and 1 from the right.
    case gs1
  }

  /// Which signs may stand at each place, as bits: digits 0 to 9, then letters.
  private(set) var sets: [UInt64] = []
  /// How many there are at least.
  private(set) var least = 0
  private let check: Check?

  private static let digits: UInt64 = 0x3FF
  private static let letters: UInt64 = 0x3FF_FFFF << 10

  /// Reads a shape; `nil` if a sign has no meaning or the length is not settled before the end.
  init?(_ text: String, check: Check?) {
    self.check = check
    var signs = ArraySlice(Array(text.utf8))
    while let sign = signs.popFirst() {
      guard let set = Self.set(sign), least == sets.count, let counts = Self.counts(&signs) else {
        return nil
      }
      sets += Array(repeating: set, count: counts.upperBound)
      least += counts.lowerBound
    }
    guard least > 7, sets.count <= ParcelTable.longest else { return nil }
  }

  private static func set(_ sign: UInt8) -> UInt64? {
    switch sign {
    case UInt8(ascii: "#"): digits
    case UInt8(ascii: "@"): letters
    case UInt8(ascii: "?"): digits | letters
    default: bit(sign)
    }
  }

  /// The bit of a digit or a letter, small or capital.
  private static func bit(_ sign: UInt8) -> UInt64? {
    if sign &- 0x30 < 10 { return 1 << UInt64(sign & 0x0F) }
    let letter = (sign | 0x20) &- 0x61
    return letter < 26 ? 1 << UInt64(letter + 10) : nil
  }

  /// Reads `{9}` or `{9-12}`; one where nothing stands.
  private static func counts(_ rest: inout ArraySlice<UInt8>) -> ClosedRange<Int>? {
    guard rest.first == UInt8(ascii: "{") else { return 1...1 }
    guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
    let ends = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
      .split(separator: "-", maxSplits: 1).map { Int($0) }
    rest = rest[(end + 1)...]
    guard let low = ends.first ?? nil, let high = ends.last ?? nil, low > 0, low <= high,
      high <= ParcelTable.longest
    else { return nil }
    return low...high
  }

  /// Whether letters and digits without gaps have this shape and the right check digit, if asked.
  func matches(_ signs: ArraySlice<UInt8>, isChecked: Bool) -> Bool {
    guard signs.count >= least, signs.count <= sets.count else { return false }
    for (set, sign) in zip(sets, signs) {
      guard let bit = Self.bit(sign), set & bit != 0 else { return false }
    }
    switch isChecked ? check : nil {
    case .s10: return Self.hasS10Digit(signs.dropFirst(2).prefix(9))
    case .gs1: return Self.hasGS1Digit(signs)
    case nil: return true
    }
  }

  /// UPU S10: eight digits weighed by 8, 6, 4, 2, 3, 5, 9, 7; eleven less the rest of eleven, where
  /// ten is written 0 and eleven 5.
  private static func hasS10Digit(_ digits: ArraySlice<UInt8>) -> Bool {
    let sum = zip([8, 6, 4, 2, 3, 5, 9, 7], digits).reduce(0) { $0 + $1.0 * Int($1.1 & 0x0F) }
    let rest = 11 - sum % 11
    return digits.last.map { Int($0 & 0x0F) } == (rest == 10 ? 0 : rest == 11 ? 5 : rest)
  }

  private static func hasGS1Digit(_ digits: ArraySlice<UInt8>) -> Bool {
    let sum = digits.reversed().enumerated()
      .reduce(0) { $0 + Int($1.element & 0x0F) * ($1.offset % 2 == 0 ? 1 : 3) }
    return sum % 10 == 0
  }
}

/// The shapes of tracking numbers.
struct ParcelTable: Sendable {
  /// The most signs of a shape.
  static let longest = 40

  private var shapes = [[ParcelShape]](repeating: [], count: longest + 1)

  /// Adds the shapes of a carrier.
  mutating func add(_ carrier: NumberLists.Parcels, _ problems: inout [Diagnostic]) {
    var check: ParcelShape.Check?
    if let written = carrier.check {
      check = ParcelShape.Check(rawValue: written.text)
      if check == nil {
        problems.append(
          Diagnostic(
            id: "bad-parcel-check", "`\(written.text)` is no way to make a check digit",
            at: written.span, help: "write `s10` or `gs1`"))
      }
    }
    for phrase in carrier.shapes {
      guard let shape = ParcelShape(phrase.text, check: check) else {
        problems.append(
          Diagnostic(
            id: "bad-parcel-shape", "`\(phrase.text)` is no shape of a tracking number",
            at: phrase.span,
            help:
              "digits and letters, # (any digit), @ (any letter), ? (either), each with {9} or, "
              + "at the end, {9-12} behind it; 8 to \(Self.longest) signs in all"))
        continue
      }
      for length in shape.least...shape.sets.count { shapes[length].append(shape) }
    }
  }

  /// Whether letters and digits without gaps have the shape of a tracking number.
  func hasShape(_ signs: ArraySlice<UInt8>, isChecked: Bool = true) -> Bool {
    signs.count < shapes.count
      && shapes[signs.count].contains { $0.matches(signs, isChecked: isChecked) }
  }
}
