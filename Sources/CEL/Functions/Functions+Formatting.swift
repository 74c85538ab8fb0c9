// `"%s is %.2f".format([…])`: values put into a text, without any locale.

extension FunctionDeclaration {
  static let formatting: [FunctionDeclaration] = [
    entry(
      "format",
      [Overload("string_format", [.string, .list(.dyn)], .string, isMember: true)],
      "The text with values put in for %s %d %f %e %b %o %x %X; %.2f gives two digits",
      example: "'%s: %.1f %x'.format(['a', 2.5, 255]) == 'a: 2.5 ff'"
    ) { arguments throws(EvaluationError) in
      guard arguments.count == 2, case .string(let template) = arguments[0],
        case .list(let values) = arguments[1]
      else { throw noOverload("format", arguments) }
      var formatter = Formatter(values: values)
      return .string(try formatter.format(Array(template.utf8)))
    }
  ]
}

/// The state of filling in one template.
private struct Formatter {
  /// The most digits behind the point.
  static let longestPrecision = 1_000

  let values: [Value]
  var used = 0
  var result: [UInt8] = []

  init(values: [Value]) { self.values = values }

  mutating func format(_ template: [UInt8]) throws(EvaluationError) -> String {
    var position = 0
    while position < template.count {
      let byte = template[position]
      position += 1
      guard byte == UInt8(ascii: "%") else {
        result.append(byte)
        continue
      }
      if position < template.count, template[position] == UInt8(ascii: "%") {
        result.append(byte)
        position += 1
        continue
      }
      let precision = try precision(template, &position)
      guard position < template.count else {
        throw EvaluationError(.other("`%` at the end of the template"))
      }
      let verb = template[position]
      position += 1
      result.append(contentsOf: try clause(verb, precision).utf8)
      try FunctionDeclaration.checkSize(result.count)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func precision(
    _ template: [UInt8], _ position: inout Int
  ) throws(EvaluationError) -> Int? {
    guard position < template.count, template[position] == UInt8(ascii: ".") else { return nil }
    position += 1
    var value = 0
    while position < template.count, template[position].isDigit {
      value = value * 10 + Int(template[position] - 0x30)
      guard value <= Self.longestPrecision else {
        throw EvaluationError(.limit("a precision is \(Self.longestPrecision) at most"))
      }
      position += 1
    }
    return value
  }

  private mutating func clause(
    _ verb: UInt8, _ precision: Int?
  ) throws(EvaluationError) -> String {
    let name = String(decoding: [verb], as: UTF8.self)
    guard "sdfeboxX".utf8.contains(verb) else {
      throw EvaluationError(.other("there is no clause `%\(name)`"))
    }
    guard used < values.count else {
      throw EvaluationError(.other("the template needs more than \(values.count) values"))
    }
    let value = values[used]
    used += 1
    let text: String? =
      switch verb {
      case UInt8(ascii: "s"): value.formatted
      case UInt8(ascii: "d"): decimal(value)
      case UInt8(ascii: "f"):
        value.asDouble.map { $0.isFinite ? $0.fixed(precision ?? 6) : $0.words }
      case UInt8(ascii: "e"):
        value.asDouble.map { $0.isFinite ? $0.scientific(precision ?? 6) : $0.words }
      case UInt8(ascii: "b"): radix(value, 2)
      case UInt8(ascii: "o"): octal(value)
      case UInt8(ascii: "x"): hexadecimal(value, uppercase: false)
      default: hexadecimal(value, uppercase: true)
      }
    guard let text else {
      throw EvaluationError(.other("`%\(name)` can't take a value of type \(value.type)"))
    }
    return text
  }

  private func decimal(_ value: Value) -> String? {
    switch value {
    case .int(let value): String(value)
    case .uint(let value): String(value)
    case .double(let value): value.words
    default: nil
    }
  }

  private func octal(_ value: Value) -> String? {
    if case .bool = value { nil } else { radix(value, 8) }
  }

  private func radix(_ value: Value, _ radix: Int) -> String? {
    switch value {
    case .int(let value): String(value, radix: radix)
    case .uint(let value): String(value, radix: radix)
    case .bool(let value): value ? "1" : "0"
    default: nil
    }
  }

  private func hexadecimal(_ value: Value, uppercase: Bool) -> String? {
    let bytes: [UInt8]
    switch value {
    case .int(let value): return String(value, radix: 16, uppercase: uppercase)
    case .uint(let value): return String(value, radix: 16, uppercase: uppercase)
    case .string(let text): bytes = Array(text.utf8)
    case .bytes(let octets): bytes = octets
    default: return nil
    }
    return bytes.map {
      ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: uppercase)
    }.joined()
  }
}

extension Value {
  fileprivate var asDouble: Double? {
    switch self {
    case .double(let value): value
    case .int(let value): Double(value)
    case .uint(let value): Double(value)
    default: nil
    }
  }

  /// The value as `%s` shows it: texts without quotes, maps in the order of their keys' texts.
  fileprivate var formatted: String? {
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return String(value)
    case .uint(let value): return String(value)
    case .double(let value): return value.words
    case .string(let text): return text
    case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .type(let type): return type.name
    case .timestamp(let time): return time.description
    case .duration(let length): return length.description
    case .list(let list):
      let parts = list.compactMap(\.formatted)
      return parts.count == list.count ? "[\(parts.joined(separator: ", "))]" : nil
    case .map(let map):
      let parts: [(key: String, value: String)] = map.entries.compactMap { entry in
        guard let key = entry.key.formatted, let value = entry.value.formatted else { return nil }
        return (key, value)
      }
      guard parts.count == map.count else { return nil }
      let sorted = parts.sorted { $0.key.isOrderedBefore($1.key) }
      return "{\(sorted.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
    case .optional: return nil
    }
  }
}
