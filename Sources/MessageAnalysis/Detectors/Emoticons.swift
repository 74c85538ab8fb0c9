// Faces made of signs: eyes, perhaps a nose, a mouth, standing alone.

extension Scanner {
  static let emoticons = Scanner(
    id: "emoticons",
    summary: "Faces made of signs, such as :-), and <3.",
    facts: [.emoticons],
    example: Message(body: "Enjoy it :-)"),
    triggers: Array(":;=<^".utf8),
    scan: { scan, place in scan.emoticon(at: place) })
}

extension Scan {
  private static let mouths = Set(")(]DPpOo|/*3".utf8)

  fileprivate mutating func emoticon(at place: Int) -> Int? {
    let before = byte(place - 1)
    let nose = byte(place + 1) == UInt8(ascii: "-") || byte(place + 1) == UInt8(ascii: "'")
    let attached = isLetter(place - 1) && nose
    guard place == 0 || before <= 0x20 || before >= 0x80 || attached || ".!?,".utf8.contains(before)
    else { return nil }
    var end = place + 1
    switch byte(place) {
    case UInt8(ascii: "<"):
      guard byte(end) == UInt8(ascii: "3") else { return nil }
      end += 1
    case UInt8(ascii: "^"):
      let middle = byte(end) == UInt8(ascii: "_") || byte(end) == UInt8(ascii: "-")
      guard byte(end + (middle ? 1 : 0)) == UInt8(ascii: "^") else { return nil }
      end += middle ? 2 : 1
    default:
      if nose { end += 1 }
      guard Self.mouths.contains(byte(end)) else { return nil }
      let mouth = byte(end)
      if mouth == UInt8(ascii: "/"), !nose { return nil }
      while end < bytes.count, byte(end) == mouth, end - place < 8 { end += 1 }
      if byte(place) == UInt8(ascii: "="), mouth != UInt8(ascii: ")"), mouth != UInt8(ascii: "(") {
        return nil
      }
    }
    if isWord(end), byte(end) < 0x80 { return nil }
    steps += 1
    count(.emoticons, place..<end)
    return end
  }
}
