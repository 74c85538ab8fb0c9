// Calls that are macros: recognised by name, number of arguments and whether they have a target.

extension Parser {
  /// The macro that a call is, or `nil` if it is an ordinary call.
  @inline(never)
  mutating func macro(
    _ target: Expression.Node?, _ name: Expression.Name, _ arguments: [Expression.Node],
    _ range: Range<Int>
  ) throws(SyntaxError) -> Expression.Node? {
    guard let target else {
      return name.text == "has" && arguments.count == 1 ? try presence(arguments[0], range) : nil
    }
    if case .identifier("cel") = target.kind, name.text == "bind", arguments.count == 3 {
      let variable = try variable(arguments[0])
      return try node(
        .binding(variable, arguments[1], body: arguments[2]), range,
        below: max(arguments[1].depth, arguments[2].depth))
    }
    guard let (form, variables) = Self.form(name.text, arguments.count) else { return nil }
    var names: [Expression.Name] = []
    for argument in arguments[..<variables] { names.append(try variable(argument)) }
    if names.count == 2, names[0].text == names[1].text {
      throw SyntaxError(
        id: "repeated-variable", message: "both variables are named `\(names[0].text)`",
        range: place(arguments[1]))
    }
    let rest = arguments[variables...]
    guard let body = rest.last else { return nil }
    let filter = rest.count == 2 ? rest.first : nil
    return try node(
      .comprehension(
        Expression.Comprehension(
          form: form, range: target, variables: names, filter: filter, body: body)),
      range, below: rest.reduce(target.depth) { max($0, $1.depth) })
  }

  /// The comprehension of this name with this many arguments, and how many are variables.
  private static func form(
    _ name: String, _ count: Int
  ) -> (Expression.Comprehension.Form, variables: Int)? {
    switch (name, count) {
    case ("all", 2): (.all, 1)
    case ("all", 3): (.all, 2)
    case ("exists", 2): (.exists, 1)
    case ("exists", 3): (.exists, 2)
    case ("exists_one", 2), ("existsOne", 2): (.existsOne, 1)
    case ("exists_one", 3), ("existsOne", 3): (.existsOne, 2)
    case ("map", 2), ("map", 3): (.map, 1)
    case ("filter", 2): (.filter, 1)
    case ("transformList", 3), ("transformList", 4): (.transformList, 2)
    case ("transformMap", 3), ("transformMap", 4): (.transformMap, 2)
    case ("transformMapEntry", 3), ("transformMapEntry", 4): (.transformMapEntry, 2)
    case ("optMap", 2): (.optionalMap, 1)
    case ("optFlatMap", 2): (.optionalFlatMap, 1)
    default: nil
    }
  }

  private func variable(_ node: Expression.Node) throws(SyntaxError) -> Expression.Name {
    guard case .identifier(let name) = node.kind, !name.utf8.starts(with: ".".utf8) else {
      throw SyntaxError(
        id: "bad-variable", message: "the macro needs a plain name for its variable here",
        range: place(node))
    }
    return Expression.Name(text: name, range: node.range)
  }

  private mutating func presence(
    _ argument: Expression.Node, _ range: Range<Int>
  ) throws(SyntaxError) -> Expression.Node {
    guard case .select(let operand, let field, let isOptional) = argument.kind else {
      throw SyntaxError(
        id: "bad-has", message: "`has` needs a name with a dot, such as `order.delivered`",
        range: place(argument))
    }
    return try node(
      .presence(operand, field, isOptional: isOptional), range, below: operand.depth)
  }
}
