// Writes the tree below a condition: joined conditions become lists, each condition a sentence,
// each definition a sentence with its own conditions below.

import CEL

struct ExplanationWriter {
  let decision: Decision
  let isComplete: Bool
  let phrases: ConditionPhrases

  init(_ decision: Decision, isComplete: Bool) {
    self.decision = decision
    self.isComplete = isComplete
    phrases = ConditionPhrases(decision)
  }

  /// The parts of a rule's condition: what `&&` joins stands side by side.
  func parts(of compiled: CompiledExpression) -> [Explanation] {
    let root = compiled.checked.expression.root
    guard case .and(let operands) = root.kind else { return [write(root, compiled)] }
    return choose(operands, compiled, settling: .no).map { write($0, compiled) }
  }

  /// The parts of a definition, whose own sentence says how they are joined.
  private func partsOfDefinition(_ compiled: CompiledExpression) -> [Explanation] {
    guard case .or(let operands) = compiled.checked.expression.root.kind else {
      return parts(of: compiled)
    }
    return choose(operands, compiled, settling: .yes).map { write($0, compiled) }
  }

  /// The operands that matter: when one settles the whole, only those that do.
  private func choose(
    _ operands: [Expression.Node], _ compiled: CompiledExpression, settling: Truth
  ) -> [Expression.Node] {
    if isComplete { return operands }
    let settled = operands.filter { truth($0, compiled) == settling }
    if let first = settled.first { return [first] }
    let open = operands.filter { truth($0, compiled) != !settling }
    return open.isEmpty ? operands : open
  }

  private func truth(_ node: Expression.Node, _ compiled: CompiledExpression) -> Truth {
    let position = compiled.truths[node.id]
    return position == DecisionGraphBuilder.nowhere
      ? .notNeeded : decision.evaluation.truths[Int(position)]
  }

  private func write(_ node: Expression.Node, _ compiled: CompiledExpression) -> Explanation {
    let truth = truth(node, compiled)
    switch node.kind {
    case .not(let operand):
      let inner = write(operand, compiled)
      return Explanation(
        subject: inner.subject, sentence: inner.sentence, truth: truth, quotes: inner.quotes,
        children: inner.children)
    case .and(let operands):
      return group(truth, choose(operands, compiled, settling: .no), "all", compiled)
    case .or(let operands):
      return group(truth, choose(operands, compiled, settling: .yes), "one", compiled)
    case .conditional(let condition, let yes, let no):
      let test = self.truth(condition, compiled)
      if test == .unknown || test == .error { return write(condition, compiled) }
      return selection(truth, condition, test == .yes ? yes : no, compiled)
    default: return leaf(node, truth, compiled)
    }
  }

  private func group(
    _ truth: Truth, _ operands: [Expression.Node], _ kind: String, _ compiled: CompiledExpression
  ) -> Explanation {
    let parts = operands.map { write($0, compiled) }
    if parts.count == 1 { return parts[0] }
    let sentence =
      switch (kind, truth) {
      case ("all", .yes): "all of this holds"
      case ("all", .no): "not all of this holds"
      case ("one", .yes): "at least one of this holds"
      case ("one", .no): "none of this holds"
      default: "it is not known whether \(kind == "all" ? "all" : "one") of this holds"
      }
    return Explanation(
      subject: .group, sentence: sentence, truth: truth, quotes: [], children: parts)
  }

  /// A condition that selects which other one counts; that it does is no merit or fault of it.
  private func selection(
    _ truth: Truth, _ condition: Expression.Node, _ selected: Expression.Node,
    _ compiled: CompiledExpression
  ) -> Explanation {
    let reason = write(condition, compiled)
    let since = Explanation(
      subject: reason.subject, sentence: reason.sentence, truth: .yes, quotes: reason.quotes,
      children: [])
    let result = write(selected, compiled)
    return Explanation(
      subject: result.subject, sentence: result.sentence, truth: truth, quotes: result.quotes,
      children: result.children + [since])
  }

  private func leaf(
    _ node: Expression.Node, _ truth: Truth, _ compiled: CompiledExpression
  ) -> Explanation {
    let checked = compiled.checked
    let sentence = phrases.sentence(node, truth, compiled)
    guard let slot = checked.slot(of: node) else {
      let facts = checked.slots(in: node).filter { $0 < decision.facts.vocabulary.facts.count }
      return Explanation(
        subject: .condition, sentence: sentence, truth: truth,
        quotes: facts.flatMap(quotes(of:)), children: [])
    }
    let firstDefinition = decision.edition.policy.firstDefinitionSlot
    if slot >= firstDefinition {
      let definition = decision.edition.definitions[slot - firstDefinition]
      return Explanation(
        subject: .definition(checked.environment.variables[slot].name), sentence: sentence,
        truth: truth, quotes: [], children: partsOfDefinition(definition))
    }
    return Explanation(
      subject: slot < decision.facts.vocabulary.facts.count ? .fact(slot) : .condition,
      sentence: sentence, truth: truth, quotes: quotes(of: slot), children: [])
  }

  private func quotes(of slot: Int) -> [Quote] {
    guard slot < decision.facts.vocabulary.facts.count,
      case .found(let quotes) = decision.facts.evidence(of: slot)
    else { return [] }
    return quotes
  }
}
