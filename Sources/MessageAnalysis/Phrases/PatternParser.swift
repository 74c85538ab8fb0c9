// Reads one phrase pattern, such as `(leave|write) (a|your)? ..3 review~`, into a tree.

import CEL

/// What a pattern may refer to while it is read.
struct PatternScope: Sendable {
  /// The parsed named lists by name, as numbers of nodes.
  var lists: [String: Int32] = [:]
  /// Where patterns are put.
  var nodes = PatternNodes()
  /// Where words get their numbers.
  var words: WordTable
  /// Where sets of words get theirs.
  var sets = WordSets()
  /// For each word the set of its forms, or -1 while nobody asked for it.
  private var formSets: [Int32] = []

  /// The set of the two kinds of borders.
  let anyBorder: Int32

  init() { self.init(words: WordTable()) }

  private init(words: WordTable) {
    self.words = words
    anyBorder = sets.number(of: [SpecialWord.border.rawValue, SpecialWord.question.rawValue])
  }

  /// The set of all forms of a word.
  mutating func formSet(of word: Int32) -> Int32 {
    while formSets.count <= Int(word) { formSets.append(-1) }
    if formSets[Int(word)] < 0 {
      formSets[Int(word)] = sets.number(of: words.inflections(of: word))
    }
    return formSets[Int(word)]
  }

  /// A scope that is not used, to stand in for one that has been lent.
  static let none = PatternScope(words: .none)
}

/// A reader over the bytes of one pattern.
struct PatternParser {
  /// The deepest nesting of parentheses.
  static let deepestNesting = 8
  /// The longest gap, in words.
  static let longestGap = 20

  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0
  /// Whether `~` stands after the parentheses around this place.
  private var inflectsAll = false
  // Lent by the caller while the pattern is read.
  private var scope = PatternScope.none

  /// Reads a pattern; new words are added to the scope's table.
  ///
  /// - Returns: the number of its node.
  static func parse(_ text: String, in scope: inout PatternScope) throws(PatternError) -> Int32 {
    var parser = PatternParser(bytes: Array(text.utf8))
    swap(&parser.scope, &scope)
    defer { swap(&parser.scope, &scope) }
    let node = try parser.sequence(top: true)
    if parser.place < parser.bytes.count {
      throw PatternError("`)` without `(`", parser.place..<parser.place + 1)
    }
    let nodes = parser.scope.nodes
    if nodes[node].isNullable {
      throw PatternError("the pattern has no word that must be there", 0..<parser.bytes.count)
    }
    if nodes[node].kind == .sequence {
      let parts = nodes.children(of: node)
      for (part, word) in [(parts.first, "begins"), (parts.last, "ends")] {
        if let part, nodes[part].isNullable {
          throw PatternError(
            "the pattern \(word) with something that may be missing", 0..<parser.bytes.count,
            help: "leave it out, or move it between words that must be there")
        }
      }
    }
    return node
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A { place += 1 }
  }

  /// Items up to `|`, `)` or the end; at the top, `<..N>` divides two sequences.
  private mutating func sequence(top: Bool) throws(PatternError) -> Int32 {
    var parts: [Int32] = []
    let start = place
    while true {
      skipSpaces()
      guard let byte = next, byte != UInt8(ascii: ")") else { break }
      if byte == UInt8(ascii: "|") {
        if !top { break }
        throw PatternError(
          "`|` outside of parentheses", place..<place + 1, help: "write `(this|that)`")
      }
      if byte == UInt8(ascii: "<"), let length = try nearLength() {
        guard top, !parts.isEmpty else {
          throw PatternError(
            "`<..\(length)>` stands between two parts of the whole pattern", start..<place)
        }
        let right = try sequence(top: true)
        if scope.nodes[right].kind == .near {
          throw PatternError("more than one `<..N>` in a pattern", start..<place)
        }
        let left = scope.nodes.sequence(parts)
        guard !scope.nodes[left].isNullable, !scope.nodes[right].isNullable else {
          throw PatternError("a side of `<..N>` may be missing", start..<place)
        }
        return scope.nodes.near(left, length, right)
      }
      parts.append(try item())
    }
    if parts.isEmpty { throw PatternError("nothing stands here", start..<max(start, place)) }
    return scope.nodes.sequence(parts)
  }

  /// Whether the parentheses that open here have `~` behind them.
  private func isInflected(from opening: Int) -> Bool {
    var open = 0
    for place in opening..<bytes.count {
      if bytes[place] == UInt8(ascii: "(") { open += 1 }
      if bytes[place] == UInt8(ascii: ")") { open -= 1 }
      if open == 0 { return place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: "~") }
    }
    return false
  }

  private mutating func nearLength() throws(PatternError) -> Int? {
    guard place + 2 < bytes.count, bytes[place + 1] == UInt8(ascii: "."),
      bytes[place + 2] == UInt8(ascii: ".")
    else { return nil }
    let start = place
    place += 3
    let length = try gapLength(from: start)
    guard next == UInt8(ascii: ">") else {
      throw PatternError("`>` is missing", start..<place, help: "write `<..\(length)>`")
    }
    place += 1
    return length
  }

  private mutating func gapLength(from start: Int) throws(PatternError) -> Int {
    var length = 0
    let digits = place
    while let byte = next, byte >= 0x30, byte <= 0x39, place - digits < 3 {
      length = length * 10 + Int(byte - 0x30)
      place += 1
    }
    guard length > 0, length <= Self.longestGap else {
      throw PatternError(
        "a gap has between 1 and \(Self.longestGap) words", start..<max(place, start + 1),
        help: "write `..3`")
    }
    return length
  }

  /// One item, with `?` if it may be missing.
  private mutating func item() throws(PatternError) -> Int32 {
    let node = try atom()
    guard next == UInt8(ascii: "?") else { return node }
    place += 1
    if scope.nodes[node].isNullable {
      throw PatternError("`?` after something that may be missing anyway", place - 1..<place)
    }
    return scope.nodes.optional(node)
  }

  private mutating func atom() throws(PatternError) -> Int32 {
    let start = place
    switch bytes[place] {
    case UInt8(ascii: "("):
      depth += 1
      defer { depth -= 1 }
      if depth > Self.deepestNesting {
        throw PatternError("parentheses are nested too deeply", place..<place + 1)
      }
      let outside = inflectsAll
      inflectsAll = outside || isInflected(from: place)
      defer { inflectsAll = outside }
      place += 1
      var alternatives = [try sequence(top: false)]
      while next == UInt8(ascii: "|") {
        place += 1
        alternatives.append(try sequence(top: false))
      }
      guard next == UInt8(ascii: ")") else {
        throw PatternError("`(` without `)`", start..<start + 1)
      }
      place += 1
      if next == UInt8(ascii: "~") { place += 1 }
      return scope.merged(alternatives)
    case UInt8(ascii: "."):
      guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: ".") else { break }
      place += 2
      return scope.nodes.gap(try gapLength(from: start))
    case UInt8(ascii: "/"):
      place += 1
      return scope.nodes.border(scope.anyBorder)
    case UInt8(ascii: "<"):
      while let byte = next, byte != UInt8(ascii: ">") { place += 1 }
      guard next == UInt8(ascii: ">") else {
        throw PatternError("`>` is missing", start..<place)
      }
      place += 1
      let name = String(decoding: bytes[start + 1..<place - 1], as: UTF8.self)
      if let node = scope.lists[name] { return node }
      if let kind = SpecialWord.allCases.first(where: { $0.name == name }) {
        switch kind {
        case .border: return scope.nodes.border(scope.anyBorder)
        case .question: return scope.nodes.border(scope.sets.number(of: kind.rawValue))
        default: return scope.nodes.word(scope.sets.number(of: kind.rawValue))
        }
      }
      let names = scope.lists.keys.sorted() + SpecialWord.allCases.map(\.name)
      throw PatternError(
        "unknown list `<\(name)>`", start..<place,
        help: name.nearest(among: names).map { "did you mean `<\($0)>`?" })
    default: break
    }
    return try word()
  }

  /// A word with its forms; a hyphen or a contraction makes several tokens of it.
  private mutating func word() throws(PatternError) -> Int32 {
    let start = place
    while let byte = next, !Self.isDelimiter(byte) { place += 1 }
    let text = bytes[start..<place]
    let inflected = inflectsAll || next == UInt8(ascii: "~")
    if next == UInt8(ascii: "~") { place += 1 }
    if let number = scope.words.plainWord(text) {
      return scope.nodes.word(
        inflected ? scope.formSet(of: number) : scope.sets.number(of: number))
    }
    if text.last == UInt8(ascii: "*"), text.count <= scope.words.reading.shortestStem {
      throw PatternError(
        "a stem has at least \(scope.words.reading.shortestStem) letters", start..<place,
        help: "write more of the word before the star")
    }
    let parts = scope.words.tokens(of: text)
    guard let last = parts.last else {
      throw PatternError("no word", start..<max(place, start + 1))
    }
    var nodes = parts.dropLast().map { scope.nodes.word(scope.sets.number(of: $0)) }
    let lastSet =
      inflected ? scope.sets.union(last.map { scope.formSet(of: $0) }) : scope.sets.number(of: last)
    nodes.append(scope.nodes.word(lastSet))
    return scope.nodes.sequence(nodes)
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "?"), UInt8(ascii: "~"), UInt8(ascii: "/"), 0x20, 0x09, 0x0A:
      true
    default: false
    }
  }
}

extension PatternScope {
  /// Alternatives of which those that are single words become one set.
  mutating func merged(_ alternatives: [Int32]) -> Int32 {
    var words: [Int32] = []
    var others: [Int32] = []
    for alternative in alternatives {
      let isGroup = nodes[alternative].kind == .alternatives
      for part in isGroup ? nodes.children(of: alternative) : [alternative] {
        if nodes[part].kind == .word {
          words.append(nodes[part].value)
        } else {
          others.append(part)
        }
      }
    }
    if !words.isEmpty { others.insert(nodes.word(sets.union(words)), at: 0) }
    return nodes.alternatives(others)
  }
}
