// Sets of words, each kept once and called by its number.

/// Numbered sets of word numbers.
struct WordSets: Sendable {
  /// The set of a gap: any word.
  static let any: Int32 = -1

  /// The sets, sorted.
  private(set) var sets: [[Int32]] = []
  private var numbers: [[Int32]: Int32] = [:]
  private var singles: [Int32] = []

  /// The number of the set of one word.
  mutating func number(of word: Int32) -> Int32 {
    while singles.count <= Int(word) { singles.append(-1) }
    if singles[Int(word)] < 0 {
      singles[Int(word)] = Int32(sets.count)
      sets.append([word])
    }
    return singles[Int(word)]
  }

  /// The number of a set of sorted words.
  mutating func number(of words: [Int32]) -> Int32 {
    if words.count == 1 { return number(of: words[0]) }
    if let number = numbers[words] { return number }
    numbers[words] = Int32(sets.count)
    sets.append(words)
    return Int32(sets.count - 1)
  }

  /// The number of the union of sets.
  mutating func union(_ parts: [Int32]) -> Int32 {
    if parts.count == 1 { return parts[0] }
    var words = parts.flatMap { sets[Int($0)] }
    words.sort()
    var distinct: [Int32] = []
    distinct.reserveCapacity(words.count)
    for word in words where word != distinct.last { distinct.append(word) }
    return number(of: distinct)
  }
}
