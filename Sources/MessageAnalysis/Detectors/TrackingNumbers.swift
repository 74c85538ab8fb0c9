// Tracking numbers: shapes that carriers use for nothing else, and anything like a number after
// words such as "tracking number".

extension Scanner {
  static let trackingNumbers = Scanner(
    id: "tracking-numbers",
    summary: "Tracking numbers of carriers, by shape or by the words before them.",
    facts: [.trackingNumbers],
    example: Message(body: "It travels as 1Z999AA10123456784."),
    triggers: Array("0123456789".utf8),
    scan: { scan, place in scan.trackingNumber(at: place) })
}

extension Scan {
  fileprivate mutating func trackingNumber(at place: Int) -> Int? {
    if let end = postalItem(at: place) { return end }
    var start = place
    while start > claimed, isLetter(start - 1), place - start < 12 {
      start -= 1
      steps += 1
    }
    if start > claimed, isWord(start - 1) || byte(start - 1) == UInt8(ascii: "-") { return nil }
    var end = place
    var digits = 0
    while isDigit(end) || isLetter(end), end - start <= 40 {
      if isDigit(end) { digits += 1 }
      end += 1
      steps += 1
    }
    guard !isWord(end), digits >= 6 else { return spacedTracking(start, needsShape: false) }
    if numbers.parcels.hasShape(bytes[start..<end]) { return tracking(start..<end) }
    if hasTrackingCue(before: start) { return end - start >= 8 ? tracking(start..<end) : nil }
    // A word for "number" makes up for a wrong check digit between the letters of a postal item.
    if place - start == 2, wordsBefore(start, limit: 1).first?.roles.contains(.number) ?? false,
      numbers.parcels.hasShape(bytes[start..<end], isChecked: false)
    {
      return tracking(start..<end)
    }
    return isJoint(end) ? spacedTracking(start, needsShape: true) : nil
  }

  private mutating func tracking(_ range: Range<Int>) -> Int {
    claim(.trackingNumber, range)
    count(.trackingNumbers, range)
    return range.upperBound
  }

  /// Two capitals, nine digits in groups and two capitals: RR 123 456 785 PL.
  private mutating func postalItem(at place: Int) -> Int? {
    guard byte(place - 1) == 0x20, isCapital(place - 2), isCapital(place - 3), !isWord(place - 4),
      place - 3 >= claimed
    else { return nil }
    var signs = [bytes[place - 3], bytes[place - 2]]
    var end = place
    while signs.count < 11, isDigit(end) || isJoint(end) && isDigit(end + 1) {
      if isDigit(end) { signs.append(bytes[end]) }
      end += 1
      steps += 1
    }
    if byte(end) == 0x20 { end += 1 }
    guard signs.count == 11, isCapital(end), isCapital(end + 1), !isWord(end + 2) else {
      return nil
    }
    signs += bytes[end...end + 1]
    return numbers.parcels.hasShape(signs[...]) ? tracking(place - 3..<end + 2) : nil
  }

  /// Groups of digits with single spaces or hyphens between them, after a cue or in a carrier's
  /// shape: 9400 1000 0000 0000, (00) 3 4043416 109401590 2.
  private mutating func spacedTracking(_ start: Int, needsShape: Bool) -> Int? {
    guard isDigit(start) else { return nil }
    if byte(start) == UInt8(ascii: "1"), byte(start + 1) | 0x20 == UInt8(ascii: "z") {
      return spacedUPS(start)
    }
    var first = start
    var end = start
    if byte(start - 1) == UInt8(ascii: "("), start > claimed, byte(start + 2) == UInt8(ascii: ")") {
      first -= 1
      end += byte(start + 3) == 0x20 ? 4 : 3
    }
    let from = end
    while isDigit(end) || (isJoint(end) && isDigit(end + 1)), end - start <= 44 {
      end += 1
      steps += 1
    }
    guard end - start >= 10, !isWord(end) else { return nil }
    var signs = Array(bytes[start..<min(from, start + 2)])
    signs += bytes[from..<end].filter { $0 &- 0x30 < 10 }
    guard signs.count >= 10, signs.count <= 30 else { return nil }
    if first == start, !needsShape, hasTrackingCue(before: start) { return tracking(start..<end) }
    // The middle of a longer number, or of an account's, is none.
    guard !(isJoint(first - 1) && isDigit(first - 2)), numbers.parcels.hasShape(signs[...]),
      byte(first - 1) != 0x20 || !isCode(before: first - 1)
    else { return nil }
    return tracking(first..<end)
  }

  /// 1Z and 16 more in groups: 1Z 999 AA1 01 2345 6784.
  private mutating func spacedUPS(_ start: Int) -> Int? {
    var end = start
    var signs = 0
    var digits = 0
    while isDigit(end) || isLetter(end)
      || (isJoint(end) && (isDigit(end + 1) || isLetter(end + 1))),
      signs < 18
    {
      if !isJoint(end) { signs += 1 }
      if isDigit(end) { digits += 1 }
      end += 1
      steps += 1
    }
    guard signs == 18, digits >= 10, !isWord(end) else { return nil }
    return tracking(start..<end)
  }

  private func isJoint(_ place: Int) -> Bool {
    byte(place) == 0x20 || byte(place) == UInt8(ascii: "-")
  }

  private func isCapital(_ place: Int) -> Bool { byte(place) &- 0x41 < 26 }

  mutating func hasTrackingCue(before place: Int) -> Bool {
    var isNumber = false
    for word in wordsBefore(place, limit: 6) {
      if word.gap == .line { return false }
      if word.roles.contains(.tracking) || isNumber && word.roles.contains(.parcel) { return true }
      guard !word.roles.isDisjoint(with: [.number, .between, .yours, .parcel]) else { return false }
      isNumber = word.roles.contains(.number)
    }
    return false
  }
}
