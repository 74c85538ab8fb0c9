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
}

/// The walk over the tags of one body.
struct HTMLBounds {
  private static let implied: Set<String> = [
    "p", "li", "td", "th", "tr", "dd", "dt", "option", "optgroup", "thead", "tbody", "tfoot",
    "colgroup", "rp", "rt",
  ]
  private static let void: Set<String> = [
    "br", "img", "hr", "meta", "link", "input", "area", "base", "col", "embed", "param", "source",
    "track", "wbr",
  ]
  private static let formatting: Set<String> = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
  ]
  /// Elements whose content follows other rules: after one of these nothing counts as closed.
  private static let unusual: Set<String> = [
    "script", "svg", "math", "plaintext", "select", "template", "frameset", "xmp", "iframe",
    "noembed", "noframes", "noscript",
  ]
  private static let raw: Set<String> = ["style", "title", "textarea"]

  private let bytes: [UInt8]
  private var place = 0
  private var open: [String] = []
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
    tags += 1
    guard let isSelfClosing = readAttributes(), tags <= HTMLLimits.mostTags else { return false }
    if Self.unusual.contains(name) { closes = false }
    if closes, Self.implied.contains(name) { closeImplied(name) }
    reopened += openFormatting
    guard reopened <= HTMLLimits.mostReopened else { return false }
    if Self.void.contains(name) || (isSelfClosing && name == "path") { return true }
    if closes, Self.raw.contains(name) {
      skipRawText(name)
      return true
    }
    open.append(name)
    if Self.formatting.contains(name) { openFormatting += 1 }
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
    while index >= 0, open[index] != name, Self.implied.contains(open[index]) { index -= 1 }
    guard index >= 0, open[index] == name else { return }
    open.removeSubrange(index...)
    if Self.formatting.contains(name) { openFormatting -= 1 }
  }

  private mutating func closeImplied(_ name: String) {
    var index = open.count - 1
    while index >= 0, open[index] != name, Self.implied.contains(open[index]) { index -= 1 }
    if index >= 0, open[index] == name { open.removeSubrange(index...) }
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
