// What is looked at before libyaml sees a text: characters that YAML refuses or that would make
// line numbers differ from those of an editor. One pass, eight bytes at a time.

import CEL

/// The problems of a text's characters, and whether it is plain ASCII.
struct YAMLTextCheck {
  private(set) var problems: [Diagnostic] = []
  private(set) var isASCII = true

  init(_ bytes: UnsafeBufferPointer<UInt8>, in source: SourceText) {
    let raw = UnsafeRawBufferPointer(bytes)
    var position = 0
    while position < bytes.count {
      if position + 8 <= bytes.count {
        let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        if Self.isPrintable(word) {
          position += 8
          continue
        }
      }
      let upper = min(position + 8, bytes.count)
      while position < upper {
        let length = check(bytes, position, in: source)
        position += length
      }
      if problems.count >= YAMLLimits.problems { break }
    }
  }

  /// Whether all eight bytes are ASCII from the space to `~`.
  private static func isPrintable(_ word: UInt64) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    let belowSpace = (word &- 0x2020_2020_2020_2020) & ~word
    let delete = word ^ 0x7F7F_7F7F_7F7F_7F7F
    let isDelete = (delete &- 0x0101_0101_0101_0101) & ~delete
    return (word | belowSpace | isDelete) & high == 0
  }

  /// Looks at the character at a place; gives the number of its bytes.
  private mutating func check(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, in source: SourceText
  ) -> Int {
    func byte(_ offset: Int) -> UInt8 {
      position + offset < bytes.count ? bytes[position + offset] : 0
    }
    func complain(_ length: Int, _ id: String, _ message: String, _ help: String) {
      problems.append(
        Diagnostic(
          id: id, message, at: SourceSpan(source, position..<position + length), help: help))
    }
    switch byte(0) {
    case 0x09, 0x0A, 0x20...0x7E: return 1
    case 0x0D:
      if byte(1) == 0x0A { return 2 }
      complain(
        1, "yaml-line-break", "a carriage return without a line feed ends no line",
        "save the file with Unix or Windows line ends")
      return 1
    case 0x00:
      complain(
        1, "yaml-nul", "the file holds a zero byte, as no text does",
        "is it a text file? In a text write \"\\0\"")
      return 1
    case ..<0x20, 0x7F:
      let digits = String(byte(0), radix: 16, uppercase: true)
      complain(
        1, "yaml-control-character", "the file holds the control character U+00\(digits)",
        "in double quotes it may be written as \"\\x\(byte(0) < 16 ? "0" : "")\(digits)\"")
      return 1
    case 0xC2 where byte(1) < 0xA0:
      isASCII = false
      let digits = String(byte(1), radix: 16, uppercase: true)
      complain(
        2, "yaml-control-character", "the file holds the control character U+00\(digits)",
        "in double quotes it may be written as \"\\x\(digits)\"")
      return 2
    case 0xE2 where byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9):
      isASCII = false
      let name = byte(2) == 0xA8 ? "2028" : "2029"
      complain(
        3, "yaml-line-break", "the line separator U+\(name) is a line break in YAML only",
        "in double quotes it may be written as \"\\u\(name)\"")
      return 3
    case 0xEF where byte(1) == 0xBB && byte(2) == 0xBF && position > 0:
      isASCII = false
      complain(
        3, "yaml-byte-order-mark", "a byte order mark may only be at the start of a file",
        "delete it")
      return 3
    default:
      isASCII = false
      switch byte(0) {
      case 0xF0...: return 4
      case 0xE0...: return 3
      default: return 2
      }
    }
  }
}
