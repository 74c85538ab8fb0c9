// Puts all patterns into one matcher: numbers their sets of words, chooses the word that calls
// each program, and lays the tables out.

/// Collects patterns, then makes the matcher.
struct PhraseMatcherBuilder {
  private var nodes: [(pattern: Int32, node: PatternNode)] = []

  /// Adds a pattern; false when it is too long for a program.
  mutating func add(_ node: PatternNode, pattern: Int) -> Bool {
    guard let parts = node.programs() else { return false }
    nodes += parts.map { (Int32(pattern), $0) }
    return true
  }

  /// Makes the matcher for a finished word table; `gapStops` are words no gap runs over.
  func matcher(words: WordTable, index: WordIndex, gapStops: Set<Int32>) -> PhraseMatcher {
    let numerals = words.words.indices.filter { index.isNumeral[$0] }.map { Int32($0) }
    func whole(_ set: [Int32]) -> [Int32] {
      set.contains(SpecialWord.number.rawValue) ? Set(set + numerals).sorted() : set
    }
    let costs = wordCosts(words)
    func cost(_ set: [Int32]) -> Int { set.reduce(0) { $0 + costs[Int($1)] } }

    var classNumbers: [[Int32]: Int32] = [:]
    var classes: [[Int32]] = []
    func classNumber(_ set: [Int32]) -> Int32 {
      if set.isEmpty { return -1 }
      if let number = classNumbers[set] { return number }
      let number = Int32(classes.count)
      classes.append(whole(set))
      classNumbers[set] = number
      return number
    }
    var filterNumbers: [[Int32]: Int32] = [:]
    var filterSets: [[Int32]] = []
    func filterNumber(_ set: [Int32]) -> Int32 {
      if let number = filterNumbers[set] { return number }
      let number = Int32(filterSets.count)
      filterSets.append(whole(set))
      filterNumbers[set] = number
      return number
    }

    var programs: [PhraseProgram] = []
    var positionClasses: [Int32] = []
    var follow: [UInt64] = []
    var calls = [[Int32]](repeating: [], count: words.words.count)
    for (pattern, node) in nodes {
      var builder = PhraseProgramBuilder()
      let shape = builder.add(node)
      let byCost = node.required(cost: cost).map { (cost($0), $0) }.sorted {
        ($0.0, $0.1.count) < ($1.0, $1.1.count)
      }
      let called = node.lastSentence.required(cost: cost).min { cost($0) < cost($1) }
      guard let caller = called ?? byCost.first?.1 else { continue }
      let others = byCost.map(\.1).filter { $0 != caller }
      let filters = (0..<3).map { $0 < others.count ? filterNumber(others[$0]) : -1 }
      for word in whole(caller) { calls[Int(word)].append(Int32(programs.count)) }
      programs.append(
        PhraseProgram(
          pattern: pattern, base: Int32(positionClasses.count), first: shape.first,
          last: shape.last, longest: Int32(shape.longest), crossesBorder: node.crossesBorder,
          filters: (filters[0], filters[1], filters[2])))
      positionClasses += builder.classes.map(classNumber)
      follow += builder.follow
    }

    let rowLength = (classes.count + 63) / 64
    var rows = [UInt64](repeating: 0, count: rowLength * words.words.count)
    for (number, set) in classes.enumerated() {
      for word in set { rows[Int(word) * rowLength + number >> 6] |= 1 << UInt64(number & 63) }
    }
    var filtersOfWord = [[Int32]](repeating: [], count: words.words.count)
    for (number, set) in filterSets.enumerated() {
      for word in set { filtersOfWord[Int(word)].append(Int32(number)) }
    }
    var stops = [Bool](repeating: false, count: words.words.count)
    stops[Int(SpecialWord.border.rawValue)] = true
    stops[Int(SpecialWord.question.rawValue)] = true
    for word in gapStops { stops[Int(word)] = true }
    let filterRuns = Self.runs(filtersOfWord)
    let callRuns = Self.runs(calls)
    return PhraseMatcher(
      programs: programs, positionClasses: positionClasses, follow: follow, classRows: rows,
      rowLength: rowLength, stopsGap: stops, filterRuns: filterRuns.starts,
      filters: filterRuns.values, filterCount: filterSets.count, callRuns: callRuns.starts,
      calls: callRuns.values)
  }

  /// Lists one after the other, and where each begins.
  private static func runs(_ lists: [[Int32]]) -> (starts: [Int32], values: [Int32]) {
    var starts: [Int32] = [0]
    var values: [Int32] = []
    for list in lists {
      values += list
      starts.append(Int32(values.count))
    }
    return (starts, values)
  }

  /// How dear it is to be called by a word: short words are frequent, and so are those that many
  /// patterns use.
  private func wordCosts(_ words: WordTable) -> [Int] {
    var costs = words.words.map { word in
      switch word.utf8.count {
      case ...2: 60
      case 3: 40
      case 4: 16
      case 5: 8
      default: 4
      }
    }
    costs[Int(SpecialWord.number.rawValue)] = 60
    costs[Int(SpecialWord.border.rawValue)] = 1_000
    costs[Int(SpecialWord.question.rawValue)] = 1_000
    var uses = [Int](repeating: 0, count: words.words.count)
    for (_, node) in nodes {
      for set in node.required(cost: { $0.count }) { for word in set { uses[Int(word)] += 1 } }
    }
    for word in uses.indices { costs[word] += uses[word] / 4 }
    return costs
  }
}
