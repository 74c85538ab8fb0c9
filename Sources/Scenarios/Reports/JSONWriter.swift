// JSON text built piece by piece, in the order of the calls: small, fast and the same in every
// process. It never reads JSON.

/// Writes one JSON text.
///
/// Commas and colons come by themselves; the caller opens and closes what it means to nest.
/// Everything that a terminal could obey (control and direction-changing characters) is escaped.
public struct JSONWriter: Sendable {
  /// The UTF-8 text so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Starts an empty text.
  public init() {}

  /// The text so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// An object; the closure writes `key` and value in turn.
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
    members(&self)
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  /// An array; the closure writes the elements.
  public mutating func array(_ elements: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "["))
    needsComma = false
    elements(&self)
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// The name of the member whose value comes next.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A string, or `null` for nothing.
  public mutating func string(_ value: String?) {
    guard let value else { return null() }
    separate()
    bytes.append(UInt8(ascii: "\""))
    appendEscaped(value)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// A whole number.
  public mutating func integer(_ value: some BinaryInteger) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
    needsComma = true
  }

  /// A number; what JSON can't say (infinite, not a number) becomes a string.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return string("\(value)") }
    separate()
    bytes.append(contentsOf: "\(value)".utf8)
    needsComma = true
  }

  /// `true` or `false`.
  public mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
    needsComma = true
  }

  /// `null`.
  public mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
    needsComma = true
  }

  /// A value that is JSON already.
  public mutating func written(_ json: String) {
    separate()
    bytes.append(contentsOf: json.utf8)
    needsComma = true
  }

  /// An array of strings.
  public mutating func strings(_ values: some Sequence<String>) {
    array { writer in for value in values { writer.string(value) } }
  }

  /// A line break between values, so that long texts stay readable by line.
  public mutating func lineBreak() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func appendEscaped(_ value: String) {
    for scalar in value.unicodeScalars {
      switch scalar.value {
      case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
      case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
      case 0x0A: bytes.append(contentsOf: [0x5C, UInt8(ascii: "n")])
      case 0x09: bytes.append(contentsOf: [0x5C, UInt8(ascii: "t")])
      case 0x0D: bytes.append(contentsOf: [0x5C, UInt8(ascii: "r")])
      case 0x20..<0x7F: bytes.append(UInt8(scalar.value))
      case 0x00..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
        0xFFFE, 0xFFFF:
        appendHexadecimal(scalar.value)
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }

  private mutating func appendHexadecimal(_ value: UInt32) {
    bytes.append(contentsOf: [0x5C, UInt8(ascii: "u")])
    for shift in [12, 8, 4, 0] as [UInt32] {
      let digit = UInt8((value >> shift) & 0xF)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
