// Cuts the text into tokens, one at a time, over UTF-8 bytes.

/// A word, number, literal or sign of the language.
struct Token {
  enum Kind: Equatable {
    case end
    case identifier, quotedIdentifier
    case int, uint, double, string, bytes
    case keywordIn, keywordTrue, keywordFalse, keywordNull
    case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
    case dot, comma, colon, question
    case not, and, or
    case add, subtract, multiply, divide, remainder
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }

  let kind: Kind
  /// Offsets in the lexer's bytes.
  let range: Range<Int>
}

/// A problem at a place, as offsets in the lexer's bytes; one word wide, because every function of
/// the parser keeps room for it.
struct SyntaxError: Error {
  private indirect enum Content {
    case problem(id: String, message: String, range: Range<Int>, help: String?)
  }

  private let content: Content

  init(id: String, message: String, range: Range<Int>, help: String? = nil) {
    content = .problem(id: id, message: message, range: range, help: help)
  }

  /// The problem at its place in a text, `base` bytes behind its start.
  func diagnostic(in source: SourceText, base: Int) -> Diagnostic {
    switch content {
    case .problem(let id, let message, let range, let help):
      Diagnostic(
        id: id, message,
        at: SourceSpan(source, range.lowerBound + base..<range.upperBound + base), help: help)
    }
  }
}

/// The state of cutting a text into tokens.
struct Lexer {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The byte at an offset from the position, 0 behind the end.
  func peek(_ offset: Int = 0) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  /// The next token; white space and comments are skipped.
  mutating func next() throws(SyntaxError) -> Token {
    skipSpace()
    let start = position
    guard start < bytes.count else { return Token(kind: .end, range: start..<start) }
    let byte = bytes[start]
    if byte.isIdentifierStart {
      if let quote = literalPrefix() { return try text(prefix: quote) }
      position += 1
      while peek().isIdentifierPart { position += 1 }
      return Token(kind: wordKind(start..<position), range: start..<position)
    }
    if byte.isDigit || byte == UInt8(ascii: ".") && peek(1).isDigit { return try number() }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return try text(prefix: 0) }
    if byte == UInt8(ascii: "`") { return try quotedIdentifier() }
    return try sign()
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      default: return
      }
    }
  }

  private func wordKind(_ range: Range<Int>) -> Token.Kind {
    switch range.count {
    case 2 where bytes[range].elementsEqual("in".utf8): .keywordIn
    case 4 where bytes[range].elementsEqual("true".utf8): .keywordTrue
    case 4 where bytes[range].elementsEqual("null".utf8): .keywordNull
    case 5 where bytes[range].elementsEqual("false".utf8): .keywordFalse
    default: .identifier
    }
  }

  /// How many letters before a quote make it a raw or bytes literal, if they do.
  private func literalPrefix() -> Int? {
    func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
    let first = peek() | 0x20
    let second = peek(1)
    if first == UInt8(ascii: "r") || first == UInt8(ascii: "b") {
      if isQuote(second) { return 1 }
      if first == UInt8(ascii: "b"), second | 0x20 == UInt8(ascii: "r"), isQuote(peek(2)) {
        return 2
      }
    }
    return nil
  }

  private mutating func number() throws(SyntaxError) -> Token {
    let start = position
    if peek() == UInt8(ascii: "0"), peek(1) | 0x20 == UInt8(ascii: "x") {
      position += 2
      while peek().hexValue != nil { position += 1 }
      guard position > start + 2 else {
        throw error("a hexadecimal number needs digits", from: start)
      }
      return try integerEnd(start)
    }
    while peek().isDigit { position += 1 }
    var isDouble = false
    if peek() == UInt8(ascii: "."), peek(1).isDigit {
      isDouble = true
      position += 1
      while peek().isDigit { position += 1 }
    }
    if peek() | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
      if peek(1 + sign).isDigit {
        isDouble = true
        position += 1 + sign
        while peek().isDigit { position += 1 }
      }
    }
    guard isDouble else { return try integerEnd(start) }
    return try numberEnd(.double, start)
  }

  private mutating func integerEnd(_ start: Int) throws(SyntaxError) -> Token {
    guard peek() | 0x20 == UInt8(ascii: "u") else { return try numberEnd(.int, start) }
    position += 1
    return try numberEnd(.uint, start)
  }

  private mutating func numberEnd(_ kind: Token.Kind, _ start: Int) throws(SyntaxError) -> Token {
    if peek().isIdentifierPart {
      while peek().isIdentifierPart { position += 1 }
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      throw error("`\(word)` is not a number", from: start)
    }
    return Token(kind: kind, range: start..<position)
  }

  private mutating func quotedIdentifier() throws(SyntaxError) -> Token {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "`") {
      switch bytes[position] {
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: " "),
        _ where bytes[position].isIdentifierPart:
        position += 1
      default:
        throw SyntaxError(
          id: "bad-name",
          message: "a name in backticks has letters, digits, `_`, `.`, `-`, `/`, space",
          range: position..<position + 1)
      }
    }
    guard position < bytes.count, position > start + 1 else {
      throw error("a name in backticks has no end or is empty", from: start)
    }
    position += 1
    return Token(kind: .quotedIdentifier, range: start..<position)
  }

  private mutating func sign() throws(SyntaxError) -> Token {
    let start = position
    let second = peek(1)
    let kind: Token.Kind? =
      switch bytes[start] {
      case UInt8(ascii: "("): .leftParenthesis
      case UInt8(ascii: ")"): .rightParenthesis
      case UInt8(ascii: "["): .leftBracket
      case UInt8(ascii: "]"): .rightBracket
      case UInt8(ascii: "{"): .leftBrace
      case UInt8(ascii: "}"): .rightBrace
      case UInt8(ascii: "."): .dot
      case UInt8(ascii: ","): .comma
      case UInt8(ascii: ":"): .colon
      case UInt8(ascii: "?"): .question
      case UInt8(ascii: "+"): .add
      case UInt8(ascii: "-"): .subtract
      case UInt8(ascii: "*"): .multiply
      case UInt8(ascii: "/"): .divide
      case UInt8(ascii: "%"): .remainder
      case UInt8(ascii: "!"): second == UInt8(ascii: "=") ? .notEqual : .not
      case UInt8(ascii: "="): second == UInt8(ascii: "=") ? .equal : nil
      case UInt8(ascii: "<"): second == UInt8(ascii: "=") ? .lessOrEqual : .less
      case UInt8(ascii: ">"): second == UInt8(ascii: "=") ? .greaterOrEqual : .greater
      case UInt8(ascii: "&"): second == UInt8(ascii: "&") ? .and : nil
      case UInt8(ascii: "|"): second == UInt8(ascii: "|") ? .or : nil
      default: nil
      }
    guard let kind else { throw unexpectedCharacter() }
    switch kind {
    case .notEqual, .equal, .lessOrEqual, .greaterOrEqual, .and, .or: position += 2
    default: position += 1
    }
    return Token(kind: kind, range: start..<position)
  }

  private func unexpectedCharacter() -> SyntaxError {
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let character = String(decoding: bytes[position..<end], as: UTF8.self)
    let help: String? =
      switch character {
      case "=": "write `==` to compare"
      case "&": "write `&&` for and"
      case "|": "write `||` for or"
      case "“", "”", "‘", "’": "write straight quotes: \" or '"
      default: nil
      }
    return SyntaxError(
      id: "syntax", message: "unexpected `\(character)`", range: position..<end, help: help)
  }

  func error(_ message: String, from start: Int) -> SyntaxError {
    SyntaxError(id: "syntax", message: message, range: start..<max(position, start + 1))
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isIdentifierStart: Bool {
    self >= 0x61 && self <= 0x7A || self >= 0x41 && self <= 0x5A || self == 0x5F
  }
  var isIdentifierPart: Bool { isIdentifierStart || isDigit }
  var hexValue: UInt32? {
    switch self {
    case 0x30...0x39: UInt32(self - 0x30)
    case 0x41...0x46: UInt32(self - 0x41 + 10)
    case 0x61...0x66: UInt32(self - 0x61 + 10)
    default: nil
    }
  }
}
