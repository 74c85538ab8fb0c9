// String and bytes literals: where they end, and what they mean.

extension Lexer {
  /// A string or bytes literal whose quote stands after `prefix` letters.
  mutating func text(prefix: Int) throws(SyntaxError) -> Token {
    let start = position
    var isBytes = false
    var isRaw = false
    for offset in 0..<prefix {
      if peek(offset) | 0x20 == UInt8(ascii: "b") { isBytes = true } else { isRaw = true }
    }
    position += prefix
    let quote = peek()
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    while true {
      guard position < bytes.count else {
        position = start + prefix + (isTriple ? 3 : 1)
        throw error("the text that begins here has no end", from: start)
      }
      let byte = bytes[position]
      if byte == quote, !isTriple || peek(1) == quote && peek(2) == quote {
        position += isTriple ? 3 : 1
        return Token(kind: isBytes ? .bytes : .string, range: start..<position)
      }
      if !isTriple, byte == 0x0A || byte == 0x0D {
        throw error("a text on several lines needs three quotes", from: start)
      }
      if byte == UInt8(ascii: "\\"), !isRaw { position += 1 }
      position += 1
    }
  }

  /// The content of a string or bytes literal.
  func content(of token: Token) throws(SyntaxError) -> [UInt8] {
    var start = token.range.lowerBound
    var isRaw = false
    while bytes[start] != UInt8(ascii: "\""), bytes[start] != UInt8(ascii: "'") {
      if bytes[start] | 0x20 == UInt8(ascii: "r") { isRaw = true }
      start += 1
    }
    let quote = bytes[start]
    let isTriple =
      token.range.upperBound - start >= 6 && bytes[start + 1] == quote && bytes[start + 2] == quote
    let quotes = isTriple ? 3 : 1
    let inner = start + quotes..<token.range.upperBound - quotes
    if isRaw || !bytes[inner].contains(UInt8(ascii: "\\")) { return Array(bytes[inner]) }
    var result: [UInt8] = []
    result.reserveCapacity(inner.count)
    var index = inner.lowerBound
    while index < inner.upperBound {
      if bytes[index] == UInt8(ascii: "\\") {
        try appendEscape(at: &index, end: inner.upperBound, isBytes: token.kind == .bytes, &result)
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private func appendEscape(
    at index: inout Int, end: Int, isBytes: Bool, _ result: inout [UInt8]
  ) throws(SyntaxError) {
    let start = index
    func fail(_ message: String) -> SyntaxError {
      SyntaxError(id: "bad-escape", message: message, range: start..<min(end, start + 2))
    }
    let letter = bytes[start + 1]
    index += 2
    let digits: Int
    var code: UInt32 = 0
    switch letter {
    case UInt8(ascii: "a"): return result.append(0x07)
    case UInt8(ascii: "b"): return result.append(0x08)
    case UInt8(ascii: "f"): return result.append(0x0C)
    case UInt8(ascii: "n"): return result.append(0x0A)
    case UInt8(ascii: "r"): return result.append(0x0D)
    case UInt8(ascii: "t"): return result.append(0x09)
    case UInt8(ascii: "v"): return result.append(0x0B)
    case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "`"):
      return result.append(letter)
    case UInt8(ascii: "x"), UInt8(ascii: "X"): digits = 2
    case UInt8(ascii: "u") where !isBytes: digits = 4
    case UInt8(ascii: "U") where !isBytes: digits = 8
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      digits = 0
      code = UInt32(letter - UInt8(ascii: "0"))
      for _ in 0..<2 {
        guard index < end, bytes[index] >= 0x30, bytes[index] <= 0x37 else {
          throw fail("an octal escape has three digits")
        }
        code = code * 8 + UInt32(bytes[index] - 0x30)
        index += 1
      }
    default:
      throw fail("unknown escape `\\\(Unicode.Scalar(letter))`")
    }
    for _ in 0..<digits {
      guard index < end, let value = bytes[index].hexValue else {
        throw fail("this escape has \(digits) hexadecimal digits")
      }
      code = code << 4 | value
      index += 1
    }
    if isBytes { return result.append(UInt8(truncatingIfNeeded: code)) }
    guard let scalar = Unicode.Scalar(code) else {
      throw fail("this escape is no Unicode character")
    }
    result.append(contentsOf: String(Character(scalar)).utf8)
  }
}
