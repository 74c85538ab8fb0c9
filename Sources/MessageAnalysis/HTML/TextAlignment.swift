// Walks a decoded text and its source side by side: entities, line ends and ignored tags make
// them differ. Where they can't be brought together the rest stands for the rest.

/// A piece of a decoded text and what it was written as.
struct AlignedPiece {
  /// The bytes of the decoded text.
  let text: Range<Int>
  /// The bytes of the source.
  let source: Range<Int>
  /// Whether both are the same bytes.
  let isVerbatim: Bool
}

/// The walk over one text.
struct TextAlignment {
  /// The longest entity name that the standard knows, with `&` and `;`.
  private static let longestEntity = 34

  /// What the second of two scalars for one name can be.
  private static let secondScalars: Set<UInt32> = [
    0x331, 0x333, 0x338, 0x200A, 0x20D2, 0x20E5, 0xFE00, 0x6A,
  ]

  private let text: [UInt8]
  private let bytes: [UInt8]
  private let range: Range<Int>
  private let end: Int
  private var place = 0
  private var source: Int
  private var pieces: [AlignedPiece] = []

  /// The pieces of a decoded text that was written in a range of a source, in their order.
  static func pieces(of text: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> [AlignedPiece] {
    if text.count == range.count, bytes[range].elementsEqual(text) {
      return [AlignedPiece(text: 0..<text.count, source: range, isVerbatim: true)]
    }
    var walk = TextAlignment(text: text, bytes: bytes, range: range)
    walk.run()
    return walk.pieces
  }

  private init(text: [UInt8], bytes: [UInt8], range: Range<Int>) {
    self.text = text
    self.bytes = bytes
    self.range = range
    source = range.lowerBound
    end = range.upperBound
  }

  private mutating func run() {
    while place < text.count {
      let start = place
      let from = source
      while place < text.count, source < end, text[place] == bytes[source],
        bytes[source] != UInt8(ascii: "&")
      {
        place += 1
        source += 1
      }
      // Scalars may begin alike and still differ.
      while place > start, place < text.count, text[place] & 0xC0 == 0x80 {
        place -= 1
        source -= 1
      }
      if place > start {
        pieces.append(
          AlignedPiece(text: start..<place, source: from..<source, isVerbatim: true))
      }
      guard place < text.count else { return }
      guard source < end, readDifference() else {
        let rest = scalarStart(min(source, end))..<end
        pieces.append(
          AlignedPiece(
            text: place..<text.count, source: rest.isEmpty ? range : rest, isVerbatim: false))
        return
      }
    }
  }

  /// Reads an entity or leaves out what the parser ignored; false when nothing fits.
  private mutating func readDifference() -> Bool {
    switch bytes[source] {
    case UInt8(ascii: "&"): return readEntity()
    case 0x0D:
      if text[place] == 0x0A, source + 1 >= end || bytes[source + 1] != 0x0A {
        add(1, source: 1)
      } else {
        source += 1
      }
      return true
    case 0x00:
      source += 1
      return true
    case UInt8(ascii: "<"):
      while source < end, bytes[source] != UInt8(ascii: ">") { source += 1 }
      source = min(source + 1, end)
      return true
    default: return false
    }
  }

  private mutating func readEntity() -> Bool {
    let length = scalarLength(at: place)
    var stop = source + 1
    if stop < end, bytes[stop] == UInt8(ascii: "#") {
      if text[place] != UInt8(ascii: "&") || !follows(source + 1, place + 1) {
        add(length, source: numberEnd(source + 2) - source)
        return true
      }
      add(1, source: 1, isVerbatim: true)
      return true
    }
    while stop < end, stop - source < Self.longestEntity, isAlphanumeric(bytes[stop]) { stop += 1 }
    if stop < end, bytes[stop] == UInt8(ascii: ";") { stop += 1 }
    let isAmpersand = text[place] == UInt8(ascii: "&")
    let saysAmpersand = starts(source + 1, "amp") || starts(source + 1, "AMP")
    if isAmpersand && !saysAmpersand {
      add(1, source: 1, isVerbatim: true)
      return true
    }
    guard stop >= source + 3 else { return false }
    // A name may end before its letters do (`&copy2020`): the rest has to follow in the text.
    var entityEnd = source + 3
    while entityEnd < stop, !matches(entityEnd..<stop, at: place + length) { entityEnd += 1 }
    if entityEnd + 1 == stop, bytes[entityEnd] == UInt8(ascii: ";") { entityEnd = stop }
    guard entityEnd <= end else { return false }
    add(length, source: entityEnd - source)
    if entityEnd == stop, place < text.count {
      let second = scalarLength(at: place)
      let isWritten = matches(source..<min(source + second, end), at: place)
      if Self.secondScalars.contains(scalar(in: text, at: place).value), !isWritten {
        pieces.append(
          AlignedPiece(
            text: place..<place + second, source: source - 1..<source, isVerbatim: false))
        place += second
      }
    }
    return true
  }

  private mutating func add(_ length: Int, source count: Int, isVerbatim: Bool = false) {
    pieces.append(
      AlignedPiece(
        text: place..<min(place + length, text.count), source: source..<source + count,
        isVerbatim: isVerbatim))
    place = min(place + length, text.count)
    source += count
  }

  /// The end of a number after `&#`, with its semicolon.
  private func numberEnd(_ start: Int) -> Int {
    var stop = start
    let isHexadecimal = stop < end && bytes[stop] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { stop += 1 }
    while stop < end,
      bytes[stop] &- 0x30 < 10 || (isHexadecimal && (bytes[stop] | 0x20) &- 0x61 < 6)
    {
      stop += 1
    }
    return stop < end && bytes[stop] == UInt8(ascii: ";") ? stop + 1 : stop
  }

  /// Whether the next byte of both is the same.
  private func follows(_ source: Int, _ place: Int) -> Bool {
    source < end && place < text.count && bytes[source] == text[place]
  }

  private func matches(_ range: Range<Int>, at place: Int) -> Bool {
    place + range.count <= text.count
      && bytes[range].elementsEqual(text[place..<place + range.count])
  }

  private func starts(_ source: Int, _ name: StaticString) -> Bool {
    guard source + name.utf8CodeUnitCount <= end else { return false }
    return name.withUTF8Buffer { letters in
      letters.indices.allSatisfy { bytes[source + $0] == letters[$0] }
    }
  }

  private func scalarLength(at place: Int) -> Int {
    var length = 1
    while place + length < text.count, text[place + length] & 0xC0 == 0x80 { length += 1 }
    return length
  }

  private func scalarStart(_ place: Int) -> Int {
    var start = place
    while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }
}
