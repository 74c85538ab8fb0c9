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

  /// A sentence, or a part of a long one.
  struct Sentence {
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

  /// Where all sets stand in this sentence and in the one before. The memory is a run's own; an
  /// array would be asked at each of many small steps whether it is shared.
  struct View {
    var here = Sentence()
    var before = Sentence()
    /// For each set a bit for every token, if its stamp is the sentence's number; in two halves.
    let masks: UnsafeMutableBufferPointer<UInt64>
    let stamps: UnsafeMutableBufferPointer<Int32>
    /// For each frequent word a bit for every token, in two halves as well.
    let frequentPlaces: UnsafeMutableBufferPointer<UInt64>

    /// Where a set stands in a sentence; `frequent` are the frequent words in the set.
    @inline(__always)
    func places(of set: Int, frequent: UInt64, in sentence: Sentence) -> UInt64 {
      let place = sentence.base &+ set
      var mask = stamps[place] == sentence.number ? masks[place] : 0
      var rest = sentence.frequent & frequent
      while rest != 0 {
        mask |= frequentPlaces[sentence.frequentBase &+ rest.trailingZeroBitCount]
        rest &= rest &- 1
      }
      return mask
    }
  }

  /// What a run works with, reused over the sentences of a text.
  struct State {
    var view: View
    var calledIn: [Int32]
    var matchCounts: [UInt8] = []
    var candidates: [Int32] = []
    var matches: [PhraseMatch] = []
    /// The tokens of this sentence and of the one before that every gap runs over.
    var opened: [Range<Int>] = []
    /// Counted to prove that work is linear.
    var steps = 0
  }

  /// All matches of each text, in the order of their sentences.
  func matches(in texts: [[Token]]) -> (matches: [[PhraseMatch]], steps: Int) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * (setCount + Self.window)) {
      memory in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * setCount) { stamps in
        stamps.initialize(repeating: 0)
        // INVARIANT: a mask is read only after its stamp, or the sentence's bit for the frequent
        // word, says that it was written.
        let view = View(
          masks: UnsafeMutableBufferPointer(rebasing: memory[..<(2 * setCount)]), stamps: stamps,
          frequentPlaces: UnsafeMutableBufferPointer(rebasing: memory[(2 * setCount)...]))
        var state = State(view: view, calledIn: [Int32](repeating: 0, count: programs.count))
        var found: [[PhraseMatch]] = []
        for tokens in texts {
          run(tokens, &state)
          found.append(state.matches)
        }
        return (found, state.steps)
      }
    }
  }

  private func run(_ tokens: [Token], _ state: inout State) {
    state.matches = []
    state.matchCounts = [UInt8](repeating: 0, count: programs.count)
    let number = state.view.here.number
    state.view.here = Sentence()
    state.view.here.number = number
    var start = 0
    while start + 1 < tokens.count {
      var end = start + 1
      while !SpecialWord.isBorder(tokens[end].word), end - start < Self.window - 1 { end += 1 }
      read(tokens, start...end, &state)
      openGaps(tokens, &state)
      let view = state.view
      for index in state.candidates.indices {
        run(Int(state.candidates[index]), tokens, view, &state)
      }
      start = SpecialWord.isBorder(tokens[end].word) ? end : start + Self.window / 2
    }
  }

  /// Notes where each set of words stands, and which programs are called.
  private func read(
    _ tokens: [Token], _ range: ClosedRange<Int>, _ state: inout State
  ) {
    state.candidates.removeAll(keepingCapacity: true)
    state.view.before = state.view.here
    let number = state.view.before.number + 1
    let isEven = number & 1 == 0
    state.view.here = Sentence(
      number: number, tokens: range, base: isEven ? 0 : setCount,
      frequentBase: isEven ? 0 : Self.window)
    notePlaces(tokens, &state)
    for token in range {
      let word = Int(tokens[token].word)
      for run in Int(callRuns[word])..<Int(callRuns[word + 1]) {
        let program = Int(calls[run])
        state.steps += 1
        if state.calledIn[program] != number {
          state.calledIn[program] = number
          state.candidates.append(Int32(truncatingIfNeeded: program))
        }
      }
    }
  }

  /// Where a word that stops gaps stands inside of what only looks like a negation, lets gaps run
  /// over it: "n'hésitez pas à"; not where it comes last, for "noch nicht" may deny after all.
  private func openGaps(_ tokens: [Token], _ state: inout State) {
    state.opened.removeAll { $0.upperBound <= state.view.before.tokens.lowerBound }
    let here = state.view.here
    let inner = here.tokens.count - 2
    guard inner > 0, (~here.anyWord >> 1) & (UInt64.max >> UInt64(Self.window - inner)) != 0 else {
      return
    }
    let known = state.matches.count
    let openers = state.candidates.filter { programs[Int($0)].opensGaps }
    for number in openers { run(Int(number), tokens, state.view, &state) }
    if !openers.isEmpty { state.candidates.removeAll { programs[Int($0)].opensGaps } }
    for match in state.matches[known...]
    where !stopsGap[Int(tokens[match.tokens.upperBound - 1].word)] {
      state.opened.append(match.tokens)
      for token in match.tokens where here.tokens.contains(token) {
        if !SpecialWord.isBorder(tokens[token].word) {
          state.view.here.anyWord |= 1 << UInt64(token - here.tokens.lowerBound)
        }
      }
    }
  }

  /// Fills the places of the sentence's words.
  private func notePlaces(_ tokens: [Token], _ state: inout State) {
    let view = state.view
    let sentence = view.here
    var anyWord: UInt64 = 0
    var frequent: UInt64 = 0
    var bit: UInt64 = 1
    for token in sentence.tokens {
      let word = Int(tokens[token].word)
      if !stopsGap[word] { anyWord |= bit }
      let number = Int(frequentNumbers[word])
      if number >= 0 {
        let place = sentence.frequentBase + number
        let known = frequent >> UInt64(number) & 1 == 1 ? view.frequentPlaces[place] : 0
        view.frequentPlaces[place] = known | bit
        frequent |= 1 << UInt64(number)
      }
      for run in Int(setRuns[word])..<Int(setRuns[word + 1]) {
        let place = sentence.base + Int(sets[run])
        let known = view.stamps[place] == sentence.number ? view.masks[place] : 0
        view.masks[place] = known | bit
        view.stamps[place] = sentence.number
        state.steps += 1
      }
      bit &<<= 1
    }
    state.view.here.anyWord = anyWord
    state.view.here.frequent = frequent
    state.steps += sentence.tokens.count
  }

  /// Runs one program over the sentence, or over the one before as well.
  private func run(_ number: Int, _ tokens: [Token], _ view: View, _ state: inout State) {
    let program = programs[number]
    let shift =
      program.crossesBorder
      ? min(max(0, view.before.countBefore), Self.window - view.here.tokens.count) : 0
    state.steps += 1
    guard occurs(program.filters.0, shift, view), occurs(program.filters.1, shift, view),
      occurs(program.filters.2, shift, view), state.matchCounts[number] < UInt8(Self.mostMatches)
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
      let live = incoming[position] & places(of: set, shift, view)
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
      add(accepted, number, first: view.here.tokens.lowerBound - shift, shift, tokens, &state)
    }
  }

  @inline(__always)
  private func occurs(_ set: Int32, _ shift: Int, _ view: View) -> Bool {
    set < 0 || places(of: set, shift, view) != 0
  }

  /// Where a set stands in the last `shift` tokens of the sentence before, and in this one.
  @inline(__always)
  private func places(of set: Int32, _ shift: Int, _ view: View) -> UInt64 {
    let here = places(of: set, in: view.here, view)
    if shift == 0 { return here }
    let before = places(of: set, in: view.before, view) >> UInt64(view.before.countBefore - shift)
    return here << UInt64(shift) | before & (1 << UInt64(shift) - 1)
  }

  @inline(__always)
  private func places(of set: Int32, in sentence: Sentence, _ view: View) -> UInt64 {
    if set < 0 { return sentence.anyWord }
    return view.places(of: Int(set), frequent: frequentInSet[Int(set)], in: sentence)
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
        let start = start(of: end, from: free, program, tokens, state.opened, &state.steps)
      else { continue }
      if !program.keepsOverlaps { free = end + 1 }
      state.matchCounts[number] += 1
      note(program.pattern, start...end, tokens, &state)
    }
  }

  /// The latest token from which the program matches exactly to `end`: the tightest match.
  private func start(
    of end: Int, from low: Int, _ program: PhraseProgram, _ tokens: [Token],
    _ opened: [Range<Int>], _ steps: inout Int
  ) -> Int? {
    func isOpen(_ token: Int) -> Bool {
      let word = tokens[token].word
      return !stopsGap[Int(word)]
        || !SpecialWord.isBorder(word) && opened.contains { $0.contains(token) }
    }
    var start = end
    let lowest = max(low, end - Int(program.longest) + 1)
    while start >= lowest {
      var live = step(program.first, program, tokens[start].word, isOpen(start), &steps)
      var place = start + 1
      while live != 0, place <= end {
        var next: UInt64 = 0
        while live != 0 {
          next |= follow[Int(program.base) + live.trailingZeroBitCount]
          live &= live - 1
        }
        live = step(next, program, tokens[place].word, isOpen(place), &steps)
        place += 1
      }
      if live & program.last != 0 { return start }
      start -= 1
    }
    return nil
  }

  /// Those of some positions that a word matches; `isOpen`: whether gaps run over it.
  private func step(
    _ positions: UInt64, _ program: PhraseProgram, _ word: Int32, _ isOpen: Bool,
    _ steps: inout Int
  ) -> UInt64 {
    var rest = positions
    var live: UInt64 = 0
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      rest &= rest - 1
      steps += 1
      let set = Int(positionSets[Int(program.base) + position])
      let row = Int(word) * rowLength
      if set < 0 ? isOpen : setRows[row + set >> 6] >> UInt64(set & 63) & 1 == 1 {
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
