// A pattern as an automaton of at most 64 positions (Glushkov's construction): the set of live
// positions is one machine word, so that a token costs a few steps whatever the pattern.

/// One automaton; its positions lie in the arrays of ``PhraseMatcher``.
struct PhraseProgram: Sendable {
  /// The pattern that it belongs to; several programs may share one.
  let pattern: Int32
  /// Where its positions begin in the shared arrays.
  let base: Int32
  /// How many positions it has.
  let count: Int32
  /// The positions at which a match may begin, and end.
  let first: UInt64
  let last: UInt64
  /// The most tokens that a match has.
  let longest: Int32
  /// Whether it reads over the border of a sentence.
  let crossesBorder: Bool
  /// Whether matches are noted that overlap each other, as for exceptions.
  let keepsOverlaps: Bool
  /// Whether gaps of other programs run over the words of its matches, negations among them.
  let opensGaps: Bool
  /// Sets of words of which each must occur in the sentence; -1: none.
  let filters: (Int32, Int32, Int32)
}

/// Builds one automaton.
struct PhraseProgramBuilder {
  /// The most positions: the bits of a machine word.
  static let mostPositions = 64
  /// The sets of the two kinds of borders.
  let anyBorder: Int32
  let question: Int32

  /// The number of the set of each position.
  private(set) var classes: [Int32] = []
  /// The positions that may follow each.
  private(set) var follow: [UInt64] = []

  init(_ sets: inout WordSets) {
    anyBorder = sets.number(of: [SpecialWord.border.rawValue, SpecialWord.question.rawValue])
    question = sets.number(of: SpecialWord.question.rawValue)
  }

  /// Forgets the last pattern.
  mutating func clear() {
    classes.removeAll(keepingCapacity: true)
    follow.removeAll(keepingCapacity: true)
  }

  /// What a part of a pattern looks like from outside.
  struct Shape {
    var isNullable = true
    var first: UInt64 = 0
    var last: UInt64 = 0
    var longest = 0
  }

  /// Adds a part; near-patterns must have been written out before.
  mutating func add(_ node: PatternNode) -> Shape {
    switch node {
    case .word(let set): return position(set)
    case .border: return position(anyBorder)
    case .questionBorder: return position(question)
    case .gap(let length): return gap(length)
    case .sequence(let parts): return chain(parts)
    case .alternatives(let parts):
      var shape = Shape(isNullable: false)
      for part in parts {
        let one = add(part)
        shape.isNullable = shape.isNullable || one.isNullable
        shape.first |= one.first
        shape.last |= one.last
        shape.longest = max(shape.longest, one.longest)
      }
      return shape
    case .optional(let part):
      var shape = add(part)
      shape.isNullable = true
      return shape
    case .near(let left, let length, let right):
      return add(
        .alternatives([
          .sequence([left, .gap(length), right]), .sequence([right, .gap(length), left]),
        ]))
    }
  }

  private mutating func position(_ set: Int32) -> Shape {
    precondition(classes.count < Self.mostPositions, "a program with too many positions")
    let bit: UInt64 = 1 << UInt64(classes.count)
    classes.append(set)
    follow.append(0)
    return Shape(isNullable: false, first: bit, last: bit, longest: 1)
  }

  /// Words in a row, each of which may be the last: after so many words of a gap exactly one
  /// position is live, not one for each way to skip.
  private mutating func gap(_ length: Int) -> Shape {
    var shape = Shape(longest: length)
    var previous: Int?
    for _ in 0..<length {
      let one = position(WordSets.any)
      if let previous { follow[previous] |= one.first } else { shape.first = one.first }
      shape.last |= one.last
      previous = classes.count - 1
    }
    return shape
  }

  private mutating func chain(_ parts: [PatternNode]) -> Shape {
    var shape = Shape()
    for part in parts {
      let next = add(part)
      for position in follow.indices where shape.last >> UInt64(position) & 1 == 1 {
        follow[position] |= next.first
      }
      if shape.isNullable { shape.first |= next.first }
      shape.last = next.last | (next.isNullable ? shape.last : 0)
      shape.isNullable = shape.isNullable && next.isNullable
      shape.longest += next.longest
    }
    return shape
  }
}

extension PatternNode {
  /// The pattern as parts that each fit into one program, or `nil` if one is too long.
  func programs() -> [PatternNode]? {
    switch self {
    case .near(let left, let length, let right):
      let both: [PatternNode] = [
        .sequence([left, .gap(length), right]), .sequence([right, .gap(length), left]),
      ]
      return Self.joined(both.map { $0.programs() })
    case .alternatives(let parts): return Self.joined(parts.map { $0.programs() })
    case .sequence(let parts) where positionCount > PhraseProgramBuilder.mostPositions:
      var widest: (index: Int, options: [PatternNode])?
      for (index, part) in parts.enumerated() {
        guard let options = part.options, options.count > 1 else { continue }
        if part.positionCount > (widest.map { parts[$0.index].positionCount } ?? 0) {
          widest = (index, options)
        }
      }
      guard let widest else { return nil }
      let middle = widest.options.count / 2
      let halves = [widest.options[..<middle], widest.options[middle...]].map { half in
        var split = parts
        split[widest.index] = half.count == 1 ? half[half.startIndex] : .alternatives(Array(half))
        return PatternNode.sequence(split).programs()
      }
      return Self.joined(halves)
    default: return positionCount <= PhraseProgramBuilder.mostPositions ? [self] : nil
    }
  }

  /// The alternatives of a part, itself a sequence perhaps.
  private var options: [PatternNode]? {
    switch self {
    case .alternatives(let parts): parts
    case .sequence(let parts) where parts.count == 1: parts[0].options
    default: nil
    }
  }

  private static func joined(_ parts: [[PatternNode]?]) -> [PatternNode]? {
    var result: [PatternNode] = []
    for part in parts {
      guard let part else { return nil }
      result += part
    }
    return result
  }

  /// Sets of words of which each must occur in every match, the cheapest of alternatives.
  func required(_ costs: inout WordSetCosts) -> [Int32] {
    switch self {
    case .word(let set): return [set]
    case .border, .questionBorder, .gap, .optional: return []
    case .sequence(let parts):
      var result: [Int32] = []
      for part in parts { result += part.required(&costs) }
      return result
    case .alternatives(let parts):
      var union: [Int32] = []
      for part in parts {
        guard let best = costs.cheapest(part.required(&costs)) else { return [] }
        union.append(best)
      }
      return [costs.sets.union(union)]
    case .near(let left, _, let right): return left.required(&costs) + right.required(&costs)
    }
  }

  /// The part behind the last border that stands between other tokens: a match is looked for
  /// when the sentence of this part has been read.
  var lastSentence: PatternNode {
    guard case .sequence(let parts) = self,
      let border = parts.dropLast().lastIndex(where: \.isBorder)
    else { return self }
    return .sequence(Array(parts[(border + 1)...]))
  }
}
