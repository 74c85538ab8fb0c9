// What expressions come to: literals, arithmetic, comparison, macros, errors and unknowns.

import CEL
import Testing

@Suite struct EvaluationTests {
  @Test(arguments: [
    // Numbers
    "0x1F == 31 && -0x10 == -16 && 0xFFu == 255u", "1e2 == 100.0 && .25 == 0.25 && 5E-1 == 0.5",
    "-9223372036854775808 < 0", "7 % 4 == 3 && -7 % 4 == -3", "-7 / 2 == -3",
    "0.1 + 0.2 != 0.3", "1.0 / 0.0 > 1e308", "0.0 / 0.0 != 0.0 / 0.0", "- -3 == 3",
    // Texts
    #""tab\t" == 'tab\u0009' && '\x41\101\U00000041' == 'AAA'"#, #"r'\n'.size() == 2"#,
    "'''it's''' == \"it's\"", #"b'\xff\377'.size() == 2"#, "b'é'.size() == 2 && 'é'.size() == 1",
    "'e\u{301}' != '\u{e9}'", "'Z' < 'a' && 'a' < 'é' && '\u{FFFD}' < '\u{1F600}'",
    // Equality and order over types
    "dyn(1) == 1u && dyn(1u) == 1.0 && dyn(1) != 'a'", "dyn([1, 2u]) == [1.0, 2.0]",
    "9007199254740993 > 9007199254740992.0", "18446744073709551615u > -1",
    "{1: 'a'}[dyn(1.0)] == 'a' && dyn(1u) in {1: 2}", "dyn(2.0) in [1, 2]",
    "{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "false < true && b'a' < b'ab'",
    // Fields
    "{'a': {'b': 5}}.a.b == 5", "has({'a': 1}.a) && !has({'a': 1}.b)",
    "{'content-type': 1}.`content-type` == 1", "{'for': 1}.for == 1",
    // Times
    "timestamp('2020-02-29T12:00:00+02:00') == timestamp('2020-02-29T10:00:00Z')",
    "timestamp('2020-03-01T00:00:00Z') - timestamp('2020-02-01T00:00:00Z') == duration('696h')",
    "duration('1h') + timestamp(0) == timestamp(3600)",
    "timestamp('2020-07-01T00:30:00Z').getHours('America/New_York') == 20",
    "timestamp('2020-07-01T00:30:00Z').getDate('America/New_York') == 30",
    // Macros
    "[1, 2, 3].all(x, x > 0) && ![1, 2].all(x, x > 1)", "[1, 0].exists(x, 10 / x == 10)",
    "[0, 1].exists(x, 10 / x == 10)", "![0, 1].all(x, 10 / x == 11)",
    "[1, 2, 2].exists_one(x, x == 1)", "[1, 2, 3].filter(x, x != 2).map(x, x * x) == [1, 9]",
    "[1, 2, 3].map(x, x > 1, -x) == [-2, -3]", "{'b': 1, 'a': 2}.map(k, k) == ['b', 'a']",
    "[[1, 2], [3]].all(x, x.exists(y, y % 2 == 1))", "[5, 6].all(i, v, v - i == 5)",
    "{'x': 1}.exists(k, v, k == 'x' && v == 1)", "[5, 6].transformList(i, v, i * v) == [0, 6]",
    "{'x': 1}.transformMap(k, v, v + 1) == {'x': 2}",
    "cel.bind(x, 3, cel.bind(y, x + 1, x * y)) == 12",
    // Optionals
    "[optional.of(1), optional.none()].map(o, o.orValue(7)) == [1, 7]",
    "[1, ?optional.none(), 3] == [1, 3] && {?'a': optional.none()} == {}",
    "{'a': 1}.?a.optMap(x, x + 1).value() == 2",
    // Types
    "type([1]) == list && type(int) == type && type(null) == null_type",
    "type(timestamp(0)) == google.protobuf.Timestamp",
    // Formats
    "'%d|%x|%b|%o|%X'.format([-5, 255, 5, 8, 'hi']) == '-5|ff|101|10|6869'",
    "'%.2f|%.0f|%e|%.1e'.format([0.125, 2.5, 12345.678, 9.96]) == '0.12|2|1.234568e+04|1.0e+01'",
    "'%.30f'.format([0.1]) == '0.100000000000000005551115123126'",
    "'%s'.format([[1.5, b'a', {'k': duration('90s')}]]) == '[1.5, a, {k: 90s}]'",
  ])
  func isTrue(text: String) { #expect(evaluate(text) == "true") }

  @Test(arguments: [
    ("9223372036854775807 + 1", "the int result is out of range"),
    ("-9223372036854775808 / -1", "the int result is out of range"),
    ("-9223372036854775808 % -1", "the int result is out of range"),
    ("-(-9223372036854775808)", "the int result is out of range"),
    ("1u - 2u", "the uint result is out of range"), ("1 / 0", "division by zero"),
    ("1u % 0u", "division by zero"), ("int(1e19)", "the int is out of range"),
    ("uint(-1)", "the uint is out of range"), ("int('x')", "\"x\" is no int"),
    ("string(b'\\xff')", "the bytes are no UTF-8 text"),
    ("[1][1]", "index 1 is outside a list of 1"),
    ("[1][-1]", "index -1 is outside a list of 1"), ("{'a': 1}.b", "no such key: \"b\""),
    ("{'a': 1, 'a': 2}", "repeated map key: \"a\""), ("{1: 1, 1u: 2}", "repeated map key: 1u"),
    ("timestamp('9999-12-31T23:59:59Z') + duration('1s')", "the timestamp is out of range"),
    ("timestamp('2020-02-30T00:00:00Z')", "\"2020-02-30T00:00:00Z\" is no timestamp"),
    ("duration('9999999h')", "\"9999999h\" is no duration"),
    ("timestamp(0).getHours('Mars/Base')", "there is no time zone \"Mars/Base\""),
    ("timestamp(0).getHours('../../etc/passwd')", "there is no time zone \"../../etc/passwd\""),
    ("optional.none().value()", "the optional has no value"),
    ("'abc'.substring(2, 1)", "a substring can't end at 1, before its start 2"),
    ("dyn('a') + 1", "no such overload: `_+_` of (string, int)"),
    ("dyn(1) && true", "no such overload: `_&&_` of (int)"),
    ("dyn(1).size()", "no such overload: `size` of (int)"),
    ("[1, dyn('a')].map(x, x % 2)", "no such overload: `_%_` of (string, int)"),
    ("'%d'.format([])", "the template needs more than 0 values"),
    ("'%q'.format([1])", "there is no clause `%q`"),
    ("'a'.matches('(' + 'b')", "no regular expression: `(` without `)`"),
  ])
  func fails(text: String, message: String) { #expect(evaluate(text) == "error: \(message)") }

  @Test func errorsKnowTheirPlace() {
    let text = "1 + 1 == 2 && 10 / (5 - 5) > 1"
    guard case .error(let error) = outcome(text) else { return #expect(Bool(false)) }
    #expect(error.range.map { SourceSpan(span(text).source, $0).text } == "10 / (5 - 5")
  }

  private static let variables: [(String, ValueType, Binding)] = [
    ("t", .bool, .value(.bool(true))), ("f", .bool, .value(.bool(false))),
    ("absent", .bool, .absent), ("u", .bool, .unknown), ("order.days", .int, .unknown),
    ("order.sent", .timestamp, .absent), ("order", .map(.string, .int), .absent),
  ]

  @Test(arguments: [
    ("t || u", "true"), ("u || t", "true"), ("f && u", "false"), ("u && f", "false"),
    ("f || u", "unknown [3]"), ("u && t", "unknown [3]"), ("u || absent", "unknown [3]"),
    ("absent && u", "unknown [3]"), ("absent || t", "true"), ("absent && f", "false"),
    ("absent || f", "error: `absent` is not set"), ("!u", "unknown [3]"),
    ("u ? 1 : 2", "unknown [3]"), ("t ? 1 : 1 / 0", "1"),
    ("absent ? 1 : 2", "error: `absent` is not set"),
    ("u || order.days > 3", "unknown [3, 4]"), ("order.days + 1 / 0", "unknown [4]"),
    ("has(order.sent)", "false"), ("has(order.days)", "unknown [4]"),
    ("has(order.sent) && order.sent > timestamp(0)", "false"),
    ("order.sent > timestamp(0)", "error: `order.sent` is not set"),
    ("order.other", "error: `order` is not set"), ("[u, t].exists(x, x)", "unknown [3]"),
    ("[1, 2].all(x, x > order.days)", "unknown [4]"), ("[1, 2].exists(x, x > 1 || u)", "true"),
    ("[1, 2].map(x, x + order.days)", "unknown [4]"), ("cel.bind(x, absent, t || x)", "true"),
    ("f && absent && u", "false"), ("t && (u || t) && !f", "true"),
  ])
  func unknownAndErrorAreAbsorbed(text: String, result: String) {
    #expect(evaluate(text, Self.variables) == result)
  }

  @Test(
    arguments: [
      ("missing || true", "true"), ("missing", "error: `missing` is not declared"),
      ("nothing(1) || true", "true"), ("true ? 'a' : 1", "\"a\""), ("'a' ? 1 : 2", nil),
      ("!0", nil), ("{1.5: 2}", nil), ("[1].a", nil), ("x.as() || true", "true"),
    ] as [(String, String?)])
  func uncheckedExpressionsFailWhenTheyRun(text: String, result: String?) {
    let found = evaluate(text, isChecked: false)
    if let result { #expect(found == result) } else { #expect(found.hasPrefix("error: ")) }
  }

  @Test func namesAreLookedUpInTheContainerFirst() throws {
    let environment = Environment(
      variables: ["a.b.x", "a.x", "x"].map { VariableDeclaration(name: $0, type: .int) },
      container: "a.b")
    func value(_ text: String) throws -> Outcome {
      Program(try environment.check(span(text)))
        .evaluate(ArrayActivation([1, 2, 3].map { .value(.int($0)) }))
    }
    #expect(try value("x") == .value(.int(1)))
    #expect(try value(".x") == .value(.int(3)))
    #expect(try value("a.x") == .value(.int(2)))
    #expect(try value("[7].map(x, x)[0]") == .value(.int(7)))
  }

  @Test func traceKeepsWhatEveryNodeGave() throws {
    let environment = Environment(variables: [VariableDeclaration(name: "a.n", type: .int)])
    let checked = try environment.check(span("a.n > 3 && 2 + 3 == 5 || a.n / 0 == 1"))
    let (outcome, nodes) = Program(checked).trace(ArrayActivation([.value(.int(7))]))
    #expect(outcome == .value(.bool(true)))
    func recorded(_ text: String) -> Outcome? {
      var found: Outcome?
      func visit(_ node: Expression.Node) {
        if node.description == text, found == nil { found = nodes[node.id] }
        node.children.forEach(visit)
      }
      visit(checked.expression.root)
      return found
    }
    #expect(recorded("a.n") == .value(.int(7)))
    #expect(recorded("2 + 3") == .value(.int(5)))
    #expect(recorded("a.n > 3") == .value(.bool(true)))
    #expect(recorded("a.n / 0") == nil)
  }
}
