// Operands: literals, names, calls, lists, maps, and what follows them: fields, indexes, calls.

extension Parser {
  /// Words that may not be names of variables or functions, so that CEL can grow.
  static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "var", "void", "while",
  ]

  mutating func primary() throws(SyntaxError) -> Expression.Node {
    switch token.kind {
    case .int, .uint, .double: return try number(negatedBy: nil)
    case .leftParenthesis:
      try advance()
      let inner = try expression()
      try expect(.rightParenthesis, "`)`")
      return inner
    case .leftBracket: return try list()
    case .leftBrace: return try map()
    case .dot, .identifier: return try name()
    default: return try literal()
    }
  }

  @inline(never)
  private mutating func literal() throws(SyntaxError) -> Expression.Node {
    let first = token
    let value: Value
    switch first.kind {
    case .string: value = .string(String(decoding: try lexer.content(of: first), as: UTF8.self))
    case .bytes: value = .bytes(try lexer.content(of: first))
    case .keywordTrue: value = .bool(true)
    case .keywordFalse: value = .bool(false)
    case .keywordNull: value = .null
    case .quotedIdentifier:
      throw SyntaxError(
        id: "syntax", message: "a name in backticks can only follow a dot", range: first.range)
    default: throw unexpected("a value")
    }
    try advance()
    return try node(.literal(value), first.range)
  }

  /// A number literal at the token, with the minus sign before it.
  @inline(never)
  mutating func number(negatedBy sign: Token?) throws(SyntaxError) -> Expression.Node {
    let range = (sign ?? token).range.lowerBound..<token.range.upperBound
    var text = text(token)
    let kind = token.kind
    func literal(_ value: Value?, _ name: String) throws(SyntaxError) -> Expression.Kind {
      guard let value else {
        throw SyntaxError(
          id: "bad-number", message: "`\(text)` is outside the range of \(name)", range: range)
      }
      return .literal(value)
    }
    if kind == .uint { text.removeLast() }
    let isHex = text.utf8.dropFirst().first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
    let digits = isHex ? text.dropFirst(2) : text[...]
    let parsed: Expression.Kind
    switch kind {
    case .double:
      let value = Double(text).flatMap { $0.isFinite ? Value.double(sign == nil ? $0 : -$0) : nil }
      parsed = try literal(value, "double")
    case .uint: parsed = try literal(UInt64(digits, radix: isHex ? 16 : 10).map(Value.uint), "uint")
    default:
      let value = Int64((sign == nil ? "" : "-") + digits, radix: isHex ? 16 : 10).map(Value.int)
      parsed = try literal(value, "int")
    }
    try advance()
    return try node(parsed, range)
  }

  private mutating func list() throws(SyntaxError) -> Expression.Node {
    let start = token.range.lowerBound
    try advance()
    var elements: [Expression.Element] = []
    while token.kind != .rightBracket {
      let isOptional = try take(.question)
      elements.append(Expression.Element(value: try expression(), isOptional: isOptional))
      guard try take(.comma) else { break }
    }
    let end = token.range.upperBound
    try expect(.rightBracket, "`,` or `]`")
    return try node(
      .list(elements), start..<end, below: elements.reduce(0) { max($0, $1.value.depth) })
  }

  private mutating func map() throws(SyntaxError) -> Expression.Node {
    let start = token.range.lowerBound
    try advance()
    var entries: [Expression.Entry] = []
    while token.kind != .rightBrace {
      let isOptional = try take(.question)
      let key = try expression()
      try expect(.colon, "`:`")
      entries.append(Expression.Entry(key: key, value: try expression(), isOptional: isOptional))
      guard try take(.comma) else { break }
    }
    let end = token.range.upperBound
    try expect(.rightBrace, "`,` or `}`")
    return try node(
      .map(entries), start..<end, below: entries.reduce(0) { max($0, $1.key.depth, $1.value.depth) }
    )
  }

  private mutating func name() throws(SyntaxError) -> Expression.Node {
    let start = token.range.lowerBound
    let name = try nameItself()
    guard token.kind == .leftParenthesis else {
      return try node(.identifier(name.text), start..<name.range.upperBound - base)
    }
    let arguments = try arguments()
    return try call(nil, name, arguments.nodes, start..<arguments.end)
  }

  @inline(never)
  private mutating func nameItself() throws(SyntaxError) -> Expression.Name {
    let start = token.range.lowerBound
    let dot = try take(.dot) ? "." : ""
    guard token.kind == .identifier else { throw unexpected("a name") }
    let word = text(token)
    let range = token.range
    guard !Self.reserved.contains(word) else {
      throw SyntaxError(
        id: "reserved", message: "`\(word)` is reserved and can't be a name", range: range,
        help: hyphenHelp(range))
    }
    try advance()
    return Expression.Name(text: dot + word, range: start + base..<range.upperBound + base)
  }

  /// The arguments of a call, from `(` to `)`.
  private mutating func arguments() throws(SyntaxError) -> (nodes: [Expression.Node], end: Int) {
    try advance()
    var nodes: [Expression.Node] = []
    if token.kind != .rightParenthesis {
      repeat { nodes.append(try expression()) } while try take(.comma)
    }
    let end = token.range.upperBound
    try expect(.rightParenthesis, nodes.isEmpty ? "an argument or `)`" : "`,` or `)`")
    return (nodes, end)
  }

  /// Fields, indexes and calls behind an operand.
  mutating func member(after operand: Expression.Node) throws(SyntaxError) -> Expression.Node {
    var result = operand
    while true {
      let start = place(result).lowerBound
      switch token.kind {
      case .dot:
        try advance()
        let isOptional = try take(.question)
        let name = try fieldName()
        if token.kind == .leftParenthesis, !isOptional {
          let arguments = try arguments()
          result = try call(result, name, arguments.nodes, start..<arguments.end)
        } else {
          result = try node(
            .select(result, name, isOptional: isOptional), start..<name.range.upperBound - base,
            below: result.depth)
        }
      case .leftBracket:
        try advance()
        let isOptional = try take(.question)
        let key = try expression()
        let end = token.range.upperBound
        try expect(.rightBracket, "`]`")
        result = try node(
          .index(result, key, isOptional: isOptional), start..<end,
          below: max(result.depth, key.depth))
      case .leftBrace where result.isDottedName:
        throw SyntaxError(
          id: "message", message: "messages can't be built here", range: token.range,
          help: "write a map: {\"field\": value}")
      default: return result
      }
    }
  }

  @inline(never)
  private mutating func fieldName() throws(SyntaxError) -> Expression.Name {
    let range = token.range.lowerBound + base..<token.range.upperBound + base
    switch token.kind {
    case .identifier:
      let name = Expression.Name(text: text(token), range: range)
      try advance()
      return name
    case .quotedIdentifier:
      let inner = token.range.lowerBound + 1..<token.range.upperBound - 1
      try advance()
      return Expression.Name(
        text: String(decoding: lexer.bytes[inner], as: UTF8.self), range: range)
    default: throw unexpected("a field name")
    }
  }

  @inline(never)
  private mutating func call(
    _ target: Expression.Node?, _ name: Expression.Name, _ arguments: [Expression.Node],
    _ range: Range<Int>
  ) throws(SyntaxError) -> Expression.Node {
    if let macro = try macro(target, name, arguments, range) { return macro }
    let depth = arguments.reduce(target?.depth ?? 0) { max($0, $1.depth) }
    return try node(
      .call(target: target, function: name, arguments: arguments), range, below: depth)
  }
}

extension Expression.Node {
  /// Whether the node is a name or names joined by dots.
  var isDottedName: Bool {
    switch kind {
    case .identifier: true
    case .select(let operand, _, isOptional: false): operand.isDottedName
    default: false
    }
  }
}
