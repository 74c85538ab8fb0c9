// Comparisons as truths, where both sides are scalars of one kind.

import CEL

extension DecisionGraphBuilder {
  /// Whether a comparison becomes a step of its own.
  func canCompare(
    _ symbol: Expression.BinaryOperator, _ left: Expression.Node, _ right: Expression.Node,
    in checked: CheckedExpression
  ) -> Bool {
    switch symbol {
    case .equal, .notEqual:
      let (first, second) = (words(of: left, in: checked), words(of: right, in: checked))
      if let first, let second { return first == second }
      if first != nil || second != nil {
        return (first == nil ? left : right).literalText != nil
      }
      return sameKind(left, right, in: checked, orderedOnly: false)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return sameKind(left, right, in: checked, orderedOnly: true)
    case .isIn:
      if let words = words(of: left, in: checked), words.count <= 64,
        wordList(right, in: checked) != nil
      {
        return true
      }
      return holdsElements(right, likeThe: left, in: checked)
    default: return false
    }
  }

  /// A comparison as a truth, or `nil` when only CEL's evaluator can do it.
  mutating func comparison(
    _ symbol: Expression.BinaryOperator, _ left: Expression.Node, _ right: Expression.Node,
    in compiled: inout CompiledExpression
  ) -> Int32? {
    guard canCompare(symbol, left, right, in: compiled.checked) else { return nil }
    if symbol == .isIn { return membership(left, right, in: &compiled) }
    if compiled.checked.type(of: left) == .bool {
      let sides = (truth(of: left, in: &compiled), truth(of: right, in: &compiled))
      let same = truth(Step(operation: .same, target: 0, first: sides.0, second: sides.1))
      return symbol == .notEqual ? not(same) : same
    }
    let first = operand(left, beside: right, in: &compiled)
    let second = operand(right, beside: left, in: &compiled)
    switch symbol {
    case .equal:
      return truth(Step(operation: .equal, target: 0, first: first, second: second))
    case .notEqual:
      return not(truth(Step(operation: .equal, target: 0, first: first, second: second)))
    case .less: return truth(Step(operation: .less, target: 0, first: first, second: second))
    case .lessOrEqual:
      return truth(Step(operation: .lessOrEqual, target: 0, first: first, second: second))
    case .greater: return truth(Step(operation: .less, target: 0, first: second, second: first))
    default:
      return truth(Step(operation: .lessOrEqual, target: 0, first: second, second: first))
    }
  }

  private mutating func membership(
    _ element: Expression.Node, _ list: Expression.Node, in compiled: inout CompiledExpression
  ) -> Int32 {
    guard let words = words(of: element, in: compiled.checked), words.count <= 64,
      let wanted = wordList(list, in: compiled.checked)
    else {
      let sides = (scalar(of: element, in: &compiled), scalar(of: list, in: &compiled))
      return truth(Step(operation: .isInList, target: 0, first: sides.0, second: sides.1))
    }
    var set: UInt64 = 0
    for word in wanted {
      if let position = words.firstIndex(of: word) { set |= 1 << UInt64(position) }
    }
    let position =
      graph.wordSets.firstIndex(of: set)
      ?? {
        graph.wordSets.append(set)
        return graph.wordSets.count - 1
      }()
    let scalar = scalar(of: element, in: &compiled)
    return truth(
      Step(operation: .wordIsIn, target: 0, first: scalar, second: Int32(position)))
  }

  /// A side of a comparison; a text beside a choice becomes the word's position.
  private mutating func operand(
    _ node: Expression.Node, beside other: Expression.Node,
    in compiled: inout CompiledExpression
  ) -> Int32 {
    if let text = node.literalText, let words = words(of: other, in: compiled.checked) {
      let position = words.firstIndex(of: text) ?? words.count
      return constant(scalar: Scalar(.choice, Int64(position)))
    }
    return scalar(of: node, in: &compiled)
  }

  /// Whether a fact, a parameter or a written list holds texts or whole numbers, and the other side
  /// is one of these: then equality is plain, without CEL's comparisons of different numbers.
  private func holdsElements(
    _ list: Expression.Node, likeThe element: Expression.Node, in checked: CheckedExpression
  ) -> Bool {
    guard checked.slot(of: list) != nil || list.isWrittenList,
      case .list(let type) = checked.type(of: list), type == checked.type(of: element)
    else { return false }
    return type == .string || type == .int
  }

  private func sameKind(
    _ left: Expression.Node, _ right: Expression.Node, in checked: CheckedExpression,
    orderedOnly: Bool
  ) -> Bool {
    let type = checked.type(of: left)
    guard type == checked.type(of: right) else { return false }
    switch type {
    case .int, .double, .timestamp, .duration: return true
    case .bool, .string: return !orderedOnly
    default: return false
    }
  }

  /// The words of a choice, if the node is a fact of that type.
  func words(of node: Expression.Node, in checked: CheckedExpression) -> [String]? {
    guard let slot = checked.slot(of: node), slot < policy.vocabulary.facts.count,
      case .choice(let words) = policy.vocabulary.facts[slot].type
    else { return nil }
    return words
  }

  /// The texts of a constant list: one written out, or a parameter.
  private func wordList(_ node: Expression.Node, in checked: CheckedExpression) -> [String]? {
    if let slot = checked.slot(of: node) {
      guard slot < names.count, case .scalar(let position) = names[slot], position < 0 else {
        return nil
      }
      let scalar = graph.constants[Int(-position - 1)]
      guard scalar.kind == .object,
        case .list(let values) = graph.constantObjects[Int(scalar.bits)]
      else { return nil }
      return values.compactMap(\.text)
    }
    guard case .list(let elements) = node.kind else { return nil }
    let texts = elements.compactMap { $0.isOptional ? nil : $0.value.literalText }
    return texts.count == elements.count ? texts : nil
  }
}

extension Expression.Node {
  /// The text of a string literal.
  var literalText: String? {
    if case .literal(.string(let text)) = kind { text } else { nil }
  }

  /// Whether it is a list of which every element is written out.
  fileprivate var isWrittenList: Bool {
    guard case .list(let elements) = kind else { return false }
    return elements.allSatisfy { element in
      if case .literal = element.value.kind { !element.isOptional } else { false }
    }
  }
}

extension Value {
  /// The text of a string.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }
}
