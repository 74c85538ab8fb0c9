// The declarations of a style, as far as rules on styling ask for them; shorthands are taken
// apart. Values are in small letters and as written otherwise.

/// A property that matters for what the reader sees.
enum StyleProperty: Int, CaseIterable {
  case fontSize, fontFamily, fontWeight, lineHeight, color, backgroundColor, backgroundImage
  case textAlign, direction, marginTop, marginRight, marginBottom, marginLeft, paddingRight
  case paddingLeft, width, maxWidth, height, maxHeight, overflow, display, visibility, opacity
  case whiteSpace, unicodeBidi, position, offset, textIndent
  /// Images that are no background: marks of lists, borders, added content.
  case otherImage

  /// The properties by their names.
  static let named: [String: StyleProperty] = [
    "font-size": .fontSize, "font-family": .fontFamily, "font-weight": .fontWeight,
    "line-height": .lineHeight, "color": .color, "background-color": .backgroundColor,
    "background-image": .backgroundImage, "text-align": .textAlign, "direction": .direction,
    "margin-top": .marginTop, "margin-right": .marginRight, "margin-bottom": .marginBottom,
    "margin-left": .marginLeft, "padding-right": .paddingRight, "padding-left": .paddingLeft,
    "width": .width, "max-width": .maxWidth, "height": .height, "max-height": .maxHeight,
    "overflow": .overflow, "display": .display, "visibility": .visibility, "opacity": .opacity,
    "unicode-bidi": .unicodeBidi,
    "white-space": .whiteSpace, "position": .position, "left": .offset, "top": .offset,
    "text-indent": .textIndent, "margin-inline-start": .marginLeft,
    "margin-inline-end": .marginRight, "padding-inline-start": .paddingLeft,
    "padding-inline-end": .paddingRight, "list-style": .otherImage,
    "list-style-image": .otherImage, "border-image": .otherImage,
    "border-image-source": .otherImage, "content": .otherImage,
  ]
}

/// A property with its value.
struct StyleDeclaration {
  let property: StyleProperty
  /// The value in small letters, without `!important`.
  let value: String
  let isImportant: Bool
  /// The declaration in the source.
  let range: Range<Int>
}

extension StyleDeclaration {
  /// Reads the declarations between two places.
  ///
  /// - Parameter source: The place to give for all of them; `nil` when the bytes are the source's.
  static func list(
    _ bytes: [UInt8], _ range: Range<Int>, source: Range<Int>? = nil
  ) -> [StyleDeclaration] {
    var result: [StyleDeclaration] = []
    var start = range.lowerBound
    var colon: Int?
    var depth = 0
    var quote: UInt8 = 0
    var isComment = false
    for place in range.lowerBound...range.upperBound {
      let byte = place < range.upperBound ? bytes[place] : UInt8(ascii: ";")
      let isLast = place == range.upperBound
      if isComment, !isLast {
        isComment = byte != UInt8(ascii: "/") || bytes[place - 1] != UInt8(ascii: "*")
        // A comment before a declaration is no part of it.
        if !isComment, colon == nil { start = place + 1 }
        continue
      }
      if quote != 0, !isLast {
        if byte == quote { quote = 0 }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth = max(0, depth - 1)
      case UInt8(ascii: ":") where colon == nil: colon = place
      case UInt8(ascii: "*")
      where depth == 0 && place > range.lowerBound && bytes[place - 1] == UInt8(ascii: "/"):
        isComment = true
      case UInt8(ascii: ";") where depth == 0 || isLast:
        if let colon { add(bytes, start..<place, colon: colon, source, &result) }
        start = place + 1
        colon = nil
      default: break
      }
    }
    return result
  }

  private static func add(
    _ bytes: [UInt8], _ range: Range<Int>, colon: Int, _ source: Range<Int>?,
    _ result: inout [StyleDeclaration]
  ) {
    var start = range.lowerBound
    while start < colon, bytes[start] <= 0x20 { start += 1 }
    var end = range.upperBound
    while end > colon + 1, bytes[end - 1] <= 0x20 { end -= 1 }
    let name = text(bytes, start..<colon)
    var value = text(bytes, colon + 1..<end)
    var isImportant = false
    if let mark = value.lastIndex(of: "!"),
      trimmed(value[value.index(after: mark)...]) == "important"
    {
      isImportant = true
      value = trimmed(value[..<mark])
    }
    if let comment = value.end(ofPart: "/*") {
      let rest = String(value[comment...])
      let behind = rest.end(ofPart: "*/").map { rest[$0...] } ?? ""
      value = trimmed(value[..<value.index(comment, offsetBy: -2)] + " " + behind)
    }
    guard !name.isEmpty, !value.isEmpty else { return }
    for (property, value) in longhands(name, value) {
      result.append(
        StyleDeclaration(
          property: property, value: value, isImportant: isImportant,
          range: source ?? start..<end))
    }
  }

  private static func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    trimmed(Substring(String(decoding: bytes[range], as: UTF8.self).lowercased()))
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text
    while let first = rest.utf8.first, first <= 0x20 { rest.removeFirst() }
    while let last = rest.utf8.last, last <= 0x20 { rest.removeLast() }
    return String(rest)
  }

  /// What a property, perhaps a shorthand, sets.
  private static func longhands(_ name: String, _ value: String) -> [(StyleProperty, String)] {
    if let property = StyleProperty.named[name] { return [(property, value)] }
    switch name {
    case "margin", "padding":
      let sides = value.utf8.split { $0 <= 0x20 }.map { String(Substring($0)) }
      guard let first = sides.first, sides.count <= 4 else { return [] }
      let right = sides.count > 1 ? sides[1] : first
      let left = sides.count > 3 ? sides[3] : right
      if name == "padding" { return [(.paddingRight, right), (.paddingLeft, left)] }
      return [
        (.marginTop, first), (.marginRight, right),
        (.marginBottom, sides.count > 2 ? sides[2] : first), (.marginLeft, left),
      ]
    case "margin-inline", "padding-inline":
      let sides = value.utf8.split { $0 <= 0x20 }.map { String(Substring($0)) }
      guard let first = sides.first, let last = sides.last else { return [] }
      return name == "margin-inline"
        ? [(.marginLeft, first), (.marginRight, last)]
        : [(.paddingLeft, first), (.paddingRight, last)]
    case "background":
      var result: [(StyleProperty, String)] = []
      if value.contains("url(") { result.append((.backgroundImage, value)) }
      let words = value.split(separator: " ").map(String.init)
      if let color = words.first(where: { StyleColor($0) != nil }) {
        result.append((.backgroundColor, color))
      }
      return result
    case "font": return font(value)
    default: return []
    }
  }

  /// `font: bold 12px/1.5 Arial, sans-serif`.
  private static func font(_ value: String) -> [(StyleProperty, String)] {
    var words = value.split(separator: " ").map(String.init)
    var result: [(StyleProperty, String)] = []
    while let word = words.first {
      words.removeFirst()
      let parts = word.split(separator: "/", maxSplits: 1).map(String.init)
      if let size = parts.first, StyleLength(size) != nil || StyleLength.fontSizes[size] != nil {
        result.append((.fontSize, size))
        if parts.count > 1 { result.append((.lineHeight, parts[1])) }
        break
      }
      if word == "bold" { result.append((.fontWeight, word)) }
    }
    if !words.isEmpty { result.append((.fontFamily, words.joined(separator: " "))) }
    return result
  }
}
