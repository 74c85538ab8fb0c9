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
      let range = error.range.lowerBound + parser.base..<error.range.upperBound + parser.base
      throw Diagnostics(
        Diagnostic(
          id: error.id, error.message, at: SourceSpan(span.source, range), help: error.help))
    }
  }

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
  mutating func expression() throws(SyntaxError) -> Expression.Node {
    guard nesting < limits.depth else { throw tooDeep(token.range) }
    nesting += 1
    defer { nesting -= 1 }
    let start = token.range.lowerBound
    let condition = try disjunction()
    guard try take(.question) else { return condition }
    let yes = try disjunction()
    try expect(.colon, "`:`")
    let no = try expression()
    return try node(
      .conditional(condition, yes, no), start..<place(no).upperBound,
      below: max(condition.depth, yes.depth, no.depth))
  }

  private mutating func disjunction() throws(SyntaxError) -> Expression.Node {
    let first = try conjunction()
    guard token.kind == .or else { return first }
    var operands = [first]
    while try take(.or) { operands.append(try conjunction()) }
    let depth = operands.reduce(0) { max($0, $1.depth) }
    return try node(.or(operands), extent(first, operands[operands.count - 1]), below: depth)
  }

  private mutating func conjunction() throws(SyntaxError) -> Expression.Node {
    let first = try binary(above: 0)
    guard token.kind == .and else { return first }
    var operands = [first]
    while try take(.and) { operands.append(try binary(above: 0)) }
    let depth = operands.reduce(0) { max($0, $1.depth) }
    return try node(.and(operands), extent(first, operands[operands.count - 1]), below: depth)
  }

  /// Comparisons, sums and products that bind closer than `level`.
  private mutating func binary(above level: Int) throws(SyntaxError) -> Expression.Node {
    var left = try unary()
    while let (operation, precedence) = token.kind.binaryOperator, precedence > level {
      try advance()
      let right = try binary(above: precedence)
      left = try node(
        .binary(operation, left, right), extent(left, right), below: max(left.depth, right.depth))
    }
    return left
  }

  /// Signs before an operand; a minus before a number is part of the number.
  private mutating func unary() throws(SyntaxError) -> Expression.Node {
    var signs: [Token] = []
    while token.kind == .not || token.kind == .subtract {
      guard signs.count < limits.depth else { throw tooDeep(token.range) }
      signs.append(token)
      try advance()
    }
    var operand: Expression.Node
    if let sign = signs.last, sign.kind == .subtract, token.kind == .int || token.kind == .double {
      signs.removeLast()
      operand = try member(after: try number(negatedBy: sign))
    } else {
      operand = try member(after: try primary())
    }
    for sign in signs.reversed() {
      operand = try node(
        sign.kind == .not ? .not(operand) : .negate(operand),
        sign.range.lowerBound..<place(operand).upperBound, below: operand.depth)
    }
    return operand
  }
}

extension Token.Kind {
  /// The operator and how close it binds.
  fileprivate var binaryOperator: (Expression.BinaryOperator, Int)? {
    switch self {
    case .equal: (.equal, 1)
    case .notEqual: (.notEqual, 1)
    case .less: (.less, 1)
    case .lessOrEqual: (.lessOrEqual, 1)
    case .greater: (.greater, 1)
    case .greaterOrEqual: (.greaterOrEqual, 1)
    case .keywordIn: (.isIn, 1)
    case .add: (.add, 2)
    case .subtract: (.subtract, 2)
    case .multiply: (.multiply, 3)
    case .divide: (.divide, 3)
    case .remainder: (.remainder, 3)
    default: nil
    }
  }
}
