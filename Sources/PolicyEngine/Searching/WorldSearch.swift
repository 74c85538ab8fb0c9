// Searches for facts in which something holds: values from the solver, bounds from the difference
// system, and in the end always the ordinary engine. What is found has been decided by it; what is
// called impossible has been proved over the atomic conditions; anything between is said to be
// neither.

import CEL

/// What a search comes to.
enum SearchResult {
  /// Facts in which it holds, as the engine confirms.
  case found(FactTable)
  /// It holds in no facts that are known.
  case impossible
  /// Nothing was found in so many tries, and nothing proved.
  case notFound(tries: Int)
}

/// A search over editions.
struct WorldSearch {
  private(set) var policy: PolicyCircuit
  /// The latest instant of worlds that are found, where no condition says otherwise.
  let anchor: Timestamp
  /// For each atom that is an equality of ordered facts: the literals for less and more.
  private var sides: [Int: (less: Literal, more: Literal)] = [:]
  /// The searches so far that were cut off without a proof.
  private static let mostTries = 60
  /// So many unusual facts are few enough to be read at a glance.
  private static let fewFacts = 3

  init(_ policy: PolicyCircuit, anchor: Timestamp) {
    self.policy = policy
    self.anchor = anchor
    for (number, atom) in policy.atoms.enumerated() where policy.isOrdered(atom) {
      guard case .equal = policy.graphs[atom.graph].steps[atom.step].operation,
        let pair = atom.pair
      else { continue }
      let side = (
        less: self.policy.circuit.input(prefers: true), more: self.policy.circuit.input()
      )
      self.policy.circuit.solver.add([!pair.isNo, side.less, side.more])
      self.policy.circuit.solver.add([!side.less, pair.isNo])
      self.policy.circuit.solver.add([!side.more, pair.isNo])
      self.policy.circuit.solver.add([!side.less, !side.more])
      sides[number] = side
    }
  }

  /// Lets a caller add gates for what it looks for.
  mutating func gate<Result>(_ body: (inout Circuit) -> Result) -> Result {
    body(&policy.circuit)
  }

  /// Lets a caller add truths of rules that are changed.
  mutating func changing<Result>(_ body: (inout PolicyCircuit) -> Result) -> Result {
    body(&policy)
  }

  /// Searches for facts in which some literals are true.
  ///
  /// - Parameter holds: whether the engine finds that it holds in some facts.
  mutating func find(
    _ wanted: [Literal], where holds: (FactTable) -> Bool
  ) -> SearchResult {
    // Proofs must not rest on what was merely given up, so that is kept out of the clauses by
    // assuming a literal of this search alone.
    let isThisSearch = policy.circuit.input(prefers: false)
    var isProof = true
    var tries = 0
    while tries < Self.mostTries {
      guard let model = policy.circuit.solver.solve(assuming: wanted + [isThisSearch]) else {
        return isProof ? .impossible : .notFound(tries: tries)
      }
      tries += 1
      switch values(in: model) {
      case .contradiction(let literals):
        // A lemma, true in every search; it is no try.
        tries -= 1
        policy.circuit.solver.add(literals.map { !$0 })
        continue
      case .solutions(let candidates):
        for candidate in candidates where holds(candidate) {
          return .found(simplified(candidate, holds))
        }
        if let facts = candidates.first, learnTable(model, facts) { continue }
      }
      isProof = false
      policy.circuit.solver.add([!isThisSearch] + free(in: model).map { !$0 })
    }
    return .notFound(tries: tries)
  }

  /// Facts as near to what is usual as single steps lead, while something holds: each fact is tried
  /// in its usual state, and each choice in its other words, as long as fewer facts are unusual.
  private func simplified(_ facts: FactTable, _ holds: (FactTable) -> Bool) -> FactTable {
    var result = lessUnusual(facts, holds)
    var fewest = unusual(result).count
    if fewest <= Self.fewFacts { return result }
    for slot in unusual(result) {
      guard case .choice(let words) = policy.vocabulary.facts[slot].type else { continue }
      for word in words where result[slot] != .value(.string(word)) {
        var other = result
        other.set(slot, to: .value(.string(word)))
        guard holds(other) else { continue }
        other = lessUnusual(other, holds)
        if unusual(other).count < fewest { (result, fewest) = (other, unusual(other).count) }
      }
    }
    return result
  }

  private func unusual(_ facts: FactTable) -> [Int] {
    facts.vocabulary.facts.indices.filter { facts[$0] != facts.vocabulary.facts[$0].standard }
  }

  /// The facts with every single one made usual that can be.
  private func lessUnusual(_ facts: FactTable, _ holds: (FactTable) -> Bool) -> FactTable {
    var result = facts
    for slot in unusual(facts) {
      let fact = policy.vocabulary.facts[slot]
      // What nobody states is known wherever its value comes from.
      let standard = fact.isGiven || fact.standard != .unknown ? fact.standard : nil
      for state in [standard, policy.domains[slot].states.first].compactMap(\.self)
      where result[slot] != standard {
        var simpler = result
        simpler.set(slot, to: state)
        if holds(simpler) { result = simpler }
      }
    }
    return result
  }

  // MARK: Models

  private enum Values {
    case contradiction([Literal])
    case solutions([FactTable])
  }

  /// The facts that a model stands for.
  private func values(in model: [Bool]) -> Values {
    func isTrue(_ literal: Literal) -> Bool { model[literal.variable] != literal.isNegated }
    let relaxed = system(isTrue, step: 1, isExact: false)
    if case .contradiction(let literals) = relaxed.solve() { return .contradiction(literals) }
    let second: Int128 = 1_000_000_000
    var candidates: [FactTable] = []
    for step in [86_400 * second, 3_600 * second, 60 * second, second, 1] {
      if case .solution(let values) = system(isTrue, step: step, isExact: true).solve() {
        candidates.append(facts(isTrue, values))
      }
    }
    if candidates.isEmpty, case .solution(let values) = relaxed.solve() {
      candidates.append(facts(isTrue, values))
    }
    return .solutions(candidates)
  }

  /// The bounds that a model sets. With `isExact` calendar days are days of 24 hours, and instants
  /// that differ do so by a step.
  private func system(
    _ isTrue: (Literal) -> Bool, step: Int128, isExact: Bool
  ) -> DifferenceSystem {
    let forms = policy.forms
    var system = DifferenceSystem(unknowns: forms.slots.count)
    func unit(_ form: LinearForm) -> Int128 {
      for unknown in [form.plus, form.minus].compactMap(\.self) {
        if let slot = forms.slots[unknown], policy.vocabulary.facts[slot].type == .int { return 1 }
      }
      return step
    }
    func require(_ form: LinearForm, below bound: Int128, _ reason: Literal?) {
      let left = form.plus ?? LinearForms.zero
      let right = form.minus ?? LinearForms.zero
      guard left != right else { return }
      system.add(.init(left: left, right: right, bound: bound - form.low, reason: reason))
    }
    for link in forms.links {
      let offset = LinearForm(plus: link.unknown).adding(-link.start)
      guard let offset else { continue }
      require(offset, below: isExact ? link.usual : link.high, nil)
      require(-offset, below: isExact ? -link.usual : -link.low, nil)
    }
    for (slot, domain) in policy.domains.enumerated() where domain.isOrdered && domain.isCount {
      if let unknown = forms.knownUnknown(of: slot) {
        require(-LinearForm(plus: unknown), below: 0, nil)
      }
    }
    for (number, atom) in policy.atoms.enumerated() where policy.isOrdered(atom) {
      guard let form = atom.form, let pair = atom.pair else { continue }
      let unit = unit(form)
      let operation = policy.graphs[atom.graph].steps[atom.step].operation
      if isTrue(pair.isYes) {
        require(form, below: operation == .less ? -unit : 0, pair.isYes)
        if operation == .equal { require(-form, below: 0, pair.isYes) }
      } else if isTrue(pair.isNo) {
        switch operation {
        case .less: require(-form, below: 0, pair.isNo)
        case .lessOrEqual: require(-form, below: -unit, pair.isNo)
        default:
          guard let side = sides[number] else { continue }
          let isLess = isTrue(side.less)
          require(isLess ? form : -form, below: -unit, isLess ? side.less : side.more)
        }
      }
    }
    return system
  }

  private func facts(_ isTrue: (Literal) -> Bool, _ values: [Int128]) -> FactTable {
    var facts = policy.usualFacts
    for (slot, domain) in policy.domains.enumerated() where !domain.isOrdered {
      for (state, literal) in zip(domain.states, policy.states[slot]) where isTrue(literal) {
        facts.set(slot, to: state)
      }
    }
    let instants = policy.vocabulary.facts.indices.filter {
      policy.domains[$0].isOrdered && policy.vocabulary.facts[$0].type == .timestamp
    }
    let isTied = policy.atoms.contains { atom in
      guard let form = atom.form, (form.plus == nil) != (form.minus == nil) else { return false }
      return atom.facts.contains(where: instants.contains)
    }
    let anchor = Scalar(.timestamp, anchor.seconds).nanosecondsOrOnes ?? 0
    let latest = instants.compactMap { policy.forms.knownUnknown(of: $0).map { values[$0] } }.max()
    let shift = isTied ? -values[LinearForms.zero] : anchor - (latest ?? 0)
    for (slot, domain) in policy.domains.enumerated() where domain.isOrdered {
      guard isTrue(policy.present[slot]), let unknown = policy.forms.knownUnknown(of: slot) else {
        facts.set(slot, to: .absent)
        continue
      }
      let type = policy.vocabulary.facts[slot].type
      let number =
        values[unknown] + (type == .timestamp ? shift : -values[LinearForms.zero])
      if let value = Value(nanosecondsOrOnes: number, as: type) {
        facts.set(slot, to: .value(value))
      }
    }
    return facts
  }

  // MARK: What a failure teaches

  /// The truths that the circuit left free and that some facts show to be others: clauses that say
  /// so.
  ///
  /// - Returns: whether anything was learned.
  private mutating func learnTable(_ model: [Bool], _ facts: FactTable) -> Bool {
    func isTrue(_ literal: Literal) -> Bool { model[literal.variable] != literal.isNegated }
    var clauses: [[Literal]] = []
    for atom in policy.atoms {
      guard let pair = atom.pair, !policy.isOrdered(atom), atom.facts.count > 1 else { continue }
      let chosen = atom.facts.map { slot in
        zip(policy.domains[slot].states, policy.states[slot]).first { state, literal in
          isTrue(literal) && !(policy.domains[slot].isOrdered && state != .absent)
        }?.1
      }
      // Only where each fact is in a listed state is the truth the same in every such world.
      guard chosen.allSatisfy({ $0 != nil }) else { continue }
      let truth = policy.truth(of: atom, facts)
      let premise = chosen.compactMap { $0.map { !$0 } }
      for (literal, isSo) in [(pair.isYes, truth == .yes), (pair.isNo, truth == .no)]
      where isTrue(literal) != isSo {
        clauses.append(premise + [isSo ? literal : !literal])
      }
    }
    for clause in clauses { policy.circuit.solver.add(clause) }
    return !clauses.isEmpty
  }

  /// The literals of a model that stand for more than one case: values that are not listed, bounds,
  /// and truths that were left free.
  private func free(in model: [Bool]) -> [Literal] {
    func isTrue(_ literal: Literal) -> Bool { model[literal.variable] != literal.isNegated }
    var literals: [Literal] = []
    for other in policy.unlisted { if let other, isTrue(other) { literals.append(other) } }
    for atom in policy.atoms {
      guard let pair = atom.pair, policy.isOrdered(atom) || atom.facts.count > 1 else { continue }
      if isTrue(pair.isYes) { literals.append(pair.isYes) }
      if isTrue(pair.isNo) { literals.append(pair.isNo) }
    }
    return literals
  }
}
