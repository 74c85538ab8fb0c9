// Finds truth values for variables under clauses, or proves that there are none: search with
// conflict-driven learning (Marques-Silva and Sakallah, "GRASP", 1996) and two watched literals
// a clause (Moskewicz et al., "Chaff", 2001). Values that a caller prefers are tried first, so
// that what is found differs from the usual in little.

/// A variable or its negation.
struct Literal: Hashable, Comparable, Sendable {
  /// Twice the variable's number, and one more when negated.
  let code: Int

  init(_ variable: Int, isNegated: Bool = false) { code = variable << 1 | (isNegated ? 1 : 0) }
  private init(code: Int) { self.code = code }

  var variable: Int { code >> 1 }
  var isNegated: Bool { code & 1 == 1 }

  static prefix func ! (literal: Literal) -> Literal { Literal(code: literal.code ^ 1) }
  static func < (left: Literal, right: Literal) -> Bool { left.code < right.code }
}

/// Clauses over variables, and the search.
struct Solver: Sendable {
  /// By literal: 1 true, 0 false, -1 open.
  private var values: [Int8] = []
  private var levels: [Int] = []
  /// The clause that forced each variable; -1 for a decision.
  private var reasons: [Int] = []
  private var activities: [Double] = []
  private var preferred: [Bool] = []
  private var isInput: [Bool] = []
  /// The variables that are decided; all others follow from them.
  private var inputs: [Int] = []
  private var clauses: [[Literal]] = []
  /// By literal: the clauses that watch it.
  private var watchers: [[Int]] = []
  private var trail: [Literal] = []
  private var trailStarts: [Int] = []
  private var nextToPropagate = 0
  private var increment = 1.0
  private var isContradiction = false

  /// Adds a variable.
  ///
  /// - Parameters:
  ///   - prefers: the value that is tried first.
  ///   - isInput: whether it is free; other variables follow from the inputs.
  mutating func addVariable(prefers: Bool = false, isInput: Bool) -> Literal {
    let variable = levels.count
    values += [-1, -1]
    levels.append(0)
    reasons.append(-1)
    activities.append(0)
    preferred.append(prefers)
    self.isInput.append(isInput)
    watchers += [[], []]
    if isInput { inputs.append(variable) }
    return Literal(variable)
  }

  /// Adds a clause: at least one of the literals is true.
  mutating func add(_ clause: [Literal]) {
    backtrack(to: 0)
    var kept: [Literal] = []
    for literal in Set(clause).sorted() {
      if values[literal.code] == 1 || clause.contains(!literal) { return }
      if values[literal.code] == -1 { kept.append(literal) }
    }
    switch kept.count {
    case 0: isContradiction = true
    case 1:
      assign(kept[0], because: -1)
      if propagate() != nil { isContradiction = true }
    default: watch(kept)
    }
  }

  /// Searches for values under which all clauses and some further literals are true.
  ///
  /// - Returns: the value of each variable; `nil` when there are provably none.
  mutating func solve(assuming assumptions: [Literal]) -> [Bool]? {
    backtrack(to: 0)
    while !isContradiction {
      if let conflict = propagate() {
        if trailStarts.isEmpty {
          isContradiction = true
          break
        }
        learn(from: conflict)
        continue
      }
      if let open = assumptions.first(where: { values[$0.code] != 1 }) {
        if values[open.code] == 0 { return nil }
        decide(open)
      } else if let next = mostActiveInput {
        decide(Literal(next, isNegated: !preferred[next]))
      } else {
        return levels.indices.map { values[$0 << 1] == 1 }
      }
    }
    return nil
  }

  // MARK: Search

  private var mostActiveInput: Int? {
    var best: Int?
    for variable in inputs where values[variable << 1] == -1 {
      if activities[variable] > best.map({ activities[$0] }) ?? -1 { best = variable }
    }
    return best
  }

  private mutating func decide(_ literal: Literal) {
    trailStarts.append(trail.count)
    assign(literal, because: -1)
  }

  private mutating func assign(_ literal: Literal, because reason: Int) {
    values[literal.code] = 1
    values[(!literal).code] = 0
    levels[literal.variable] = trailStarts.count
    reasons[literal.variable] = reason
    trail.append(literal)
  }

  private mutating func backtrack(to level: Int) {
    guard trailStarts.count > level else { return }
    for literal in trail[trailStarts[level]...] {
      values[literal.code] = -1
      values[(!literal).code] = -1
    }
    trail.removeSubrange(trailStarts[level]...)
    trailStarts.removeSubrange(level...)
    nextToPropagate = min(nextToPropagate, trail.count)
  }

  /// Draws all consequences; the clause that became false, if one did.
  private mutating func propagate() -> Int? {
    while nextToPropagate < trail.count {
      let falsified = !trail[nextToPropagate]
      nextToPropagate += 1
      var kept: [Int] = []
      let watching = watchers[falsified.code]
      watchers[falsified.code] = []
      for (index, clause) in watching.enumerated() {
        if clauses[clause][0] == falsified { clauses[clause].swapAt(0, 1) }
        let other = clauses[clause][0]
        if values[other.code] == 1 {
          kept.append(clause)
          continue
        }
        let free = clauses[clause].indices.dropFirst(2).first {
          values[clauses[clause][$0].code] != 0
        }
        if let free {
          clauses[clause].swapAt(1, free)
          watchers[clauses[clause][1].code].append(clause)
          continue
        }
        kept.append(clause)
        if values[other.code] == 0 {
          watchers[falsified.code] = kept + watching[(index + 1)...]
          return clause
        }
        assign(other, because: clause)
      }
      watchers[falsified.code] = kept
    }
    return nil
  }

  @discardableResult
  private mutating func watch(_ clause: [Literal]) -> Int {
    clauses.append(clause)
    watchers[clause[0].code].append(clauses.count - 1)
    watchers[clause[1].code].append(clauses.count - 1)
    return clauses.count - 1
  }

  /// Learns the clause at the first unique implication point and goes back to where it forces a
  /// value.
  private mutating func learn(from conflict: Int) {
    var learned: [Literal] = []
    var seen: Set<Int> = []
    var open = 0
    var position = trail.count - 1
    var clause: Int? = conflict
    var pivot: Literal?
    repeat {
      for literal in clause.map({ clauses[$0] }) ?? []
      where literal != pivot && levels[literal.variable] > 0
        && seen.insert(literal.variable).inserted
      {
        bump(literal.variable)
        if levels[literal.variable] == trailStarts.count {
          open += 1
        } else {
          learned.append(literal)
        }
      }
      while !seen.contains(trail[position].variable) { position -= 1 }
      pivot = trail[position]
      position -= 1
      open -= 1
      let reason = pivot.map { reasons[$0.variable] } ?? -1
      clause = reason >= 0 ? reason : nil
    } while open > 0
    guard let pivot else { preconditionFailure("a conflict without a decision") }
    increment *= 1.05
    let level = learned.map { levels[$0.variable] }.max() ?? 0
    // The second watched literal has to be one that stays false longest.
    learned.sort { levels[$0.variable] > levels[$1.variable] }
    backtrack(to: level)
    if learned.isEmpty {
      assign(!pivot, because: -1)
    } else {
      let number = watch([!pivot] + learned)
      assign(!pivot, because: number)
    }
  }

  private mutating func bump(_ variable: Int) {
    activities[variable] += increment
    guard activities[variable] > 1e100 else { return }
    for index in activities.indices { activities[index] *= 1e-100 }
    increment *= 1e-100
  }
}
