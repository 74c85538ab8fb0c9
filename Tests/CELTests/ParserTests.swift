// Trees, places and complaints of the parser; printing gives the same tree back.

import CEL
import Testing

@Suite struct ParserTests {
  @Test(arguments: [
    ("a+b*c==d", "a + b * c == d"), ("(a+b)*c", "(a + b) * c"), ("a-(b-c)", "a - (b - c)"),
    ("a&&b||c&&d", "a && b || c && d"), ("a&&(b||c)", "a && (b || c)"), ("!(a||b)", "!(a || b)"),
    ("a?b:c?d:e", "a ? b : c ? d : e"), ("(a?b:c)?d:e", "(a ? b : c) ? d : e"),
    ("-(1)", "-(1)"), ("--1", "--1"), ("-a.b", "-a.b"), ("(-1).f()", "-1.f()"),
    ("[1,2,]", "[1, 2]"), ("{'a':1,}", #"{"a": 1}"#), ("a [ 0 ] . b", "a[0].b"),
    ("x.`a-b`.`c`", "x.`a-b`.c"), (".a.b(.c)", ".a.b(.c)"), ("has( a . b )", "has(a.b)"),
    ("x.exists_one(e,e)", "x.exists_one(e, e)"), ("x.map(e, e>1, e)", "x.map(e, e > 1, e)"),
    ("a.?b[?0]", "a.?b[?0]"), ("[?a,b]", "[?a, b]"), ("cel.bind(x,1,x)", "cel.bind(x, 1, x)"),
    ("'a\\'b'", #""a'b""#), ("b'\\x00a'", #"b"\x00a""#), ("1u in [2U]", "1u in [2u]"),
    ("a // note\n + b", "a + b"), ("(a && b) && c", "(a && b) && c"), ("((a))", "a"),
  ])
  func printsInNormalForm(text: String, printed: String) throws {
    let parsed = try Environment().parse(span(text))
    #expect(parsed.description == printed)
    #expect(try Environment().parse(span(printed)).description == printed)
  }

  @Test(arguments: [
    (
      "1 +",
      "rule.yaml:1:4: error: the expression ends where a value is expected [syntax]\n  1 +\n     ^"
    ),
    ("", "rule.yaml:1:1: error: an expression is missing [syntax]\n  \n  ^"),
    (
      "a = 1",
      "rule.yaml:1:3: error: unexpected `=` [syntax]\n  a = 1\n    ^\nhelp: write `==` to compare"
    ),
    (
      "a & b",
      "rule.yaml:1:3: error: unexpected `&` [syntax]\n  a & b\n    ^\nhelp: write `&&` for and"
    ),
    ("(1", "rule.yaml:1:3: error: the expression ends where `)` is expected [syntax]\n  (1\n    ^"),
    (
      "[1 2]", "rule.yaml:1:4: error: unexpected `2`, expected `,` or `]` [syntax]\n  [1 2]\n     ^"
    ),
    (
      "a b",
      "rule.yaml:1:3: error: unexpected `b`, expected an operator or the end [syntax]\n  a b\n    ^"
    ),
    ("'abc", "rule.yaml:1:1: error: the text that begins here has no end [syntax]\n  'abc\n  ^"),
    (
      "'a\nb'",
      "rule.yaml:1:1: error: a text on several lines needs three quotes [syntax]\n  'a\n  ^^"
    ),
    ("'\\q'", "rule.yaml:1:2: error: unknown escape `\\q` [bad-escape]\n  '\\q'\n   ^^"),
    (
      "'\\ud800'",
      "rule.yaml:1:2: error: this escape is no Unicode character [bad-escape]\n  '\\ud800'\n   ^^"
    ),
    (
      "9223372036854775808",
      "rule.yaml:1:1: error: `9223372036854775808` is outside the range of int [bad-number]\n  9223372036854775808\n  ^^^^^^^^^^^^^^^^^^^"
    ),
    ("12ab", "rule.yaml:1:1: error: `12ab` is not a number [syntax]\n  12ab\n  ^^^^"),
    (
      "x.map(1, 2)",
      "rule.yaml:1:7: error: the macro needs a plain name for its variable here [bad-variable]\n  x.map(1, 2)\n        ^"
    ),
    (
      "has(a)",
      "rule.yaml:1:5: error: `has` needs a name with a dot, such as `order.delivered` [bad-has]\n  has(a)\n      ^"
    ),
    (
      "while > 1",
      "rule.yaml:1:1: error: `while` is reserved and can't be a name [reserved]\n  while > 1\n  ^^^^^"
    ),
    (
      "message.asks-for-review",
      "rule.yaml:1:14: error: `for` is reserved and can't be a name [reserved]\n  message.asks-for-review\n               ^^^\nhelp: a name has `_` where people write `-`: `message.asks_for_review`"
    ),
    (
      "buyer.opted-in",
      "rule.yaml:1:13: error: unexpected `in`, expected a value [syntax]\n  buyer.opted-in\n              ^^\nhelp: a name has `_` where people write `-`: `buyer.opted_in`"
    ),
    (
      "a.B{c: 1}",
      "rule.yaml:1:4: error: messages can't be built here [message]\n  a.B{c: 1}\n     ^\nhelp: write a map: {\"field\": value}"
    ),
    (
      "“a”",
      "rule.yaml:1:1: error: unexpected `“` [syntax]\n  “a”\n  ^\nhelp: write straight quotes: \" or '"
    ),
  ])
  func complains(text: String, rendered: String) { #expect(complaints(text) == rendered) }

  @Test func diagnosticsLieInTheWholeText() {
    let text = "rules:\n  when: |\n    a.b > 1 &&\n    c ==\n  says: x\n"
    let source = SourceText(name: "rules.yaml", text: text)
    let start = text.utf8.count - "    a.b > 1 &&\n    c ==\n  says: x\n".utf8.count
    let part = SourceSpan(source, start..<start + "    a.b > 1 &&\n    c ==\n".utf8.count)
    #expect {
      try Environment().parse(part)
    } throws: { error in
      (error as? Diagnostics)?.rendered()
        == "rules.yaml:5:1: error: the expression ends where a value is expected [syntax]\n    says: x\n  ^"
    }
  }

  @Test func nodesKnowTheirPlaces() throws {
    let text = "  a.b + [x, 'y'].size() "
    let parsed = try Environment().parse(span(text))
    #expect(parsed.span(of: parsed.root).text == "a.b + [x, 'y'].size()")
    #expect(parsed.root.children.map { parsed.span(of: $0).text } == ["a.b", "[x, 'y'].size()"])
  }

  @Test func limitsAreErrors() {
    var limits = Limits()
    limits.depth = 10
    limits.nodes = 25
    limits.textBytes = 100
    func id(_ text: String) -> String? {
      let environment = Environment(limits: limits)
      do throws(Diagnostics) {
        _ = try environment.parse(span(text))
        return nil
      } catch {
        return error.all.first?.id
      }
    }
    #expect(id(String(repeating: "(", count: 9) + "1" + String(repeating: ")", count: 9)) == nil)
    #expect(
      id(String(repeating: "(", count: 11) + "1" + String(repeating: ")", count: 11)) == "too-deep")
    #expect(id(String(repeating: "!", count: 11) + "true") == "too-deep")
    #expect(id((0...12).map { "\($0)" }.joined(separator: "+")) == "too-deep")
    #expect(id((0...12).map { "\($0)" }.joined(separator: "&&")) == nil)
    #expect(id("[" + (0...25).map { "\($0)" }.joined(separator: ",") + "]") == "too-big")
    #expect(id(String(repeating: " ", count: 101)) == "too-long")
  }
}
