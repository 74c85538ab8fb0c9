// Puts all patterns into one matcher: numbers their sets of words, chooses the word that calls
// each program, and lays the tables out.

/// Collects patterns, then makes the matcher.
struct PhraseMatcherBuilder {
  private struct Part {
    let pattern: Int32
    let node: PatternNode
    let keepsOverlaps: Bool
    let opensGaps: Bool
  }

  private var parts: [Part] = []

  /// Adds a pattern; false when it is too long for a program.
  ///
  /// - Parameter keepsOverlaps: Whether all its matches are noted, or the tightest of those that
  ///   overlap.
  /// - Parameter opensGaps: Whether gaps run over the words of its matches, whatever they are.
  mutating func add(
    _ node: PatternNode, pattern: Int, keepsOverlaps: Bool, opensGaps: Bool = false
  ) -> Bool {
    guard let programs = node.programs() else { return false }
    parts += programs.map {
      Part(
        pattern: Int32(pattern), node: $0, keepsOverlaps: keepsOverlaps, opensGaps: opensGaps)
    }
    return true
  }

  /// Makes the matcher for a finished scope; `gapStops` are words no gap runs over.
  func matcher(_ scope: PatternScope, gapStops: Set<Int32>) -> PhraseMatcher {
    let words = scope.words
    var costs = WordSetCosts(sets: scope.sets, words: words)
    var builder = PhraseProgramBuilder(&costs.sets)
    var used = SetNumbering()
    var programs: [PhraseProgram] = []
    var positionSets: [Int32] = []
    var follow: [UInt64] = []
    var callers: [Int32] = []
    for part in parts {
      let node = part.node
      builder.clear()
      let shape = builder.add(node)
      var required = node.required(&costs)
      let last = node.crossesBorder ? node.lastSentence.required(&costs) : required
      guard let caller = costs.cheapest(last) ?? costs.cheapest(required) else { continue }
      required.removeAll { $0 == caller }
      let chosen = (0..<3).map { _ -> Int32 in
        guard let best = costs.cheapest(required) else { return -1 }
        required.removeAll { $0 == best }
        return used.number(of: best)
      }
      callers.append(caller)
      programs.append(
        PhraseProgram(
          pattern: part.pattern, base: Int32(positionSets.count),
          count: Int32(builder.classes.count),
          first: shape.first,
          last: shape.last, longest: Int32(shape.longest), crossesBorder: node.crossesBorder,
          keepsOverlaps: part.keepsOverlaps, opensGaps: part.opensGaps,
          filters: (chosen[0], chosen[1], chosen[2])))
      for set in builder.classes {
        positionSets.append(set == WordSets.any ? set : used.number(of: set))
      }
      follow += builder.follow
    }

    let sets = wholeSets(costs.sets, words)
    let rowLength = (used.sets.count + 63) / 64
    var rows = [UInt64](repeating: 0, count: rowLength * words.count)
    for (number, set) in used.sets.enumerated() {
      for word in sets[Int(set)] {
        rows[Int(word) * rowLength + number >> 6] |= 1 << UInt64(number & 63)
      }
    }
    var stops = [Bool](repeating: false, count: words.count)
    for word in gapStops.union([SpecialWord.border.rawValue, SpecialWord.question.rawValue]) {
      stops[Int(word)] = true
    }
    let frequent = Self.mostFrequent(used.sets.map { sets[Int($0)] }, words: words.count)
    var frequentInSet = [UInt64](repeating: 0, count: used.sets.count)
    let rareSets = used.sets.enumerated().map { number, set in
      sets[Int(set)].filter { word in
        guard frequent[Int(word)] >= 0 else { return true }
        frequentInSet[number] |= 1 << UInt64(frequent[Int(word)])
        return false
      }
    }
    let setRuns = Self.runs(rareSets, words: words.count)
    let callRuns = Self.runs(callers.map { sets[Int($0)] }, words: words.count)
    return PhraseMatcher(
      programs: programs, positionSets: positionSets, follow: follow, setRows: rows,
      rowLength: rowLength, setCount: used.sets.count, stopsGap: stops, frequentNumbers: frequent,
      frequentInSet: frequentInSet, setRuns: setRuns.starts,
      sets: setRuns.values, callRuns: callRuns.starts, calls: callRuns.values)
  }

  /// The sets; those with `<number>` hold every word made of digits as well, those with a stem
  /// every word that begins with it.
  private func wholeSets(_ sets: WordSets, _ words: WordTable) -> [[Int32]] {
    let numerals = (0..<Int32(words.count)).filter { words.isNumeral($0) }
    let wordsByStem = words.wordsByStem()
    return sets.sets.map { set in
      var more = set.contains(SpecialWord.number.rawValue) ? numerals : []
      if !wordsByStem.isEmpty { for word in set { more += wordsByStem[word] ?? [] } }
      return more.isEmpty ? set : Set(set + more).sorted()
    }
  }

  /// Numbers from 0 for the 64 words that are in most sets, -1 for all others.
  private static func mostFrequent(_ sets: [[Int32]], words: Int) -> [Int32] {
    var counts = [Int](repeating: 0, count: words)
    for set in sets { for word in set { counts[Int(word)] += 1 } }
    // One number each, so that sorting compares nothing else: the count, then the earlier word.
    let order = counts.indices.map { counts[$0] << 32 | (words - $0) }.sorted(by: >)
    var numbers = [Int32](repeating: -1, count: words)
    for (number, key) in order.prefix(PhraseMatcher.window).enumerated() {
      numbers[words - key & 0xFFFF_FFFF] = Int32(number)
    }
    return numbers
  }

  /// For each word the numbers of the sets that hold it, one run after the other.
  private static func runs(_ sets: [[Int32]], words: Int) -> (starts: [Int32], values: [Int32]) {
    var starts = [Int32](repeating: 0, count: words + 1)
    for set in sets { for word in set { starts[Int(word) + 1] += 1 } }
    for word in 0..<words { starts[word + 1] += starts[word] }
    var next = starts
    var values = [Int32](repeating: 0, count: Int(starts[words]))
    for (number, set) in sets.enumerated() {
      for word in set {
        values[Int(next[Int(word)])] = Int32(number)
        next[Int(word)] += 1
      }
    }
    return (starts, values)
  }
}

/// Sets numbered again in the order in which they are used.
struct SetNumbering {
  /// The sets, by their new numbers.
  private(set) var sets: [Int32] = []
  private var numbers: [Int32: Int32] = [:]

  mutating func number(of set: Int32) -> Int32 {
    if let number = numbers[set] { return number }
    numbers[set] = Int32(sets.count)
    sets.append(set)
    return Int32(sets.count - 1)
  }
}

/// How dear it is to be called by a set of words: short words are frequent.
struct WordSetCosts {
  var sets: WordSets
  private let words: WordTable
  private var costs: [Int] = []

  init(sets: WordSets, words: WordTable) {
    self.sets = sets
    self.words = words
  }

  /// The set that is called least often, the first of equals; `nil` if there is none.
  mutating func cheapest(_ candidates: [Int32]) -> Int32? {
    var best: (set: Int32, cost: Int)?
    for set in candidates {
      let cost = cost(of: set)
      if cost < best?.cost ?? .max { best = (set, cost) }
    }
    return best?.set
  }

  private mutating func cost(of set: Int32) -> Int {
    while costs.count <= Int(set) {
      costs.append(sets.sets[costs.count].reduce(0) { $0 + cost(ofWord: $1) })
    }
    return costs[Int(set)]
  }

  private func cost(ofWord word: Int32) -> Int {
    if word == SpecialWord.number.rawValue { return 60 }
    return switch words.bytes(of: word).count {
    case ...2: 60
    case 3: 40
    case 4: 16
    case 5: 8
    default: 4
    }
  }
}
