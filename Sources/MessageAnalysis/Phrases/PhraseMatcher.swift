// Finds all patterns of all lexicons, sentence by sentence. The places where a set of words stands
// in the sentence are the bits of one machine word; a pattern whose rare word occurs, and whose
// other words occur too, is run over all places at once with shifts and masks.
// Work is at most (nodes of patterns × sentences), whatever the text.

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
  /// The most tokens that are looked at together, one less than a machine word has bits; a longer
  /// sentence is read in parts that overlap by half.
  static let window = 63

  let programs: [PhraseProgram]
  let nodes: PatternNodes
  let setCount: Int
  /// Words that a gap does not run over.
  let stopsGap: [Bool]
  /// For each word its number among the most frequent words, or -1. They are in so many sets that
  /// their places are kept by word; sets know which of them they hold.
  let frequentNumbers: [Int32]
  /// For each set the frequent words in it, as bits.
  let frequentInSet: [UInt64]
  /// For each other word the sets that hold it, and for each word the programs that it calls, as runs.
  let setRuns: [Int32]
  let sets: [Int32]
  let callRuns: [Int32]
  let calls: [Int32]
  /// For each call another set that must occur in the sentence, or -1; most calls end with it.
  let callFilters: [Int32]

  /// What a run works with, reused over the sentences of a text.
  private struct State {
    var places: SetPlaces
    let nodes: UnsafeBufferPointer<PatternNode>
    let children: UnsafeBufferPointer<Int32>
    /// For each program the sentence in which it was called last, and its matches in this text.
    let calledIn: UnsafeMutableBufferPointer<Int32>
    var matchCounts: [UInt8]
    var candidates: [Int32] = []
    var matches: [PhraseMatch] = []
    /// The tokens of this sentence and of the one before that every gap runs over.
    var opened: [Range<Int>] = []
    /// Counted to prove that work is linear.
    var steps = 0

    /// What programs need to run over the sentence, and over some tokens of the one before.
    func view(lookingBack shift: Int) -> PhraseRun {
      PhraseRun(
        places: places, nodes: nodes, children: children, shift: shift,
        anyWord: places.anyWord(shift))
    }

    /// Begins another text.
    mutating func forgetText() {
      let number = places.here.number
      places.here = PhraseSentence()
      places.here.number = number
      matches = []
      opened = []
      for place in matchCounts.indices { matchCounts[place] = 0 }
    }
  }

  /// All matches of each text, in the order of their sentences.
  func matches(in texts: [[Token]]) -> (matches: [[PhraseMatch]], steps: Int) {
    withUnsafeTemporaryAllocation(
      of: UInt64.self, capacity: 2 * (setCount + SetPlaces.frequentWords)
    ) { memory in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * setCount + programs.count) {
        numbers in
        numbers.initialize(repeating: 0)
        let stamps = UnsafeMutableBufferPointer(rebasing: numbers[..<(2 * setCount)])
        return frequentInSet.withUnsafeBufferPointer { frequentInSet in
          nodes.nodes.withUnsafeBufferPointer { nodes in
            self.nodes.children.withUnsafeBufferPointer { children in
              // INVARIANT: a mask is read only after its stamp, or the sentence's bit for the
              // frequent word, says that it was written.
              let places = SetPlaces(
                masks: UnsafeMutableBufferPointer(rebasing: memory[..<(2 * setCount)]),
                stamps: stamps,
                frequentPlaces: UnsafeMutableBufferPointer(rebasing: memory[(2 * setCount)...]),
                frequentInSet: frequentInSet)
              var state = State(
                places: places, nodes: nodes, children: children,
                calledIn: UnsafeMutableBufferPointer(rebasing: numbers[(2 * setCount)...]),
                matchCounts: [UInt8](repeating: 0, count: programs.count))
              var found: [[PhraseMatch]] = []
              for (number, tokens) in texts.enumerated() {
                if number > 0 { state.forgetText() }
                run(tokens, &state)
                found.append(state.matches)
              }
              return (found, state.steps)
            }
          }
        }
      }
    }
  }

  private func run(_ tokens: [Token], _ state: inout State) {
    var start = 0
    while start + 1 < tokens.count {
      var end = start + 1
      while !SpecialWord.isBorder(tokens[end].word), end - start < Self.window - 1 { end += 1 }
      read(tokens, start...end, &state)
      openGaps(tokens, &state)
      runCandidates(tokens, &state)
      start = SpecialWord.isBorder(tokens[end].word) ? end : start + Self.window / 2
    }
  }

  /// Notes where each set of words stands, and which programs are called.
  private func read(_ tokens: [Token], _ range: ClosedRange<Int>, _ state: inout State) {
    state.candidates.removeAll(keepingCapacity: true)
    state.places.before = state.places.here
    let number = state.places.before.number + 1
    let isEven = number & 1 == 0
    state.places.here = PhraseSentence(
      number: number, tokens: range, base: isEven ? 0 : setCount,
      frequentBase: isEven ? 0 : SetPlaces.frequentWords)
    notePlaces(tokens, &state)
    let calledIn = state.calledIn
    let places = state.places
    for token in range {
      let word = Int(tokens[token].word)
      let called = Int(callRuns[word])..<Int(callRuns[word + 1])
      state.steps += called.count
      for run in called {
        let (program, filter) = (calls[run], callFilters[run])
        if filter >= 0, !places.occurs(filter) { continue }
        if calledIn[Int(program)] != number {
          calledIn[Int(program)] = number
          state.candidates.append(program)
        }
      }
    }
  }

  /// Where a word that stops gaps stands inside of what only looks like a negation, lets gaps run
  /// over it: "n'hésitez pas à"; not where it comes last, for "noch nicht" may deny after all.
  private func openGaps(_ tokens: [Token], _ state: inout State) {
    state.opened.removeAll { $0.upperBound <= state.places.before.tokens.lowerBound }
    let here = state.places.here
    let inner = here.tokens.count - 2
    guard inner > 0, (~here.anyWord >> 1) & (1 << UInt64(inner) - 1) != 0 else { return }
    let known = state.matches.count
    let others = state.candidates.filter { !programs[Int($0)].opensGaps }
    state.candidates.removeAll { !programs[Int($0)].opensGaps }
    runCandidates(tokens, &state)
    state.candidates = others
    for match in state.matches[known...]
    where !stopsGap[Int(tokens[match.tokens.upperBound - 1].word)] {
      state.opened.append(match.tokens)
      for token in match.tokens where here.tokens.contains(token) {
        if !SpecialWord.isBorder(tokens[token].word) {
          state.places.here.anyWord |= 1 << UInt64(token - here.tokens.lowerBound)
        }
      }
    }
  }

  /// Fills the places of the sentence's words.
  private func notePlaces(_ tokens: [Token], _ state: inout State) {
    var places = state.places
    var anyWord: UInt64 = 0
    var bit: UInt64 = 1
    for token in places.here.tokens {
      let word = Int(tokens[token].word)
      if !stopsGap[word] { anyWord |= bit }
      let number = Int(frequentNumbers[word])
      if number >= 0 { places.note(bit, frequent: number) }
      let runs = Int(setRuns[word])..<Int(setRuns[word + 1])
      for run in runs { places.note(bit, set: Int(sets[run])) }
      state.steps += runs.count + 1
      bit &<<= 1
    }
    places.here.anyWord = anyWord
    state.places = places
  }

  /// Runs the programs that were called over the sentence, or over the one before as well.
  private func runCandidates(_ tokens: [Token], _ state: inout State) {
    if state.candidates.isEmpty { return }
    let (here, before) = (state.places.here, state.places.before)
    let single = state.view(lookingBack: 0)
    let double = state.view(
      lookingBack: min(max(0, before.countBefore), Self.window - here.tokens.count))
    for index in state.candidates.indices {
      let number = Int(state.candidates[index])
      run(number, programs[number].crossesBorder ? double : single, tokens, &state)
    }
  }

  @inline(__always)
  private func run(_ number: Int, _ run: PhraseRun, _ tokens: [Token], _ state: inout State) {
    state.steps += 1
    guard run.occur(programs[number].filters),
      state.matchCounts[number] < UInt8(Self.mostMatches)
    else { return }
    let ends = run.forwards(programs[number].root, .max, &state.steps)
    if ends != 0 { add(ends, number, run, tokens, &state) }
  }

  /// Notes the matches that end at some borders, without overlaps: of those that end at a border
  /// the tightest.
  private func add(
    _ ends: UInt64, _ number: Int, _ run: PhraseRun, _ tokens: [Token], _ state: inout State
  ) {
    let program = programs[number]
    let first = state.places.here.tokens.lowerBound - run.shift
    var rest = ends
    var free = 0
    while rest != 0, state.matchCounts[number] < UInt8(Self.mostMatches) {
      let end = rest.trailingZeroBitCount
      rest &= rest - 1
      // A match over two sentences must not lie in the first alone.
      guard end > run.shift + 1 || run.shift == 0 else { continue }
      let starts = run.backwards(program.root, 1 << UInt64(end), &state.steps)
      let start = UInt64.bitWidth - 1 - starts.leadingZeroBitCount
      guard start >= free else { continue }
      if !program.keepsOverlaps { free = end }
      state.matchCounts[number] += 1
      note(program.pattern, first + start...first + end - 1, tokens, &state)
    }
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
