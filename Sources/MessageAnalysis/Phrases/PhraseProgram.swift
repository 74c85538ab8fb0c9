// A pattern run over all places of a sentence at once. What is live is one machine word: its bits
// are the borders between tokens, from before the first to behind the last. A word moves the bits in
// front of it over it, a gap spreads them, alternatives join theirs.

/// One pattern as the matcher runs it.
struct PhraseProgram: Sendable {
  /// The pattern that it belongs to.
  let pattern: Int32
  /// The number of its node.
  let root: Int32
  /// Whether it reads over the border of a sentence.
  let crossesBorder: Bool
  /// Whether matches are noted that overlap each other, as for exceptions.
  let keepsOverlaps: Bool
  /// Whether gaps of other programs run over the words of its matches, negations among them.
  let opensGaps: Bool
  /// Sets of words of which each must occur in the sentence; -1: none.
  let filters: (Int32, Int32, Int32)
}

/// Where the words of a sentence stand while programs are run over it, with as many tokens of the
/// sentence before as they need.
struct PhraseRun {
  /// Where all sets stand.
  let places: SetPlaces
  let nodes: UnsafeBufferPointer<PatternNode>
  let children: UnsafeBufferPointer<Int32>
  /// How many tokens of the sentence before are looked at.
  let shift: Int
  /// Tokens that a gap may run over.
  let anyWord: UInt64

  /// Whether words of all these sets stand there; -1 is no set.
  @inline(__always)
  func occur(_ sets: (Int32, Int32, Int32)) -> Bool {
    occurs(sets.0) && occurs(sets.1) && occurs(sets.2)
  }

  @inline(__always)
  private func occurs(_ set: Int32) -> Bool {
    set < 0 || (shift == 0 ? places.occurs(set) : places.places(of: set, shift) != 0)
  }

  /// The borders that a part reaches from some borders on.
  func forwards(_ number: Int32, _ from: UInt64, _ steps: inout Int) -> UInt64 {
    let node = nodes[Int(number)]
    steps += 1
    switch node.kind {
    case .word, .border: return (from & places.places(of: node.value, shift)) &<< 1
    case .gap: return gap(node.value, from)
    case .sequence:
      var live = from
      for child in first(of: node)..<first(of: node) + Int(node.childCount) where live != 0 {
        live = forwards(children[child], live, &steps)
      }
      return live
    case .alternatives:
      var live: UInt64 = 0
      for child in first(of: node)..<first(of: node) + Int(node.childCount) {
        live |= forwards(children[child], from, &steps)
      }
      return live
    case .optional: return from | forwards(children[first(of: node)], from, &steps)
    case .near:
      let (left, right) = (children[first(of: node)], children[first(of: node) + 1])
      var live: UInt64 = 0
      for (one, other) in [(left, right), (right, left)] {
        let reached = forwards(one, from, &steps)
        if reached != 0 { live |= forwards(other, gap(node.value, reached), &steps) }
      }
      return live
    }
  }

  /// The borders from which a part reaches some borders.
  func backwards(_ number: Int32, _ from: UInt64, _ steps: inout Int) -> UInt64 {
    let node = nodes[Int(number)]
    steps += 1
    switch node.kind {
    case .word, .border: return from &>> 1 & places.places(of: node.value, shift)
    case .gap: return gapBack(node.value, from)
    case .sequence:
      var live = from
      var child = first(of: node) + Int(node.childCount)
      while live != 0, child > first(of: node) {
        child -= 1
        live = backwards(children[child], live, &steps)
      }
      return live
    case .alternatives:
      var live: UInt64 = 0
      for child in first(of: node)..<first(of: node) + Int(node.childCount) {
        live |= backwards(children[child], from, &steps)
      }
      return live
    case .optional: return from | backwards(children[first(of: node)], from, &steps)
    case .near:
      let (left, right) = (children[first(of: node)], children[first(of: node) + 1])
      var live: UInt64 = 0
      for (one, other) in [(left, right), (right, left)] {
        let reached = backwards(one, from, &steps)
        if reached != 0 { live |= backwards(other, gapBack(node.value, reached), &steps) }
      }
      return live
    }
  }

  @inline(__always)
  private func first(of node: PatternNode) -> Int { Int(node.firstChild) }

  @inline(__always)
  private func gap(_ length: Int32, _ from: UInt64) -> UInt64 {
    var reached = from
    var front = from
    for _ in 0..<length {
      front = (front & anyWord) &<< 1
      if front == 0 { break }
      reached |= front
    }
    return reached
  }

  @inline(__always)
  private func gapBack(_ length: Int32, _ from: UInt64) -> UInt64 {
    var reached = from
    var front = from
    for _ in 0..<length {
      front = front &>> 1 & anyWord
      if front == 0 { break }
      reached |= front
    }
    return reached
  }
}
