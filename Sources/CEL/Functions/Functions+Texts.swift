// The `strings` extension: cutting, joining and searching texts. Positions count code points.

extension FunctionDeclaration {
  private typealias Scalars = [Unicode.Scalar]

  static let texts: [FunctionDeclaration] = [
    member("charAt", [[.int]], .string, "The character at a position", "'abc'.charAt(1) == 'b'") {
      text, rest throws(EvaluationError) in
      guard case .int(let index)? = rest.first else { return nil }
      let position = try position(index, in: text)
      return .string(String(text[position..<min(position + 1, text.count)]))
    },
    member(
      "indexOf", [[.string], [.string, .int]], .int,
      "Where the other text begins first, at or behind a position; -1 if nowhere",
      "'banana'.indexOf('an', 2) == 3"
    ) { text, rest throws(EvaluationError) in
      guard case .string(let other)? = rest.first else { return nil }
      var start = 0
      if rest.count == 2 {
        guard case .int(let index) = rest[1] else { return nil }
        start = try position(index, in: text)
      }
      let found = TextSearch.first(Scalars(other.unicodeScalars), in: text, from: start)
      return .int(Int64(found ?? -1))
    },
    member(
      "lastIndexOf", [[.string], [.string, .int]], .int,
      "Where the other text begins last, at or before a position; -1 if nowhere",
      "'banana'.lastIndexOf('an') == 3"
    ) { text, rest throws(EvaluationError) in
      guard case .string(let other)? = rest.first else { return nil }
      let needle = Scalars(other.unicodeScalars)
      var last = text.count
      if rest.count == 2 {
        guard case .int(let index) = rest[1] else { return nil }
        last = try position(index, in: text)
      }
      // Backwards, the last place is the first.
      let end = min(text.count, last + needle.count)
      guard end >= needle.count else { return .int(-1) }
      if needle.isEmpty { return .int(Int64(end)) }
      let found = TextSearch.first(needle.reversed(), in: text[..<end].reversed(), from: 0)
      return .int(found.map { Int64(end - $0 - needle.count) } ?? -1)
    },
    member(
      "substring", [[.int], [.int, .int]], .string,
      "The text from a position, up to another if it is given", "'banana'.substring(1, 3) == 'an'"
    ) { text, rest throws(EvaluationError) in
      guard case .int(let first)? = rest.first else { return nil }
      let start = try position(first, in: text)
      var end = text.count
      if rest.count == 2 {
        guard case .int(let last) = rest[1] else { return nil }
        end = try position(last, in: text)
      }
      guard start <= end else {
        throw EvaluationError(.other("a substring can't end at \(end), before its start \(start)"))
      }
      return .string(String(text[start..<end]))
    },
    member(
      "replace", [[.string, .string], [.string, .string, .int]], .string,
      "The text with another put for a part, everywhere or so many times",
      "'banana'.replace('a', 'o', 2) == 'bonona'"
    ) { text, rest throws(EvaluationError) in
      guard rest.count >= 2, case .string(let old) = rest[0], case .string(let new) = rest[1] else {
        return nil
      }
      var limit = Int.max
      if rest.count == 3 {
        guard case .int(let count) = rest[2] else { return nil }
        limit = count < 0 ? .max : Int(count)
      }
      return .string(try replace(text, Scalars(old.unicodeScalars), new, limit))
    },
    member(
      "split", [[.string], [.string, .int]], .list(.string),
      "The parts between separators; the last of so many holds the rest",
      "'a,b,c'.split(',', 2) == ['a', 'b,c']"
    ) { text, rest throws(EvaluationError) in
      guard case .string(let separator)? = rest.first else { return nil }
      var limit = Int.max
      if rest.count == 2 {
        guard case .int(let count) = rest[1] else { return nil }
        limit = count < 0 ? .max : Int(count)
      }
      let parts = split(text, Scalars(separator.unicodeScalars), limit)
      return .list(parts.map { .string(String($0)) })
    },
    member(
      "trim", [[]], .string, "The text without white space at both ends", "' a b '.trim() == 'a b'"
    ) { text, _ throws(EvaluationError) in
      let isSpace = \Unicode.Scalar.properties.isWhitespace
      let start = text.firstIndex { !$0[keyPath: isSpace] } ?? text.count
      let end = text.lastIndex { !$0[keyPath: isSpace] }.map { $0 + 1 } ?? start
      return .string(String(text[start..<end]))
    },
    member(
      "lowerAscii", [[]], .string, "The text with a to z for A to Z", "'ABÇ'.lowerAscii() == 'abÇ'"
    ) { text, _ throws(EvaluationError) in
      .string(
        String(text.map { ("A"..."Z").contains($0) ? Unicode.Scalar(UInt8($0.value + 32)) : $0 }))
    },
    member(
      "upperAscii", [[]], .string, "The text with A to Z for a to z", "'abç'.upperAscii() == 'ABç'"
    ) { text, _ throws(EvaluationError) in
      .string(
        String(text.map { ("a"..."z").contains($0) ? Unicode.Scalar(UInt8($0.value - 32)) : $0 }))
    },
    member("reverse", [[]], .string, "The text backwards", "'abc'.reverse() == 'cba'") {
      text, _ throws(EvaluationError) in .string(String(text.reversed()))
    },
    entry(
      "join",
      [
        Overload("list_join", [.list(.string)], .string, isMember: true),
        Overload("list_join_string", [.list(.string), .string], .string, isMember: true),
      ], "The texts of a list in one, with another between them",
      example: "['a', 'b'].join('-') == 'a-b'"
    ) { arguments throws(EvaluationError) in
      guard case .list(let list)? = arguments.first else { throw noOverload("join", arguments) }
      var separator = ""
      if arguments.count == 2 {
        guard case .string(let text) = arguments[1] else { throw noOverload("join", arguments) }
        separator = text
      }
      var result = ""
      for (index, element) in list.enumerated() {
        guard case .string(let text) = element else { throw noOverload("join", [element]) }
        if index > 0 { result += separator }
        result += text
        try checkSize(result.utf8.count)
      }
      return .string(result)
    },
    entry(
      "strings.quote", [Overload("strings_quote", [.string], .string)],
      "The text in double quotes, with escapes where they are needed",
      example: "strings.quote('a\\nb') == '\"a\\\\nb\"'"
    ) { arguments throws(EvaluationError) in
      guard case .string(let text)? = arguments.first else {
        throw noOverload("strings.quote", arguments)
      }
      return .string(quote(text))
    },
  ]

  /// A member function of a text; the body gives `nil` for arguments of wrong types.
  private static func member(
    _ name: String, _ parameters: [[ValueType]], _ result: ValueType, _ summary: String,
    _ example: String,
    _ body: @escaping @Sendable (Scalars, [Value]) throws(EvaluationError) -> Value?
  ) -> FunctionDeclaration {
    let overloads = parameters.map { rest in
      Overload(
        (["string", name] + rest.map(\.name)).joined(separator: "_"), [.string] + rest, result,
        isMember: true)
    }
    return entry(name, overloads, summary, example: example) { arguments throws(EvaluationError) in
      guard case .string(let text)? = arguments.first,
        let value = try body(Scalars(text.unicodeScalars), Array(arguments.dropFirst()))
      else { throw noOverload(name, arguments) }
      return value
    }
  }

  private static func position(
    _ index: Int64, in text: Scalars
  ) throws(EvaluationError) -> Int {
    guard index >= 0, index <= text.count else {
      throw EvaluationError(.outOfRange("position \(index) in a text of \(text.count)"))
    }
    return Int(index)
  }

  static func checkSize(_ bytes: Int) throws(EvaluationError) {
    var steps = Int.max
    try Meter.charge(bytes: bytes, &steps)
  }

  private static func replace(
    _ text: Scalars, _ old: Scalars, _ new: String, _ limit: Int
  ) throws(EvaluationError) -> String {
    let places =
      old.isEmpty
      ? Array(0...text.count).prefix(limit)[...]
      : TextSearch.all(old, in: text, limit: limit)[...]
    guard limit > 0, !places.isEmpty else { return String(text) }
    let (grown, overflow) = places.count.multipliedReportingOverflow(by: new.utf8.count)
    try checkSize(overflow ? .max : grown)
    var result = ""
    var position = 0
    for place in places {
      result += String(text[position..<place])
      result += new
      position = place + old.count
    }
    result += String(text[position...])
    try checkSize(result.utf8.count)
    return result
  }

  private static func split(
    _ text: Scalars, _ separator: Scalars, _ limit: Int
  ) -> [ArraySlice<Unicode.Scalar>] {
    guard limit > 0 else { return [] }
    let places =
      separator.isEmpty
      ? Array((text.isEmpty ? 0..<0 : 1..<text.count).prefix(limit - 1))
      : TextSearch.all(separator, in: text, limit: limit - 1)
    if separator.isEmpty, text.isEmpty { return [] }
    var result: [ArraySlice<Unicode.Scalar>] = []
    var position = 0
    for place in places {
      result.append(text[position..<place])
      position = place + separator.count
    }
    return result + [text[position...]]
  }

  private static func quote(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{07}": result += "\\a"
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0B}": result += "\\v"
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension String {
  /// The text of code points.
  fileprivate init(_ scalars: some Sequence<Unicode.Scalar>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self = String(view)
  }
}
