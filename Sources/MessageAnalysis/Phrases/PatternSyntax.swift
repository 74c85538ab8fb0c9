// A phrase pattern as a tree of numbered nodes, and the errors that it can have. The language is
// described for its writers in `Lexicons/facts.yaml`.

import CEL

/// One part of a pattern. Named lists are shared by all patterns that speak of them.
struct PatternNode: Sendable {
  enum Kind: UInt8, Sendable {
    /// One token whose word is in the set of that number.
    case word
    /// The border between two sentences, or only the one after a question: a set as well.
    case border
    /// Between none and so many words of any kind inside a sentence, negations excepted.
    case gap
    /// The children one after the other.
    case sequence
    /// One of the children.
    case alternatives
    /// The child or nothing.
    case optional
    /// The two children in either order, with at most so many words between.
    case near
  }

  let kind: Kind
  /// The fewest tokens that it matches.
  let shortest: Int32
  /// The number of a set, or of words.
  let value: Int32
  /// Where its children stand in ``PatternNodes/children``.
  let firstChild: Int32
  let childCount: Int32

  /// Whether it can match no token at all.
  var isNullable: Bool { shortest == 0 }
}

/// The nodes of all patterns of a language.
struct PatternNodes: Sendable {
  /// The nodes; a node's children have lower numbers.
  private(set) var nodes: [PatternNode] = []
  /// The numbers of children, one run for each node that has some.
  private(set) var children: [Int32] = []

  subscript(node: Int32) -> PatternNode { nodes[Int(node)] }

  /// The numbers of a node's children.
  func children(of node: Int32) -> ArraySlice<Int32> {
    let parent = nodes[Int(node)]
    return children[Int(parent.firstChild)..<Int(parent.firstChild + parent.childCount)]
  }

  private mutating func add(
    _ kind: PatternNode.Kind, shortest: Int32, value: Int32 = 0, _ children: [Int32] = []
  ) -> Int32 {
    nodes.append(
      PatternNode(
        kind: kind, shortest: shortest, value: value,
        firstChild: Int32(truncatingIfNeeded: self.children.count),
        childCount: Int32(truncatingIfNeeded: children.count)))
    self.children += children
    return Int32(truncatingIfNeeded: nodes.count - 1)
  }

  mutating func word(_ set: Int32) -> Int32 { add(.word, shortest: 1, value: set) }

  mutating func border(_ set: Int32) -> Int32 { add(.border, shortest: 1, value: set) }

  mutating func gap(_ length: Int) -> Int32 {
    add(.gap, shortest: 0, value: Int32(truncatingIfNeeded: length))
  }

  /// Parts in a row; one part is itself.
  mutating func sequence(_ parts: [Int32]) -> Int32 {
    if parts.count == 1 { return parts[0] }
    return add(.sequence, shortest: parts.reduce(0) { $0 + self[$1].shortest }, parts)
  }

  /// One of several parts; one part is itself.
  mutating func alternatives(_ parts: [Int32]) -> Int32 {
    if parts.count == 1 { return parts[0] }
    return add(.alternatives, shortest: parts.map { self[$0].shortest }.min() ?? 0, parts)
  }

  mutating func optional(_ part: Int32) -> Int32 { add(.optional, shortest: 0, [part]) }

  mutating func near(_ left: Int32, _ length: Int, _ right: Int32) -> Int32 {
    add(
      .near, shortest: self[left].shortest + self[right].shortest,
      value: Int32(truncatingIfNeeded: length), [left, right])
  }

  /// The sets of all words that occur in a part.
  func wordSets(of node: Int32) -> [Int32] {
    if self[node].kind == .word { return [self[node].value] }
    return children(of: node).flatMap { wordSets(of: $0) }
  }

  /// The sets of the words that match a part by themselves.
  func singleWordSets(of node: Int32) -> [Int32] {
    switch self[node].kind {
    case .word: [self[node].value]
    case .alternatives: children(of: node).flatMap { singleWordSets(of: $0) }
    case .border, .gap, .sequence, .optional, .near: []
    }
  }

  /// Where the borders of a pattern that stand between other tokens are among its parts.
  func innerBorders(of node: Int32) -> [Int] {
    guard self[node].kind == .sequence else { return [] }
    let parts = children(of: node)
    return parts.indices.dropFirst().dropLast().filter { self[parts[$0]].kind == .border }
  }

  /// The same nodes with other numbers of sets.
  func renumbered(_ number: (Int32) -> Int32) -> PatternNodes {
    var result = self
    for (place, node) in nodes.enumerated() where node.kind == .word || node.kind == .border {
      result.nodes[place] = PatternNode(
        kind: node.kind, shortest: 1, value: number(node.value), firstChild: 0, childCount: 0)
    }
    return result
  }
}

/// A fault in a pattern; `range` holds UTF-8 offsets in the pattern's text.
struct PatternError: Error {
  let range: Range<Int>
  let message: String
  let help: String?

  init(_ message: String, _ range: Range<Int>, help: String? = nil) {
    self.message = message
    self.range = range
    self.help = help
  }

  /// The fault as a problem of the file in which the phrase stands.
  func diagnostic(in phrase: Phrase) -> Diagnostic {
    var span = phrase.span
    if phrase.span.text == phrase.text {
      let start = phrase.span.range.lowerBound
      span = SourceSpan(
        phrase.span.source, start + range.lowerBound..<start + range.upperBound)
    }
    return Diagnostic(id: "phrase-pattern", message, at: span, help: help)
  }
}
