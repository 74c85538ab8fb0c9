// The nearest known word to a misspelt one, for "did you mean".

extension String {
  /// The candidate that differs least, if it differs little enough to be a likely misspelling.
  public func nearest(among candidates: some Sequence<String>) -> String? {
    let limit = Swift.max(1, Swift.min(3, count / 3))
    var best: (distance: Int, word: String)?
    for candidate in candidates where abs(candidate.count - count) <= limit {
      let distance = editDistance(to: candidate)
      if distance <= limit, best.map({ (distance, candidate) < ($0.distance, $0.word) }) ?? true {
        best = (distance, candidate)
      }
    }
    return best?.word
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
  func editDistance(to other: String) -> Int {
    let left = Array(lowercased().unicodeScalars)
    let right = Array(other.lowercased().unicodeScalars)
    var twoAbove: [Int] = []
    var above = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        let same = left[i] == right[j] ? 0 : 1
        var cost = Swift.min(above[j + 1] + 1, row[j] + 1, above[j] + same)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = Swift.min(cost, twoAbove[j - 1] + 1)
        }
        row.append(cost)
      }
      twoAbove = above
      above = row
    }
    return above[right.count]
  }
}
