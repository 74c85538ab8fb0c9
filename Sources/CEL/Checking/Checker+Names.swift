// Names: variables with dots, types, the namespace, and what was probably meant.

extension Checker {
  /// The type of a name or chain of names, `nil` if no part of it is declared. The longest
  /// declared part is the variable; the rest are fields.
  mutating func dotted(_ node: Expression.Node) -> ValueType? {
    if case .identifier(let name) = node.kind,
      let index = locals.lastIndex(where: { $0.name == name })
    {
      references[node.id] = .local(index)
      return locals[index].type
    }
    if let name = dottedName(node), let reference = resolve(name) {
      references[node.id] = reference
      switch reference {
      case .variable(let slot): return environment.variables[slot].type
      case .constant(.type(let type)): return .type(type)
      default: return .dyn
      }
    }
    guard case .select(let operand, let field, let isOptional) = node.kind,
      let type = dotted(operand)
    else { return nil }
    types[operand.id] = type
    return self.field(field, of: type, isOptional: isOptional)
  }

  /// The names of a chain joined by dots; `nil` if it isn't one or begins with a macro's variable.
  func dottedName(_ node: Expression.Node) -> String? {
    switch node.kind {
    case .identifier(let name): locals.contains { $0.name == name } ? nil : name
    case .select(let operand, let field, isOptional: false):
      dottedName(operand).map { "\($0).\(field.text)" }
    default: nil
    }
  }

  /// The variable or type of a name, looked up in the namespace from the inside out.
  func resolve(_ name: String) -> CheckedExpression.Reference? {
    if environment.container.isEmpty, name.utf8.first != UInt8(ascii: ".") {
      return lookUp(name)
    }
    for candidate in environment.candidates(name) {
      if let reference = lookUp(candidate) { return reference }
    }
    return nil
  }

  private func lookUp(_ name: String) -> CheckedExpression.Reference? {
    if let slot = environment.slots[name] { return .variable(slot: slot) }
    return Self.typeNames[name].map { .constant(.type($0)) }
  }

  private static let typeNames = Dictionary(
    uniqueKeysWithValues: ValueType.named.map { ($0.name, $0) })

  /// Reports a name that nothing declares, with the one that was probably meant.
  mutating func undeclared(_ node: Expression.Node, name: String? = nil) -> ValueType {
    let name = name ?? node.description
    references[node.id] = .undeclared(name)
    guard !isLenient else { return .dyn }
    report(
      "undeclared", "`\(name)` is not declared", at: node.range,
      help: environment.suggestion(for: name))
    return .dyn
  }

  /// Reports `order.opted-out` where `order.opted_out` is meant; `nil` if the minus is one.
  mutating func hyphenated(_ node: Expression.Node) -> ValueType? {
    guard !isLenient, let name = Self.hyphenatedName(node),
      expression.span(of: node).text == name, resolve(name.underscored) != nil,
      let first = name.utf8.firstIndex(of: UInt8(ascii: "-")),
      resolve(String(name[..<first])) == nil
    else { return nil }
    report(
      "undeclared", "`\(name)` is not declared", at: node.range,
      help: "write `\(name.underscored)`")
    return .dyn
  }

  private static func hyphenatedName(_ node: Expression.Node) -> String? {
    switch node.kind {
    case .identifier, .select: return node.isDottedName ? node.description : nil
    case .binary(.subtract, let left, let right):
      guard let left = hyphenatedName(left), let right = hyphenatedName(right) else { return nil }
      return "\(left)-\(right)"
    default: return nil
    }
  }
}

extension String {
  /// The text with `_` for every `-`.
  var underscored: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }
}

extension Environment {
  /// The full names that a name may mean, the most likely first.
  func candidates(_ name: String) -> [String] {
    if name.utf8.first == UInt8(ascii: ".") { return [String(name.dropFirst())] }
    var result: [String] = []
    var prefix = container[...]
    while !prefix.isEmpty {
      result.append("\(prefix).\(name)")
      prefix = prefix.lastIndex(of: ".").map { prefix[..<$0] } ?? ""
    }
    return result + [name]
  }

  /// A help line for an undeclared name.
  func suggestion(for name: String) -> String? {
    if let near = name.nearest(among: variables.map(\.name)) { return "did you mean `\(near)`?" }
    // The subject may be wrong and the property right, or the other way round.
    let inside = variables.map(\.name).filter { $0.hasPrefix("\(name).") }
    if let first = inside.min() {
      return inside.count == 1
        ? "did you mean `\(first)`?"
        : "name one of its \(inside.count) properties, such as `\(first)`"
    }
    return nil
  }
}
