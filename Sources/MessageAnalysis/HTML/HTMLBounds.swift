// Says before the parser runs whether a body can be parsed in time that grows with its length
// only. One walk over the tags keeps a stack that is never lower than the parser's.

/// The most that is read of an HTML body. What has more is judged as text, and says so.
enum HTMLLimits {
  /// How many elements may be open at one place.
  static let deepestNesting = 256
  /// How many tags a body may have.
  static let mostTags = 65_536
  /// How many attributes a tag may have; the parser compares each with each.
  static let mostAttributes = 128
  /// How often the parser may have to open formatting elements again, over the whole body.
  static let mostReopened = 262_144
  /// How many comparisons of elements with selectors of style sheets are made.
  static let mostSelectorSteps = 1_000_000
  /// How many addresses of one `srcset` are read.
  static let mostSources = 16
}

/// The walk over the tags of one body.
struct HTMLBounds {
  private let bytes: [UInt8]
  private var place = 0
  private var open: [(name: String, traits: TagTraits)] = []
  private var openFormatting = 0
  private var reopened = 0
  private var tags = 0
  private var closes = true

  /// The tag at which a limit is passed; `nil` when the body can be parsed.
  static func excess(in bytes: [UInt8]) -> Range<Int>? {
    var walk = HTMLBounds(bytes: bytes)
    return walk.run()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func run() -> Range<Int>? {
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<") else {
        place += 1
        continue
      }
      let start = place
      let next = byte(place + 1)
      if isLetter(next) {
        place += 1
        guard readStartTag() else { return start..<place }
      } else if next == UInt8(ascii: "/"), isLetter(byte(place + 2)) {
        place += 2
        let name = readName()
        _ = readAttributes()
        if closes { close(name) }
      } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || next == UInt8(ascii: "/")
      {
        skipComment()
      } else {
        place += 1
      }
    }
    return nil
  }

  /// Reads a start tag; false when it passes a limit.
  private mutating func readStartTag() -> Bool {
    let name = readName()
    let traits = TagTraits.of(name)
    tags += 1
    guard let isSelfClosing = readAttributes(), tags <= HTMLLimits.mostTags else { return false }
    if traits.contains(.unusual) { closes = false }
    if closes, traits.contains(.implied) { closeImplied(name) }
    reopened += openFormatting
    guard reopened <= HTMLLimits.mostReopened else { return false }
    if traits.contains(.void) || (isSelfClosing && name == "path") { return true }
    if closes, traits.contains(.raw) {
      skipRawText(name)
      return true
    }
    open.append((name, traits))
    if traits.contains(.formatting) { openFormatting += 1 }
    return open.count <= HTMLLimits.deepestNesting
  }

  private mutating func readName() -> String {
    let start = place
    while place < bytes.count, !isSpace(bytes[place]), bytes[place] != UInt8(ascii: ">"),
      bytes[place] != UInt8(ascii: "/")
    {
      place += 1
    }
    // Longer names are no element that matters here.
    return String(decoding: bytes[start..<min(place, start + 16)], as: UTF8.self).lowercased()
  }

  /// Reads to behind the `>`; whether the tag ends with `/>`, `nil` when it has too many attributes.
  private mutating func readAttributes() -> Bool? {
    var count = 0
    while place < bytes.count {
      while place < bytes.count, isSpace(bytes[place]) { place += 1 }
      switch byte(place) {
      case UInt8(ascii: ">"):
        place += 1
        return bytes[place - 2] == UInt8(ascii: "/")
      case UInt8(ascii: "/"): place += 1
      default:
        count += 1
        guard count <= HTMLLimits.mostAttributes else { return nil }
        readAttribute()
      }
    }
    return false
  }

  private mutating func readAttribute() {
    if place < bytes.count { place += 1 }
    while place < bytes.count, !isSpace(bytes[place]),
      ![UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "=")].contains(bytes[place])
    {
      place += 1
    }
    while place < bytes.count, isSpace(bytes[place]) { place += 1 }
    guard byte(place) == UInt8(ascii: "=") else { return }
    place += 1
    while place < bytes.count, isSpace(bytes[place]) { place += 1 }
    let quote = byte(place)
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      place += 1
      while place < bytes.count, bytes[place] != quote { place += 1 }
      place += 1
    } else {
      while place < bytes.count, !isSpace(bytes[place]), bytes[place] != UInt8(ascii: ">") {
        place += 1
      }
    }
    place = min(place, bytes.count)
  }

  /// Closes the innermost element of a name when only elements with implied ends stand in it;
  /// an end tag that fits nothing closes nothing.
  private mutating func close(_ name: String) {
    var index = open.count - 1
    while index >= 0, open[index].name != name, open[index].traits.contains(.implied) { index -= 1 }
    guard index >= 0, open[index].name == name else { return }
    if open[index].traits.contains(.formatting) { openFormatting -= 1 }
    open.removeSubrange(index...)
  }

  private mutating func closeImplied(_ name: String) {
    var index = open.count - 1
    while index >= 0, open[index].name != name, open[index].traits.contains(.implied) { index -= 1 }
    if index >= 0, open[index].name == name { open.removeSubrange(index...) }
  }

  private mutating func skipComment() {
    let isComment =
      byte(place + 1) == UInt8(ascii: "!") && byte(place + 2) == UInt8(ascii: "-")
      && byte(place + 3) == UInt8(ascii: "-")
    guard isComment else {
      while place < bytes.count, bytes[place] != UInt8(ascii: ">") { place += 1 }
      return
    }
    place += 4
    if byte(place) == UInt8(ascii: ">") { return }
    if byte(place) == UInt8(ascii: "-"), byte(place + 1) == UInt8(ascii: ">") { return }
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: ">"), bytes[place - 1] == UInt8(ascii: "-"),
        bytes[place - 2] == UInt8(ascii: "-")
      {
        return
      }
      place += 1
    }
  }

  private mutating func skipRawText(_ name: String) {
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "<"), byte(place + 1) == UInt8(ascii: "/") {
        let back = place
        place += 2
        if readName() == name {
          place = back
          return
        }
      } else {
        place += 1
      }
    }
  }

  private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
