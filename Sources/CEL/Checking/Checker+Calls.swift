// Calls: which overloads fit the arguments, and what they give.

extension Checker {
  /// A call as written: of a namespaced function, a member or a plain function.
  mutating func call(
    _ target: Expression.Node?, _ name: Expression.Name, _ arguments: [Expression.Node],
    _ node: Expression.Node
  ) -> ValueType {
    if let target, let space = dottedName(target),
      let function = function(named: "\(space).\(name.text)")
    {
      return call(function, isMember: false, arguments, node)
    }
    guard let function = function(named: name.text) else {
      return unknownFunction(target, name, arguments, node)
    }
    return call(function, isMember: target != nil, (target.map { [$0] } ?? []) + arguments, node)
  }

  /// A call that an operator stands for.
  mutating func call(
    _ name: String, _ arguments: [Expression.Node], _ node: Expression.Node
  ) -> ValueType {
    guard let function = environment.functions[name] else {
      let name = Expression.Name(text: name, range: node.range)
      return unknownFunction(nil, name, arguments, node)
    }
    return call(function, isMember: false, arguments, node)
  }

  private func function(named name: String) -> FunctionDeclaration? {
    if environment.container.isEmpty, name.utf8.first != UInt8(ascii: ".") {
      return environment.functions[name]
    }
    return environment.candidates(name).lazy.compactMap { environment.functions[$0] }.first
  }

  private mutating func unknownFunction(
    _ target: Expression.Node?, _ name: Expression.Name, _ arguments: [Expression.Node],
    _ node: Expression.Node
  ) -> ValueType {
    references[node.id] = .undeclared(name.text)
    if let target, !target.isDottedName || isLenient { _ = check(target) }
    for argument in arguments { _ = check(argument) }
    let full = target.flatMap { dottedName($0) }.map { "\($0).\(name.text)" }
    let names = environment.functions.keys.filter { $0.utf8.first?.isIdentifierStart ?? false }
    let near =
      name.text.nearest(among: names.sorted())
      ?? full.flatMap { $0.nearest(among: names.sorted()) }
    report(
      "unknown-function", "there is no function `\(name.text)`", at: name.range,
      help: near.map { "did you mean `\($0)`?" })
    return .dyn
  }

  private mutating func call(
    _ function: FunctionDeclaration, isMember: Bool, _ arguments: [Expression.Node],
    _ node: Expression.Node
  ) -> ValueType {
    var given: [ValueType] = []
    given.reserveCapacity(arguments.count)
    for argument in arguments { given.append(check(argument)) }
    var fitting: [FunctionDeclaration.Overload] = []
    var result: ValueType?
    let isKnown = given.allSatisfy { $0.isSimple && $0 != .dyn }
    for overload in function.overloads
    where overload.isMember == isMember && overload.accepts(count: given.count) {
      guard let type = match(overload, given) else { continue }
      fitting.append(overload)
      if let known = result {
        if known != .dyn, known != type { result = .dyn }
      } else {
        result = type
      }
      // Overloads don't overlap, so no other one can fit as well.
      if isKnown { break }
    }
    guard let result else {
      mismatch(function, isMember: isMember, given, arguments, node)
      references[node.id] = .function(
        function, overloads: function.overloads.filter { $0.isMember == isMember },
        isMember: isMember)
      return .dyn
    }
    references[node.id] = .function(function, overloads: fitting, isMember: isMember)
    if let preparation = function.preparation {
      reportConstants(preparation, arguments)
    }
    return result
  }

  private mutating func match(
    _ overload: FunctionDeclaration.Overload, _ given: [ValueType]
  ) -> ValueType? {
    if overload.parameterCount == 0, !overload.isVariadic {
      return substitution.assign(given, to: overload.parameters) ? overload.result : nil
    }
    let base = overload.parameterCount > 0 ? substitution.fresh(overload.parameterCount) : 0
    let parameters = overload.parameters(count: given.count).map { $0.shifted(by: base) }
    guard substitution.assign(given, to: parameters) else { return nil }
    return known(overload.result.shifted(by: base))
  }

  /// Lets a function look at its literal arguments: a bad pattern is found before it is used.
  private mutating func reportConstants(
    _ preparation: ([Value?]) throws(EvaluationError) -> FunctionDeclaration.Metered?,
    _ arguments: [Expression.Node]
  ) {
    let values = arguments.map { node in
      if case .literal(let value) = node.kind { return Optional(value) }
      return nil
    }
    do throws(EvaluationError) {
      _ = try preparation(values)
    } catch {
      guard case .badPattern(let message, let argument, let offset) = error.reason,
        argument < arguments.count
      else { return }
      let node = arguments[argument]
      report("bad-pattern", message, at: place(of: offset, in: node))
    }
  }

  /// Where a character of a literal's text stands in the source; the whole literal if it has
  /// escapes.
  private func place(of offset: Int, in node: Expression.Node) -> Range<Int> {
    guard case .literal(.string(let value)) = node.kind else { return node.range }
    let written = Array(expression.span(of: node).text.utf8)
    let quotes = written.count - value.utf8.count
    for lead in 1...4 where quotes >= lead && written.count >= lead + value.utf8.count {
      if written[lead..<lead + value.utf8.count].elementsEqual(value.utf8) {
        let start = node.range.lowerBound + lead + min(offset, value.utf8.count)
        return start..<min(start + 1, node.range.upperBound)
      }
    }
    return node.range
  }

  private mutating func mismatch(
    _ function: FunctionDeclaration, isMember: Bool, _ given: [ValueType],
    _ arguments: [Expression.Node], _ node: Expression.Node
  ) {
    guard !isLenient else { return }
    let types = given.map { known($0).description }
    let message: String
    var help: String?
    switch node.kind {
    case .binary(let operation, let left, let right):
      message = "`\(operation.rawValue)` can't \(operation.deed(types[0], types[1]))"
      help = Self.comparisonHelp(operation, known(given[0]), known(given[1]), left, right)
    case .index: message = "\(types[0]) can't be indexed with \(types[1])"
    case .not: message = "`!` needs true or false, not \(types[0])"
    case .negate: message = "`-` needs a number, not \(types[0])"
    default:
      let list = types.dropFirst(isMember ? 1 : 0).joined(separator: ", ")
      message =
        isMember
        ? "\(types[0]) has no function `\(function.name)(\(list))`"
        : "`\(function.name)` doesn't take (\(list))"
      help =
        "it is " + function.overloads.map { $0.signature(function.name) }.joined(separator: " or ")
    }
    report("wrong-type", message, at: node.range, help: help)
  }

  private static func comparisonHelp(
    _ operation: Expression.BinaryOperator, _ left: ValueType, _ right: ValueType,
    _ leftNode: Expression.Node, _ rightNode: Expression.Node
  ) -> String? {
    switch (left, right) {
    case (.timestamp, .string): return "write timestamp(\(rightNode))"
    case (.string, .timestamp): return "write timestamp(\(leftNode))"
    case (.duration, .string): return "write duration(\(rightNode))"
    case (.string, .duration): return "write duration(\(leftNode))"
    case (.int, .uint), (.uint, .int), (.int, .double), (.double, .int), (.uint, .double),
      (.double, .uint):
      return "convert one of them: \(left)(…) or \(right)(…)"
    default:
      return operation == .equal || operation == .notEqual
        ? "values of these types are never equal" : nil
    }
  }
}

extension Expression.BinaryOperator {
  /// What the operator can't do with values of two types.
  fileprivate func deed(_ left: String, _ right: String) -> String {
    switch self {
    case .add, .subtract, .multiply, .divide, .remainder: "combine \(left) and \(right)"
    case .isIn: "look for \(left) in \(right)"
    default: "compare \(left) with \(right)"
    }
  }
}

extension FunctionDeclaration.Overload {
  func accepts(count: Int) -> Bool {
    isVariadic ? count >= parameters.count : count == parameters.count
  }

  /// The parameters for so many arguments.
  func parameters(count: Int) -> [ValueType] {
    guard isVariadic, let last = parameters.last, count > parameters.count else {
      return parameters
    }
    return parameters + Array(repeating: last, count: count - parameters.count)
  }

  /// The overload as people write it: `string.contains(string) → bool`.
  public func signature(_ name: String) -> String {
    let list = parameters.dropFirst(isMember ? 1 : 0).map(\.description).joined(separator: ", ")
    let dots = isVariadic ? "…" : ""
    return (isMember ? "\(parameters[0])." : "") + "\(name)(\(list)\(dots)) → \(result)"
  }
}
