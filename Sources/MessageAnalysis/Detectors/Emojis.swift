// Emoji by the Unicode properties of their scalars; a sequence with skin tones, joiners or
// flags counts once. Signs that are text by default (©, ™, arrows) are none.

extension Scanner {
  static let emojis = Scanner(
    id: "emojis",
    summary: "Emoji; a joined sequence is one.",
    facts: [.emojis],
    example: Message(body: "Enjoy your lamp 💡"),
    triggers: Array("*#0123456789".utf8) + [0xE2, 0xE3, 0xF0],
    scan: { scan, place in scan.emoji(at: place) })
}

extension Scan {
  /// Text signs that people use as emoji: faces, hearts.
  private static let faces: Set<UInt32> = [
    0x2639, 0x263A, 0x263B, 0x2661, 0x2665, 0x2763, 0x2764, 0x270C, 0x261D,
  ]
  private static let variation: UInt32 = 0xFE0F
  private static let joiner: UInt32 = 0x200D
  private static let keycap: UInt32 = 0x20E3

  fileprivate mutating func emoji(at place: Int) -> Int? {
    let first = scalar(in: bytes, at: place)
    var end = place + first.length
    if first.value < 0x80 {
      let next = peek(end)
      var cap = next
      if next?.value == Self.variation { cap = peek(end + 3) }
      guard cap?.value == Self.keycap else { return nil }
      end += next?.value == Self.variation ? 6 : 3
      count(.emojis, place..<end)
      return end
    }
    guard isEmoji(first.value, next: peek(end)?.value) else { return nil }
    if (0x1F1E6...0x1F1FF).contains(first.value), let second = peek(end),
      (0x1F1E6...0x1F1FF).contains(second.value)
    {
      end += second.length
    }
    while let next = peek(end) {
      steps += 1
      switch next.value {
      case Self.variation, Self.keycap, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F: end += next.length
      case Self.joiner:
        guard let joined = peek(end + next.length), joined.value > 0x7F,
          isEmoji(joined.value, next: Self.variation)
        else {
          count(.emojis, place..<end)
          return end
        }
        end += next.length + joined.length
      default:
        count(.emojis, place..<end)
        return end
      }
    }
    count(.emojis, place..<end)
    return end
  }

  private func peek(_ place: Int) -> ScalarAt? {
    place < bytes.count ? scalar(in: bytes, at: place) : nil
  }

  private func isEmoji(_ value: UInt32, next: UInt32?) -> Bool {
    guard value >= 0x203C, let scalar = Unicode.Scalar(value) else { return false }
    if (0x2000...0x2BFF).contains(value), value == 0x2122 || value == 0x2139 { return false }
    if Self.faces.contains(value) { return true }
    let properties = scalar.properties
    return properties.isEmojiPresentation
      || (properties.isEmoji && (next == Self.variation || value > 0x1F000))
  }
}
