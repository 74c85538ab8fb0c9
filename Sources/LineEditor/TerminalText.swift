// Text as a terminal shows it: columns taken, control characters made visible, cut to fit.

extension Unicode.Scalar {
  /// Whether a terminal could take the scalar for a command or hide text with it: controls,
  /// line separators, and the marks that turn the direction of writing.
  var isHostile: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// The text with every control character written out, such as `^[` or `\u{9B}`.
  var visibleText: String {
    guard unicodeScalars.contains(where: \.isHostile) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09: result += " "
      case 0x0A: result += "⏎"
      case 0..<0x20:
        result += "^"
        result.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 0x40)))
      case 0x7F: result += "^?"
      default:
        if scalar.isHostile {
          result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// The columns that the text takes, as the C library counts them.
  var columns: Int {
    unicodeScalars.reduce(0) { $0 + max(0, Libedit.columns(of: $1)) }
  }

  /// The text cut to at most `limit` columns, with an ellipsis where something is missing.
  func cut(toColumns limit: Int) -> String {
    guard columns > limit else { return self }
    guard limit > 0 else { return "" }
    var result = ""
    var used = 0
    for character in self {
      let width = String(character).columns
      guard used + width <= limit - 1 else { break }
      result.append(character)
      used += width
    }
    return result + "…"
  }

  /// The text followed by spaces up to a number of columns.
  func padded(toColumns width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - columns))
  }
}
