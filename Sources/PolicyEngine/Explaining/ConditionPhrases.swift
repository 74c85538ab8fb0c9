// One sentence for one condition, with the values compared: "now (2021-04-05) is later than 30
// days after the order date (2021-03-31)". It says what is so; whether the rule wanted it is told apart.

import CEL

struct ConditionPhrases {
  let decision: Decision
  let words: ValueWords
  /// Facts that are named without their values, as they are just turning.
  var turning: Set<Int> = []

  init(_ decision: Decision) {
    self.decision = decision
    words = decision.words
  }

  private var vocabulary: Vocabulary { decision.facts.vocabulary }

  func sentence(
    _ node: Expression.Node, _ truth: Truth, _ compiled: CompiledExpression
  ) -> String {
    let checked = compiled.checked
    if let slot = checked.slot(of: node) {
      if case .presence = node.kind { return presence(slot, truth) }
      return statement(slot, truth)
    }
    if case .binary(let symbol, let left, let right) = node.kind {
      if symbol == .isIn, let slot = checked.slot(of: left) {
        return "\(name(of: slot)) \(truth == .unknown ? "is not known" : "is \(value(of: slot))")"
      }
      if let equality = equality(symbol, left, right, truth, compiled) { return equality }
      if let count = emptyCount(symbol, left, right, truth, compiled) { return count }
      if let relation = relation(symbol, checked.type(of: left), truth) {
        let (first, second) = (phrase(left, right, compiled), phrase(right, left, compiled))
        return truth == .unknown || truth == .error
          ? "it is not known whether \(first) \(relation) \(second)"
          : "\(first) \(relation) \(second)"
      }
    }
    let text = checked.expression.span(of: node).text.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    switch truth {
    case .yes: return "`\(text)` is true"
    case .no: return "`\(text)` is false"
    case .notNeeded: return "`\(text)` was not needed"
    case .unknown, .error: return "it is not known whether `\(text)` is true"
    }
  }

  // MARK: Facts and definitions

  private func statement(_ slot: Int, _ truth: Truth) -> String {
    let (says, saysNot): (String?, String?)
    if slot < vocabulary.facts.count {
      (says, saysNot) = (vocabulary.facts[slot].says, vocabulary.facts[slot].saysNot)
    } else if let definition = definition(slot) {
      (says, saysNot) = (definition.document.says, definition.document.saysNot)
    } else {
      (says, saysNot) = (nil, nil)
    }
    let label = name(of: slot)
    switch truth {
    case .yes: return says ?? "\(label) is true"
    case .no: return saysNot ?? "\(label) is false"
    default: return says.map { "it is not known whether \($0)" } ?? "\(label) is not known"
    }
  }

  private func presence(_ slot: Int, _ truth: Truth) -> String {
    switch truth {
    case .yes: "\(name(of: slot)) is \(value(of: slot))"
    case .no: "\(name(of: slot)) is not on record"
    default: "\(name(of: slot)) is not known"
    }
  }

  private func definition(_ slot: Int) -> Definition? {
    let first = decision.edition.policy.firstDefinitionSlot
    return slot >= first ? decision.edition.policy.definitions[slot - first] : nil
  }

  /// The noun phrase for a fact, parameter or definition.
  private func name(of slot: Int) -> String {
    if slot < vocabulary.facts.count { return vocabulary.facts[slot].label }
    if let definition = definition(slot) {
      return definition.document.label ?? FactName.shown(definition.name)
    }
    let parameter = decision.edition.policy.document.parameters[slot - vocabulary.facts.count]
    return FactName.shown(parameter.name.content)
  }

  private func value(of slot: Int) -> String {
    let binding = decision.evaluation.withActivation(decision.edition.graph, decision.facts) {
      $0.binding(of: slot)
    }
    switch binding {
    case .value(let value): return words.words(value, as: choice(slot))
    case .absent: return "not on record"
    case .unknown: return "not known"
    }
  }

  private func choice(_ slot: Int) -> FactDeclaration? {
    slot < vocabulary.facts.count ? vocabulary.facts[slot] : nil
  }

  // MARK: Comparisons

  /// A name compared with a written value for being the same.
  private func equality(
    _ symbol: Expression.BinaryOperator, _ left: Expression.Node, _ right: Expression.Node,
    _ truth: Truth, _ compiled: CompiledExpression
  ) -> String? {
    guard symbol == .equal || symbol == .notEqual,
      let slot = compiled.checked.slot(of: left), case .literal(let literal) = right.kind
    else { return nil }
    let wanted = words.words(literal, as: choice(slot))
    let isSame = (symbol == .equal) == (truth == .yes)
    switch truth {
    case .yes, .no:
      let value = value(of: slot)
      return "\(name(of: slot)) is \(value)" + (isSame ? "" : ", not \(wanted)")
    default: return "\(name(of: slot)) is not known"
    }
  }

  /// A count that was compared with none and is none: "the number of links is 0".
  private func emptyCount(
    _ symbol: Expression.BinaryOperator, _ left: Expression.Node, _ right: Expression.Node,
    _ truth: Truth, _ compiled: CompiledExpression
  ) -> String? {
    guard symbol == .greater, truth == .no, case .literal(.int(0)) = right.kind,
      let slot = compiled.checked.slot(of: left)
    else { return nil }
    return "\(name(of: slot)) is \(value(of: slot))"
  }

  /// A side of a comparison: a name with its value, or a bare value.
  private func phrase(
    _ node: Expression.Node, _ other: Expression.Node, _ compiled: CompiledExpression
  ) -> String {
    let checked = compiled.checked
    if let slot = checked.slot(of: node) {
      if isParameter(slot) { return value(of: slot) }
      if turning.contains(slot) { return name(of: slot) }
      return "\(name(of: slot)) (\(value(of: slot)))"
    }
    if case .literal(let literal) = node.kind {
      return words.words(literal, as: checked.slot(of: other).flatMap(choice))
    }
    let result = result(of: node, compiled)
    if let time = laterTime(node, compiled) { return time + (result.map { " (\($0))" } ?? "") }
    let text = checked.expression.span(of: node).text
    return result.map { "`\(text)` (\($0))" } ?? "`\(text)`"
  }

  /// The side of a comparison that reads none of some facts, in words without its value: `5 days
  /// after the delivery date`. `nil` when it is a bare value or has no words.
  func bound(
    _ node: Expression.Node, besides facts: Set<Int>, _ compiled: CompiledExpression
  ) -> String? {
    guard case .binary(_, let left, let right) = node.kind else { return nil }
    let checked = compiled.checked
    guard let side = [left, right].first(where: { facts.isDisjoint(with: checked.slots(in: $0)) })
    else { return nil }
    if let slot = checked.slot(of: side) { return isParameter(slot) ? nil : name(of: slot) }
    return laterTime(side, compiled)
  }

  /// A time that is counted from another one: `5 days after the delivery date`.
  private func laterTime(
    _ node: Expression.Node, _ compiled: CompiledExpression
  ) -> String? {
    if case .call(let target?, let function, let arguments) = node.kind,
      function.text == "plusDays", arguments.count == 2
    {
      let days = self.result(of: arguments[0], compiled) ?? "?"
      return "\(days) \(days == "1" ? "day" : "days") after \(bareName(target, compiled))"
    }
    if case .binary(let symbol, let left, let right) = node.kind, symbol == .add,
      compiled.checked.type(of: right) == .duration
    {
      let span = self.result(of: right, compiled) ?? bareName(right, compiled)
      return "\(span) after \(bareName(left, compiled))"
    }
    return nil
  }

  private func isParameter(_ slot: Int) -> Bool {
    slot >= vocabulary.facts.count && slot < decision.edition.policy.firstDefinitionSlot
  }

  private func bareName(_ node: Expression.Node, _ compiled: CompiledExpression) -> String {
    if let slot = compiled.checked.slot(of: node) { return name(of: slot) }
    return String(compiled.checked.expression.span(of: node).text)
  }

  /// The value of a part as the decision recorded it.
  private func result(of node: Expression.Node, _ compiled: CompiledExpression) -> String? {
    let position = compiled.scalars[node.id]
    guard position != DecisionGraphBuilder.nowhere else { return nil }
    let scalar = decision.evaluation.scalars[Int(position)]
    switch scalar.kind {
    case .absent, .unknown, .error: return nil
    default:
      return words.words(
        scalar.value(
          at: Int(position), in: vocabulary, objects: decision.evaluation.extra.objects))
    }
  }

  /// The relation that holds, in words; what is false is turned round.
  private func relation(
    _ symbol: Expression.BinaryOperator, _ type: ValueType, _ truth: Truth
  ) -> String? {
    let isTime = type == .timestamp
    let holds: Expression.BinaryOperator
    switch (symbol, truth == .no) {
    case (.equal, false), (.notEqual, true): holds = .equal
    case (.equal, true), (.notEqual, false): holds = .notEqual
    case (.less, false), (.greaterOrEqual, true): holds = .less
    case (.lessOrEqual, false), (.greater, true): holds = .lessOrEqual
    case (.greater, false), (.lessOrEqual, true): holds = .greater
    case (.greaterOrEqual, false), (.less, true): holds = .greaterOrEqual
    default: return nil
    }
    return switch holds {
    case .equal: "is"
    case .notEqual: "is not"
    case .less: isTime ? "is earlier than" : "is less than"
    case .lessOrEqual: isTime ? "is not later than" : "is at most"
    case .greater: isTime ? "is later than" : "is more than"
    default: isTime ? "is not earlier than" : "is at least"
    }
  }
}
