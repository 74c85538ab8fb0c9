// E-mail addresses: an @ with a name before it and a domain with a letter suffix after it. The
// look-back is bounded by the longest name that mail allows.

extension Scanner {
  static let emailAddresses = Scanner(
    id: "email-addresses",
    summary: "E-mail addresses: name, @, domain.",
    facts: [.emailAddresses],
    example: Message(body: "Write to care@lumenoak.example please."),
    triggers: [UInt8(ascii: "@")],
    scan: { scan, place in scan.emailAddress(at: place) })
}

extension Scan {
  /// The longest name before the @ (RFC 5321).
  private static let longestName = 64

  fileprivate mutating func emailAddress(at place: Int) -> Int? {
    var start = place
    while start > claimed, place - start < Self.longestName, isNameByte(start - 1) {
      start -= 1
      steps += 1
    }
    while start < place,
      byte(start) == UInt8(ascii: ".") || byte(start) >= 0x80 && byte(start) < 0xC0
    {
      start += 1
    }
    let (end, lastDot) = hostEnd(from: place + 1)
    guard start < place, let lastDot, end - lastDot > 2 else { return nil }
    claim(.emailAddress, start..<end)
    count(.emailAddresses, start..<end)
    return end
  }

  private func isNameByte(_ place: Int) -> Bool {
    if isWord(place) { return true }
    switch byte(place) {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "%"):
      return true
    default: return false
    }
  }

  /// The end of a host that begins at a place, and its last dot; a trailing dot or hyphen is
  /// not part of it.
  mutating func hostEnd(from start: Int) -> (end: Int, lastDot: Int?) {
    var end = start
    var lastDot: Int?
    while end - start < 253 {
      steps += 1
      if isWord(end) {
        end += 1
      } else if byte(end) == UInt8(ascii: "."), end > start, isWord(end + 1) {
        lastDot = end
        end += 1
      } else if byte(end) == UInt8(ascii: "-"), end > start, isWord(end + 1) {
        end += 1
      } else {
        break
      }
    }
    return (end, lastDot)
  }
}
