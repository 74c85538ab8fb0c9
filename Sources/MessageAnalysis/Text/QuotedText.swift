// Which parts of a body are not the author's words: lines that begin with >, what follows an
// announcement of older mail, and quotations after "you wrote". A signature is the author's.

/// Finds quoted places in a body in one pass.
struct QuotedText {
  let bytes: [UInt8]
  private(set) var ranges: [Range<Int>] = []

  /// The quoted places in their order, without overlaps.
  static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    var reader = QuotedText(bytes: bytes)
    reader.run()
    return reader.ranges
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func run() {
    var line = 0
    while line < bytes.count {
      var first = line
      while first < bytes.count, bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
      let end = lineEnd(from: first)
      if first < bytes.count, bytes[first] == UInt8(ascii: ">") {
        add(line..<end)
      } else if let last = announcementEnd(first, end) {
        let next = nextLine(after: last)
        // Quoted lines are found one by one; without marks all that follows is quoted.
        if next < bytes.count, bytes[next] == UInt8(ascii: ">") {
          add(line..<last)
          line = last + 1
          continue
        } else {
          add(line..<bytes.count)
          return
        }
      } else if bytes[first..<end].contains(where: { $0 == UInt8(ascii: "\"") || $0 == 0xE2 }) {
        quotations(line..<end)
      }
      line = end + 1
    }
  }

  private mutating func add(_ range: Range<Int>) {
    if !range.isEmpty { ranges.append(range) }
  }

  func lineEnd(from place: Int) -> Int {
    var end = place
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return end
  }

  /// The first character of the next line that is not empty.
  func nextLine(after end: Int) -> Int {
    var place = end
    while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
    return place
  }

  func matches(_ place: Int, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place >= 0, place + count <= bytes.count else { return false }
    return text.withUTF8Buffer { letters in
      letters.indices.allSatisfy { bytes[place + $0] == letters[$0] }
    }
  }

  func contains(_ text: StaticString, in range: Range<Int>) -> Bool {
    range.contains { matches($0, text) }
  }

  /// Adds quotations inside a line that follow "you wrote", "you asked" and the like.
  private mutating func quotations(_ line: Range<Int>) {
    var place = line.lowerBound
    while place < line.upperBound {
      if let opening = quoteLength(place, closing: false), saysYouWrote(before: place, line) {
        var end = place + opening
        while end < line.upperBound, quoteLength(end, closing: true) == nil { end += 1 }
        add(place..<min(line.upperBound, end + (quoteLength(end, closing: true) ?? 0)))
        place = max(end, place + opening)
      }
      place += 1
    }
  }

  private func quoteLength(_ place: Int, closing: Bool) -> Int? {
    guard place < bytes.count else { return nil }
    if bytes[place] == UInt8(ascii: "\"") { return 1 }
    guard bytes[place] == 0xE2, place + 2 < bytes.count, bytes[place + 1] == 0x80 else {
      return nil
    }
    return bytes[place + 2] == (closing ? 0x9D : 0x9C) ? 3 : nil
  }

  private func saysYouWrote(before place: Int, _ line: Range<Int>) -> Bool {
    var end = place
    while end > line.lowerBound,
      [0x20, UInt8(ascii: ":"), UInt8(ascii: ",")].contains(bytes[end - 1])
    {
      end -= 1
    }
    let verbs: [StaticString] = [
      "wrote", "asked", "said", "mentioned", "message", "writing", "question", "saying",
    ]
    return verbs.contains { matches(end - $0.utf8CodeUnitCount, $0) }
      && (contains("ou ", in: max(line.lowerBound, place - 40)..<place)
        || contains("our ", in: max(line.lowerBound, place - 40)..<place))
  }
}
