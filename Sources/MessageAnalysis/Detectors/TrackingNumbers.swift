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
    guard !isWord(end), digits >= 6 else { return spacedTracking(start, place) }
    let range = start..<end
    if hasCarrierShape(range, letters: place - start, digits: digits)
      || hasTrackingCue(before: start)
    {
      guard end - start >= 8 else { return nil }
      claim(.trackingNumber, range)
      count(.trackingNumbers, range)
      return end
    }
    return nil
  }

  /// Groups of digits with single spaces or hyphens between them after a cue: 9400 1000 0000 0000.
  private mutating func spacedTracking(_ start: Int, _ place: Int) -> Int? {
    guard isDigit(start) else { return nil }
    if byte(start) == UInt8(ascii: "1"), byte(start + 1) | 0x20 == UInt8(ascii: "z") {
      return spacedUPS(start)
    }
    var end = start
    var digits = 0
    while isDigit(end) || (isJoint(end) && isDigit(end + 1)), end - start <= 44 {
      if isDigit(end) { digits += 1 }
      end += 1
      steps += 1
    }
    guard digits >= 10, digits <= 30, !isWord(end), hasTrackingCue(before: start) else {
      return nil
    }
    claim(.trackingNumber, start..<end)
    count(.trackingNumbers, start..<end)
    return end
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
    claim(.trackingNumber, start..<end)
    count(.trackingNumbers, start..<end)
    return end
  }

  private func isJoint(_ place: Int) -> Bool {
    byte(place) == 0x20 || byte(place) == UInt8(ascii: "-")
  }

  private func hasCarrierShape(_ range: Range<Int>, letters: Int, digits: Int) -> Bool {
    let first = range.lowerBound
    let length = range.count
    // UPS: 1Z and 16 more. USPS: 20 to 22 digits from 9. Amazon: TBA. DHL: JJD, JD.
    if length == 18, byte(first) == UInt8(ascii: "1"), byte(first + 1) | 0x20 == UInt8(ascii: "z") {
      return true
    }
    if letters == 0 {
      return digits == length && (20...22).contains(length) && byte(first) == UInt8(ascii: "9")
    }
    let prefix = text(first..<first + letters).uppercased()
    if ["TBA", "TBM", "TBC"].contains(prefix) { return digits >= 9 && digits + 3 == length }
    if ["JJD", "JD", "JVGL", "GM", "LX"].contains(prefix), digits >= 14 { return true }
    // Postal services (UPU S10): two letters, nine digits, two letters of a country.
    return letters == 2 && digits == 9 && length == 13 && isLetter(range.upperBound - 1)
      && isLetter(range.upperBound - 2)
  }

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
