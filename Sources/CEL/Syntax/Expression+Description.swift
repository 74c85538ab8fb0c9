// Prints an expression so that parsing it again gives the same tree.

extension Expression: CustomStringConvertible {
  /// The expression in normal form: one space around operators, only the parentheses it needs.
  public var description: String { root.description }
}

extension Expression.Node: CustomStringConvertible {
  /// The part in normal form.
  public var description: String {
    var result = ""
    write(to: &result)
    return result
  }

  /// How close a node's outermost sign binds; a closer one needs no parentheses.
  private enum Level: Int {
    case conditional, or, and, comparison, sum, product, unary, member
  }

  private var level: Level {
    switch kind {
    case .conditional: .conditional
    case .or: .or
    case .and: .and
    case .binary(let operation, _, _):
      operation.isProduct ? .product : operation.isSum ? .sum : .comparison
    case .not, .negate: .unary
    default: .member
    }
  }

  private func write(_ level: Level, to result: inout String) {
    if self.level.rawValue >= level.rawValue {
      write(to: &result)
    } else {
      result += "("
      write(to: &result)
      result += ")"
    }
  }

  private func write(to result: inout String) {
    switch kind {
    case .literal(let value): result += value.description
    case .identifier(let name): result += name
    case .select(let operand, let field, let isOptional):
      operand.write(.member, to: &result)
      result += (isOptional ? ".?" : ".") + field.written
    case .presence(let operand, let field, let isOptional):
      result += "has("
      operand.write(.member, to: &result)
      result += (isOptional ? ".?" : ".") + field.written + ")"
    case .index(let operand, let key, let isOptional):
      operand.write(.member, to: &result)
      result += isOptional ? "[?" : "["
      key.write(to: &result)
      result += "]"
    case .not(let operand):
      result += "!"
      operand.write(.unary, to: &result)
    case .negate(let operand):
      result += "-"
      let text = operand.description
      // INVARIANT: a minus before a digit is read as part of the number.
      let needsParentheses =
        operand.level.rawValue < Level.unary.rawValue
        || text.utf8.first.map { $0.isDigit || $0 == UInt8(ascii: ".") } ?? false
      result += needsParentheses ? "(\(text))" : text
    case .and(let operands): write(operands, " && ", .comparison, to: &result)
    case .or(let operands): write(operands, " || ", .and, to: &result)
    case .binary(let operation, let left, let right):
      left.write(level, to: &result)
      result += " \(operation.rawValue) "
      right.write(Level(rawValue: level.rawValue + 1) ?? .member, to: &result)
    case .conditional(let condition, let yes, let no):
      condition.write(.or, to: &result)
      result += " ? "
      yes.write(.or, to: &result)
      result += " : "
      no.write(to: &result)
    case .call(let target, let function, let arguments):
      if let target {
        target.write(.member, to: &result)
        result += "."
      }
      result += (target == nil ? function.text : function.written) + "("
      write(arguments, ", ", .conditional, to: &result)
      result += ")"
    case .list(let elements):
      result += "["
      for (index, element) in elements.enumerated() {
        result += (index > 0 ? ", " : "") + (element.isOptional ? "?" : "")
        element.value.write(to: &result)
      }
      result += "]"
    case .map(let entries):
      result += "{"
      for (index, entry) in entries.enumerated() {
        result += (index > 0 ? ", " : "") + (entry.isOptional ? "?" : "")
        entry.key.write(to: &result)
        result += ": "
        entry.value.write(to: &result)
      }
      result += "}"
    case .comprehension(let comprehension):
      comprehension.range.write(.member, to: &result)
      result += "." + comprehension.macroName + "("
      result += comprehension.variables.map(\.text).joined(separator: ", ")
      if let filter = comprehension.filter {
        result += ", "
        filter.write(to: &result)
      }
      result += ", "
      comprehension.body.write(to: &result)
      result += ")"
    case .binding(let name, let value, let body):
      result += "cel.bind(\(name.text), "
      value.write(to: &result)
      result += ", "
      body.write(to: &result)
      result += ")"
    }
  }

  private func write(
    _ nodes: [Expression.Node], _ separator: String, _ level: Level, to result: inout String
  ) {
    for (index, node) in nodes.enumerated() {
      if index > 0 { result += separator }
      node.write(level, to: &result)
    }
  }
}

extension Expression.Comprehension {
  /// The name with which the macro is written.
  public var macroName: String {
    form == .existsOne && variables.count == 1 ? "exists_one" : form.rawValue
  }
}

extension Expression.Name {
  /// The name as a field: in backticks when it needs them.
  fileprivate var written: String {
    let isPlain =
      text.utf8.first?.isIdentifierStart ?? false
      && text.utf8.allSatisfy(\.isIdentifierPart)
      && !["in", "true", "false", "null"].contains(text)
    return isPlain ? text : "`\(text)`"
  }
}

extension Expression.BinaryOperator {
  fileprivate var isSum: Bool { self == .add || self == .subtract }
  fileprivate var isProduct: Bool { self == .multiply || self == .divide || self == .remainder }
}
