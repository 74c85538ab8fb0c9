// The bytes of an export as text. Exports come in UTF-8 with or without a mark, in UTF-16 from
// spreadsheets, and in the code pages of old reports; columns, ids and dates are ASCII in all.

import CEL

/// A file's text with the encoding that it was taken for.
struct OrderFileText {
  /// The name of the encoding when it isn't UTF-8.
  let encoding: String?
  let source: SourceText

  init(_ bytes: [UInt8], named name: String) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isLittle = bytes[0] == 0xFF
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
        let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        return isLittle ? second << 8 | first : first << 8 | second
      }
      encoding = "UTF-16"
      source = SourceText(name: name, text: String(decoding: units, as: UTF16.self))
      return
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if let text = String(validating: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self) {
      encoding = nil
      source = SourceText(name: name, text: text)
      return
    }
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let value = (0x80...0x9F).contains(byte) ? Self.windows1252[Int(byte) - 0x80] : UInt32(byte)
      text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    encoding = "Windows-1252"
    source = SourceText(name: name, text: String(text))
  }

  /// What Windows-1252 has from 0x80 to 0x9F.
  private static let windows1252: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]
}
