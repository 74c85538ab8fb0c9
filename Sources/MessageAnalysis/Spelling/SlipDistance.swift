// How far two words are apart, counted in slips: one letter more, one fewer, another one, or two
// neighbours exchanged. Row by row over both words, no pair of letters edited twice (the "optimal
// string alignment" of Damerau's 1964 and Levenshtein's 1966 distances).

/// Orders words that may be meant.
struct SlipDistance: Comparable {
  /// Whether it is several words, which is rarely meant.
  private let isSplit: Bool
  /// Whether the first letter differs, which people rarely get wrong.
  private let changesFirst: Bool
  private let slips: Int
  /// Letters are left out more often than added, and added more often than taken for others.
  private let kind: Int

  init(from word: String, to other: String) {
    let (left, right) = (Array(word.lowercased()), Array(other.lowercased()))
    isSplit = other.contains { $0 == " " || $0 == "-" }
    changesFirst = left.first != right.first
    slips = Self.count(left, right)
    kind =
      right.count > left.count || left.sorted() == right.sorted()
      ? 0
      : right.count < left.count ? 1 : 2
  }

  static func < (left: SlipDistance, right: SlipDistance) -> Bool {
    let (leftSplit, rightSplit) = (left.isSplit ? 1 : 0, right.isSplit ? 1 : 0)
    let (leftFirst, rightFirst) = (left.changesFirst ? 1 : 0, right.changesFirst ? 1 : 0)
    return (leftSplit, leftFirst, left.slips, left.kind)
      < (rightSplit, rightFirst, right.slips, right.kind)
  }

  /// The fewest slips that make one word of the other.
  private static func count(_ left: [Character], _ right: [Character]) -> Int {
    var before = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in left.indices {
      var next = [row + 1] + [Int](repeating: 0, count: right.count)
      for column in right.indices {
        let isSame = left[row] == right[column]
        var best = min(last[column + 1] + 1, next[column] + 1, last[column] + (isSame ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        next[column + 1] = best
      }
      (before, last) = (last, next)
    }
    return last[right.count]
  }
}
