// What was written and never read: terms without a reader, sources without a statement that rests
// on them, rules without a case on either side.

import CEL

extension Policy {
  /// The findings that need no search.
  var findingsOnTerms: [LintFinding] { unusedTerms + uncitedSources + oneSidedRules }

  /// Each parameter and definition that no rule, definition, tally or sentence reads.
  private var unusedTerms: [LintFinding] {
    var used: Set<Int> = []
    func read(_ expression: CheckedExpression?) {
      for use in expression?.uses ?? [] { used.insert(use.slot) }
    }
    func read(_ template: Template?) {
      for case .hole(let expression, _) in template?.pieces ?? [] { read(expression) }
    }
    for rule in rules {
      for condition in [rule.when, rule.must, rule.unless] { read(condition) }
      read(rule.says)
      read(rule.remedy)
    }
    for definition in definitions { read(definition.expression) }
    for condition in tallyConditions.values { read(condition) }
    let parameters = document.parameters.map { ("parameter", $0.name) }
    let terms = parameters + document.definitions.map { ("definition", $0.name) }
    return terms.enumerated().filter { !used.contains(firstParameterSlot + $0.offset) }.map {
      let (kind, name) = $0.element
      let shown = FactName.shown(name.content)
      return LintFinding(
        .unused, shown, "nothing reads the \(kind) `\(shown)`", at: name.span,
        reason: "use it in a rule, or remove it")
    }
  }

  private var uncitedSources: [LintFinding] {
    var cited: Set<String> = []
    for rule in rules {
      let document = rule.document
      cited.formUnion((document.citations + document.unlessCitations).map(\.content))
      if let conflict = document.conflict { cited.insert(conflict.content) }
    }
    for definition in document.definitions { cited.formUnion(definition.citations.map(\.content)) }
    for fact in document.facts { cited.formUnion(fact.citations.map(\.content)) }
    for edition in document.editions { cited.formUnion(edition.citations.map(\.content)) }
    for period in document.parameters.flatMap(\.periods) {
      cited.formUnion(period.citations.map(\.content))
    }
    cited.formUnion(document.setAside.map(\.id.content))
    return document.citations.filter { !cited.contains($0.id.content) }.map { source in
      LintFinding(
        .uncited, source.id.content, "nothing cites the source `\(source.id.content)`",
        at: source.id.span, reason: "let a rule cite it, or set it aside with a reason")
    }
  }

  private var oneSidedRules: [LintFinding] {
    rules.flatMap { rule in
      [(true, "decides"), (false, "spares")].filter { side, _ in
        !rule.document.examples.contains { $0.decides == side }
      }.map { _, word in
        LintFinding(
          .oneSided, rule.id, "the rule `\(rule.id)` shows no case that it \(word)",
          at: rule.document.id.span, reason: "add an example with `\(word):`")
      }
    }
  }
}
