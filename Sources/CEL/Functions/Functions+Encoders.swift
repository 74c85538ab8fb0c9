// The `base64` extension (RFC 4648, section 4).

extension FunctionDeclaration {
  static let encoders: [FunctionDeclaration] = [
    entry(
      "base64.encode", [Overload("base64_encode", [.bytes], .string)], "The octets as Base64 text",
      example: "base64.encode(b'hello') == 'aGVsbG8='"
    ) { arguments throws(EvaluationError) in
      guard case .bytes(let bytes)? = arguments.first else {
        throw noOverload("base64.encode", arguments)
      }
      return .string(Base64.encode(bytes))
    },
    entry(
      "base64.decode", [Overload("base64_decode", [.string], .bytes)],
      "The octets of a Base64 text, with or without `=` at its end",
      example: "base64.decode('aGVsbG8') == b'hello'"
    ) { arguments throws(EvaluationError) in
      guard case .string(let text)? = arguments.first else {
        throw noOverload("base64.decode", arguments)
      }
      guard let bytes = Base64.decode(text) else {
        throw EvaluationError(.other("the text is no Base64"))
      }
      return .bytes(bytes)
    },
  ]
}

/// Octets as text of 64 characters.
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text, with padding.
  public static func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        result.append(
          index <= group.count ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The octets; `nil` if the text is damaged.
  public static func decode(_ text: String) -> [UInt8]? {
    var characters = Array(text.utf8)[...]
    if characters.last == UInt8(ascii: "=") {
      guard characters.count % 4 == 0 else { return nil }
      characters.removeLast()
      if characters.last == UInt8(ascii: "=") { characters.removeLast() }
    }
    guard characters.count % 4 != 1 else { return nil }
    var result: [UInt8] = []
    var bits = 0
    var count = 0
    for character in characters {
      guard let digit = digit(character) else { return nil }
      bits = (bits << 6 | digit) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return result
  }

  private static func digit(_ character: UInt8) -> Int? {
    switch character {
    case 0x41...0x5A: Int(character) - 0x41
    case 0x61...0x7A: Int(character) - 0x61 + 26
    case 0x30...0x39: Int(character) - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
