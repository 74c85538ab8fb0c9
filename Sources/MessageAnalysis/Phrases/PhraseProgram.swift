// A pattern as an automaton of at most 64 positions (Glushkov's construction): the set of live
// positions is one machine word, so that a token costs a few steps whatever the pattern.

/// One automaton; positions lie in the arrays of ``PhraseMatcher``.
struct PhraseProgram: Sendable {
  /// The pattern that it belongs to; several programs may share one.
  let pattern: Int32
  /// Where its positions begin in the shared arrays.
  let base: Int32
  /// The positions at which a match may begin, and end.
  let first: UInt64
  let last: UInt64
  /// The most tokens that a match has.
  let longest: Int32
  /// Whether it reads over the border of a sentence.
  let crossesBorder: Bool
  /// Sets of words of which each must occur nearby; -1: none.
  let filters: (Int32, Int32, Int32)
}

/// Builds one automaton.
struct PhraseProgramBuilder {
  /// The most positions: the bits of a machine word.
  static let mostPositions = 64
  /// Stands for any word in ``classes``.
  static let anyWord: [Int32] = []

  /// The words of each position.
  private(set) var classes: [[Int32]] = []
  /// The positions that may follow each.
  private(set) var follow: [UInt64] = []

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
    case .word(let words): return position(words)
    case .border: return position([SpecialWord.border.rawValue, SpecialWord.question.rawValue])
    case .gap(let length):
      return chain((0..<length).map { _ in .optional(.word(Self.anyWord)) })
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

  private mutating func position(_ words: [Int32]) -> Shape {
    precondition(classes.count < Self.mostPositions, "a program with too many positions")
    let bit: UInt64 = 1 << UInt64(classes.count)
    classes.append(words)
    follow.append(0)
    return Shape(isNullable: false, first: bit, last: bit, longest: 1)
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
  func required(cost: ([Int32]) -> Int) -> [[Int32]] {
    switch self {
    case .word where isBorder: return []
    case .word(let words): return [words]
    case .border, .gap, .optional: return []
    case .sequence(let parts): return parts.flatMap { $0.required(cost: cost) }
    case .alternatives(let parts):
      var union: Set<Int32> = []
      for part in parts {
        guard let best = part.required(cost: cost).min(by: { cost($0) < cost($1) }) else {
          return []
        }
        union.formUnion(best)
      }
      return [union.sorted()]
    case .near(let left, _, let right):
      return left.required(cost: cost) + right.required(cost: cost)
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
