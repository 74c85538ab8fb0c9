// Runs of line breaks: LF, CR, CRLF and the Unicode line separators, with only spaces between, wide ones included.

extension Scanner {
  static let lineBreaks = Scanner(
    id: "line-breaks",
    summary: "The longest run of line breaks in the body.",
    facts: [.lineBreaksInARow],
    example: Message(body: "Hello,\n\n\nyour order is packed."),
    triggers: [0x0A, 0x0D],
    scan: { scan, place in scan.lineBreaks(at: place) })
}

extension Scan {
  fileprivate mutating func lineBreaks(at place: Int) -> Int? {
    guard part == .body else { return nil }
    var end = place
    var lastBreak = place
    var breaks = 0
    while end < bytes.count {
      steps += 1
      switch bytes[end] {
      case 0x0D:
        end += byte(end + 1) == 0x0A ? 2 : 1
        breaks += 1
        lastBreak = end
      case 0x0A:
        end += 1
        breaks += 1
        lastBreak = end
      case 0x20, 0x09, 0x0B, 0x0C: end += 1
      case 0xC2 where byte(end + 1) == 0xA0: end += 2
      case 0xE2 where byte(end + 1) == 0x80 && [0xA8, 0xA9].contains(byte(end + 2)):
        end += 3
        breaks += 1
        lastBreak = end
      case 0xE2 where byte(end + 1) == 0x80 && (0x80...0x8B).contains(byte(end + 2)): end += 3
      case 0xE3 where byte(end + 1) == 0x80 && byte(end + 2) == 0x80: end += 3
      default:
        note(breaks, place..<lastBreak)
        return lastBreak
      }
    }
    return end
  }

  private mutating func note(_ breaks: Int, _ range: Range<Int>) {
    let isLeading = bytes[..<range.lowerBound].allSatisfy { $0 <= 0x20 }
    guard !isLeading, case .int(let longest) = values[StructuralFact.lineBreaksInARow.rawValue]
    else { return }
    if breaks > longest {
      values[StructuralFact.lineBreaksInARow.rawValue] = .int(breaks)
    }
    // One break is every line's end; from two on there is a place to point at.
    if breaks > 1 { note(.lineBreaksInARow, range) }
  }
}
