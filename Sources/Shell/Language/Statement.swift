// One statement as it was typed, cut into words that know their place, so that whatever is wrong
// with a word is shown under it.

import CEL

/// A word of a statement.
struct Word: Hashable, Sendable {
  /// The word without the quotes around it.
  let text: String
  /// Where it stands, quotes included.
  let span: SourceSpan
  /// Whether it was written in quotes.
  let isQuoted: Bool

  /// The word in lower case, for comparing with the words of the language.
  var lowered: String { isQuoted ? "" : text.lowercased() }
}

/// A statement: its words, and the text from any of them on.
struct Statement: Sendable {
  /// The whole statement.
  let span: SourceSpan
  /// The words.
  let words: [Word]

  /// Cuts a statement into words.
  ///
  /// A quote opens only where a word begins, so `don't` is one word; in double quotes a backslash
  /// stands before a quote or a backslash that belongs to the text.
  ///
  /// - Throws: that a quote is never closed.
  init(_ span: SourceSpan) throws(Diagnostics) {
    var scanner = StatementScanner(span.source, from: span.range.lowerBound)
    var words: [Word] = []
    while let word = scanner.nextWord(before: span.range.upperBound) {
      guard word.isClosed else {
        throw Diagnostics(
          Diagnostic(
            id: "open-quote", "this quote is never closed", at: word.word.span,
            help: "end the text with the same quote"))
      }
      words.append(word.word)
    }
    self.span = span
    self.words = words
  }

  /// The text from a word to the end of the statement.
  func rest(from position: Int) -> SourceSpan {
    guard position < words.count else {
      return SourceSpan(span.source, span.range.upperBound..<span.range.upperBound)
    }
    return SourceSpan(
      span.source, words[position].span.range.lowerBound..<span.range.upperBound)
  }
}

/// Walks over a text of statements.
struct StatementScanner {
  private let source: SourceText
  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ source: SourceText, from position: Int = 0) {
    self.source = source
    bytes = Array(source.text.utf8)
    self.position = position
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The next row as it stands, without its line break.
  mutating func nextRow() -> SourceSpan? {
    guard !isAtEnd else { return nil }
    let start = position
    while !isAtEnd, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    var end = position
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    position += 1
    return SourceSpan(source, start..<end)
  }

  /// The next statement that is not empty; statements end at a line break or a semicolon outside
  /// quotes. What follows `#` at the start of a statement or after a space is a comment.
  mutating func nextStatement() -> (span: SourceSpan, isClosed: Bool)? {
    while !isAtEnd {
      skipBlanks(andBreaks: true)
      if isAtEnd { return nil }
      if bytes[position] == UInt8(ascii: ";") {
        position += 1
        continue
      }
      let start = position
      var end = start
      var isClosed = true
      while !isAtEnd {
        let byte = bytes[position]
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: ";") {
          position += 1
          break
        }
        if byte == UInt8(ascii: "#"), position == start || Self.isBlank(bytes[position - 1]) {
          while !isAtEnd, bytes[position] != UInt8(ascii: "\n") { position += 1 }
          continue
        }
        if isQuote(byte), opensQuote {
          isClosed = skipQuoted()
          end = position
        } else {
          position += 1
          if !Self.isBlank(byte) { end = position }
        }
      }
      if end > start { return (SourceSpan(source, start..<end), isClosed) }
    }
    return nil
  }

  mutating func nextWord(before limit: Int) -> (word: Word, isClosed: Bool)? {
    skipBlanks(andBreaks: true)
    guard position < min(limit, bytes.count) else { return nil }
    let start = position
    if isQuote(bytes[position]), opensQuote {
      let isClosed = skipQuoted()
      let inner = start + 1..<max(start + 1, isClosed ? position - 1 : position)
      let word = Word(
        text: unescaped(inner, quote: bytes[start]), span: SourceSpan(source, start..<position),
        isQuoted: true)
      return (word, isClosed)
    }
    while position < min(limit, bytes.count), !Self.isBlank(bytes[position]),
      bytes[position] != UInt8(ascii: "\n")
    {
      position += 1
    }
    let span = SourceSpan(source, start..<position)
    return (Word(text: String(span.text), span: span, isQuoted: false), true)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// Whether a quote here begins a quotation: not after a letter, a digit or another quote.
  private var opensQuote: Bool {
    guard position > 0 else { return true }
    let before = bytes[position - 1]
    let isLetter = (0x61...0x7A).contains(before | 0x20) || before >= 0x80
    return !isLetter && !(0x30...0x39).contains(before)
  }

  private mutating func skipBlanks(andBreaks: Bool) {
    while !isAtEnd,
      Self.isBlank(bytes[position]) || (andBreaks && bytes[position] == UInt8(ascii: "\n"))
    {
      position += 1
    }
  }

  /// Moves behind a quotation; returns whether it is closed.
  private mutating func skipQuoted() -> Bool {
    let quote = bytes[position]
    position += 1
    while !isAtEnd {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), !isAtEnd {
        position += 1
      } else if byte == quote {
        return true
      }
    }
    return false
  }

  private func unescaped(_ range: Range<Int>, quote: UInt8) -> String {
    guard quote == UInt8(ascii: "\"") else { return String(decoding: bytes[range], as: UTF8.self) }
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let next = index + 1
      if bytes[index] == UInt8(ascii: "\\"), next < range.upperBound,
        bytes[next] == quote || bytes[next] == UInt8(ascii: "\\")
      {
        index = next
      }
      result.append(bytes[index])
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}
