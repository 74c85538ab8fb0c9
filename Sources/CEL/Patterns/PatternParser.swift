// Reads a regular expression in RE2's syntax; what RE2 refuses is refused with its place.

/// Why a text is no regular expression.
struct PatternError: Error {
  let message: String
  /// UTF-8 offset in the pattern.
  let offset: Int
}

/// The state of reading one pattern.
struct PatternParser {
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesLineFeed = false
  }

  let scalars: [Unicode.Scalar]
  var position = 0
  var flags = Flags()
  var depth = 0

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  static func parse(_ pattern: String) throws(PatternError) -> PatternNode {
    var parser = PatternParser(pattern)
    let node = try parser.alternatives()
    guard parser.position == parser.scalars.count else {
      throw parser.error("`)` without `(`")
    }
    return node
  }

  func error(_ message: String, at position: Int? = nil) -> PatternError {
    let before = scalars[..<min(position ?? self.position, scalars.count)]
    return PatternError(
      message: "no regular expression: \(message)",
      offset: before.reduce(0) { $0 + UTF8.width($1) })
  }

  func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    position + offset < scalars.count ? scalars[position + offset] : nil
  }

  mutating func take(_ text: String) -> Bool {
    let wanted = text.unicodeScalars
    guard position + wanted.count <= scalars.count,
      scalars[position..<position + wanted.count].elementsEqual(wanted)
    else { return false }
    position += wanted.count
    return true
  }

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Limits.patternDepth else {
      throw error("groups are nested more than \(Limits.patternDepth) deep")
    }
    var result = [try sequence()]
    while take("|") { result.append(try sequence()) }
    return result.count == 1 ? result[0] : .alternatives(result)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var parts: [PatternNode] = []
    while let next = peek(), next != "|", next != ")" {
      if take("\\Q") {
        while !take("\\E"), let scalar = peek() {
          parts.append(literal(scalar))
          position += 1
        }
        continue
      }
      let start = position
      let part = try atom()
      parts.append(try repeated(part, start))
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  /// The part with `*`, `+`, `?` or `{n,m}` behind it.
  private mutating func repeated(
    _ part: PatternNode, _ start: Int
  ) throws(PatternError) -> PatternNode {
    let operatorStart = position
    guard let (least, most) = try count() else { return part }
    // A lazy repetition matches the same texts.
    _ = take("?")
    let second = position
    if try count() != nil {
      throw error("two repetitions of the same part", at: second)
    }
    if let most, most < least { throw error("{n,m} with n above m", at: operatorStart) }
    return .repetition(part, least, most)
  }

  private mutating func count() throws(PatternError) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = position
    // Anything else that begins with `{` is ordinary text.
    guard take("{"), let least = number() else {
      position = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = peek() == "}" ? nil : number() ?? -1 }
    guard most != -1, take("}") else {
      position = start
      return nil
    }
    guard least <= Limits.patternRepetitions, most ?? 0 <= Limits.patternRepetitions else {
      throw error("more than \(Limits.patternRepetitions) repetitions", at: start)
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = peek(), ("0"..."9").contains(digit) {
      value = min((value ?? 0) * 10 + Int(digit.value - 0x30), 1_000_000)
      position += 1
    }
    return value
  }

  private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
    .character(
      CharacterClass([.range(scalar.value...scalar.value)], ignoresCase: flags.ignoresCase))
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    guard let first = peek() else { return .empty }
    switch first {
    case "(": return try group()
    case "[": return try characterClass()
    case "\\": return try escape()
    case "*", "+", "?": throw error("`\(first)` without a part to repeat")
    default: break
    }
    position += 1
    switch first {
    case ".": return .character(flags.dotMatchesLineFeed ? .any : .anyButLineFeed)
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    default: return literal(first)
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    let start = position
    let outer = flags
    position += 1
    if take("?") {
      if peek() == "=" || peek() == "!" || peek() == "<" && (peek(1) == "=" || peek(1) == "!") {
        throw error("there is no look-around", at: start)
      }
      if take("P<") || take("<") {
        try name(start)
      } else if try !changeFlags(start) {
        // `(?i)` holds to the end of the group around it.
        return .empty
      }
    }
    let inner = try alternatives()
    guard take(")") else { throw error("`(` without `)`", at: start) }
    flags = outer
    return inner
  }

  private mutating func name(_ start: Int) throws(PatternError) {
    let nameStart = position
    while let scalar = peek(), CharacterClass.word.contains(scalar) { position += 1 }
    guard position > nameStart, take(">") else {
      throw error("a group's name is damaged", at: start)
    }
  }

  /// Reads the letters after `(?`; whether a group follows.
  private mutating func changeFlags(_ start: Int) throws(PatternError) -> Bool {
    var isOn = true
    while let letter = peek() {
      position += 1
      switch letter {
      case "i": flags.ignoresCase = isOn
      case "m": flags.isMultiline = isOn
      case "s": flags.dotMatchesLineFeed = isOn
      case "U": break
      case "-" where isOn: isOn = false
      case ":": return true
      case ")": return false
      default: throw error("unknown flag `\(letter)`", at: position - 1)
      }
    }
    throw error("`(` without `)`", at: start)
  }
}
