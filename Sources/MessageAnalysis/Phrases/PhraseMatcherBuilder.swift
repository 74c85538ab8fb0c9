// Puts all patterns into one matcher: numbers their sets of words, chooses the word that calls
// each program, and lays the tables out.

/// Collects patterns, then makes the matcher.
struct PhraseMatcherBuilder {
  private struct Part {
    let pattern: Int32
    let node: Int32
    let keepsOverlaps: Bool
    let opensGaps: Bool
  }

  private var parts: [Part] = []

  /// Adds a pattern by the number of its node.
  ///
  /// - Parameter keepsOverlaps: Whether all its matches are noted, or the tightest of those that
  ///   overlap.
  /// - Parameter opensGaps: Whether gaps run over the words of its matches, whatever they are.
  mutating func add(_ node: Int32, pattern: Int, keepsOverlaps: Bool, opensGaps: Bool) {
    parts.append(
      Part(
        pattern: Int32(truncatingIfNeeded: pattern), node: node, keepsOverlaps: keepsOverlaps,
        opensGaps: opensGaps))
  }

  /// Makes the matcher for a finished scope; `gapStops` are words no gap runs over.
  func matcher(_ scope: PatternScope, gapStops: Set<Int32>) -> PhraseMatcher {
    let words = scope.words
    var required = RequiredSets(scope)
    var used = SetNumbering(count: scope.sets.count)
    var programs: [PhraseProgram] = []
    var callers: [Int32] = []
    for part in parts {
      let (all, last) = required.sets(ofPattern: part.node)
      var sets = all
      guard let caller = required.costs.cheapest(last) ?? required.costs.cheapest(sets) else {
        continue
      }
      sets.removeAll { $0 == caller }
      let filters = (0..<3).map { _ -> Int32 in
        guard let best = required.costs.cheapest(sets) else { return -1 }
        sets.removeAll { $0 == best }
        return used.number(of: best)
      }
      callers.append(caller)
      programs.append(
        PhraseProgram(
          pattern: part.pattern, root: part.node,
          crossesBorder: !scope.nodes.innerBorders(of: part.node).isEmpty,
          keepsOverlaps: part.keepsOverlaps, opensGaps: part.opensGaps,
          filters: (filters[0], filters[1], filters[2])))
      used.add(setsOf: part.node, scope.nodes)
    }

    let setCount = used.sets.count
    let callingSets = callers.map { used.number(of: $0) }
    let whole = WholeSets(used.sets, required.costs.sets, words)
    var stops = [Bool](repeating: false, count: words.count)
    for word in gapStops.union([SpecialWord.border.rawValue, SpecialWord.question.rawValue]) {
      stops[Int(word)] = true
    }
    let frequent = whole.mostFrequent(ofFirst: setCount, words: words.count)
    var frequentInSet = [UInt64](repeating: 0, count: setCount)
    for set in 0..<setCount {
      for word in whole[Int32(set)] where frequent[Int(word)] >= 0 {
        frequentInSet[set] |= 1 << UInt64(frequent[Int(word)])
      }
    }
    let places = whole.runs(of: (0..<Int32(setCount)), words: words.count, leavingOut: frequent)
    let calls = whole.runs(
      of: callingSets, words: words.count, leavingOut: frequent.map { _ in -1 })
    return PhraseMatcher(
      programs: programs, nodes: scope.nodes.renumbered { used.numbers[Int($0)] },
      setCount: setCount, stopsGap: stops, frequentNumbers: frequent,
      frequentInSet: frequentInSet, setRuns: places.starts, sets: places.values,
      callRuns: calls.starts, calls: calls.values,
      callFilters: calls.values.map { number in
        let program = programs[Int(number)]
        return program.crossesBorder ? -1 : program.filters.0
      })
  }
}

/// Sets with all that belongs to them: those with `<number>` hold every word made of digits as well,
/// those with a stem every word that begins with it.
struct WholeSets {
  private var words: [Int32] = []
  private var starts: [Int32] = [0]

  /// The sets of those numbers, numbered from 0.
  init(_ numbers: [Int32], _ sets: WordSets, _ table: WordTable) {
    let numerals = (0..<Int32(table.count)).filter { table.isNumeral($0) }
    let wordsByStem = table.wordsByStem()
    for number in numbers {
      let set = sets[number]
      var more = set.contains(SpecialWord.number.rawValue) ? numerals : []
      if !wordsByStem.isEmpty { for word in set { more += wordsByStem[word] ?? [] } }
      words += more.isEmpty ? set : Set(set + more).sorted()[...]
      starts.append(Int32(truncatingIfNeeded: words.count))
    }
  }

  subscript(set: Int32) -> ArraySlice<Int32> {
    words[Int(starts[Int(set)])..<Int(starts[Int(set) + 1])]
  }

  /// Numbers from 0 for the words that are in most of the first sets, -1 for all others.
  func mostFrequent(ofFirst sets: Int, words count: Int) -> [Int32] {
    var counts = [Int](repeating: 0, count: count)
    for word in words[..<Int(starts[sets])] { counts[Int(word)] += 1 }
    // One number each, so that sorting compares nothing else: the count, then the earlier word.
    let order = counts.indices.map { counts[$0] << 32 | (count - $0) }.sorted(by: >)
    var numbers = [Int32](repeating: -1, count: count)
    for (number, key) in order.prefix(SetPlaces.frequentWords).enumerated() {
      numbers[count - key & 0xFFFF_FFFF] = Int32(number)
    }
    return numbers
  }

  /// For each word the places of the sets that hold it, one run after the other; words with a number
  /// are left out.
  func runs(of sets: some Collection<Int32>, words count: Int, leavingOut numbers: [Int32]) -> (
    starts: [Int32], values: [Int32]
  ) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for set in sets {
      for word in self[set] where numbers[Int(word)] < 0 { starts[Int(word) + 1] += 1 }
    }
    for word in 0..<count { starts[word + 1] += starts[word] }
    var next = starts
    var values = [Int32](repeating: 0, count: Int(starts[count]))
    for (place, set) in sets.enumerated() {
      for word in self[set] where numbers[Int(word)] < 0 {
        values[Int(next[Int(word)])] = Int32(truncatingIfNeeded: place)
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
  /// The new number of each set, -1 if it is not used.
  private(set) var numbers: [Int32]
  private var seen: [Bool] = []

  init(count: Int) { numbers = [Int32](repeating: -1, count: count) }

  mutating func number(of set: Int32) -> Int32 {
    while numbers.count <= Int(set) { numbers.append(-1) }
    if numbers[Int(set)] < 0 {
      numbers[Int(set)] = Int32(truncatingIfNeeded: sets.count)
      sets.append(set)
    }
    return numbers[Int(set)]
  }

  /// Numbers all sets of a pattern.
  mutating func add(setsOf node: Int32, _ nodes: PatternNodes) {
    if seen.isEmpty { seen = [Bool](repeating: false, count: nodes.nodes.count) }
    if seen[Int(node)] { return }
    seen[Int(node)] = true
    let kind = nodes[node].kind
    if kind == .word || kind == .border { _ = number(of: nodes[node].value) }
    for child in nodes.children(of: node) { add(setsOf: child, nodes) }
  }
}

/// Sets of words of which each must occur wherever a pattern matches.
struct RequiredSets {
  var costs: WordSetCosts
  private let nodes: PatternNodes
  /// What was worked out for each node; parts that many patterns share are asked for often.
  private var known: [[Int32]?]

  init(_ scope: PatternScope) {
    nodes = scope.nodes
    costs = WordSetCosts(sets: scope.sets, words: scope.words)
    known = [[Int32]?](repeating: nil, count: nodes.nodes.count)
  }

  /// The sets of a whole pattern, and those of its last sentence alone: when that has been read, a
  /// match is looked for.
  mutating func sets(ofPattern node: Int32) -> (all: [Int32], last: [Int32]) {
    let all = sets(of: node)
    guard let border = nodes.innerBorders(of: node).last else { return (all, all) }
    var last: [Int32] = []
    for part in nodes.children(of: node)[(border + 1)...] { last += sets(of: part) }
    return (all, last)
  }

  /// The sets of a part, the cheapest of alternatives.
  private mutating func sets(of node: Int32) -> [Int32] {
    if let known = known[Int(node)] { return known }
    var result: [Int32] = []
    switch nodes[node].kind {
    case .word: result = [nodes[node].value]
    case .border, .gap, .optional: break
    case .sequence, .near:
      for part in nodes.children(of: node) { result += sets(of: part) }
    case .alternatives:
      for part in nodes.children(of: node) {
        guard let best = costs.cheapest(sets(of: part)) else {
          result = []
          break
        }
        result.append(best)
      }
      if !result.isEmpty { result = [costs.sets.union(result)] }
    }
    known[Int(node)] = result
    return result
  }
}

/// How dear it is to be called by a set of words: short words are frequent, and words of which many
/// patterns speak.
struct WordSetCosts {
  var sets: WordSets
  private let words: WordTable
  private var costs: [Int] = []
  /// In how many sets each word is.
  private let memberships: [Int]

  init(sets: WordSets, words: WordTable) {
    self.sets = sets
    self.words = words
    memberships = sets.memberships(words: words.count)
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
      costs.append(
        sets[Int32(truncatingIfNeeded: costs.count)].reduce(0) { $0 + cost(ofWord: $1) })
    }
    return costs[Int(set)]
  }

  private func cost(ofWord word: Int32) -> Int {
    if word == SpecialWord.number.rawValue { return 60 }
    let length =
      switch words.bytes(of: word).count {
      case ...2: 60
      case 3: 40
      case 4: 16
      case 5: 8
      default: 4
      }
    return length + memberships[Int(word)]
  }
}
