// Phone numbers: runs of digits whose shape is one of a country's, or whatever the words around a
// run call a phone number. Words that announce another number, dates, hours and sums win.

extension Scanner {
  static let phoneNumbers = Scanner(
    id: "phone-numbers",
    summary: "Phone numbers, international or in the national shapes of the stores' countries.",
    facts: [.phoneNumbers],
    example: Message(body: "Call us at +1 555 014 2297."),
    triggers: Array("0123456789+(".utf8),
    scan: { scan, place in scan.phoneNumber(at: place) })
}

extension Scan {
  fileprivate mutating func phoneNumber(at place: Int) -> Int? {
    guard place >= digitsReadTo, byte(place) != UInt8(ascii: "+") || !isDigit(place - 1),
      let run = digitRun(at: place)
    else { return nil }
    guard !isJoinedBefore(run), !isJoinedAfter(run.end) else { return nil }
    for part in parts(of: run) where isPhoneNumber(part) {
      let range = part.start..<part.end
      digitsReadTo = part.end
      claim(.phoneNumber, range)
      count(.phoneNumbers, range)
      countKeycaps(part)
      return part.end
    }
    return nil
  }

  /// Digits with caps are emoji as well.
  private mutating func countKeycaps(_ run: DigitRun) {
    detector = Scanner.emojis.number
    for group in run.groups
    where text(group.range.upperBound..<min(bytes.count, group.range.upperBound + 3)) == "\u{20E3}"
    {
      count(.emojis, group.range.lowerBound..<group.range.upperBound + 3)
    }
  }

  /// The run, its parts between wide gaps, and what follows a date at its begin.
  private func parts(of run: DigitRun) -> [DigitRun] {
    var result = [run]
    var start = run.groups.startIndex
    for index in run.groups.indices.dropFirst() where run.groups[index].separator == .wide {
      result.append(run.part(start..<index))
      start = index
    }
    if start > run.groups.startIndex { result.append(run.part(start..<run.groups.endIndex)) }
    if run.groups.count > 3, isDate(run.groups.prefix(3)) {
      result.append(run.part(run.groups.startIndex + 3..<run.groups.endIndex))
    }
    return result
  }

  private mutating func isPhoneNumber(_ run: DigitRun) -> Bool {
    let count = run.digitCount
    steps += run.groups.count
    guard count >= 6, count <= 16 else { return false }
    let digits = run.groups.flatMap { bytes[$0.range] }
    if run.isInternational { return numbers.isInternational(digits, onlyKnown: false) }
    guard !isDate(run.groups.prefix(3)), !isSpanOfHours(run.groups) else { return false }
    let range = run.start..<run.end
    let announcement = announcement(of: range)
    // 01 23 45 67 89 may be dialled, if it is called a phone number.
    let isDialled = announcement == .phone && digits.first == UInt8(ascii: "0")
    if !isDialled, isProgression(run) { return false }
    switch announcement {
    case .other: return false
    case .phone: return count <= 15 && !isQuantity(range)
    case .hint: return hasShape(run, digits, isHinted: true) && !isQuantity(range)
    case .none:
      return hasShape(run, digits, isHinted: isLineOfItsOwn(range)) && !isQuantity(range)
    }
  }

  private func hasShape(_ run: DigitRun, _ digits: [UInt8], isHinted: Bool) -> Bool {
    if run.isSpacedOut { return digits.count >= (isHinted ? 7 : 9) && digits.count <= 13 }
    guard isTidy(run.groups), !isNetworkAddress(run.groups) else { return false }
    if numbers.isPlain(run.groups, in: bytes) { return true }
    if isHinted, numbers.isHinted(run.groups, in: bytes) { return true }
    return numbers.dialledBefore.contains { prefix in
      digits.starts(with: prefix)
        && numbers.isInternational(Array(digits.dropFirst(prefix.count)), onlyKnown: true)
        && (prefix.count < 3 || run.groups.first?.range.count == prefix.count)
    }
  }

  /// Whether the signs between groups are those of one habit: dots do not mix with others, and a
  /// slash stands after the first group only.
  private func isTidy(_ groups: ArraySlice<DigitRun.Group>) -> Bool {
    let separators = groups.dropFirst().map(\.separator)
    let rest = separators.dropFirst()
    if separators.count > 2, separators.allSatisfy({ $0 == .wide }) { return true }
    if rest.contains(.slash) || rest.contains(.wide) { return false }
    return !rest.contains(.dot) || rest.allSatisfy { $0 == .dot }
  }

  /// Four groups with dots, none above 255: 192.168.100.10.
  private func isNetworkAddress(_ groups: ArraySlice<DigitRun.Group>) -> Bool {
    groups.count == 4 && groups.dropFirst().allSatisfy { $0.separator == .dot }
      && groups.allSatisfy { group in
        // A number with 0 before it is dialled: 02.123.45.67.
        group.range.count <= 3 && (group.range.count == 1 || byte(group.range.lowerBound) != 0x30)
          && bytes[group.range].reduce(0) { $0 * 10 + Int($1 & 0x0F) } <= 255
      }
  }

  /// Three groups that are a day, a month and a year, in any order that people use.
  private func isDate(_ groups: ArraySlice<DigitRun.Group>) -> Bool {
    guard groups.count == 3 else { return false }
    let lengths = groups.map(\.range.count)
    let numbers = groups.map { group in
      bytes[group.range].prefix(4).reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    }
    if lengths[0] == 4, lengths[1] <= 2, lengths[2] <= 2 {
      return (1900...2100).contains(numbers[0]) && (1...12).contains(numbers[1])
        && (1...31).contains(numbers[2])
    }
    return lengths[0] <= 2 && lengths[1] <= 2 && lengths[2] == 4
      && (1900...2100).contains(numbers[2]) && (1...31).contains(numbers[0])
      && (1...31).contains(numbers[1])
  }

  /// 9.00-17.00 or 0900-1730: hours to the quarter.
  private func isSpanOfHours(_ groups: ArraySlice<DigitRun.Group>) -> Bool {
    let digits = groups.map { bytes[$0.range].map { Int($0 & 0x0F) } }
    func isHour(_ hour: ArraySlice<Int>, _ minute: ArraySlice<Int>) -> Bool {
      let value = minute.reduce(0) { $0 * 10 + $1 }
      return hour.count <= 2 && minute.count == 2 && hour.reduce(0) { $0 * 10 + $1 } <= 24
        && value < 60 && value % 15 == 0
    }
    switch digits.count {
    case 2:
      return digits.allSatisfy { $0.count == 4 && isHour($0.prefix(2), $0.suffix(2)) }
    case 4:
      return isHour(digits[0][...], digits[1][...]) && isHour(digits[2][...], digits[3][...])
    default: return false
    }
  }

  /// Numbers that go up or down by the same step: sizes, a countdown.
  private func isProgression(_ run: DigitRun) -> Bool {
    guard run.groups.count > 3 else { return false }
    let values = run.groups.map { bytes[$0.range].prefix(6).reduce(0) { $0 * 10 + Int($1 & 0x0F) } }
    let step = values[1] - values[0]
    return zip(values, values.dropFirst()).allSatisfy { $1 - $0 == step }
  }

  /// Whether a run goes on to the left: in a word, a code, a sum, an account number.
  private mutating func isJoinedBefore(_ run: DigitRun) -> Bool {
    guard run.start > claimed else { return false }
    let (value, place) = scalarBefore(run.start)
    switch Unicode.Scalar(value) {
    // "Tel.030 …", but not ".5".
    case ".": return !isLetter(place - 1)
    // "- 030 …", but not "A-030 …".
    case "-", "/": return isWord(place - 1)
    case ",", ":": return isDigit(place - 1)
    case "_", "=", "#", "@", "$", "€", "£", "¥": return true
    case " ": return isCode(before: place)
    default: return value < 0x80 ? isWord(place) : wideClass(value) == .letter
    }
  }

  /// Whether a word before is the begin of a code: DE89, GB29 NWBK, NL 91 ABNA, 0B. The second
  /// half of a British postcode, 1AA, is none.
  mutating func isCode(before end: Int) -> Bool {
    var place = end
    for _ in 0..<2 {
      var start = place
      while start > claimed, isDigit(start - 1) || isLetter(start - 1), place - start < 6 {
        start -= 1
        steps += 1
      }
      let word = bytes[start..<place]
      let letters = word.count { $0 > 0x39 }
      let isPostcode = word.count == 3 && letters == 2 && isDigit(start)
      // "Wh4tsapp" is a word in disguise.
      let isWord = word.count { $0 >= 0x61 } > 2
      if letters > 0, letters < word.count { return !isPostcode && !isWord }
      // A bank's letters stand between the begin and the number.
      guard letters == 4, word.allSatisfy({ $0 < 0x60 }), byte(start - 1) == 0x20 else {
        return false
      }
      place = start - 1
      if isDigit(place - 1), isDigit(place - 2), byte(place - 3) == 0x20 { return true }
    }
    return false
  }

  /// Whether a run goes on to the right. An extension such as x12 may follow.
  private func isJoinedAfter(_ end: Int) -> Bool {
    guard end < bytes.count else { return false }
    let value = scalar(in: bytes, at: end).value
    switch Unicode.Scalar(value) {
    case "%", "_", "=", "@", "°": return true
    case "-", "/": return isLetter(end + 1)
    case ",", ":": return isDigit(end + 1)
    case "x": return !isDigit(end + 1)
    default: return value < 0x80 ? isWord(end) : wideClass(value) == .letter
    }
  }

  /// Whether nothing else is written on the line.
  private mutating func isLineOfItsOwn(_ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    while start > 0, bytes[start - 1] != 0x0A, range.lowerBound - start < 12 {
      if isWord(start - 1) { return false }
      start -= 1
      steps += 1
    }
    var end = range.upperBound
    while end < bytes.count, bytes[end] != 0x0A, end - range.upperBound < 12 {
      if isWord(end) { return false }
      end += 1
      steps += 1
    }
    return start > 0 || end < bytes.count
  }
}
