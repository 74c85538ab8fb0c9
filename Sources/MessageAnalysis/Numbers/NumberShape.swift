// A shape is a row of groups, each a row of sets of digits: `0ZX XXXXx`. Sets are bits, so that a
// group of a message is compared digit by digit without a branch for each kind of sign.

/// The shape of a phone number.
struct NumberShape: Sendable {
  /// Some digits without a gap.
  struct Group: Sendable {
    /// Which digits may stand at each place, as bits 0 to 9.
    var sets: [UInt16] = []
    /// How many digits there are at least.
    var least = 0
  }

  private(set) var groups: [Group] = []

  /// Reads a shape; `nil` if a sign has no meaning, or if a group may be empty.
  init?(_ text: String) {
    var group = Group()
    var signs = ArraySlice(Array(text.utf8))
    while let sign = signs.popFirst() {
      switch sign {
      case UInt8(ascii: "x"): group.sets.append(0x3FF)
      case UInt8(ascii: " "):
        groups.append(group)
        group = Group()
      default:
        guard let set = Self.set(sign, &signs), group.least == group.sets.count else { return nil }
        group.sets.append(set)
        group.least += 1
      }
    }
    groups.append(group)
    if groups.contains(where: { $0.least == 0 }) { return nil }
  }

  /// The digits that a sign stands for; reads on to the end of a set in brackets.
  private static func set(_ sign: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt16? {
    switch sign {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return 1 << UInt16(sign - 0x30)
    case UInt8(ascii: "X"): return 0x3FF
    case UInt8(ascii: "Z"): return 0x3FE
    case UInt8(ascii: "N"): return 0x3FC
    case UInt8(ascii: "["): break
    default: return nil
    }
    var result: UInt16 = 0
    var last: UInt8?
    while let digit = rest.popFirst() {
      if digit == UInt8(ascii: "]") { return result == 0 ? nil : result }
      if digit == UInt8(ascii: "-"), let low = last, let high = rest.popFirst(), low <= high {
        for digit in low...high where digit &- 0x30 < 10 { result |= 1 << UInt16(digit - 0x30) }
      } else {
        guard digit &- 0x30 < 10 else { return nil }
        result |= 1 << UInt16(digit - 0x30)
        last = digit
      }
    }
    return nil
  }

  /// Whether groups of digits have this shape.
  func matches(_ written: ArraySlice<DigitRun.Group>, in bytes: [UInt8]) -> Bool {
    guard written.count == groups.count else { return false }
    for (group, place) in zip(groups, written) {
      guard place.range.count >= group.least, place.range.count <= group.sets.count else {
        return false
      }
      for (set, digit) in zip(group.sets, bytes[place.range])
      where set >> UInt16(digit & 0x0F) & 1 == 0 {
        return false
      }
    }
    return true
  }
}
