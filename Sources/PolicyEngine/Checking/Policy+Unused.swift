// Terms that were declared and that nothing reads: a slip of the pen, or something left behind.

public import CEL

extension Policy {
  /// A warning for each parameter and definition that no rule, definition, tally or sentence reads.
  public var unusedTerms: [Diagnostic] {
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
      return Diagnostic(
        .warning, id: "unused-\(kind)",
        "nothing reads the \(kind) `\(FactName.shown(name.content))`",
        at: name.span, help: "use it in a rule, or remove it")
    }
  }
}
