// Digits that people read as one number: groups with a space, a hyphen, a dot, a slash or brackets
// between them. A run is read once; its groups are not tried again as starts of other runs.

/// Groups of digits that follow each other.
struct DigitRun {
  /// What stands before a group.
  enum Separator: Sendable {
    case none, space, hyphen, dot, slash, bracket
    /// A hyphen or a slash with spaces around it, or several spaces.
    case wide
  }

  /// Digits without a gap.
  struct Group: Sendable {
    let range: Range<Int>
    let separator: Separator
  }

  /// The most groups that are looked at.
  static let mostGroups = 20

  /// The groups.
  var groups: ArraySlice<Group>
  /// Where it begins: with `+` and the bracket of its first group.
  var start: Int
  /// Whether it begins with `+`.
  var isInternational: Bool
  /// Whether it has its own begin and end, or is a part of a longer run.
  var isWhole = true

  /// Where the last group ends.
  var end: Int { groups.last?.range.upperBound ?? start }
  /// How many digits it has.
  var digitCount: Int { groups.reduce(0) { $0 + $1.range.count } }
  /// Whether every group is a single digit.
  var isSpacedOut: Bool { groups.count > 1 && groups.allSatisfy { $0.range.count == 1 } }

  /// The groups from one to the end, or up to another one, as a run.
  func part(_ range: Range<Int>) -> DigitRun {
    var part = self
    part.groups = groups[range]
    if range.lowerBound > groups.startIndex {
      part.start = groups[range.lowerBound].range.lowerBound
      part.isInternational = false
    }
    part.isWhole = false
    return part
  }
}

extension Scan {
  /// Reads the run that begins at a digit, `+` or `(`; `nil` if it is too short or too long for a
  /// phone number. `digitsReadTo` is its end in any case.
  mutating func digitRun(at place: Int) -> DigitRun? {
    var first = place
    let opens = byte(first) == UInt8(ascii: "(")
    if opens { first += 1 }
    let isInternational = byte(first) == UInt8(ascii: "+")
    if isInternational { first += 1 }
    if isInternational, byte(first) == UInt8(ascii: "(") { first += 1 }
    var end = first
    var digits = 0
    while isDigit(end) {
      let from = end
      while isDigit(end) { end += 1 }
      digits += end - from
      steps += end - from + 4
      let gap = separatorLength(at: end)
      if gap == 0 { break }
      end += gap
    }
    digitsReadTo = max(digitsReadTo, end)
    guard digits >= 5, digits <= 40 else { return nil }
    var groups: [DigitRun.Group] = []
    var separator = DigitRun.Separator.none
    var closes = !opens || isInternational
    end = first
    while isDigit(end) {
      let from = end
      while isDigit(end) { end += 1 }
      groups.append(DigitRun.Group(range: from..<end, separator: separator))
      let gap = separatorLength(at: end)
      if gap == 0 { break }
      separator = self.separator(end..<end + gap)
      closes = closes || bytes[end..<end + gap].contains(UInt8(ascii: ")"))
      end += gap
    }
    guard groups.count <= DigitRun.mostGroups else { return nil }
    return DigitRun(
      groups: groups[...], start: closes ? place : first, isInternational: isInternational)
  }

  /// The length of what stands between two groups of digits: up to four signs.
  private func separatorLength(at place: Int) -> Int {
    var end = place
    while end - place < 6 {
      switch byte(end) {
      case UInt8(ascii: "-"), UInt8(ascii: "/"), 0x20, UInt8(ascii: "("), UInt8(ascii: ")"):
        end += 1
      case UInt8(ascii: "."):
        // A dot with a space after it ends a sentence, unless one stands before it as well.
        if byte(end + 1) == 0x20, end == place || byte(end - 1) != 0x20 { return 0 }
        end += 1
      case 0xC2 where byte(end + 1) == 0xA0: end += 2
      case 0xE2 where byte(end + 1) == 0x80:
        // Narrow spaces and dashes.
        guard (0x80...0x95).contains(byte(end + 2)) || byte(end + 2) == 0xAF else { return 0 }
        end += 3
      case 0xE2 where byte(end + 1) == 0x83 && byte(end + 2) == 0xA3:
        // The cap of a digit as an emoji.
        end += 3
      case 0xE3 where byte(end + 1) == 0x81 && byte(end + 2) == 0xAE:
        // 090の1234の5678.
        end += 3
      default: return isDigit(end) ? end - place : 0
      }
    }
    return isDigit(end) ? end - place : 0
  }

  private func separator(_ range: Range<Int>) -> DigitRun.Separator {
    var result = DigitRun.Separator.space
    var spaces = 0
    for place in range {
      switch bytes[place] {
      case UInt8(ascii: "("), UInt8(ascii: ")"): return .bracket
      case UInt8(ascii: "-"): result = .hyphen
      case UInt8(ascii: "."): result = .dot
      case UInt8(ascii: "/"): result = .slash
      case 0x20, 0xA0, 0xAF: spaces += 1
      case 0x90...0x95: result = .hyphen
      default: break
      }
    }
    return spaces > 1 && result != .dot ? .wide : result
  }
}
