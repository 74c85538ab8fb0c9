// Comparisons between instants, lengths and whole numbers as bounds on differences: `x - y <= c`.
// Such a system has a solution exactly when its graph has no negative cycle (Bellman, "On a
// routing problem", 1958), and the cycle names the comparisons that contradict each other; as a
// part of a search over truth values: Nieuwenhuis, Oliveras and Tinelli, "Solving SAT and SAT
// Modulo Theories" (2006).

/// Bounds on differences of numbered unknowns.
struct DifferenceSystem {
  /// `left - right <= bound`.
  struct Bound {
    let left: Int
    let right: Int
    let bound: Int128
    /// The comparison from which it follows; `nil` when it always holds.
    let reason: Literal?
  }

  private let count: Int
  private(set) var bounds: [Bound] = []

  init(unknowns count: Int) { self.count = count }

  mutating func add(_ bound: Bound) { bounds.append(bound) }

  enum Result {
    /// A value for each unknown.
    case solution([Int128])
    /// Comparisons that cannot hold together.
    case contradiction([Literal])
  }

  /// Solves the system.
  func solve() -> Result {
    var values = [Int128](repeating: 0, count: count)
    var causes = [Int](repeating: -1, count: count)
    var changed = -1
    for _ in 0...count {
      changed = -1
      for (number, bound) in bounds.enumerated()
      where values[bound.right] + bound.bound < values[bound.left] {
        values[bound.left] = values[bound.right] + bound.bound
        causes[bound.left] = number
        changed = bound.left
      }
      if changed < 0 { return .solution(values) }
    }
    // After as many rounds as there are unknowns, walking back leads into the cycle.
    var node = changed
    for _ in 0..<count { node = bounds[causes[node]].right }
    var reasons: [Literal] = []
    let start = node
    repeat {
      let bound = bounds[causes[node]]
      if let reason = bound.reason { reasons.append(reason) }
      node = bound.right
    } while node != start
    return .contradiction(reasons)
  }
}
