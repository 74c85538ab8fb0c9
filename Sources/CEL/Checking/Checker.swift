// Finds the type of every node, what every name means and which overloads every call may use;
// collects all problems instead of stopping at the first.

/// The state of checking one expression.
struct Checker {
  let environment: Environment
  let expression: Expression
  /// Resolves names only: nothing is reported, and what doesn't fit fails when it is evaluated.
  let isLenient: Bool
  var types: [ValueType]
  var references: [CheckedExpression.Reference]
  var substitution = TypeSubstitution()
  var locals: [(name: String, type: ValueType)] = []
  var problems: [Diagnostic] = []

  init(_ expression: Expression, in environment: Environment, isLenient: Bool) {
    self.expression = expression
    self.environment = environment
    self.isLenient = isLenient
    types = Array(repeating: .dyn, count: expression.nodeCount)
    references = Array(repeating: .none, count: expression.nodeCount)
  }

  mutating func run() throws(Diagnostics) -> CheckedExpression {
    _ = check(expression.root)
    guard problems.isEmpty else {
      throw Diagnostics(
        problems.sorted {
          ($0.span?.range.lowerBound ?? 0) < ($1.span?.range.lowerBound ?? 0)
        })
    }
    for index in types.indices where !types[index].isSimple {
      types[index] = substitution.resolve(types[index], openAsDyn: true)
    }
    return CheckedExpression(
      expression: expression, environment: environment, isChecked: !isLenient, types: types,
      references: references)
  }

  mutating func report(
    _ id: String, _ message: String, at range: Range<Int>, help: String? = nil
  ) {
    guard !isLenient else { return }
    problems.append(
      Diagnostic(
        id: id, message, at: SourceSpan(expression.span.source, range), help: help))
  }

  /// What is known of a type now.
  func known(_ type: ValueType) -> ValueType {
    type.isSimple ? type : substitution.resolve(type, openAsDyn: false)
  }

  mutating func check(_ node: Expression.Node) -> ValueType {
    let type = type(of: node)
    types[node.id] = type
    return type
  }

  private mutating func type(of node: Expression.Node) -> ValueType {
    switch node.kind {
    case .literal(let value): return value.type
    case .identifier: return dotted(node) ?? undeclared(node)
    case .select(let operand, let field, let isOptional):
      if node.isDottedName { return dotted(node) ?? undeclared(node) }
      return self.field(field, of: check(operand), isOptional: isOptional)
    case .presence(let operand, let field, let isOptional):
      return presence(node, operand, field, isOptional: isOptional)
    case .index(let operand, let key, let isOptional):
      return call(isOptional ? "_[?_]" : "_[_]", [operand, key], node)
    case .not(let operand): return call("!_", [operand], node)
    case .negate(let operand): return call("-_", [operand], node)
    case .and(let operands): return logical("&&", operands)
    case .or(let operands): return logical("||", operands)
    case .binary(let operation, let left, let right):
      if operation == .subtract, let type = hyphenated(node) { return type }
      return call(operation.function, [left, right], node)
    case .conditional(let condition, let yes, let no):
      return conditional(condition, yes, no, node)
    case .call(let target, let function, let arguments):
      return call(target, function, arguments, node)
    case .list(let elements): return list(elements)
    case .map(let entries): return map(entries)
    case .comprehension(let comprehension): return self.comprehension(comprehension)
    case .binding(let name, let value, let body):
      locals.append((name.text, check(value)))
      defer { locals.removeLast() }
      return check(body)
    }
  }

  private mutating func logical(_ sign: String, _ operands: [Expression.Node]) -> ValueType {
    for operand in operands { expectBool(operand, "`\(sign)`") }
    return .bool
  }

  /// Checks a node that has to be true or false.
  mutating func expectBool(_ node: Expression.Node, _ what: @autoclosure () -> String) {
    let type = check(node)
    guard !substitution.assign(type, to: .bool) else { return }
    report(
      "wrong-type", "\(what()) needs true or false, not \(known(type))", at: node.range)
  }

  private mutating func conditional(
    _ condition: Expression.Node, _ yes: Expression.Node, _ no: Expression.Node,
    _ node: Expression.Node
  ) -> ValueType {
    expectBool(condition, "the condition of `?:`")
    let first = check(yes)
    let second = check(no)
    let result = ValueType.parameter(substitution.fresh(1))
    if substitution.assign([first, second], to: [result, result]) { return known(result) }
    report(
      "wrong-type", "`?:` gives \(known(first)) or \(known(second)); both need one type",
      at: node.range)
    return .dyn
  }

  private mutating func list(_ elements: [Expression.Element]) -> ValueType {
    var joined: ValueType?
    for element in elements {
      let type = unwrapped(check(element.value), element.isOptional, element.value)
      joined = joined.map { substitution.join($0, type) } ?? type
    }
    return .list(joined ?? .parameter(substitution.fresh(1)))
  }

  private mutating func map(_ entries: [Expression.Entry]) -> ValueType {
    var keys: ValueType?
    var values: ValueType?
    for entry in entries {
      let key = check(entry.key)
      switch known(key) {
      case .bool, .int, .uint, .string, .dyn, .parameter: break
      case let other:
        report(
          "wrong-type", "a map key is bool, int, uint or string, not \(other)", at: entry.key.range)
      }
      let value = unwrapped(check(entry.value), entry.isOptional, entry.value)
      keys = keys.map { substitution.join($0, key) } ?? key
      values = values.map { substitution.join($0, value) } ?? value
    }
    if let keys, let values { return .map(keys, values) }
    let first = substitution.fresh(2)
    return .map(.parameter(first), .parameter(first + 1))
  }

  /// What is inside an optional element or entry.
  private mutating func unwrapped(
    _ type: ValueType, _ isOptional: Bool, _ node: Expression.Node
  ) -> ValueType {
    guard isOptional else { return type }
    switch known(type) {
    case .optional(let inner): return inner
    case .dyn, .parameter: return .dyn
    case let other:
      report("wrong-type", "`?` needs an optional, not \(other)", at: node.range)
      return .dyn
    }
  }

  private mutating func presence(
    _ node: Expression.Node, _ operand: Expression.Node, _ field: Expression.Name, isOptional: Bool
  ) -> ValueType {
    if !isOptional, let name = dottedName(operand).map({ "\($0).\(field.text)" }),
      let reference = resolve(name), case .variable = reference
    {
      references[node.id] = reference
      return .bool
    }
    if operand.isDottedName, !isOptional {
      guard let type = dotted(operand) else {
        _ = undeclared(node, name: "\(operand.description).\(field.text)")
        return .bool
      }
      types[operand.id] = type
      _ = self.field(field, of: type, isOptional: false)
    } else {
      _ = self.field(field, of: check(operand), isOptional: isOptional)
    }
    return .bool
  }

  /// The type of a field of a value.
  mutating func field(
    _ field: Expression.Name, of operand: ValueType, isOptional: Bool
  ) -> ValueType {
    switch known(operand) {
    case .map(let key, let value):
      if !substitution.assign(.string, to: key) {
        report(
          "no-field", "a map with keys of type \(known(key)) has no fields", at: field.range,
          help: "write the key in brackets")
      }
      return isOptional ? .optional(value) : value
    case .optional(let inner):
      let type = self.field(field, of: inner, isOptional: false)
      if case .optional = type { return type }
      return .optional(type)
    case .dyn: return isOptional ? .optional(.dyn) : .dyn
    case .parameter: return .dyn
    case let other:
      report("no-field", "a value of type \(other) has no fields", at: field.range)
      return .dyn
    }
  }
}
