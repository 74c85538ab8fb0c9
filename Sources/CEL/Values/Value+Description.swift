// Values as CEL would write them, so that a printed literal can be parsed again.

extension Value: CustomStringConvertible {
  /// The value in CEL's syntax: `1u`, `"text"`, `[1, 2]`, `timestamp("2020-01-01T00:00:00Z")`.
  public var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): "\(value)"
    case .uint(let value): "\(value)u"
    case .double(let value): value.isFinite ? "\(value)" : "double(\"\(value.words)\")"
    case .string(let value): value.quoted
    case .bytes(let value): "b" + value.quoted
    case .list(let value): "[\(value.map(\.description).joined(separator: ", "))]"
    case .map(let value):
      "{\(value.entries.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
    case .type(let value): value.name
    case .timestamp(let value): "timestamp(\"\(value)\")"
    case .duration(let value): "duration(\"\(value)\")"
    case .optional(let value): value.map { "optional.of(\($0))" } ?? "optional.none()"
    }
  }
}

extension Double {
  /// The number as `string(x)` gives it: whole numbers without a fraction, `NaN`, `Infinity`.
  var words: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
    if magnitude < 1e15, self == rounded(), !(self == 0 && sign == .minus) {
      return "\(Int64(self))"
    }
    return description
  }
}

extension String {
  /// The text as a CEL literal in double quotes.
  var quoted: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{07}": result += "\\a"
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case "\u{0B}": result += "\\v"
      case "\0"..."\u{1F}", "\u{7F}": result += "\\x" + scalar.value.hex(2)
      case "\u{80}"..."\u{9F}", "\u{200B}"..."\u{200F}", "\u{2028}"..."\u{202E}",
        "\u{2066}"..."\u{2069}", "\u{FEFF}":
        result += "\\u" + scalar.value.hex(4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension [UInt8] {
  /// The octets as the quoted part of a CEL literal: printable ASCII as it is, the rest as `\xff`.
  fileprivate var quoted: String {
    var result = "\""
    for byte in self {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += "\\\(Unicode.Scalar(byte))"
      case 0x20...0x7E: result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "\\x" + UInt32(byte).hex(2)
      }
    }
    return result + "\""
  }
}

extension UInt32 {
  /// Lower-case hexadecimal digits, with zeros in front up to a width.
  func hex(_ width: Int) -> String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
