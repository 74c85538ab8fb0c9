// Types in the text form of CEL's own type messages: `map_type { key_type { primitive: STRING } … }`.

import CEL

extension ValueType {
  /// The type that an expression would mean by this name.
  init?(denoted name: String) {
    let named: [ValueType] = [
      .dyn, .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration,
      .list(.dyn), .map(.dyn, .dyn), .type(.dyn), .optional(.dyn),
    ]
    guard let type = named.first(where: { $0.name == name }) else { return nil }
    self = type
  }

  /// Reads the text form; `nil` if it is damaged or a message.
  init?(text: String) {
    var reader = TypeReader(text)
    guard let type = reader.type(depth: 0), reader.isAtEnd else { return nil }
    self = type
  }
}

/// Takes words off the front of a type's text form.
private struct TypeReader {
  /// How deep types may be nested.
  static let deepest = 50

  private var words: [String] = []
  private var position = 0

  init(_ text: String) {
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber || character == "_" || character == "." {
        word.append(character)
        continue
      }
      if !word.isEmpty { words.append(word) }
      word = ""
      if character == "{" || character == "}" || character == ":" { words.append("\(character)") }
    }
    if !word.isEmpty { words.append(word) }
  }

  var isAtEnd: Bool { position == words.count }

  private var isAtBrace: Bool { position < words.count && words[position] == "}" }

  private mutating func take(_ word: String) -> Bool {
    guard position < words.count, words[position] == word else { return false }
    position += 1
    return true
  }

  private mutating func next() -> String? {
    guard position < words.count else { return nil }
    position += 1
    return words[position - 1]
  }

  /// `name: WORD`
  private mutating func scalar() -> String? { take(":") ? next() : nil }

  /// `name { … }`, with or without a colon.
  private mutating func block<T>(_ body: (inout TypeReader) -> T?) -> T? {
    _ = take(":")
    guard take("{"), let result = body(&self), take("}") else { return nil }
    return result
  }

  mutating func type(depth: Int) -> ValueType? {
    guard depth < Self.deepest, let field = next() else { return nil }
    switch field {
    case "primitive", "wrapper": return scalar().flatMap(Self.primitive)
    case "well_known": return scalar().flatMap(Self.wellKnown)
    case "null": return scalar().map { _ in .null }
    case "dyn": return block { _ in .dyn }
    case "type":
      return block { $0.isAtBrace ? .dyn : $0.type(depth: depth + 1) }
        .map { .type($0) }
    case "list_type":
      return block { reader in
        if reader.isAtBrace { return .list(.dyn) }
        guard reader.take("elem_type") else { return nil }
        return reader.block { $0.type(depth: depth + 1) }.map { .list($0) }
      }
    case "map_type":
      return block { reader in
        if reader.isAtBrace { return .map(.dyn, .dyn) }
        guard reader.take("key_type"), let key = reader.block({ $0.type(depth: depth + 1) }),
          reader.take("value_type"), let value = reader.block({ $0.type(depth: depth + 1) })
        else { return nil }
        return .map(key, value)
      }
    case "abstract_type": return block { $0.abstract(depth: depth) }
    case "message_type":
      return switch scalar() {
      case "google.protobuf.Timestamp": .timestamp
      case "google.protobuf.Duration": .duration
      case "google.protobuf.Any", "google.protobuf.Value": .dyn
      case "google.protobuf.ListValue": .list(.dyn)
      case "google.protobuf.Struct": .map(.string, .dyn)
      default: nil
      }
    default: return nil
    }
  }

  private mutating func abstract(depth: Int) -> ValueType? {
    guard take("name"), let name = scalar() else { return nil }
    var arguments: [ValueType] = []
    while take("parameter_types") {
      guard let argument = block({ $0.type(depth: depth + 1) }) else { return nil }
      arguments.append(argument)
    }
    if name == "optional_type" { return .optional(arguments.first ?? .dyn) }
    return .opaque(name, arguments)
  }

  private static func primitive(_ name: String) -> ValueType? {
    switch name {
    case "BOOL": .bool
    case "INT64": .int
    case "UINT64": .uint
    case "DOUBLE": .double
    case "STRING": .string
    case "BYTES": .bytes
    default: nil
    }
  }

  private static func wellKnown(_ name: String) -> ValueType? {
    switch name {
    case "TIMESTAMP": .timestamp
    case "DURATION": .duration
    case "ANY": .dyn
    default: nil
    }
  }
}
