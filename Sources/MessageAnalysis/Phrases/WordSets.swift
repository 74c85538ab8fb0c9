// Sets of words, each kept once and called by its number.

/// Numbered sets of word numbers.
struct WordSets: Sendable {
  /// The set of a gap: any word.
  static let any: Int32 = -1

  /// The sets, sorted.
  private(set) var sets: [[Int32]] = []
  private var singles: [Int32] = []
  /// The numbers of sets of several words, in an open table by their hash; -1 where none is.
  private var slots = [Int32](repeating: -1, count: 1_024)
  private var slotsInUse = 0

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
    var slot = Self.hash(words) & (slots.count - 1)
    while slots[slot] >= 0 {
      if sets[Int(slots[slot])] == words { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(sets.count)
    slots[slot] = number
    sets.append(words)
    slotsInUse += 1
    if slotsInUse * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    let known = slots.filter { $0 >= 0 }
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for number in known {
      var slot = Self.hash(sets[Int(number)]) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = number
    }
  }

  private static func hash(_ words: [Int32]) -> Int {
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
    for part in parts { words += sets[Int(part)] }
    words.sort()
    var distinct: [Int32] = []
    distinct.reserveCapacity(words.count)
    for word in words where word != distinct.last { distinct.append(word) }
    return number(of: distinct)
  }
}
