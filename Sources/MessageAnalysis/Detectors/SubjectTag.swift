// The tag that marks a message as critical: [Important] or [Wichtig] in the subject, and what
// people write instead of it.

extension Scanner {
  static let subjectTag = Scanner(
    id: "subject-tag",
    summary: "[Important] or [Wichtig] in the subject, and look-alikes without square brackets.",
    facts: [.subjectTag],
    example: Message(subject: "[Important] Your address"),
    triggers: Array("IiWw".utf8),
    scan: { scan, place in scan.tagWord(at: place) })
}

extension Scan {
  private static let ranks = [
    "none", "important-unbracketed", "important-round", "wichtig", "important",
  ]

  fileprivate mutating func tagWord(at place: Int) -> Int? {
    guard part == .subject, !isWord(place - 1) else { return nil }
    let wichtig = byte(place) | 0x20 == UInt8(ascii: "w")
    let word: StaticString = wichtig ? "wichtig" : "important"
    let end = place + word.utf8CodeUnitCount
    guard end <= bytes.count, !isWord(end) else { return nil }
    let same = word.withUTF8Buffer { letters in
      letters.indices.allSatisfy { bytes[place + $0] | 0x20 == letters[$0] }
    }
    guard same else { return nil }
    let open = byte(place - 1)
    let close = byte(end)
    let tag: String
    var range = place - 1..<end + 1
    if open == UInt8(ascii: "["), close == UInt8(ascii: "]") {
      tag = wichtig ? "wichtig" : "important"
    } else if wichtig {
      return nil
    } else if open == UInt8(ascii: "("), close == UInt8(ascii: ")") {
      tag = "important-round"
    } else {
      let capitals = bytes[place..<end].allSatisfy { $0 < 0x60 }
      let leads = place == 0 && (close == UInt8(ascii: ":") || close == UInt8(ascii: "!"))
      let alone = place == 0 && end == bytes.count
      let wrapped = open > 0x20 && close > 0x20 && !",.;'\"".utf8.contains(open) && open < 0x80
      guard capitals || leads || alone || wrapped else { return nil }
      tag = "important-unbracketed"
      range = place..<end
    }
    steps += range.count
    note(.subjectTag, range)
    if case .choice(let known) = values[StructuralFact.subjectTag.rawValue],
      Self.ranks.firstIndex(of: tag) ?? 0 > Self.ranks.firstIndex(of: known) ?? 0
    {
      values[StructuralFact.subjectTag.rawValue] = .choice(tag)
    }
    return end
  }
}
