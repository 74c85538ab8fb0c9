// Taking passages out of a text so that what remains can be read: the sentence that holds a mark goes,
// and a row that becomes empty with it. Within HTML nothing reaches over a tag.

import CEL
import MessageAnalysis

/// The parts of one text that are taken out.
struct Passages {
  private let bytes: [UInt8]
  private let isHTML: Bool
  private(set) var ranges: [Range<Int>] = []
  /// Whether each mark could be taken out.
  private(set) var isWhole = true

  init(_ text: String, isHTML: Bool) {
    bytes = Array(text.utf8)
    self.isHTML = isHTML
  }

  /// Takes out a mark, or the sentence around it.
  mutating func take(_ mark: Range<Int>, withSentence: Bool) {
    if isHTML, bytes[mark].contains(where: Self.isTag) {
      isWhole = false
      return
    }
    ranges.append(withSentence ? sentence(around: mark) : mark)
  }

  /// The text without what is taken out.
  var remainder: String {
    var result: [UInt8] = []
    var position = 0
    for range in merged {
      result += bytes[position..<max(position, range.lowerBound)]
      position = max(position, range.upperBound)
      // A row that is empty now goes with its break.
      let startsRow = result.isEmpty || result.last == UInt8(ascii: "\n")
      if startsRow, position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    }
    return String(decoding: result + bytes[position...], as: UTF8.self)
  }

  /// What is taken out, in order, without overlaps.
  var merged: [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  private func sentence(around mark: Range<Int>) -> Range<Int> {
    var lower = mark.lowerBound
    while lower > 0, !isBorder(lower - 1), !endsSentence(lower - 1) { lower -= 1 }
    while lower < mark.lowerBound, Self.isBlank(bytes[lower]) { lower += 1 }
    var upper = max(mark.upperBound, lower)
    // A mark may end with the full stop of its sentence.
    let isEnded = upper > mark.lowerBound && endsSentence(upper - 1)
    while !isEnded, upper < bytes.count, !isBorder(upper) {
      upper += 1
      if endsSentence(upper - 1) { break }
    }
    while upper < bytes.count, Self.isBlank(bytes[upper]) { upper += 1 }
    // At the end of a row the blank in front would be left over.
    if upper == bytes.count || bytes[upper] == UInt8(ascii: "\n") {
      while lower > 0, Self.isBlank(bytes[lower - 1]) { lower -= 1 }
    }
    return lower..<upper
  }

  /// Whether a byte ends a sentence: `.`, `!` or `?` before a blank or an end.
  private func endsSentence(_ position: Int) -> Bool {
    guard [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(bytes[position]) else {
      return false
    }
    let next = position + 1
    return next == bytes.count || isBorder(next) || Self.isBlank(bytes[next])
  }

  private func isBorder(_ position: Int) -> Bool {
    bytes[position] == UInt8(ascii: "\n") || isHTML && Self.isTag(bytes[position])
  }

  private static func isTag(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
