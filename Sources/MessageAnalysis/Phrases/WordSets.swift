// Sets of words, each kept once and called by its number.

/// Numbered sets of word numbers.
struct WordSets: Sendable {
  /// The set of a gap: any word.
  static let any: Int32 = -1

  /// The words of all sets, one set behind the other, each sorted.
  private var words: [Int32] = []
  private var starts: [Int32] = [0]
  private var singles: [Int32] = []
  /// The numbers of sets of several words, in an open table by their hash; -1 where none is.
  private var slots = [Int32](repeating: -1, count: 1_024)
  private var slotsInUse = 0

  /// How many sets there are.
  var count: Int { starts.count - 1 }

  /// The words of a set, sorted.
  subscript(set: Int32) -> ArraySlice<Int32> {
    words[Int(starts[Int(set)])..<Int(starts[Int(set) + 1])]
  }

  /// In how many sets each word is.
  func memberships(words count: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for word in words { counts[Int(word)] += 1 }
    return counts
  }

  private mutating func add(_ set: some Sequence<Int32>) -> Int32 {
    words.append(contentsOf: set)
    starts.append(Int32(truncatingIfNeeded: words.count))
    return Int32(truncatingIfNeeded: count - 1)
  }

  /// The number of the set of one word.
  mutating func number(of word: Int32) -> Int32 {
    while singles.count <= Int(word) { singles.append(-1) }
    if singles[Int(word)] < 0 { singles[Int(word)] = add(CollectionOfOne(word)) }
    return singles[Int(word)]
  }

  /// The number of a set of sorted words.
  mutating func number(of words: [Int32]) -> Int32 {
    if words.count == 1 { return number(of: words[0]) }
    var slot = Self.hash(words[...]) & (slots.count - 1)
    while slots[slot] >= 0 {
      if self[slots[slot]] == words[...] { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = add(words)
    slots[slot] = number
    slotsInUse += 1
    if slotsInUse * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    let known = slots.filter { $0 >= 0 }
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for number in known {
      var slot = Self.hash(self[number]) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = number
    }
  }

  private static func hash(_ words: ArraySlice<Int32>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for word in words {
      hash = (hash ^ UInt64(UInt32(bitPattern: word))) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    return Int(truncatingIfNeeded: hash >> 16)
  }

  /// The number of the union of sets.
  mutating func union(_ parts: [Int32]) -> Int32 {
    if parts.count == 1 { return parts[0] }
    var words: [Int32] = []
    for part in parts { words += self[part] }
    words.sort()
    var distinct: [Int32] = []
    distinct.reserveCapacity(words.count)
    for word in words where word != distinct.last { distinct.append(word) }
    return number(of: distinct)
  }
}
