// A policy with one small fault in it. A set of tests is good when it notices each such fault
// (DeMillo, Lipton and Sayward, "Hints on Test Data Selection", 1978): what no test notices, no test
// holds fast.

public import CEL

/// One condition, or one value of a parameter, that was changed.
public struct Mutant: Sendable {
  /// What was changed.
  public enum Subject: Hashable, Sendable {
    /// A condition of a rule.
    case rule(String, RulePart)
    /// A definition, by its name in CEL spelling.
    case definition(String)
    /// A parameter's value in one of its periods.
    case parameter(String, period: Int)
  }

  /// The conditions of a rule.
  public enum RulePart: String, Hashable, Sendable {
    /// Those conditions, by their keys.
    case when, must, unless
  }

  /// What was changed.
  public let subject: Subject
  /// What stands there.
  public let original: String
  /// What stands there instead.
  public let replacement: String
  /// Where.
  public let span: SourceSpan?
  /// The whole changed condition; `nil` for a parameter.
  let condition: CheckedExpression?
  /// The changed value of a parameter.
  let value: Value?
}

extension Policy {
  /// Every mutant: each atom negated, each comparison replaced by its neighbour, each number by the
  /// next one up and down, each part of a conjunction, disjunction or list left out, each constant
  /// changed.
  public var mutants: [Mutant] {
    var mutants: [Mutant] = []
    for definition in definitions {
      mutants += self.mutants(
        of: definition.expression, .definition(definition.name))
    }
    for rule in rules {
      for (part, condition) in [
        (Mutant.RulePart.when, rule.when), (.must, rule.must), (.unless, rule.unless),
      ] {
        if let condition { mutants += self.mutants(of: condition, .rule(rule.id, part)) }
      }
    }
    for parameter in document.parameters { mutants += self.mutants(of: parameter) }
    return mutants
  }

  private func mutants(
    of condition: CheckedExpression, _ subject: Mutant.Subject
  ) -> [Mutant] {
    var writer = MutantWriter(condition, vocabulary)
    writer.visit(condition.expression.root)
    return writer.changes.compactMap { change in
      let source = SourceText(name: "mutant", text: change.text)
      let span = SourceSpan(source, 0..<source.text.utf8.count)
      guard let changed = try? environment.check(span), changed.type == condition.type else {
        return nil
      }
      return Mutant(
        subject: subject, original: change.original, replacement: change.replacement,
        span: change.span, condition: changed, value: nil)
    }
  }

  private func mutants(of parameter: ParameterDocument) -> [Mutant] {
    parameter.periods.enumerated().flatMap { number, period in
      (period.value?.neighbours ?? []).map { value, shown in
        Mutant(
          subject: .parameter(parameter.name.content, period: number),
          original: parameter.name.content, replacement: shown, span: period.span,
          condition: nil, value: value)
      }
    }
  }
}

extension Value {
  /// Values that differ as little as can be, each with how it is told.
  fileprivate var neighbours: [(value: Value, shown: String)] {
    let values: [Value]
    switch self {
    case .bool(let value): values = [.bool(!value)]
    case .int(let number): values = [.int(number &- 1), .int(number &+ 1)]
    case .double(let number): values = [.double(number - 1), .double(number + 1)]
    case .duration(let span):
      values = [-1, 1].compactMap {
        Duration(seconds: $0).flatMap(span.adding).map(Value.duration)
      }
    case .list(let elements):
      return elements.indices.map { position in
        var rest = elements
        let dropped = rest.remove(at: position)
        return (.list(rest), "all but `\(dropped)`")
      }
    default: values = []
    }
    return values.map { ($0, "\($0)") }
  }
}

/// Writes the changed texts of one condition.
private struct MutantWriter {
  struct Change {
    let text: String
    let original: String
    let replacement: String
    let span: SourceSpan
  }

  let checked: CheckedExpression
  let vocabulary: Vocabulary
  private let bytes: [UInt8]
  private let whole: Range<Int>
  private(set) var changes: [Change] = []

  init(_ checked: CheckedExpression, _ vocabulary: Vocabulary) {
    self.checked = checked
    self.vocabulary = vocabulary
    bytes = Array(checked.expression.span.source.text.utf8)
    whole = checked.expression.span.range
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  private mutating func change(
    _ node: Expression.Node, to replacement: String, shown: String? = nil
  ) {
    let before = String(decoding: bytes[whole.lowerBound..<node.range.lowerBound], as: UTF8.self)
    let after = String(decoding: bytes[node.range.upperBound..<whole.upperBound], as: UTF8.self)
    changes.append(
      Change(
        text: "\(before)(\(replacement))\(after)", original: text(node.range),
        replacement: shown ?? replacement, span: checked.expression.span(of: node)))
  }

  mutating func visit(_ node: Expression.Node) {
    switch node.kind {
    case .and(let operands): join(node, operands, " && ")
    case .or(let operands): join(node, operands, " || ")
    case .not(let operand): visit(operand)
    case .conditional(let condition, let yes, let no):
      for part in [condition, yes, no] { visit(part) }
    default: visitAtom(node)
    }
  }

  private mutating func join(
    _ node: Expression.Node, _ operands: [Expression.Node], _ symbol: String
  ) {
    for position in operands.indices {
      var rest = operands
      let dropped = rest.remove(at: position)
      change(
        node, to: rest.map { "(\(text($0.range)))" }.joined(separator: symbol),
        shown: "all but `\(text(dropped.range))`")
    }
    operands.forEach { visit($0) }
  }

  private mutating func visitAtom(_ node: Expression.Node) {
    if checked.type(of: node) == .bool {
      if case .literal(.bool(let value)) = node.kind {
        change(node, to: "\(!value)")
      } else {
        change(node, to: "!(\(text(node.range)))")
      }
    }
    visitParts(node)
  }

  /// The operators and constants inside an atom.
  private mutating func visitParts(_ node: Expression.Node) {
    if checked.slot(of: node) != nil { return }
    switch node.kind {
    case .binary(let symbol, let left, let right):
      if let neighbour = symbol.neighbour {
        change(node, to: "\(text(left.range)) \(neighbour.rawValue) \(text(right.range))")
      }
      if symbol == .isIn, case .list(let elements) = right.kind, elements.count > 1 {
        for position in elements.indices {
          var rest = elements.map { text($0.value.range) }
          let dropped = rest.remove(at: position)
          change(
            right, to: "[\(rest.joined(separator: ", "))]", shown: "all but `\(dropped)`")
        }
        visitParts(left)
      } else {
        visitConstant(left, beside: right)
        visitConstant(right, beside: left)
      }
    default:
      for child in node.children { visitConstant(child, beside: nil) }
    }
  }

  private mutating func visitConstant(_ node: Expression.Node, beside other: Expression.Node?) {
    switch node.kind {
    case .literal(.int(let number)):
      change(node, to: "\(number &- 1)")
      change(node, to: "\(number &+ 1)")
    case .literal(.double(let number)):
      change(node, to: "\(Value.double(number - 1))")
      change(node, to: "\(Value.double(number + 1))")
    case .literal(.string(let word)):
      guard let other, let slot = checked.slot(of: other), slot < vocabulary.facts.count else {
        return
      }
      if case .choice(let words) = vocabulary.facts[slot].type,
        let position = words.firstIndex(of: word), words.count > 1
      {
        change(node, to: "\(Value.string(words[(position + 1) % words.count]))")
      } else if vocabulary.facts[slot].type == .string {
        change(node, to: "\(Value.string(word + "-"))")
      }
    default: visitParts(node)
    }
  }
}

extension Expression.BinaryOperator {
  /// The comparison that differs where both sides are equal.
  fileprivate var neighbour: Expression.BinaryOperator? {
    switch self {
    case .less: .lessOrEqual
    case .lessOrEqual: .less
    case .greater: .greaterOrEqual
    case .greaterOrEqual: .greater
    default: nil
    }
  }
}
