// Escapes and sets of characters.

extension PatternParser {
  mutating func escape() throws(PatternError) -> PatternNode {
    let start = position
    if let set = try set() { return .character(set) }
    guard let letter = peek(1) else { throw error("`\\` at the end", at: start) }
    switch letter {
    case "A", "z", "b", "B":
      position += 2
      return .assertion(
        letter == "A"
          ? .textStart : letter == "z" ? .textEnd : letter == "b" ? .wordBoundary : .noWordBoundary)
    case "1"..."7" where peek(2).map { ("0"..."7").contains($0) } ?? false:
      // Two octal digits or three are a character.
      break
    case "1"..."9", "k", "g": throw error("there are no back-references", at: start)
    default: break
    }
    let scalar = try character()
    return .character(
      CharacterClass([.range(scalar.value...scalar.value)], ignoresCase: flags.ignoresCase))
  }

  /// `\d`, `\pL`, `\P{Lu}` and the like; `nil` if it is something else.
  private mutating func set() throws(PatternError) -> CharacterClass? {
    guard peek() == "\\", let letter = peek(1) else { return nil }
    if let set = CharacterClass(perl: letter) {
      position += 2
      return set
    }
    guard letter == "p" || letter == "P" else { return nil }
    let start = position
    position += 2
    var name = ""
    if take("{") {
      while let scalar = peek(), scalar != "}" {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      guard take("}") else { throw error("`\\p{` without `}`", at: start) }
    } else if let scalar = peek() {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    var isNegated = letter == "P"
    if name.utf8.first == UInt8(ascii: "^") {
      isNegated.toggle()
      name.removeFirst()
    }
    if name == "Any" { return CharacterClass([.category("")], isNegated: isNegated) }
    guard Unicode.GeneralCategory.codes.contains(name) else {
      throw error("unknown category `\(name)`; there are L, Lu, Nd and the like", at: start)
    }
    return CharacterClass([.category(name)], isNegated: isNegated)
  }

  /// A character, escaped or not.
  private mutating func character() throws(PatternError) -> Unicode.Scalar {
    let start = position
    guard let first = peek() else { throw error("the pattern ends too early") }
    position += 1
    guard first == "\\" else { return first }
    guard let letter = peek() else { throw error("`\\` at the end", at: start) }
    position += 1
    switch letter {
    case "a": return "\u{07}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{0B}"
    case "x": return try hexadecimal(start)
    case "0"..."7": return octal(letter)
    default:
      guard letter.value < 0x80, !CharacterClass.word.contains(letter) || letter == "_" else {
        throw error("unknown escape `\\\(letter)`", at: start)
      }
      return letter
    }
  }

  private mutating func octal(_ first: Unicode.Scalar) -> Unicode.Scalar {
    var value = first.value - 0x30
    for _ in 0..<2 {
      guard let digit = peek(), ("0"..."7").contains(digit) else { break }
      value = value * 8 + digit.value - 0x30
      position += 1
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal(_ start: Int) throws(PatternError) -> Unicode.Scalar {
    let isBraced = take("{")
    var value: UInt32 = 0
    var digits = 0
    while let scalar = peek(), scalar.value < 0x80, let digit = UInt8(scalar.value).hexValue,
      digits < (isBraced ? 6 : 2)
    {
      value = value << 4 | digit
      digits += 1
      position += 1
    }
    guard digits == 2 || isBraced && digits > 0, !isBraced || take("}"),
      let scalar = Unicode.Scalar(value)
    else { throw error("damaged `\\x` escape", at: start) }
    return scalar
  }

  mutating func characterClass() throws(PatternError) -> PatternNode {
    let start = position
    position += 1
    let isNegated = take("^")
    var items: [CharacterClass.Item] = []
    var isFirst = true
    while isFirst || peek() != "]" {
      guard peek() != nil else { throw error("`[` without `]`", at: start) }
      isFirst = false
      if let set = try posixClass() {
        items.append(.nested(set))
      } else if let set = try set() {
        items.append(.nested(set))
      } else {
        items.append(.range(try range(start)))
      }
    }
    position += 1
    return .character(
      CharacterClass(items, isNegated: isNegated, ignoresCase: flags.ignoresCase))
  }

  private mutating func range(_ start: Int) throws(PatternError) -> ClosedRange<UInt32> {
    let rangeStart = position
    let first = try character()
    guard peek() == "-", let next = peek(1), next != "]" else { return first.value...first.value }
    position += 1
    let last = try character()
    guard first.value <= last.value else {
      throw error("a range that ends before it begins", at: rangeStart)
    }
    return first.value...last.value
  }

  private mutating func posixClass() throws(PatternError) -> CharacterClass? {
    guard peek() == "[", peek(1) == ":" else { return nil }
    let start = position
    position += 2
    let isNegated = take("^")
    var name = ""
    while let scalar = peek(), CharacterClass.word.contains(scalar) {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard take(":]") else {
      position = start
      return nil
    }
    guard let set = CharacterClass(posix: name) else {
      throw error("unknown class `[:\(name):]`", at: start)
    }
    return isNegated ? set.negated : set
  }
}
