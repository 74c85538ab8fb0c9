// The verdicts of editions as literals of a circuit: the same combination of rules as in deciding.

/// A verdict in three literals, one of which is true.
struct VerdictLiterals {
  let yes: Literal
  let no: Literal
  let depends: Literal

  subscript(verdict: Verdict) -> Literal {
    switch verdict {
    case .yes: yes
    case .no: no
    case .depends: depends
    }
  }
}

extension PolicyCircuit {
  /// Whether a rule in force applies.
  ///
  /// - Parameter rule: its position in the rules of the edition with this number.
  func applies(_ rule: Int, of edition: Edition, number: Int) -> TruthPair {
    truths[number][Int(edition.plans[rule].applies)]
  }
}

extension Circuit {
  /// The verdict on a question from the truths of its rules; some rules may be left out.
  mutating func verdict(
    of question: Int, _ edition: Edition, _ truths: [TruthPair], without rules: Set<Int> = []
  ) -> VerdictLiterals {
    var forbids: [TruthPair] = []
    var permits: [TruthPair] = []
    for (rule, plan) in edition.plans.enumerated()
    where Int(plan.question) == question && !rules.contains(rule) {
      switch plan.effect {
      case .forbid, .require: forbids.append(truths[Int(plan.applies)])
      case .permit: permits.append(truths[Int(plan.applies)])
      case .advise, .duty: break
      }
    }
    let otherwise = edition.defaults[question] ? always : never
    let permitted = or(permits.map(\.isYes) + [otherwise])
    let forbidden = or(forbids.map(\.isYes))
    let mayBeForbidden = or(forbids.map { !$0.isNo })
    let mayBePermitted = or(permits.map { !$0.isNo } + [otherwise])
    let yes = and([permitted, !mayBeForbidden])
    let no = or([forbidden, !mayBePermitted])
    return VerdictLiterals(yes: yes, no: no, depends: and([!yes, !no]))
  }
}
