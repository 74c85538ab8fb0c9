// Finds all patterns of all lexicons in one walk over the tokens. A rare word of each pattern
// calls it; it is tried only if its other words stand nearby; then its automaton runs over that
// sentence. Work is at most (programs × tokens), and mostly a small part of it.

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

  let programs: [PhraseProgram]
  /// For each position its set of words; -1: any word.
  let positionClasses: [Int32]
  /// For each position those that may follow.
  let follow: [UInt64]
  /// Bits: for each word the sets that it belongs to.
  let classRows: [UInt64]
  let rowLength: Int
  /// Words that a gap does not run over.
  let stopsGap: [Bool]
  /// For each word a run of filter numbers, and of programs that it calls.
  let filterRuns: [Int32]
  let filters: [Int32]
  let filterCount: Int
  let callRuns: [Int32]
  let calls: [Int32]

  /// What a run works with, reused over the sentences of a text.
  struct State {
    var lastSeen: [Int32]
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
      lastSeen: [Int32](repeating: -1, count: filterCount),
      calledIn: [Int32](repeating: -1, count: programs.count),
      matchCounts: [UInt8](repeating: 0, count: programs.count))
    var previous = 0
    var start = 0
    while start + 1 < tokens.count {
      var end = start + 1
      state.candidates.removeAll(keepingCapacity: true)
      while !SpecialWord.isBorder(tokens[end].word) {
        let word = Int(tokens[end].word)
        if word != 0 { see(word, at: end, sentence: start, &state) }
        end += 1
      }
      for candidate in state.candidates {
        run(Int(candidate), tokens, previous: previous, sentence: start, end: end, &state)
      }
      previous = start
      start = end
    }
    return (state.matches, state.steps)
  }

  @inline(__always)
  private func see(_ word: Int, at token: Int, sentence: Int, _ state: inout State) {
    for run in Int(filterRuns[word])..<Int(filterRuns[word + 1]) {
      state.lastSeen[Int(filters[run])] = Int32(truncatingIfNeeded: token)
      state.steps += 1
    }
    for run in Int(callRuns[word])..<Int(callRuns[word + 1]) {
      let program = calls[run]
      state.steps += 1
      if state.calledIn[Int(program)] != Int32(truncatingIfNeeded: sentence) {
        state.calledIn[Int(program)] = Int32(truncatingIfNeeded: sentence)
        state.candidates.append(program)
      }
    }
  }

  /// Whether a filter's words were seen at or behind a token.
  @inline(__always)
  private func passes(_ filter: Int32, from low: Int, _ state: State) -> Bool {
    filter < 0 || Int(state.lastSeen[Int(filter)]) >= low
  }

  private func run(
    _ number: Int, _ tokens: [Token], previous: Int, sentence: Int, end: Int,
    _ state: inout State
  ) {
    let program = programs[number]
    let low = program.crossesBorder ? previous : sentence
    state.steps += 1
    guard passes(program.filters.0, from: low, state), passes(program.filters.1, from: low, state),
      passes(program.filters.2, from: low, state),
      state.matchCounts[number] < UInt8(Self.mostMatches)
    else { return }
    var live: UInt64 = 0
    var place = low
    while place <= end {
      live = step(live, program, program.first, tokens[place].word, &state.steps)
      if live & program.last != 0 {
        if place > sentence, let start = start(of: place, from: low, program, tokens, &state.steps)
        {
          add(program.pattern, start...place, tokens, &state)
          state.matchCounts[number] += 1
          if state.matchCounts[number] >= UInt8(Self.mostMatches) { return }
        }
        live = 0
      }
      place += 1
    }
  }

  /// One token: the positions that are live after it.
  @inline(__always)
  private func step(
    _ live: UInt64, _ program: PhraseProgram, _ begin: UInt64, _ word: Int32,
    _ steps: inout Int
  ) -> UInt64 {
    let base = Int(program.base)
    var candidates = begin
    var rest = live
    while rest != 0 {
      candidates |= follow[base + rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    var next: UInt64 = 0
    let row = Int(word) * rowLength
    while candidates != 0 {
      let position = candidates.trailingZeroBitCount
      candidates &= candidates - 1
      steps += 1
      let set = Int(positionClasses[base + position])
      let matches: Bool
      if set < 0 {
        matches = !stopsGap[Int(word)]
      } else {
        matches = classRows[row + set >> 6] >> UInt64(set & 63) & 1 == 1
      }
      if matches { next |= 1 << UInt64(position) }
    }
    return next
  }

  /// The latest token from which the program matches exactly to `end`: the tightest match.
  private func start(
    of end: Int, from low: Int, _ program: PhraseProgram, _ tokens: [Token], _ steps: inout Int
  ) -> Int? {
    var start = end
    let lowest = max(low, end - Int(program.longest) + 1)
    while start >= lowest {
      var live = step(0, program, program.first, tokens[start].word, &steps)
      var place = start + 1
      while live != 0, place <= end {
        live = step(live, program, 0, tokens[place].word, &steps)
        place += 1
      }
      if live & program.last != 0 { return start }
      start -= 1
    }
    return nil
  }

  private func add(
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
