// Recursive descent over tokens: operators by precedence, with bounded nesting.

/// The state of parsing one expression.
struct Parser {
  let span: SourceSpan
  let limits: Limits
  var lexer: Lexer
  var token = Token(kind: .end, range: 0..<0)
  var nodeCount = 0
  var nesting = 0
  /// Offset of the lexer's bytes in the source text.
  let base: Int

  init(_ span: SourceSpan, limits: Limits) {
    self.span = span
    self.limits = limits
    base = span.range.lowerBound
    lexer = Lexer(bytes: Array(span.text.utf8))
  }

  /// Parses the whole span.
  static func parse(_ span: SourceSpan, limits: Limits) throws(Diagnostics) -> Expression {
    guard span.range.count <= limits.textBytes else {
      throw Diagnostics(
        Diagnostic(
          id: "too-long", "the expression is longer than \(limits.textBytes) bytes",
          at: SourceSpan(span.source, span.range.lowerBound..<span.range.lowerBound + 1)))
    }
    var parser = Parser(span, limits: limits)
    do throws(SyntaxError) {
      try parser.advance()
      if parser.token.kind == .end {
        throw SyntaxError(id: "syntax", message: "an expression is missing", range: 0..<0)
      }
      let root = try parser.expression()
      guard parser.token.kind == .end else { throw parser.unexpected("an operator or the end") }
      return Expression(span: span, root: root, nodeCount: parser.nodeCount)
    } catch {
      throw Diagnostics(error.diagnostic(in: span.source, base: parser.base))
    }
  }

  @inline(never)
  mutating func advance() throws(SyntaxError) { token = try lexer.next() }

  /// Takes the token if it is of this kind.
  mutating func take(_ kind: Token.Kind) throws(SyntaxError) -> Bool {
    guard token.kind == kind else { return false }
    try advance()
    return true
  }

  mutating func expect(_ kind: Token.Kind, _ what: String) throws(SyntaxError) {
    guard try take(kind) else { throw unexpected(what) }
  }

  @inline(never)
  func unexpected(_ expected: String) -> SyntaxError {
    if token.kind == .end {
      return SyntaxError(
        id: "syntax", message: "the expression ends where \(expected) is expected",
        range: token.range)
    }
    return SyntaxError(
      id: "syntax", message: "unexpected `\(text(token))`, expected \(expected)",
      range: token.range, help: hyphenHelp(token.range))
  }

  /// What to write when a word follows a name and `-` without a space: `order.opted-in`.
  func hyphenHelp(_ range: Range<Int>) -> String? {
    func belongs(_ byte: UInt8) -> Bool {
      byte.isIdentifierPart || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
    var start = range.lowerBound
    var end = range.upperBound
    guard start > 1, lexer.bytes[start - 1] == UInt8(ascii: "-"),
      lexer.bytes[start - 2].isIdentifierPart, end > start, lexer.bytes[start].isIdentifierStart
    else { return nil }
    while start > 0, belongs(lexer.bytes[start - 1]) { start -= 1 }
    while end < lexer.bytes.count, belongs(lexer.bytes[end]) { end += 1 }
    let name = String(decoding: lexer.bytes[start..<end], as: UTF8.self)
    return "a name has `_` where people write `-`: `\(name.underscored)`"
  }

  func text(_ token: Token) -> String {
    String(decoding: lexer.bytes[token.range], as: UTF8.self)
  }

  /// A new node over a range of the lexer's bytes, one deeper than the deepest child.
  @inline(never)
  mutating func node(
    _ kind: Expression.Kind, _ range: Range<Int>, below depth: Int = 0
  ) throws(SyntaxError) -> Expression.Node {
    guard nodeCount < limits.nodes else {
      throw SyntaxError(
        id: "too-big", message: "the expression has more than \(limits.nodes) parts", range: range)
    }
    guard depth < limits.depth else { throw tooDeep(range) }
    defer { nodeCount += 1 }
    return Expression.Node(
      id: nodeCount, range: range.lowerBound + base..<range.upperBound + base, kind: kind,
      depth: depth + 1)
  }

  @inline(never)
  func tooDeep(_ range: Range<Int>) -> SyntaxError {
    SyntaxError(
      id: "too-deep", message: "parts are nested more than \(limits.depth) deep", range: range,
      help: "bind parts to names with `cel.bind` or split the expression")
  }

  /// The place of a node in the lexer's bytes.
  func place(_ node: Expression.Node) -> Range<Int> {
    node.range.lowerBound - base..<node.range.upperBound - base
  }

  func extent(_ first: Expression.Node, _ last: Expression.Node) -> Range<Int> {
    place(first).lowerBound..<place(last).upperBound
  }

  /// A whole expression: `a ? b : c` and everything that binds closer.
  ///
  /// Between an expression and one nested in it stand only a few small frames of the stack: the
  /// functions that build nodes are kept out of them.
  mutating func expression() throws(SyntaxError) -> Expression.Node {
    guard nesting < limits.depth else { throw tooDeep(token.range) }
    nesting += 1
    defer { nesting -= 1 }
    var choices: [(condition: Expression.Node, yes: Expression.Node)] = []
    while true {
      let value = try chain()
      guard try take(.question) else { return try conditional(choices, value) }
      choices.append((value, try chain()))
      try expect(.colon, "`:`")
    }
  }

  @inline(never)
  private mutating func conditional(
    _ choices: [(condition: Expression.Node, yes: Expression.Node)], _ last: Expression.Node
  ) throws(SyntaxError) -> Expression.Node {
    var result = last
    for (condition, yes) in choices.reversed() {
      result = try node(
        .conditional(condition, yes, result), extent(condition, result),
        below: max(condition.depth, yes.depth, result.depth))
    }
    return result
  }

  /// Operands joined by operators, without recursion: what binds closer is joined first.
  private mutating func chain() throws(SyntaxError) -> Expression.Node {
    var operands = [try operand()]
    var pending: [Infix] = []
    while let next = token.kind.infix {
      try advance()
      if !pending.isEmpty { try join(&operands, &pending, from: next.level) }
      pending.append(next)
      operands.append(try operand())
    }
    if !pending.isEmpty { try join(&operands, &pending, from: 0) }
    return operands[0]
  }

  /// Joins the last operands whose operators bind at least as close as `level`; `&&` and `||` wait
  /// for all of their kind.
  @inline(never)
  private mutating func join(
    _ operands: inout [Expression.Node], _ pending: inout [Infix], from level: Int
  ) throws(SyntaxError) {
    while let last = pending.last, last.level > level || last.level == level && last.isBinary {
      var count = 2
      pending.removeLast()
      if !last.isBinary {
        while pending.last?.level == last.level {
          pending.removeLast()
          count += 1
        }
      }
      let parts = Array(operands.suffix(count))
      operands.removeLast(count)
      let kind: Expression.Kind =
        switch last {
        case .and: .and(parts)
        case .or: .or(parts)
        case .binary(let operation): .binary(operation, parts[0], parts[1])
        }
      operands.append(
        try node(
          kind, extent(parts[0], parts[count - 1]), below: parts.reduce(0) { max($0, $1.depth) }))
    }
  }

  /// A value with the signs before it; a minus before a number is part of the number.
  private mutating func operand() throws(SyntaxError) -> Expression.Node {
    guard token.kind == .not || token.kind == .subtract else {
      return try member(after: try primary())
    }
    var signs = try signs()
    let first: Expression.Node
    if let sign = signs.last, sign.kind == .subtract, token.kind == .int || token.kind == .double {
      signs.removeLast()
      first = try number(negatedBy: sign)
    } else {
      first = try primary()
    }
    return try signed(try member(after: first), signs)
  }

  @inline(never)
  private mutating func signs() throws(SyntaxError) -> [Token] {
    var signs: [Token] = []
    while token.kind == .not || token.kind == .subtract {
      guard signs.count < limits.depth else { throw tooDeep(token.range) }
      signs.append(token)
      try advance()
    }
    return signs
  }

  @inline(never)
  private mutating func signed(
    _ operand: Expression.Node, _ signs: [Token]
  ) throws(SyntaxError) -> Expression.Node {
    var operand = operand
    for sign in signs.reversed() {
      operand = try node(
        sign.kind == .not ? .not(operand) : .negate(operand),
        sign.range.lowerBound..<place(operand).upperBound, below: operand.depth)
    }
    return operand
  }
}

/// An operator between two operands, or more of them.
private enum Infix {
  case and, or
  case binary(Expression.BinaryOperator)

  /// How close it binds.
  var level: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .binary(.add), .binary(.subtract): 4
    case .binary(.multiply), .binary(.divide), .binary(.remainder): 5
    case .binary: 3
    }
  }

  var isBinary: Bool { if case .binary = self { true } else { false } }
}

extension Token.Kind {
  fileprivate var infix: Infix? {
    switch self {
    case .and: .and
    case .or: .or
    case .equal: .binary(.equal)
    case .notEqual: .binary(.notEqual)
    case .less: .binary(.less)
    case .lessOrEqual: .binary(.lessOrEqual)
    case .greater: .binary(.greater)
    case .greaterOrEqual: .binary(.greaterOrEqual)
    case .keywordIn: .binary(.isIn)
    case .add: .binary(.add)
    case .subtract: .binary(.subtract)
    case .multiply: .binary(.multiply)
    case .divide: .binary(.divide)
    case .remainder: .binary(.remainder)
    default: nil
    }
  }
}
