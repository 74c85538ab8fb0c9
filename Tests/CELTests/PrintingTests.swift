// Print then parse is identity: random trees come back as they were.

import CEL
import Testing

@Suite struct PrintingTests {
  @Test func printedExpressionsParseToTheSameTree() throws {
    var generator = SeededGenerator(seed: 42)
    let environment = Environment()
    for _ in 0..<1_000 {
      let text = Self.expression(depth: 4, &generator)
      let first = try environment.parse(span(text))
      let second = try environment.parse(span(first.description))
      #expect(Self.shape(first.root) == Self.shape(second.root), "\(text)\n\(first)")
      #expect(first.description == second.description)
      #expect(first.nodeCount == second.nodeCount)
    }
  }

  @Test func idsAreUniqueAndChildrenComeFirst() throws {
    var generator = SeededGenerator(seed: 43)
    for _ in 0..<200 {
      let text = Self.expression(depth: 4, &generator)
      let parsed = try Environment().parse(span(text))
      var seen: Set<Int> = []
      func visit(_ node: Expression.Node) {
        #expect(seen.insert(node.id).inserted && node.id < parsed.nodeCount)
        #expect(node.range.upperBound <= text.utf8.count)
        for child in node.children {
          #expect(child.id < node.id)
          visit(child)
        }
      }
      visit(parsed.root)
    }
  }

  /// A random expression, with more parentheses than it needs.
  private static func expression(depth: Int, _ generator: inout SeededGenerator) -> String {
    func part() -> String { expression(depth: depth - 1, &generator) }
    func name() -> String {
      ["a", "b_1", "value", "x.y", ".z"].randomElement(using: &generator) ?? "a"
    }
    guard depth > 0 else {
      let leaves = [
        "1", "-1", "0x1F", "2u", "1.5", "-0.25", "1e10", "true", "null", "'it\\'s'",
        "\"\\n\\u00e9\"",
        "r'\\d'", "b'\\xff'", "'''a\nb'''", name(), name(), "9223372036854775807",
        "-9223372036854775808",
      ]
      return leaves.randomElement(using: &generator) ?? "1"
    }
    let operators = Expression.BinaryOperator.allCases.map(\.rawValue) + ["&&", "||", "&&", "||"]
    switch Int.random(in: 0..<17, using: &generator) {
    case 0...4:
      let sign = operators.randomElement(using: &generator) ?? "+"
      let (left, right) = (part(), part())
      return Bool.random(using: &generator)
        ? "\(left) \(sign) \(right)" : "(\(left)) \(sign) (\(right))"
    case 5: return "!(\(part()))"
    case 6: return "-(\(part()))"
    case 7: return "(\(part()) ? \(part()) : \(part()))"
    case 8: return "[\(part()), ?(\(part())), \(part()),]"
    case 9: return "{\(part()): \(part()), ?'k': \(part())}"
    case 10: return "(\(part())).`f-1`"
    case 11: return "(\(part())).?field[\(part())][?\(part())]"
    case 12: return "has((\(part())).f)"
    case 13: return "f(\(part()), (\(part())).g())"
    case 14: return "(\(part())).exists_one(v, \(part()))"
    case 15: return "(\(part())).transformMap(k, v, \(part()), \(part()))"
    default: return "cel.bind(v, \(part()), \(part()).map(w, \(part()), \(part())))"
    }
  }

  /// Everything about a tree but ids and places.
  private static func shape(_ node: Expression.Node) -> String {
    let own: String =
      switch node.kind {
      case .literal(let value): "literal \(value.type) \(value)"
      case .identifier(let name): "name \(name)"
      case .select(_, let field, let isOptional): "select \(field.text) \(isOptional)"
      case .presence(_, let field, let isOptional): "has \(field.text) \(isOptional)"
      case .index(_, _, let isOptional): "index \(isOptional)"
      case .not: "not"
      case .negate: "negate"
      case .and: "and"
      case .or: "or"
      case .binary(let operation, _, _): operation.rawValue
      case .conditional: "if"
      case .call(let target, let function, _): "call \(function.text) \(target != nil)"
      case .list(let elements): "list \(elements.map(\.isOptional))"
      case .map(let entries): "map \(entries.map(\.isOptional))"
      case .comprehension(let loop):
        "\(loop.form) \(loop.variables.map(\.text)) \(loop.filter != nil)"
      case .binding(let name, _, _): "bind \(name.text)"
      }
    return "(\(own)\(node.children.map { " " + shape($0) }.joined()))"
  }
}
