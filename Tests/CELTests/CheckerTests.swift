// Types, overloads and what the checker says about mistakes.

import CEL
import Testing

@Suite struct CheckerTests {
  private static let variables: [String: ValueType] = [
    "order.delivered": .timestamp, "order.id": .string, "order.count": .int,
    "buyer.opted_out": .bool, "names": .list(.string), "counts": .map(.string, .int),
    "anything": .dyn,
  ]

  @Test(arguments: [
    ("1 + 2", "int"), ("[1, 2]", "list(int)"), ("[1, 'a']", "list(dyn)"), ("[]", "list(dyn)"),
    ("[[], [1]]", "list(list(int))"), ("[[[]], [[[]]]]", "list(list(list(list(dyn))))"),
    ("{}", "map(dyn, dyn)"), ("{'a': [1.0]}", "map(string, list(double))"),
    ("{'a': 1, 2: 1}", "map(dyn, int)"), ("[] + [1]", "list(int)"), ("null", "null"),
    ("order.delivered - order.delivered", "duration"), ("order.delivered > timestamp(0)", "bool"),
    ("names[0]", "string"), ("names.map(n, n.size())", "list(int)"), ("counts.a", "int"),
    ("counts.map(k, counts[k] * 2)", "list(int)"), ("anything.a.b", "dyn"),
    ("true ? 1 : dyn(1)", "dyn"), ("false ? [] : ['a']", "list(string)"), ("type(1)", "type(int)"),
    ("int", "type(int)"), ("optional.of(1)", "optional(int)"), ("counts.?a", "optional(int)"),
    ("optional.none().orValue(1)", "int"),
    ("[optional.none(), optional.of('a')]", "list(optional(string))"),
    ("names.transformMap(i, n, n)", "map(int, string)"), ("anything + 1", "int"),
    ("size(anything)", "int"), ("names.filter(n, n != '')", "list(string)"),
    ("cel.bind(n, names, n[0])", "string"), ("has(order.delivered)", "bool"),
    ("math.greatest(1, 2)", "int"), ("math.greatest(1, 2u)", "dyn"), ("1 < 2.5", "bool"),
  ])
  func finds(text: String, type: String) { #expect(complaints(text, Self.variables) == type) }

  @Test(arguments: [
    (
      "1 + 'a'",
      "rule.yaml:1:1: error: `+` can't combine int and string [wrong-type]\n  1 + 'a'\n  ^^^^^^^"
    ),
    (
      "1 == 'a'",
      "rule.yaml:1:1: error: `==` can't compare int with string [wrong-type]\n  1 == 'a'\n  ^^^^^^^^\nhelp: values of these types are never equal"
    ),
    (
      "1 == 1u",
      "rule.yaml:1:1: error: `==` can't compare int with uint [wrong-type]\n  1 == 1u\n  ^^^^^^^\nhelp: convert one of them: int(…) or uint(…)"
    ),
    (
      "order.delivered > '2020-01-01'",
      "rule.yaml:1:1: error: `>` can't compare timestamp with string [wrong-type]\n  order.delivered > '2020-01-01'\n  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\nhelp: write timestamp(\"2020-01-01\")"
    ),
    (
      "order.delivred == null",
      "rule.yaml:1:1: error: `order.delivred` is not declared [undeclared]\n  order.delivred == null\n  ^^^^^^^^^^^^^^\nhelp: did you mean `order.delivered`?"
    ),
    (
      "has(order.delivred)",
      "rule.yaml:1:1: error: `order.delivred` is not declared [undeclared]\n  has(order.delivred)\n  ^^^^^^^^^^^^^^^^^^^\nhelp: did you mean `order.delivered`?"
    ),
    (
      "buyer.opted-out",
      "rule.yaml:1:1: error: `buyer.opted-out` is not declared [undeclared]\n  buyer.opted-out\n  ^^^^^^^^^^^^^^^\nhelp: write `buyer.opted_out`"
    ),
    (
      "order == 1",
      "rule.yaml:1:1: error: `order` is not declared [undeclared]\n  order == 1\n  ^^^^^\nhelp: name one of its 3 properties, such as `order.count`"
    ),
    (
      "order.id.size",
      "rule.yaml:1:10: error: a value of type string has no fields [no-field]\n  order.id.size\n           ^^^^"
    ),
    (
      "names.sise()",
      "rule.yaml:1:7: error: there is no function `sise` [unknown-function]\n  names.sise()\n        ^^^^\nhelp: did you mean `size`?"
    ),
    (
      "order.id.contains(1)",
      "rule.yaml:1:1: error: string has no function `contains(int)` [wrong-type]\n  order.id.contains(1)\n  ^^^^^^^^^^^^^^^^^^^^\nhelp: it is string.contains(string) → bool"
    ),
    (
      "order.count && true",
      "rule.yaml:1:1: error: `&&` needs true or false, not int [wrong-type]\n  order.count && true\n  ^^^^^^^^^^^"
    ),
    (
      "!order.id",
      "rule.yaml:1:1: error: `!` needs true or false, not string [wrong-type]\n  !order.id\n  ^^^^^^^^^"
    ),
    (
      "true ? 1 : 'a'",
      "rule.yaml:1:1: error: `?:` gives int or string; both need one type [wrong-type]\n  true ? 1 : 'a'\n  ^^^^^^^^^^^^^^"
    ),
    (
      "order.id.all(x, true)",
      "rule.yaml:1:1: error: `all` walks a list or a map, not string [wrong-type]\n  order.id.all(x, true)\n  ^^^^^^^^"
    ),
    (
      "names.all(n, n)",
      "rule.yaml:1:14: error: the condition of `all` needs true or false, not string [wrong-type]\n  names.all(n, n)\n               ^"
    ),
    (
      "{1.5: 1}",
      "rule.yaml:1:2: error: a map key is bool, int, uint or string, not double [wrong-type]\n  {1.5: 1}\n   ^^^"
    ),
    (
      "order.id.matches('a(?=b)')",
      "rule.yaml:1:20: error: no regular expression: there is no look-around [bad-pattern]\n  order.id.matches('a(?=b)')\n                     ^"
    ),
    (
      "order.id.matches(r'(a)\\1')",
      "rule.yaml:1:23: error: no regular expression: there are no back-references [bad-pattern]\n  order.id.matches(r'(a)\\1')\n                        ^"
    ),
    (
      "missing + other",
      "rule.yaml:1:1: error: `missing` is not declared [undeclared]\n  missing + other\n  ^^^^^^^\nrule.yaml:1:11: error: `other` is not declared [undeclared]\n  missing + other\n            ^^^^^"
    ),
  ])
  func complains(text: String, rendered: String) {
    #expect(complaints(text, Self.variables) == rendered)
  }

  @Test func namesMeanTheLongestDeclaredPart() throws {
    let environment = Environment(
      variables: [
        VariableDeclaration(name: "a.b", type: .map(.string, .int)),
        VariableDeclaration(name: "a.b.c", type: .int), VariableDeclaration(name: "d", type: .int),
      ])
    let checked = try environment.check(span("a.b.c + a.b.x > 1 && has(a.b.c) && has(a.b.y)"))
    #expect(checked.slots == [0, 1])
    guard case .and(let parts) = checked.expression.root.kind,
      case .variable(let slot) = checked.reference(of: parts[1]),
      case .presence(let operand, _, _) = parts[2].kind,
      case .variable(let other) = checked.reference(of: operand)
    else { return #expect(Bool(false)) }
    #expect(slot == 1)
    #expect(other == 0)
    #expect(checked.slots(in: parts[2]) == [0])
    #expect(checked.type(of: parts[0]) == .bool)
  }

  @Test func callsKnowTheirOverload() throws {
    let checked = try Environment().check(span("'a'.size() + size([1])"))
    let calls = checked.expression.root.children
    let ids = calls.map { call in
      if case .function(_, let overloads, _) = checked.reference(of: call) {
        return overloads.map(\.id)
      }
      return []
    }
    #expect(ids == [["string_size"], ["size_list"]])
  }

  @Test func opaqueTypesOfTheHostAreKeptApart() throws {
    let pair = FunctionDeclaration(
      name: "pair", overloads: [.init("pair", [.a, .b], .opaque("pair", [.a, .b]))],
      summary: "Two values", example: "true"
    ) { _ throws(EvaluationError) in .null }
    let environment = Environment(functions: FunctionDeclaration.standard + [pair])
    func type(_ text: String) throws -> String {
      try environment.check(span(text)).type.description
    }
    #expect(try type("pair(1, 'a')") == "pair(int, string)")
    #expect(try type("[pair(1, 2u), pair(dyn(1), dyn(2u))][0]") == "pair(dyn, dyn)")
    #expect(throws: Diagnostics.self) { try type("pair(1, 2) == pair('a', 2)") }
  }
}
