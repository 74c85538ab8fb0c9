// JSON as the interfaces of shops send it, each value with its place. YAML's reader takes most
// JSON too, but not escaped surrogate pairs, tabs, or several documents one after the other.

import CEL

/// A JSON value with its place.
struct PlacedJSON: Sendable {
  /// What it is.
  enum Content: Sendable {
    case null
    case bool(Bool)
    /// A number as written.
    case number(String)
    case string(String)
    case list([PlacedJSON])
    /// Members in the order written.
    case object([(key: String, value: PlacedJSON)])
  }

  let content: Content
  /// UTF-8 offsets; those of a text stand inside its quotation marks.
  let range: Range<Int>

  /// The value of a member, the first one of its name.
  subscript(key: String) -> PlacedJSON? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// A text, a number or a truth value as text; `nil` for all else.
  var scalar: String? {
    switch content {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .object: nil
    }
  }

  /// Reads the documents of a text, one after the other.
  ///
  /// - Throws: the first error of syntax.
  static func documents(_ source: SourceText) throws(Diagnostics) -> [PlacedJSON] {
    var reader = JSONReader(source)
    var documents: [PlacedJSON] = []
    while !reader.isAtEnd { documents.append(try reader.value(depth: 0)) }
    return documents
  }
}

/// Reads JSON.
private struct JSONReader {
  let source: SourceText
  let bytes: [UInt8]
  var position = 0

  init(_ source: SourceText) {
    self.source = source
    bytes = Array(source.text.utf8)
  }

  var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return position >= bytes.count
    }
  }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    position += 1
    return true
  }

  func problem(_ message: String, help: String? = nil) -> Diagnostics {
    let end = min(bytes.count, position + 1)
    return Diagnostics(
      Diagnostic(
        id: "json-syntax", message, at: SourceSpan(source, position..<end),
        help: help ?? (position >= bytes.count ? "the file ends too early: export it again" : nil)))
  }

  mutating func value(depth: Int) throws(Diagnostics) -> PlacedJSON {
    skipSpace()
    guard depth <= OrderImportLimits.nesting else {
      throw problem("values are nested more than \(OrderImportLimits.nesting) deep")
    }
    let start = position
    switch next {
    case UInt8(ascii: "{"):
      let members = try members(depth: depth)
      return PlacedJSON(content: .object(members), range: start..<position)
    case UInt8(ascii: "["):
      let items = try items(depth: depth)
      return PlacedJSON(content: .list(items), range: start..<position)
    case UInt8(ascii: "\""):
      let text = try string()
      return PlacedJSON(content: .string(text), range: start + 1..<position - 1)
    default:
      return try word()
    }
  }

  private mutating func members(
    depth: Int
  ) throws(Diagnostics) -> [(key: String, value: PlacedJSON)] {
    position += 1
    var members: [(key: String, value: PlacedJSON)] = []
    if skip(UInt8(ascii: "}")) { return members }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else {
        throw problem("a key in quotation marks is needed here")
      }
      let key = try string()
      guard skip(UInt8(ascii: ":")) else { throw problem("a colon is needed here") }
      members.append((key, try value(depth: depth + 1)))
    } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "}")) else { throw problem("a comma or `}` is needed here") }
    return members
  }

  private mutating func items(depth: Int) throws(Diagnostics) -> [PlacedJSON] {
    position += 1
    var items: [PlacedJSON] = []
    if skip(UInt8(ascii: "]")) { return items }
    repeat { items.append(try value(depth: depth + 1)) } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "]")) else { throw problem("a comma or `]` is needed here") }
    return items
  }

  /// `null`, a truth value or a number.
  private mutating func word() throws(Diagnostics) -> PlacedJSON {
    let start = position
    while let byte = next,
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    {
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let range = start..<position
    switch text {
    case "null": return PlacedJSON(content: .null, range: range)
    case "true": return PlacedJSON(content: .bool(true), range: range)
    case "false": return PlacedJSON(content: .bool(false), range: range)
    default:
      let first = text.utf8.first
      if let first, (0x30...0x39).contains(first) || first == UInt8(ascii: "-"),
        Double(text) != nil
      {
        return PlacedJSON(content: .number(text), range: range)
      }
      position = start
      throw problem("a JSON value is needed here")
    }
  }

  /// A text in quotation marks.
  private mutating func string() throws(Diagnostics) -> String {
    position += 1
    var result: [UInt8] = []
    var start = position
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        result += bytes[start..<position]
        position += 1
        return String(decoding: result, as: UTF8.self)
      }
      guard byte == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      result += bytes[start..<position]
      position += 1
      try escape(into: &result)
      start = position
    }
    throw problem("a quotation mark is missing here")
  }

  private mutating func escape(into result: inout [UInt8]) throws(Diagnostics) {
    guard let byte = next else { throw problem("a quotation mark is missing here") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "u"):
      var units = [try hexadecimal()]
      if units[0] & 0xFC00 == 0xD800, next == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "u")
      {
        position += 2
        units.append(try hexadecimal())
      }
      result += String(decoding: units, as: UTF16.self).utf8
    default:
      position -= 1
      throw problem("`\\` with this character means nothing in JSON")
    }
  }

  private mutating func hexadecimal() throws(Diagnostics) -> UInt16 {
    let end = min(bytes.count, position + 4)
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    guard text.utf8.count == 4, text.utf8.first != UInt8(ascii: "+"),
      let unit = UInt16(text, radix: 16)
    else { throw problem("four hexadecimal digits are needed here") }
    position = end
    return unit
  }
}
