// Atoms whose truths are computed for every state of their facts: what one fact, or a few together,
// can make of them is then seen through.

import CEL

extension PolicyCircuit {
  /// The atoms that rest on nothing, on one fact, or on few states of several: their truths are
  /// computed for every state.
  mutating func addTables() {
    let standard = usualFacts
    for graph in graphs.indices {
      let evaluation = graphs[graph].evaluate(standard, zones: zones)
      for number in atoms.indices where atoms[number].graph == graph && atoms[number].facts.isEmpty
      {
        atoms[number].pair = circuit.pair(truth(of: atoms[number], standard, evaluation))
      }
    }
    var single: [Int: [Int]] = [:]
    for (number, atom) in atoms.enumerated() where atom.facts.count == 1 {
      if !domains[atom.facts[0]].isOrdered { single[atom.facts[0], default: []].append(number) }
    }
    for (slot, numbers) in single.sorted(by: { $0.key < $1.key }) { addTable(slot, numbers) }
    for number in atoms.indices where atoms[number].facts.count > 1 { addTable(number) }
  }

  /// Every fact in its most usual state, as far as it has one.
  var usualFacts: FactTable {
    var facts = FactTable(vocabulary)
    for (slot, domain) in domains.enumerated() where !domain.isOrdered {
      facts.set(slot, to: domain.states.first ?? .absent)
    }
    return facts
  }

  private mutating func addTable(_ slot: Int, _ numbers: [Int]) {
    var yes: [Int: [Literal]] = [:]
    var no: [Int: [Literal]] = [:]
    var facts = usualFacts
    for (state, literal) in zip(domains[slot].states, states[slot]) {
      facts.set(slot, to: state)
      for graph in Set(numbers.map { atoms[$0].graph }) {
        let evaluation = graphs[graph].evaluate(facts, zones: zones)
        for number in numbers where atoms[number].graph == graph {
          switch truth(of: atoms[number], facts, evaluation) {
          case .yes: yes[number, default: []].append(literal)
          case .no: no[number, default: []].append(literal)
          default: break
          }
        }
      }
    }
    for number in numbers {
      if let other = unlisted[slot] {
        let free = circuit.freePair(prefers: false)
        yes[number, default: []].append(circuit.and([other, free.isYes]))
        no[number, default: []].append(circuit.and([other, free.isNo]))
      }
      atoms[number].pair = TruthPair(
        isYes: circuit.or(yes[number] ?? []), isNo: circuit.or(no[number] ?? []))
    }
  }

  private static let largestTable = 400

  private mutating func addTable(_ number: Int) {
    let slots = atoms[number].facts
    guard slots.allSatisfy({ !domains[$0].isOrdered }) else { return }
    let count = slots.reduce(1) { $0 * domains[$1].states.count }
    guard count <= Self.largestTable else { return }
    var yes: [Literal] = []
    var no: [Literal] = []
    var facts = usualFacts
    for combination in 0..<count {
      var rest = combination
      var literals: [Literal] = []
      for slot in slots {
        let state = rest % domains[slot].states.count
        rest /= domains[slot].states.count
        facts.set(slot, to: domains[slot].states[state])
        literals.append(states[slot][state])
      }
      switch truth(of: atoms[number], facts) {
      case .yes: yes.append(circuit.and(literals))
      case .no: no.append(circuit.and(literals))
      default: break
      }
    }
    let others = slots.compactMap { unlisted[$0] }
    if !others.isEmpty {
      let free = circuit.freePair(prefers: false)
      let other = circuit.or(others)
      yes.append(circuit.and([other, free.isYes]))
      no.append(circuit.and([other, free.isNo]))
    }
    atoms[number].pair = TruthPair(isYes: circuit.or(yes), isNo: circuit.or(no))
  }
}
