// Which parts of a body are not the author's words: lines that begin with >, what follows an
// announcement of older mail, and quotations after "you wrote". A signature is the author's.

/// Finds quoted places in a body in one pass.
struct QuotedText {
  let bytes: [UInt8]
  private let words: QuotingWords
  private(set) var ranges: [Range<Int>] = []

  /// The quoted places in their order, without overlaps.
  static func ranges(in bytes: [UInt8], _ words: QuotingWords) -> [Range<Int>] {
    var reader = QuotedText(bytes: bytes, words: words)
    reader.run()
    return reader.ranges
  }

  private init(bytes: [UInt8], words: QuotingWords) {
    self.bytes = bytes
    self.words = words
  }

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
      } else if bytes[first..<end].contains(where: { $0 == UInt8(ascii: "\"") || $0 >= 0xC2 }) {
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

  // MARK: Quotations

  /// The signs that open a quotation, with those that close it.
  private static let marks: [(opening: [UInt8], closing: [[UInt8]])] = [
    ("\"", ["\""]), ("“", ["”"]), ("„", ["“", "”"]), ("«", ["»"]), ("»", ["«"]), ("”", ["”"]),
    ("「", ["」"]), ("『", ["』"]), ("‹", ["›"]),
  ].map { opening, closing in (Array(opening.utf8), closing.map { Array($0.utf8) }) }
  /// A longer quotation is not looked for.
  private static let longestQuotation = 2_000
  /// How many bytes before a quotation are looked at.
  private static let longestLead = 80

  /// Adds quotations inside a line that follow "you wrote" and the like.
  private mutating func quotations(_ line: Range<Int>) {
    var place = line.lowerBound
    // Up to where each mark was not closed, so that no byte is looked at again for it.
    var openUntil = [Int](repeating: 0, count: Self.marks.count)
    while place < line.upperBound {
      guard let number = Self.marks.firstIndex(where: { stands($0.opening, at: place) }) else {
        place += 1
        continue
      }
      let mark = Self.marks[number]
      let start = place
      place += mark.opening.count
      let limit = min(line.upperBound, start + Self.longestQuotation)
      var end = max(place, openUntil[number])
      var closing = 0
      while end < limit, closing == 0 {
        closing = mark.closing.first { stands($0, at: end) }?.count ?? 0
        if closing == 0 { end += 1 }
      }
      guard closing > 0 else {
        openUntil[number] = max(openUntil[number], end)
        continue
      }
      if words.lead(bytes[max(line.lowerBound, start - Self.longestLead)..<start])
        || (!words.behind.isEmpty && stands(words.behind, at: end + closing))
      {
        add(start..<end + closing)
      }
      place = end + closing
    }
  }

  private func stands(_ sign: [UInt8], at place: Int) -> Bool {
    place + sign.count <= bytes.count && bytes[place] == sign[0]
      && bytes[place..<place + sign.count].elementsEqual(sign)
  }
}

/// The words beside which quotation marks hold somebody else's text.
public struct QuotingWords: Sendable {
  private var words: Set<[UInt8]> = []
  /// What stands behind such a quotation in languages that say it there.
  var behind: [UInt8] = []

  /// A table without words.
  public init() {}

  /// Makes a word known that stands before a quotation.
  public mutating func add(_ word: String) {
    words.insert(word.unicodeScalars.flatMap { FoldedWord.folded($0.value) })
  }

  /// Makes what stands behind a quotation known.
  public mutating func setBehind(_ text: String) { behind = Array(text.utf8) }

  /// Whether one of the last six words before a quotation is one of them.
  func lead(_ text: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(text)
    var found: [Bool] = []
    var word: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let scalar = scalar(in: bytes, at: place)
      let kind = scalar.value < 0x80 ? byteClasses[Int(scalar.value)] : wideClass(scalar.value)
      place += scalar.length
      if kind == .letter || kind == .ignored {
        if kind == .letter { word += FoldedWord.folded(scalar.value) }
        continue
      }
      if kind == .stop { found.removeAll() }
      if !word.isEmpty { found.append(words.contains(word)) }
      word.removeAll()
    }
    if !word.isEmpty { found.append(words.contains(word)) }
    return found.suffix(6).contains(true)
  }
}
