// Between UTF-8 and the older character set of a dictionary, by the system's iconv.

import Glibc

/// Two conversions, there and back. Not for several threads at once.
struct Converter {
  private let there: iconv_t
  private let back: iconv_t

  /// `nil` for a character set that the system does not know.
  init?(_ name: String) {
    // Hunspell's names lack the hyphen that iconv wants: ISO8859-2, microsoft-cp1251.
    let name = name.hasPrefix("microsoft-") ? String(name.dropFirst(10)) : name
    guard let there = Self.open(to: name, from: "UTF-8") else { return nil }
    guard let back = Self.open(to: "UTF-8", from: name) else {
      iconv_close(there)
      return nil
    }
    self.there = there
    self.back = back
  }

  private static func open(to target: String, from source: String) -> iconv_t? {
    let converter = iconv_open(target, source)
    return converter == iconv_t(bitPattern: -1) ? nil : converter
  }

  /// Gives back what the system has made.
  func close() {
    iconv_close(there)
    iconv_close(back)
  }

  /// A word with a zero at its end; `nil` when the character set lacks one of its letters.
  func encoded(_ word: String) -> [CChar]? {
    Self.convert(Array(word.utf8CString), by: there)
  }

  /// A text of the dictionary.
  func decoded(_ text: UnsafePointer<CChar>) -> String? {
    let bytes = Array(UnsafeBufferPointer(start: text, count: strlen(text) + 1))
    return Self.convert(bytes, by: back).flatMap { bytes in
      bytes.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } }
    }
  }

  private static func convert(_ bytes: [CChar], by converter: iconv_t) -> [CChar]? {
    var source = bytes
    // A letter of one byte becomes at most three in UTF-8.
    var target = [CChar](repeating: 0, count: bytes.count * 3)
    let isDone = source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        var (from, to) = (source.baseAddress, target.baseAddress)
        var (left, room) = (source.count, target.count)
        return iconv(converter, &from, &left, &to, &room) == 0 && left == 0
      }
    }
    return isDone ? target : nil
  }
}
