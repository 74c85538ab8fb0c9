// Where each set of words stands in a sentence and in the one before: a bit for every token.

/// A sentence, or a part of a long one.
struct PhraseSentence {
  /// Counted from 1.
  var number: Int32 = 0
  var tokens: ClosedRange<Int> = 0...0
  /// Tokens that a gap may run over.
  var anyWord: UInt64 = 0
  /// The frequent words in it.
  var frequent: UInt64 = 0
  /// Where its places begin in the memory that two sentences share.
  var base = 0
  var frequentBase = 0

  /// How many of its tokens come before the next sentence: its last one is the next one's first.
  var countBefore: Int { tokens.count - 1 }
}

/// The places of all sets in this sentence and in the one before. The memory is a run's own; an
/// array would be asked at each of many small steps whether it is shared.
struct SetPlaces {
  /// The most frequent words, whose places are kept by word.
  static let frequentWords = 64

  var here = PhraseSentence()
  var before = PhraseSentence()
  /// For each set a bit for every token, if its stamp is the sentence's number; in two halves.
  let masks: UnsafeMutableBufferPointer<UInt64>
  let stamps: UnsafeMutableBufferPointer<Int32>
  /// For each frequent word a bit for every token, in two halves as well.
  let frequentPlaces: UnsafeMutableBufferPointer<UInt64>
  /// For each set the frequent words in it, as bits.
  let frequentInSet: UnsafeBufferPointer<UInt64>

  /// Where a set stands in the last `shift` tokens of the sentence before, and in this one.
  @inline(__always)
  func places(of set: Int32, _ shift: Int) -> UInt64 {
    let mask = places(of: Int(set), in: here)
    return shift == 0 ? mask : joined(mask, places(of: Int(set), in: before), shift)
  }

  /// Whether a word of a set stands in this sentence.
  @inline(__always)
  func occurs(_ set: Int32) -> Bool {
    stamps[here.base &+ Int(set)] == here.number || here.frequent & frequentInSet[Int(set)] != 0
  }

  /// The tokens of this sentence and the last of the one before that a gap may run over.
  func anyWord(_ shift: Int) -> UInt64 {
    shift == 0 ? here.anyWord : joined(here.anyWord, before.anyWord, shift)
  }

  /// Notes a word's token for a set.
  @inline(__always)
  func note(_ bit: UInt64, set: Int) {
    let place = here.base &+ set
    let known = stamps[place] == here.number ? masks[place] : 0
    masks[place] = known | bit
    stamps[place] = here.number
  }

  /// Notes the token of a frequent word.
  @inline(__always)
  mutating func note(_ bit: UInt64, frequent number: Int) {
    let place = here.frequentBase &+ number
    let known = here.frequent >> UInt64(number) & 1 == 1 ? frequentPlaces[place] : 0
    frequentPlaces[place] = known | bit
    here.frequent |= 1 << UInt64(number)
  }

  @inline(__always)
  private func joined(_ here: UInt64, _ before: UInt64, _ shift: Int) -> UInt64 {
    here << UInt64(shift) | before >> UInt64(self.before.countBefore - shift)
      & (1 << UInt64(shift) - 1)
  }

  @inline(__always)
  private func places(of set: Int, in sentence: PhraseSentence) -> UInt64 {
    let place = sentence.base &+ set
    var mask = stamps[place] == sentence.number ? masks[place] : 0
    var rest = sentence.frequent & frequentInSet[set]
    while rest != 0 {
      mask |= frequentPlaces[sentence.frequentBase &+ rest.trailingZeroBitCount]
      rest &= rest &- 1
    }
    return mask
  }
}
