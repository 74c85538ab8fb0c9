// Gates over literals, each equal gate once. A gate becomes clauses that make its output follow
// from its inputs (Tseitin, "On the complexity of derivation in propositional calculus", 1968).

/// A truth in two literals: it is true, it is false; where a value is missing it is neither.
struct TruthPair: Hashable, Sendable {
  var isYes: Literal
  var isNo: Literal

  static prefix func ! (pair: TruthPair) -> TruthPair {
    TruthPair(isYes: pair.isNo, isNo: pair.isYes)
  }
}

/// Gates as clauses of a solver.
struct Circuit: Sendable {
  var solver = Solver()
  /// The literal that is always true.
  let always: Literal
  private var gates: [[Literal]: Literal] = [:]

  init() {
    always = solver.addVariable(prefers: true, isInput: true)
    solver.add([always])
  }

  var never: Literal { !always }

  /// A free variable.
  mutating func input(prefers: Bool = false) -> Literal {
    solver.addVariable(prefers: prefers, isInput: true)
  }

  mutating func and(_ inputs: [Literal]) -> Literal {
    let all = Set(inputs).subtracting([always])
    if all.contains(never) || all.contains(where: { all.contains(!$0) }) { return never }
    let sorted = all.sorted()
    guard sorted.count > 1 else { return sorted.first ?? always }
    if let known = gates[sorted] { return known }
    let gate = solver.addVariable(isInput: false)
    for input in sorted { solver.add([!gate, input]) }
    solver.add([gate] + sorted.map { !$0 })
    gates[sorted] = gate
    return gate
  }

  mutating func or(_ inputs: [Literal]) -> Literal { !and(inputs.map { !$0 }) }

  mutating func differ(_ left: Literal, _ right: Literal) -> Literal {
    if left == right { return never }
    return or([and([left, !right]), and([!left, right])])
  }

  // MARK: Truths with a third state

  func pair(_ truth: Truth) -> TruthPair {
    TruthPair(isYes: truth == .yes ? always : never, isNo: truth == .no ? always : never)
  }

  mutating func and(_ left: TruthPair, _ right: TruthPair) -> TruthPair {
    TruthPair(isYes: and([left.isYes, right.isYes]), isNo: or([left.isNo, right.isNo]))
  }

  mutating func or(_ left: TruthPair, _ right: TruthPair) -> TruthPair {
    !and(!left, !right)
  }

  mutating func choose(_ test: TruthPair, _ yes: TruthPair, _ no: TruthPair) -> TruthPair {
    TruthPair(
      isYes: or([and([test.isYes, yes.isYes]), and([test.isNo, no.isYes])]),
      isNo: or([and([test.isYes, yes.isNo]), and([test.isNo, no.isNo])]))
  }

  mutating func same(_ left: TruthPair, _ right: TruthPair) -> TruthPair {
    choose(left, right, !right)
  }

  /// A truth of which nothing is known but that it cannot be both; `isDefined` says that it is
  /// one of them, and `otherwise` that it is neither.
  mutating func freePair(prefers: Bool, isDefined: Literal? = nil) -> TruthPair {
    let yes = input(prefers: prefers)
    if let isDefined {
      return TruthPair(isYes: and([yes, isDefined]), isNo: and([!yes, isDefined]))
    }
    let no = input(prefers: !prefers)
    solver.add([!yes, !no])
    return TruthPair(isYes: yes, isNo: no)
  }
}
