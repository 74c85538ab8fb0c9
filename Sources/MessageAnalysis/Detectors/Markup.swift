// Text that looks like HTML: known tags and named entities. The tags are left out of the words.

extension Scanner {
  static let markup = Scanner(
    id: "markup",
    summary: "HTML tags and named entities.",
    facts: [.hasHTML],
    example: Message(body: "<p>Dear buyer,</p>"),
    triggers: [UInt8(ascii: "<"), UInt8(ascii: "&")],
    scan: { scan, place in
      scan.byte(place) == UInt8(ascii: "<") ? scan.tag(at: place) : scan.entity(at: place)
    })
}

extension Scan {
  private static let inline: Set<String> = [
    "a", "b", "i", "u", "s", "em", "strong", "span", "font", "img", "small", "big", "sub", "sup",
    "style", "meta", "link", "title", "head", "script", "input", "button", "label", "form",
  ]
  private static let block: Set<String> = [
    "p", "br", "div", "td", "tr", "th", "table", "tbody", "thead", "li", "ul", "ol", "hr", "h1",
    "h2", "h3", "h4", "h5", "h6", "center", "body", "html", "blockquote", "pre", "section",
    "header", "footer", "article",
  ]
  private static let entities: Set<String> = [
    "nbsp", "amp", "lt", "gt", "quot", "apos", "copy", "reg", "trade", "euro", "pound", "rsquo",
    "lsquo", "rdquo", "ldquo", "ndash", "mdash", "hellip", "bull",
  ]
  /// The longest tag that is read to its end; a longer one ends where its name does.
  private static let longestTag = 2_000

  /// Whether a text holds a known tag from `<` to `>`, or the start of an HTML document.
  static func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
    var place = 0
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      let isEnd = start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "/")
      let first = isEnd ? start + 2 : start + 1
      var end = first
      while end < bytes.count, end - start < 14,
        (bytes[end] | 0x20) &- 0x61 < 26
          || bytes[end] &- 0x30 < 10 || (end == first && bytes[end] == UInt8(ascii: "!"))
      {
        end += 1
      }
      let name = String(decoding: bytes[first..<end], as: UTF8.self).lowercased()
      if block.contains(name) || inline.contains(name) || name == "!doctype", end < bytes.count,
        bytes[end] <= 0x20 || bytes[end] == UInt8(ascii: "/") || bytes[end] == UInt8(ascii: ">")
      {
        let last = min(bytes.count, start + longestTag)
        let close = bytes[end..<last].firstIndex {
          $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<")
        }
        if let close, bytes[close] == UInt8(ascii: ">"),
          name == "!doctype" || areAttributes(bytes[end..<close])
        {
          return true
        }
      }
      place = end
    }
    return false
  }

  /// Whether what stands behind the name of a tag are attributes, not words: `a<b and c>d`.
  private static func areAttributes(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.contains(UInt8(ascii: "="))
      || rest.split { $0 <= 0x20 || $0 == UInt8(ascii: "/") }.count < 2
  }

  fileprivate mutating func tag(at place: Int) -> Int? {
    var start = place + 1
    if byte(start) == UInt8(ascii: "/") { start += 1 }
    var end = start
    while isLetter(end) || (isDigit(end) && end > start), end - start < 12 { end += 1 }
    steps += end - place
    guard end > start else { return nil }
    let name = text(start..<end).lowercased()
    let isBlock = Self.block.contains(name)
    guard isBlock || Self.inline.contains(name) else { return nil }
    guard [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "/"), UInt8(ascii: ">")].contains(byte(end)) else {
      return nil
    }
    // Bounded, and every byte is passed once: the tag is claimed to where the search ends.
    var close = end
    while close < bytes.count, close - place < Self.longestTag, bytes[close] != UInt8(ascii: ">"),
      bytes[close] != UInt8(ascii: "<")
    {
      close += 1
      steps += 1
    }
    guard byte(close) == UInt8(ascii: ">"), Self.areAttributes(bytes[end..<close]) else {
      return nil
    }
    values[StructuralFact.hasHTML.rawValue] = .bool(true)
    note(.hasHTML, place..<close + 1)
    // Links inside the tag are found by their own scanner: only the name is claimed.
    claim(isBlock ? .blockMarkup : .inlineMarkup, place..<end)
    return end
  }

  fileprivate mutating func entity(at place: Int) -> Int? {
    var end = place + 1
    while isLetter(end), end - place < 8 { end += 1 }
    steps += end - place
    guard byte(end) == UInt8(ascii: ";"), end > place + 1,
      Self.entities.contains(text(place + 1..<end))
    else { return nil }
    values[StructuralFact.hasHTML.rawValue] = .bool(true)
    note(.hasHTML, place..<end + 1)
    claim(.inlineMarkup, place..<end + 1)
    return end + 1
  }
}
