// Editions of a policy as one circuit: facts become the states that stand for all of theirs, the
// steps of the graphs become gates. Equal steps of different editions are one gate, so what two
// editions share is seen to be the same. What the circuit cannot see into is left free: a search
// that finds nothing has then proved that there is nothing.
//
// Deciding over the atomic conditions of a policy follows Fisler, Krishnamurthi, Meyerovich and
// Tschantz, "Verification and change-impact analysis of access-control policies" (2005).

import CEL

/// A leaf of the conditions: a truth that is no gate of others.
struct Atom {
  /// Where it can be computed.
  let graph: Int
  let step: Int
  /// The facts that it rests on.
  let facts: [Int]
  /// What it compares, if that is a difference: `form < 0`, `form <= 0` or `form == 0`.
  let form: LinearForm?
  /// Whether it compares nothing but one fact with constants.
  let isDirect: Bool
  var pair: TruthPair?
}

/// A circuit over editions.
struct PolicyCircuit {
  let vocabulary: Vocabulary
  let zones: TimeZoneCache
  let graphs: [DecisionGraph]
  var circuit = Circuit()
  private(set) var domains: [FactDomain]
  /// For each fact, a literal for each state; then one for values that are not listed, if there is
  /// one.
  private(set) var states: [[Literal]] = []
  private(set) var unlisted: [Literal?] = []
  /// For each fact, whether it has a value.
  private(set) var present: [Literal] = []
  private(set) var forms = LinearForms()
  var atoms: [Atom] = []
  /// For each graph, its truths.
  private(set) var truths: [[TruthPair]] = []

  /// Builds the circuit of editions of one policy.
  ///
  /// - Parameters:
  ///   - hints: values that are known to occur, by slot.
  ///   - withTerms: whether definitions that no rule in force reads are part of it too.
  ///   - rules: the rules that are part of it, by position in their edition; `nil` for all.
  init(
    _ editions: [Edition], hints: [Int: [Value]] = [:], withTerms: Bool = false,
    of rules: [Int]? = nil
  ) {
    precondition(!editions.isEmpty, "a circuit of nothing")
    vocabulary = editions[0].policy.vocabulary
    zones = editions[0].policy.zones
    graphs = editions.map(\.graph)
    domains = vocabulary.facts.map(FactDomain.init)
    var collector = AtomCollector(vocabulary, graphs)
    let needed = editions.map { $0.steps(of: rules, withTerms: withTerms) }
    for graph in graphs.indices { collector.collect(graph, needed[graph]) }
    forms = collector.forms
    atoms = collector.atoms
    fillDomains(constants: collector.constants, hints)
    addStates()
    addTables()
    for number in atoms.indices where atoms[number].pair == nil { addAtom(number) }
    for graph in graphs.indices { addGates(graph, needed[graph], collector.atomOfStep[graph]) }
  }

  /// Whether an atom is a bound on the values of ordered facts.
  func isOrdered(_ atom: Atom) -> Bool {
    atom.form != nil && atom.facts.contains { domains[$0].isOrdered }
  }

  private mutating func fillDomains(constants: [Int: [Value]], _ hints: [Int: [Value]]) {
    for atom in atoms where !atom.isDirect {
      guard let form = atom.form else {
        for slot in atom.facts where vocabulary.facts[slot].type.values == nil {
          domains[slot].isComplete = false
        }
        continue
      }
      for unknown in [form.plus, form.minus].compactMap(\.self) { order(unknown) }
      for slot in atom.facts where vocabulary.facts[slot].type == .string {
        domains[slot].isZone = true
      }
    }
    let read = Set(atoms.flatMap(\.facts))
    for (slot, fact) in vocabulary.facts.enumerated() where !domains[slot].isOrdered {
      guard read.contains(slot) else {
        domains[slot].leaveAlone(fact)
        continue
      }
      domains[slot].fill(fact, constants: constants[slot] ?? [], hints: hints[slot] ?? [])
    }
    for slot in domains.indices where domains[slot].isOrdered && domains[slot].mayBeAbsent {
      domains[slot].states = [.absent]
    }
  }

  /// Marks the fact behind an unknown as ordered.
  private mutating func order(_ unknown: Int) {
    if let slot = forms.slots[unknown] {
      domains[slot].isOrdered = true
    } else if let link = forms.links.first(where: { $0.unknown == unknown }),
      let start = link.start.plus
    {
      order(start)
    }
  }

  private mutating func addStates() {
    for (slot, domain) in domains.enumerated() {
      if domain.isOrdered {
        let prefersAbsent = domain.mayBeAbsent && vocabulary.facts[slot].standard.isNoValue
        let exists =
          domain.mayBeAbsent ? circuit.input(prefers: !prefersAbsent) : circuit.always
        states.append(domain.mayBeAbsent ? [!exists] : [])
        unlisted.append(nil)
        present.append(exists)
        continue
      }
      let isFixed = domain.states.count == 1 && domain.isComplete
      let own =
        isFixed
        ? [circuit.always] : domain.states.indices.map { circuit.input(prefers: $0 == 0) }
      let other = domain.isComplete ? nil : circuit.input(prefers: false)
      let all = own + (other.map { [$0] } ?? [])
      if !isFixed { circuit.solver.add(all) }
      for (index, first) in all.enumerated() {
        for second in all[(index + 1)...] { circuit.solver.add([!first, !second]) }
      }
      let absent = zip(domain.states, own).filter { $0.0 == .absent }.map(\.1)
      states.append(own)
      unlisted.append(other)
      present.append(absent.first.map { !$0 } ?? circuit.always)
    }
  }

  // MARK: Atoms

  /// The truth of an atom for some facts.
  func truth(of atom: Atom, _ facts: FactTable) -> Truth {
    let graph = graphs[atom.graph]
    let step = graph.steps[atom.step]
    let steps = graph.steps(for: [step.target])
    let evaluation = graph.evaluate(facts, only: steps, zones: zones)
    return truth(of: atom, facts, evaluation)
  }

  func truth(of atom: Atom, _ facts: FactTable, _ evaluation: Evaluation) -> Truth {
    let graph = graphs[atom.graph]
    let step = graph.steps[atom.step]
    guard step.operation == .program else { return evaluation.truths[Int(step.target)] }
    // What the program would say, whether or not its neighbour makes it needless.
    return evaluation.withActivation(graph, facts) {
      graph.programs[Int(step.first)].program.evaluate($0).truth
    }
  }

  /// A bound between ordered facts, or an atom that stays free.
  private mutating func addAtom(_ number: Int) {
    let atom = atoms[number]
    if case .present = graphs[atom.graph].steps[atom.step].operation {
      atoms[number].pair = TruthPair(isYes: present[atom.facts[0]], isNo: !present[atom.facts[0]])
      return
    }
    guard isOrdered(atom), let form = atom.form else {
      atoms[number].pair = circuit.freePair(prefers: false)
      return
    }
    let isDefined = circuit.and(atom.facts.map { present[$0] })
    let usual: Bool =
      switch graphs[atom.graph].steps[atom.step].operation {
      case .less: form.low < 0
      case .lessOrEqual: form.low <= 0
      default: form.low == 0
      }
    atoms[number].pair = circuit.freePair(prefers: usual, isDefined: isDefined)
  }

  // MARK: Gates

  private mutating func addGates(_ graph: Int, _ needed: [Int], _ atomOfStep: [Int: Int]) {
    let steps = graphs[graph].steps
    var truths = Array(repeating: circuit.pair(.notNeeded), count: graphs[graph].truthCount)
    truths[Int(DecisionGraph.no)] = circuit.pair(.no)
    truths[Int(DecisionGraph.yes)] = circuit.pair(.yes)
    for position in needed where !steps[position].operation.givesScalar {
      let step = steps[position]
      if let atom = atomOfStep[position], let pair = atoms[atom].pair {
        truths[Int(step.target)] = pair
        continue
      }
      guard let pair = gate(step, truths) else { preconditionFailure("an atom without a pair") }
      truths[Int(step.target)] = pair
    }
    self.truths.append(truths)
  }

  /// The gate of a step; `nil` for an atom.
  private mutating func gate(_ step: Step, _ truths: [TruthPair]) -> TruthPair? {
    let first = truths[Int(step.first)]
    switch step.operation {
    case .not: return !first
    case .and: return circuit.and(first, truths[Int(step.second)])
    case .or: return circuit.or(first, truths[Int(step.second)])
    case .same: return circuit.same(first, truths[Int(step.second)])
    case .choose:
      return circuit.choose(first, truths[Int(step.second)], truths[Int(step.third)])
    default: return nil
    }
  }

  /// A truth of a graph when some atoms are other truths, whatever the facts say.
  mutating func truth(
    _ root: Int32, graph: Int = 0, where changed: [Int32: TruthPair]
  ) -> TruthPair {
    var truths = truths[graph]
    for (truth, pair) in changed { truths[Int(truth)] = pair }
    for position in graphs[graph].steps(for: [root]) {
      let step = graphs[graph].steps[position]
      guard !step.operation.givesScalar, changed[step.target] == nil,
        let pair = gate(step, truths)
      else { continue }
      truths[Int(step.target)] = pair
    }
    return truths[Int(root)]
  }
}

extension Edition {
  /// The steps that rules, and if wanted all definitions, rest on.
  fileprivate func steps(of rules: [Int]?, withTerms: Bool) -> [Int] {
    let terms = withTerms ? definitions.map(\.truth) : []
    return graph.steps(
      for: (rules ?? Array(plans.indices)).map { plans[$0].applies }
        + terms.filter { $0 != DecisionGraphBuilder.nowhere })
  }
}

extension FactState {
  /// Whether it is no value.
  var isNoValue: Bool { if case .value = self { false } else { true } }
}

extension Outcome {
  /// The outcome of a condition as a truth.
  var truth: Truth {
    switch self {
    case .value(.bool(let value)): value ? .yes : .no
    case .unknown: .unknown
    case .value, .error: .error
    }
  }
}
