// YAML written line by line, so that our own reader gets back exactly what was meant: a text is
// written plainly where that is safe, in quotes or as a block elsewhere.

/// Writes YAML.
struct YAMLText {
  private(set) var text = ""
  /// For each open section, the length of the text when it was opened.
  private var opened: [Int] = []
  private var startsItem = false

  /// A key with a scalar that is already in its written form.
  mutating func line(_ key: String, _ scalar: String) {
    text += "\(takeMargin())\(Self.quoted(key)): \(scalar)\n"
  }

  /// A key with a text, which becomes a block when it has several lines.
  mutating func line(_ key: String, text value: String) {
    guard Self.fitsBlock(value) else { return line(key, Self.quoted(value)) }
    line(key, value.hasSuffix("\n") ? "|" : "|-")
    let margin = String(repeating: "  ", count: opened.count + 1)
    let lines = value.hasSuffix("\n") ? value.dropLast() : value[...]
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      text += line.isEmpty ? "\n" : "\(margin)\(line)\n"
    }
  }

  /// A key below which the following lines stand, up to `close`.
  mutating func open(_ key: String) {
    text += "\(takeMargin())\(Self.quoted(key)):\n"
    opened.append(text.utf8.count)
  }

  /// An item of a list to which the following lines belong, up to `close`.
  mutating func openItem() {
    opened.append(text.utf8.count)
    startsItem = true
  }

  /// Ends what was opened last; a section without a line becomes an empty mapping.
  mutating func close() {
    if let start = opened.popLast(), start == text.utf8.count, !startsItem {
      text.removeLast()
      text += " {}\n"
    }
    startsItem = false
  }

  private mutating func takeMargin() -> String {
    defer { startsItem = false }
    return startsItem
      ? String(repeating: "  ", count: opened.count - 1) + "- "
      : String(repeating: "  ", count: opened.count)
  }

  /// A list on one line.
  static func list(_ items: [String]) -> String { "[\(items.joined(separator: ", "))]" }

  /// A text as a scalar of one line: plain if nothing in it could mean something else, in double
  /// quotes otherwise.
  static func quoted(_ value: String) -> String {
    if isPlain(value) { return value }
    var writer = JSONWriter()
    writer.string(value)
    return writer.text
  }

  /// Words that mean something else than their letters where a fact is stated.
  private static let meaningful: Set<String> = ["none", "unknown", "null", "auto"]

  private static func isPlain(_ value: String) -> Bool {
    guard let first = value.utf8.first, let last = value.utf8.last, !meaningful.contains(value),
      isWordByte(first), last != UInt8(ascii: " ")
    else { return false }
    var before: UInt8 = 0
    for byte in value.utf8 {
      let isSafe =
        isWordByte(byte) || " -./()+@%;!?'_=".utf8.contains(byte)
        || (byte == UInt8(ascii: ":") && before != UInt8(ascii: " "))
      guard isSafe else { return false }
      // `: ` ends a key, ` #` begins a comment; `:` at the end is a key too.
      if before == UInt8(ascii: ":"), byte == UInt8(ascii: " ") { return false }
      before = byte
    }
    return last != UInt8(ascii: ":")
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// Whether a text can be a literal block: several lines, the first and the last not blank, no
  /// character that a block can't hold.
  private static func fitsBlock(_ value: String) -> Bool {
    let body = value.hasSuffix("\n") ? value.dropLast() : value[...]
    guard body.utf8.contains(UInt8(ascii: "\n")), let first = body.utf8.first,
      first != UInt8(ascii: " "), first != UInt8(ascii: "\n"),
      body.utf8.last != UInt8(ascii: "\n")
    else { return false }
    return body.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A, 0x20..<0x7F, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFDFF, 0xFE00...0xFEFE,
        0xFF00...0xFFFD, 0x10000...0x10FFFF:
        true
      default: false
      }
    }
      && body.split(separator: "\n", omittingEmptySubsequences: false).allSatisfy { line in
        line.isEmpty || line.contains { $0 != " " }
      }
  }
}
