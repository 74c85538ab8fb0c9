// Taking passages out of a text so that what remains can be read: the sentence that holds a mark goes,
// and a row that becomes empty with it. Within HTML nothing reaches over a tag. A long row that goes on
// below is one with the next.

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

  /// Reads a text as HTML when it has something like a tag.
  init(_ text: String) { self.init(text, isHTML: text.utf8.contains(UInt8(ascii: "<"))) }

  /// Takes out a mark, or the sentence around it; returns what goes.
  @discardableResult
  mutating func take(_ mark: Range<Int>, withSentence: Bool) -> Range<Int> {
    if isHTML, bytes[mark].contains(where: Self.isTag) {
      isWhole = false
      return mark
    }
    let range = withSentence ? sentence(around: mark) : withBlank(mark)
    ranges.append(range)
    return range
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

  /// Whether a sentence is left: some words up to a full stop, or a row of many words.
  var tellsSomething: Bool {
    words.split(whereSeparator: \.isNewline).contains { row in
      var words = 0
      for word in row.split(separator: " ") where word.contains(where: \.isLetter) {
        words += 1
        if words >= Self.manyWords { return true }
        if words >= Self.someWords, let last = word.last, ".!?".contains(last) { return true }
        if word.contains(where: { "。！？".contains($0) }) { return true }
      }
      return false
    }
  }

  /// What remains, without tags.
  private var words: String {
    guard isHTML else { return remainder }
    var isInTag = false
    return String(
      remainder.map { sign in
        if sign == "<" { isInTag = true }
        defer { if sign == ">" { isInTag = false } }
        return isInTag ? "\n" : sign
      })
  }

  /// The least words of a row without a full stop, and of a sentence, that tell more than a name.
  private static let manyWords = 6
  private static let someWords = 3

  /// A mark with the blank that would be left over.
  private func withBlank(_ mark: Range<Int>) -> Range<Int> {
    let isFirst =
      mark.lowerBound == 0 || Self.isBlank(bytes[mark.lowerBound - 1])
      || isBreak(mark.lowerBound - 1)
    var upper = mark.upperBound
    if isFirst, upper < bytes.count, Self.isBlank(bytes[upper]) { upper += 1 }
    var lower = mark.lowerBound
    if upper == bytes.count || isBreak(upper) {
      while lower > 0, Self.isBlank(bytes[lower - 1]) { lower -= 1 }
    }
    return lower..<upper
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

  /// Whether a byte ends a sentence: `.`, `!` or `?` before a blank or an end, or a Japanese stop.
  private func endsSentence(_ position: Int) -> Bool {
    if position >= 2, bytes[position] >= 0x80 {
      return Self.wideStops.contains(Array(bytes[(position - 2)...position]))
    }
    guard [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(bytes[position]) else {
      return false
    }
    let next = position + 1
    return next == bytes.count || isBreak(next) || isBorder(next) || Self.isBlank(bytes[next])
  }

  private static let wideStops = ["。", "！", "？"].map { Array($0.utf8) }

  /// Whether no sentence reaches over a byte: a tag, or a break that does not merely wrap a long row.
  private func isBorder(_ position: Int) -> Bool {
    if isHTML, Self.isTag(bytes[position]) { return true }
    guard isBreak(position) else { return false }
    guard position + 1 < bytes.count, !isBreak(position + 1), position > 0 else { return true }
    let start = bytes[..<position].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return position - start < Self.shortRow || endsSentence(position - 1)
  }

  /// A row of fewer bytes does not go on below.
  private static let shortRow = 45

  private func isBreak(_ position: Int) -> Bool { bytes[position] == UInt8(ascii: "\n") }

  private static func isTag(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
