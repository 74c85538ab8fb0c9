// Finds all patterns of all lexicons, sentence by sentence. The places where a set of words stands
// in the sentence are the bits of one machine word; a pattern whose rare word occurs, and whose
// other words occur too, is run over all places at once with shifts and masks.
// Work is at most (programs × sentences × positions), whatever the text.

/// A match: token indexes, not yet judged for negation and exceptions.
struct PhraseMatch: Sendable {
  let pattern: Int32
  /// Tokens; borders at either end are not in it.
  let tokens: Range<Int>
}

/// All programs with their indexes.
struct PhraseMatcher: Sendable {
  /// The most matches of one program in one part; a text with more is repetition.
  static let mostMatches = 50
  /// The most tokens that are looked at together; a longer sentence is read in parts that overlap
  /// by half.
  static let window = 64

  let programs: [PhraseProgram]
  /// For each position its set of words; -1: any word.
  let positionSets: [Int32]
  /// For each position those that may follow, all with higher numbers.
  let follow: [UInt64]
  /// Bits: for each word the sets that it belongs to.
  let setRows: [UInt64]
  let rowLength: Int
  let setCount: Int
  /// Words that a gap does not run over.
  let stopsGap: [Bool]
  /// For each word the sets that hold it, and the programs that it calls, as runs.
  let setRuns: [Int32]
  let sets: [Int32]
  let callRuns: [Int32]
  let calls: [Int32]

  /// Where a set of words stands in a sentence.
  struct Place {
    /// A bit for every token, if the stamp is the sentence's number.
    var mask: UInt64 = 0
    var stamp: Int32 = -1
  }

  /// A sentence, or a part of a long one.
  struct Sentence {
    var number: Int32 = -1
    var tokens: ClosedRange<Int> = 0...0
    /// Tokens that a gap may run over.
    var anyWord: UInt64 = 0
    /// Where its places begin in the array that two sentences share.
    var base = 0

    /// How many of its tokens come before the next sentence: its last one is the next one's first.
    var countBefore: Int { tokens.count - 1 }
  }

  /// What a run works with, reused over the sentences of a text.
  struct State {
    var places: [Place]
    var here = Sentence()
    var before = Sentence()
    var calledIn: [Int32]
    var matchCounts: [UInt8]
    var candidates: [Int32] = []
    var matches: [PhraseMatch] = []
    /// Counted to prove that work is linear.
    var steps = 0
  }

  /// All matches in the order of their sentences.
  func matches(in tokens: [Token]) -> (matches: [PhraseMatch], steps: Int) {
    var state = State(
      places: [Place](repeating: Place(), count: 2 * setCount),
      calledIn: [Int32](repeating: -1, count: programs.count),
      matchCounts: [UInt8](repeating: 0, count: programs.count))
    var start = 0
    var window: Int32 = 0
    while start + 1 < tokens.count {
      var end = start + 1
      while !SpecialWord.isBorder(tokens[end].word), end - start < Self.window - 1 { end += 1 }
      read(tokens, start...end, window: window, &state)
      for index in state.candidates.indices { run(Int(state.candidates[index]), tokens, &state) }
      window += 1
      let isWhole = SpecialWord.isBorder(tokens[end].word)
      start = isWhole ? end : start + Self.window / 2
    }
    return (state.matches, state.steps)
  }

  /// Notes where each set of words stands, and which programs are called.
  private func read(
    _ tokens: [Token], _ range: ClosedRange<Int>, window: Int32, _ state: inout State
  ) {
    state.candidates.removeAll(keepingCapacity: true)
    state.before = state.here
    state.here = Sentence(
      number: window, tokens: range, base: window & 1 == 0 ? 0 : setCount)
    notePlaces(tokens, &state)
    for token in range {
      let word = Int(tokens[token].word)
      for run in Int(callRuns[word])..<Int(callRuns[word + 1]) {
        let program = Int(calls[run])
        state.steps += 1
        if state.calledIn[program] != window {
          state.calledIn[program] = window
          state.candidates.append(Int32(truncatingIfNeeded: program))
        }
      }
    }
  }

  /// Fills the places of the sentence's words. The busiest loop of all: it works on the arrays'
  /// own memory, so that they are not asked at every step whether they are shared.
  private func notePlaces(_ tokens: [Token], _ state: inout State) {
    let sentence = state.here
    var anyWord: UInt64 = 0
    var steps = 0
    state.places.withUnsafeMutableBufferPointer { places in
      sets.withUnsafeBufferPointer { sets in
        var bit: UInt64 = 1
        for token in sentence.tokens {
          let word = Int(tokens[token].word)
          if !stopsGap[word] { anyWord |= bit }
          // INVARIANT: runs lie in `sets`, and its numbers are below `setCount`.
          let runs = Int(setRuns[word])..<Int(setRuns[word + 1])
          for set in UnsafeBufferPointer(rebasing: sets[runs]) {
            let place = sentence.base &+ Int(set)
            let known = places[place].stamp == sentence.number ? places[place].mask : 0
            places[place] = Place(mask: known | bit, stamp: sentence.number)
          }
          steps += runs.count + 1
          bit &<<= 1
        }
      }
    }
    state.here.anyWord = anyWord
    state.steps += steps
  }

  /// Runs one program over the sentence, or over the one before as well.
  private func run(_ number: Int, _ tokens: [Token], _ state: inout State) {
    let program = programs[number]
    let shift =
      program.crossesBorder
      ? min(max(0, state.before.countBefore), Self.window - state.here.tokens.count) : 0
    state.steps += 1
    guard occurs(program.filters.0, shift, state),
      occurs(program.filters.1, shift, state),
      occurs(program.filters.2, shift, state),
      state.matchCounts[number] < UInt8(Self.mostMatches)
    else { return }
    var incoming = InlineArray<64, UInt64>(repeating: 0)
    var pending = program.first
    var rest = program.first
    while rest != 0 {
      incoming[rest.trailingZeroBitCount] = .max
      rest &= rest - 1
    }
    var accepted: UInt64 = 0
    let base = Int(program.base)
    // A position is only followed by higher ones: the lowest pending one is complete.
    while pending != 0 {
      let position = pending.trailingZeroBitCount
      pending &= pending - 1
      let set = positionSets[base + position]
      let live = incoming[position] & places(of: set, shift, state)
      if live == 0 { continue }
      if program.last >> UInt64(position) & 1 == 1 { accepted |= live }
      var next = follow[base + position]
      pending |= next
      state.steps += 1
      while next != 0 {
        incoming[next.trailingZeroBitCount] |= live &<< 1
        next &= next - 1
      }
    }
    if accepted != 0 {
      add(accepted, number, first: state.here.tokens.lowerBound - shift, shift, tokens, &state)
    }
  }

  @inline(__always)
  private func occurs(_ set: Int32, _ shift: Int, _ state: borrowing State) -> Bool {
    set < 0 || places(of: set, shift, state) != 0
  }

  /// Where a set stands in the last `shift` tokens of the sentence before, and in this one.
  @inline(__always)
  private func places(of set: Int32, _ shift: Int, _ state: borrowing State) -> UInt64 {
    let here = places(of: set, in: state.here, state)
    if shift == 0 { return here }
    let before =
      places(of: set, in: state.before, state) >> UInt64(state.before.countBefore - shift)
    return here << UInt64(shift) | before & (1 << UInt64(shift) - 1)
  }

  @inline(__always)
  private func places(of set: Int32, in sentence: Sentence, _ state: borrowing State) -> UInt64 {
    if set < 0 { return sentence.anyWord }
    let place = state.places[sentence.base + Int(set)]
    return place.stamp == sentence.number ? place.mask : 0
  }

  /// Notes the matches that end at the accepted places, without overlaps.
  private func add(
    _ accepted: UInt64, _ number: Int, first: Int, _ shift: Int, _ tokens: [Token],
    _ state: inout State
  ) {
    let program = programs[number]
    var rest = accepted
    var free = first
    while rest != 0, state.matchCounts[number] < UInt8(Self.mostMatches) {
      let end = first + rest.trailingZeroBitCount
      rest &= rest - 1
      guard end > first + shift || shift == 0,
        let start = start(of: end, from: free, program, tokens, &state.steps)
      else { continue }
      free = end + 1
      state.matchCounts[number] += 1
      note(program.pattern, start...end, tokens, &state)
    }
  }

  /// The latest token from which the program matches exactly to `end`: the tightest match.
  private func start(
    of end: Int, from low: Int, _ program: PhraseProgram, _ tokens: [Token], _ steps: inout Int
  ) -> Int? {
    var start = end
    let lowest = max(low, end - Int(program.longest) + 1)
    while start >= lowest {
      var live = step(program.first, program, tokens[start].word, &steps)
      var place = start + 1
      while live != 0, place <= end {
        var next: UInt64 = 0
        while live != 0 {
          next |= follow[Int(program.base) + live.trailingZeroBitCount]
          live &= live - 1
        }
        live = step(next, program, tokens[place].word, &steps)
        place += 1
      }
      if live & program.last != 0 { return start }
      start -= 1
    }
    return nil
  }

  /// Those of some positions that a word matches.
  private func step(
    _ positions: UInt64, _ program: PhraseProgram, _ word: Int32, _ steps: inout Int
  ) -> UInt64 {
    var rest = positions
    var live: UInt64 = 0
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      rest &= rest - 1
      steps += 1
      let set = Int(positionSets[Int(program.base) + position])
      let row = Int(word) * rowLength
      if set < 0 ? !stopsGap[Int(word)] : setRows[row + set >> 6] >> UInt64(set & 63) & 1 == 1 {
        live |= 1 << UInt64(position)
      }
    }
    return live
  }

  private func note(
    _ pattern: Int32, _ range: ClosedRange<Int>, _ tokens: [Token], _ state: inout State
  ) {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, SpecialWord.isBorder(tokens[lower].word) { lower += 1 }
    while upper > lower, SpecialWord.isBorder(tokens[upper].word) { upper -= 1 }
    guard !SpecialWord.isBorder(tokens[lower].word) else { return }
    state.matches.append(PhraseMatch(pattern: pattern, tokens: lower..<upper + 1))
  }
}
