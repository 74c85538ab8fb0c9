// Values of styles: lengths in CSS pixels or percent, colours, and contrast by the formula of the
// Web Content Accessibility Guidelines 2.

/// A length as written.
enum StyleLength: Equatable {
  /// CSS pixels.
  case pixels(Double)
  /// Percent of what the property refers to.
  case percent(Double)
  /// Times the size of the type.
  case em(Double)
  /// Times the size of the root's type.
  case rem(Double)

  /// The sizes that CSS names, in pixels.
  static let fontSizes: [String: Double] = [
    "xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24,
    "xx-large": 32, "xxx-large": 48,
  ]

  /// Reads `12px`, `9pt`, `1.5em`, `20%` or `0`; `nil` for anything else.
  init?(_ text: String) {
    guard let (number, unit) = Self.numberAndUnit(text.utf8) else { return nil }
    switch unit {
    case "px": self = .pixels(number)
    case "pt": self = .pixels(number * 4 / 3)
    case "pc": self = .pixels(number * 16)
    case "in": self = .pixels(number * 96)
    case "cm": self = .pixels(number * 96 / 2.54)
    case "mm": self = .pixels(number * 96 / 25.4)
    case "em": self = .em(number)
    case "ex", "ch": self = .em(number / 2)
    case "rem": self = .rem(number)
    case "%", "vw": self = .percent(number)
    case "" where number == 0: self = .pixels(0)
    default: return nil
    }
  }

  /// A decimal number of at most 15 digits, and what stands behind it.
  private static func numberAndUnit(_ text: String.UTF8View) -> (number: Double, unit: Substring)? {
    var place = text.startIndex
    var digits = 0
    var whole: UInt64 = 0
    var divisor = 0.0
    let sign = text.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { text.formIndex(after: &place) }
    while place < text.endIndex {
      let byte = text[place]
      if byte &- 0x30 < 10 {
        whole = whole * 10 + UInt64(byte & 0xF)
        divisor *= 10
        digits += 1
        if digits > 15 { return nil }
      } else if byte == UInt8(ascii: "."), divisor == 0 {
        divisor = 1
      } else {
        break
      }
      text.formIndex(after: &place)
    }
    if digits == 0 || place < text.endIndex && text[place] == UInt8(ascii: ".") { return nil }
    let number = Double(whole) / max(1, divisor)
    return (sign == UInt8(ascii: "-") ? -number : number, Substring(text[place...]))
  }

  /// A length of an HTML attribute, where a bare number means pixels.
  init?(attribute text: String) {
    let value = text.filter { !$0.isWhitespace }
    self.init(value.utf8.last.map { $0 &- 0x30 < 10 } == true ? value + "px" : value)
  }

  /// The length in pixels, for type of a size and a reference width.
  func pixels(type: Double, of whole: Double) -> Double {
    switch self {
    case .pixels(let number): number
    case .percent(let number): number / 100 * whole
    case .em(let number): number * type
    case .rem(let number): number * 16
    }
  }
}

/// An opaque colour.
struct StyleColor: Hashable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  static let white = StyleColor(red: 255, green: 255, blue: 255)
  static let black = StyleColor(red: 0, green: 0, blue: 0)

  init(red: UInt8, green: UInt8, blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// Reads a name, `#rgb`, `#rrggbb`, `rgb(…)`; `nil` for what is not known or not opaque.
  init?(_ text: String) {
    if let known = Self.named[text] {
      self.init(number: known)
    } else if text.utf8.first == UInt8(ascii: "#") {
      let digits = text.dropFirst()
      guard let number = UInt32(digits, radix: 16) else { return nil }
      switch digits.utf8.count {
      case 3:
        let (red, green, blue) = (number >> 8 & 15, number >> 4 & 15, number & 15)
        self.init(number: (red << 16 | green << 8 | blue) * 17)
      case 6: self.init(number: number)
      case 8 where number & 0xFF == 0xFF: self.init(number: number >> 8)
      default: return nil
      }
    } else if text.hasPrefix("rgb"), let parts = Self.arguments(text) {
      let numbers = parts.prefix(3).compactMap { UInt8($0) }
      guard numbers.count == 3, parts.count == 3 || (parts.count == 4 && Double(parts[3]) == 1)
      else { return nil }
      self.init(red: numbers[0], green: numbers[1], blue: numbers[2])
    } else {
      return nil
    }
  }

  /// What stands between the brackets of a function.
  private static func arguments(_ text: String) -> [Substring]? {
    guard text.hasSuffix(")"), let open = text.firstIndex(of: "(") else { return nil }
    return text[text.index(after: open)...].dropLast().split { ", /".contains($0) }
  }

  /// Whether a value has the form of a colour, known or not; browsers ignore all others.
  static func isWritten(_ text: String) -> Bool {
    if text.utf8.first == UInt8(ascii: "#") {
      return [3, 4, 6, 8].contains(text.utf8.count - 1)
        && UInt32(text.dropFirst(), radix: 16) != nil
    }
    let word = text.utf8.prefix { $0 &- 0x61 < 26 || $0 == UInt8(ascii: "-") }
    return !word.isEmpty && text != "currentcolor"
      && (word.count == text.utf8.count || arguments(text) != nil)
  }

  /// Whether a colour shows nothing.
  static func isClear(_ text: String) -> Bool {
    if text == "transparent" { return true }
    if text.utf8.first == UInt8(ascii: "#") {
      return text.utf8.count == 9 && text.hasSuffix("00")
        || text.utf8.count == 5 && text.hasSuffix("0")
    }
    guard let parts = arguments(text), parts.count == 4 else { return false }
    return Double(parts[3]) == 0 || parts[3] == "0%"
  }

  private init(number: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: number >> 16), green: UInt8(truncatingIfNeeded: number >> 8),
      blue: UInt8(truncatingIfNeeded: number))
  }

  /// The relative luminance: 0 for black, 1 for white.
  var luminance: Double {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The contrast with another colour, 1 to 21.
  func contrast(with other: StyleColor) -> Double {
    let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)
  }

  /// x to the power of 2.4, for x between 0 and 1: x² times the square of the fifth root of x.
  private func power(_ x: Double) -> Double {
    var root = 1.0
    // Newton's steps from above come down to the root; more would change no digit.
    for _ in 0..<40 {
      let next = (4 * root + x / (root * root * root * root)) / 5
      guard next < root else { break }
      root = next
    }
    return x * x * root * root
  }
}
